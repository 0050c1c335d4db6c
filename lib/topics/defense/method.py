"""How these figures are known, and why they are told so."""

from lib.language import _, formats
from lib.measures.defense import defense
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text, points


def _read(_choice: Choice) -> bool:
    return True


def text(_known: bool, _choice: Choice) -> Text:  # noqa: FBT001
    """Put the method in words, a line a figure."""
    lines = [
        _(
            "**Never exactly.** Cases are told as 1–4, 5–9, 10–14 and so on, and a sum only as"
            " far as its parts tell it, so that no difference gives one person's case."
            " The databases' exact numbers are read by no page."
        ),
        _(
            "**The detained apart**: their stage is not told. A region with fewer than five open"
            " cases is not divided."
        ),
        _(
            "**What happened** is told by quarters and half-years that are over: what changes from"
            " one day to the next would tell of a person."
        ),
        _(
            "**How it ended**: stopped is released, bond paid, a stay or relief granted. What is"
            " written otherwise, transferred and withdrawn are one."
        ),
        _(
            "**How soon**: ends rule each other out (Aalen–Johansen); a case that is open counts"
            " for as long as it was followed. Each class counts as its middle, a case ends on the"
            " last day of its step, and bands are 95 % intervals of chance among so many cases;"
            " that numbers are classes is not in them. A line ends where fewer than {n}, or than"
            " half, are followed for sure, and where a share would move by more than {points}"
            " if each class of 0 to 4 were empty.",
            n=formats.number(defense().minimum_at_risk),
            points=formats.change_in_points(defense().class_error).lstrip("+"),
        ),
    ]
    return Text(body=points(lines))


METHOD = Figure("defense_method", _read, text)
