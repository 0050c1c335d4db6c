"""Headline figures: a number, how it moved and its trend, small, each read as one sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVarTuple

import streamlit as st

from lib import again, reads
from lib.data.errors import Unavailable
from lib.language import _, current
from lib.language.formats import NO_DATA
from lib.reads import ahead
from lib.ui import svg
from lib.ui.filters import Choice
from lib.ui.frame import say
from lib.ui.sections import how_we_know
from lib.ui.sparklines import Line, picture
from lib.ui.templates import templates

Direction = Literal["up", "down"]
Options = TypeVarTuple("Options")

_LIST = templates(Path(__file__).parent).get_template("headlines.html")
_ARROWS: dict[Direction | None, str] = {"up": "▲ ", "down": "▼ ", None: ""}


@dataclass(frozen=True)
class Change:
    """How a headline figure moved.

    :ivar text: the difference as it is to be read, its sign first
        (:func:`lib.language.formats.change`).
    :ivar since: what it is measured from: "in 12 weeks".
    :ivar better: the direction that is good news; ``None`` where neither is.
    """

    text: str
    since: str | None = None
    better: Direction | None = None

    @property
    def direction(self) -> Direction | None:
        """Where the figure went; ``None`` if it stayed or nobody knows."""
        if self.text[:1] not in ("+", "−"):
            return None
        return "up" if self.text.startswith("+") else "down"

    @property
    def news(self) -> Literal["good", "bad", "neither"]:
        """Whether that is good news."""
        if self.better is None or self.direction is None:
            return "neither"
        return "good" if self.direction == self.better else "bad"


@dataclass(frozen=True)
class Headline:
    """A headline figure, in the viewer's language.

    :ivar value: the number as it is to be read (:mod:`lib.language.formats`); ``None`` or a dash
        is no data, which is not zero: a dash and the sentence ``no_data`` are drawn.
    :ivar line: the figure over equal steps of time. What the change compares is what the line has
        at its ends, or the sums of its two parts.
    :ivar note: what stands beside the number, such as of how many it is.
    :ivar help: what is counted; folded away.
    """

    label: str
    value: str | None
    change: Change | None = None
    line: Line = Line()
    note: str | None = None
    help: str | None = None
    no_data: str | None = None

    def shown(self, *, late: bool = False) -> dict[str, Any]:
        """What the template shows of it, and the one sentence that is read aloud.

        :param late: a source is late: the figure is greyed and says so.
        """
        has_data = self.value is not None and self.value != NO_DATA
        known = self.change if has_data and self.change and self.change.text != NO_DATA else None
        notes = [known.since if known else None, self.note]
        if not has_data:
            notes = [self.no_data or _("No data for this choice")]
        if late:
            notes = [_("The source is late"), *notes]
        note = " · ".join(filter(None, notes))
        told = [self.value if has_data else None, known.text if known else None, note]
        return {
            "label": self.label,
            "value": self.value if has_data else NO_DATA,
            "change": known.text if known else None,
            "arrow": _ARROWS[known.direction if known else None],
            "news": known.news if known and not late else "neither",
            "line": svg.image(picture(self.line), "") if has_data and self.line.is_drawn else "",
            "note": note,
            "late": late,
            "sentence": f"{self.label}: {', '.join(filter(None, told))}.",
        }


def draw(
    choice: Choice,
    headlines: Sequence[Callable[[Choice, *Options], Headline]],
    *options: *Options,
    key: str = "headlines",
) -> reads.Sources:
    """Draw headline figures: beside each other, below each other on a phone.

    Each is grey where something that it rests on is late. What they count is folded away below.

    :param headlines: the functions that make them; each is kept until a refresh.
    :param options: what else the viewer chose; hashable.
    :param key: unique on the page.
    :return: what they rest on, together.
    """
    sources: set[tuple[str, str]] = set()
    readable: list[tuple[Callable[..., Headline], bool]] = []
    problems = []
    for make in headlines:
        ahead.asked(kept, make, choice, options, current())
        try:
            made = reads.made(kept, make, choice, options, current())
        except Unavailable as problem:
            problems.append(problem)
            continue
        readable.append((make, reads.is_late(made.sources)))
        sources |= made.sources
    for unread in problems:
        say(unread)
    if readable:
        again.show(_drawn(tuple(readable), choice, options, current()), key)
    return frozenset(sources)


@reads.kept_while(reads.version, most=2_000)
def kept(
    make: Callable[..., Headline], choice: Choice, options: tuple[Any, ...], _language: str
) -> Headline:
    """What a function makes, kept until a refresh."""
    return make(choice, *options)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Headline figures, their pictures drawn, and what they count."""

    html: str
    helps: str

    def show(self, key: str) -> None:
        """Put them on the page."""
        st.html(self.html)
        if self.helps:
            with how_we_know(key):
                st.markdown(self.helps)


@reads.kept_while(reads.version, most=2_000)
def _drawn(
    makes: tuple[tuple[Callable[..., Headline], bool], ...],
    choice: Choice,
    options: tuple[Any, ...],
    language: str,
) -> _Drawn:
    """What some functions make, of each of which is known whether it is late."""
    made = [(kept(make, choice, options, language), late) for make, late in makes]
    helps = [f"- **{each.label}**: {each.help}" for each, _late in made if each.help]
    shown = [each.shown(late=late) for each, late in made]
    return _Drawn(_LIST.render(headlines=shown), "\n".join(helps))
