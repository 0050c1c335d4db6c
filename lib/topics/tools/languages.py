"""In which languages there is a tool on each topic, beside those that the households speak."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.language import N_, _, formats, ngettext
from lib.measures import tools as measures
from lib.topics.tools import recorded, words
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table

ALWAYS = ("es", "en")
"""Languages that have a column even where no tool is in them."""


@dataclass(frozen=True)
class Spoken:
    """The library by topic and language, and what the facts know of the households.

    :ivar topics: by :func:`lib.measures.tools.by_language`.
    :ivar spanish: share of the households that speak Spanish; NaN: not known.
    :ivar limited: share of those in which nobody speaks English very well.
    :ivar as_of: the day of both.
    :ivar untold: tools that name no topic.
    """

    topics: pd.DataFrame
    spanish: float
    limited: float
    as_of: pd.Timestamp | None
    untold: int


def spoken(choice: Choice) -> Spoken | None:
    """The library by topic and language; ``None`` where no tool says its topic and language."""
    tools = recorded.library(choice.scope)
    on_topic = tools[tools["topic"].notna()]
    if not on_topic["languages"].map(len).sum():
        return None
    try:
        counties = reads.membership.priority_counties(choice.scope)
    except Unavailable:
        counties = pd.DataFrame()
    spanish, limited, as_of = households(counties)
    return Spoken(
        measures.by_language(tools, recorded.TOPICS, ALWAYS),
        spanish,
        limited,
        as_of,
        len(tools) - len(on_topic),
    )


def households(counties: pd.DataFrame) -> tuple[float, float, pd.Timestamp | None]:
    """The shares of households that speak Spanish and that speak little English, and their day.

    The facts have the percent of each county but not its households: counties weigh as many as
    live in them.

    :param counties: ``population, spanish_speaking_percent, limited_english_percent,
        households_as_of``.
    """
    shares = []
    for name in ("spanish_speaking_percent", "limited_english_percent"):
        inside = counties.dropna(subset=["population", name]) if len(counties) else counties
        people = inside["population"].sum() if len(inside) else 0
        shares.append(
            (inside["population"] * inside[name]).sum() / people / 100 if people else float("nan")
        )
    days = pd.to_datetime(counties["households_as_of"]).dropna() if len(counties) else []
    return shares[0], shares[1], max(days) if len(days) else None


def table(spoken: Spoken, _choice: Choice) -> Table:
    """The topics, a column a language."""
    codes = [c for c in spoken.topics.columns if c not in ("topic", "tools", "unsaid")]
    columns = {
        "topic": Column(_("Topic"), family="course_topic", pinned=True),
        **{code: Column(words.capital(code), kind="number") for code in codes},
        # Translators: tools of which nobody wrote down the language
        "unsaid": Column(_("Language unknown"), kind="number"),
        "tools": Column(_("Tools"), kind="number"),
    }
    if not spoken.topics["unsaid"].any():
        del columns["unsaid"]
    return Table(
        title=title(spoken.topics, codes),
        frame=spoken.topics,
        columns=columns,
        alt=_("Tools by topic and language."),
        caption=_caption(spoken),
    )


def title(topics: pd.DataFrame, codes: list[str]) -> str:
    """How many topics lack Spanish, and how many have anything beside Spanish and English."""
    others = [code for code in codes if code not in ALWAYS]
    without = int((topics["es"] == 0).sum())
    beside = int((topics[others].sum(axis=1) > 0).sum()) if others else 0
    spanish = (
        ngettext(
            "{n} of {all} topics has no tool in Spanish",
            "{n} of {all} topics have no tool in Spanish",
            without,
            n=formats.number(without),
            all=formats.number(len(topics)),
        )
        if without
        else _("Every topic has a tool in Spanish")
    )
    if not beside:
        return _("{spanish}, none has one beyond Spanish and English", spanish=spanish)
    also = ngettext(
        "{n} has one beyond Spanish and English",
        "{n} have one beyond Spanish and English",
        beside,
        n=formats.number(beside),
    )
    return _("{spanish}, {also}", spanish=spanish, also=also)


def _caption(spoken: Spoken) -> str:
    sentences = []
    if pd.notna(spoken.spanish):
        sentences.append(
            _(
                "About {spanish} of the households in these regions speak Spanish",
                spanish=formats.percent(spoken.spanish),
            )
            + (
                _(
                    ", and in {limited} nobody speaks English very well.",
                    limited=formats.percent(spoken.limited),
                )
                if pd.notna(spoken.limited)
                else "."
            )
        )
        sentences.append(
            _("Counties weigh as many as live in them ({day}).", day=formats.day(spoken.as_of))
            if spoken.as_of is not None
            else _("Counties weigh as many as live in them.")
        )
    sentences.append(
        _("Which other languages they speak, such as Haitian Creole or Mam, the facts don't say.")
    )
    if spoken.untold:
        sentences.append(
            ngettext(
                "{n} more tool names no topic.",
                "{n} more tools name no topic.",
                spoken.untold,
                n=formats.number(spoken.untold),
            )
        )
    return " ".join(sentences)


LANGUAGES = Figure(
    "tool_languages",
    spoken,
    table,
    empty=N_("No tool says its topic and its language: what is missing can't be told"),
)
