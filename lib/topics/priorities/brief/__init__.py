"""The printable brief: a page of HTML with print styles, two sheets of paper long."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lib.language import current
from lib.topics.priorities.brief.drawing import Curve, Dots
from lib.ui.templates import templates

_templates = templates(Path(__file__).parent)


@dataclass(frozen=True)
class Ranked:
    """A line of the first places, as it is read.

    :ivar share: of draws that keep it among the first, 0 to 1; drawn as a bar, like the next two.
    """

    place: str
    rank: str
    share: float
    need: float
    capacity: float


@dataclass(frozen=True)
class Brief:
    """What a brief says; every text is plain and in one language.

    :ivar surge: that something is on in the regions, or nothing; ``surges`` says what.
    """

    title: str
    made: str
    surge: str
    surges: Sequence[str]
    finding: str
    statement: str
    first: Sequence[Ranked]
    top: int
    dots: Dots | None
    why: Sequence[tuple[str, Sequence[str]]]
    asked: Sequence[tuple[str, str]]
    answer: str
    how_good: str
    covered: Sequence[tuple[str, float]]
    placed: Sequence[tuple[str, str]]
    curve: Curve | None
    weights: Sequence[tuple[str, str]]
    notes: Sequence[str]


def render(brief: Brief) -> bytes:
    """The brief as an HTML file that needs nothing else, in the language of now."""
    template = _templates.get_template("brief.html")
    return template.render(brief=brief, language=current()).encode()
