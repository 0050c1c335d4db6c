"""What to do first about the tools, each deed with its reason."""

from dataclasses import dataclass

import pandas as pd

from lib.data.errors import Unavailable
from lib.language import _, formats, ngettext
from lib.language.formats import plain
from lib.language.vocabulary import name_of
from lib.measures import tools as measures
from lib.topics.tools import callers, recorded, surges, use, words
from lib.topics.tools.surges import Prepared
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.text import Text, points

MOST_NAMED = 3
"""Surges and gaps that are named; the rest stand in their tables."""


@dataclass(frozen=True)
class Standing:
    """What the deeds follow from; ``None`` where there is no data.

    :ivar active: by :func:`lib.topics.tools.use.committees`.
    :ivar used: by :func:`lib.topics.tools.recorded.used`.
    :ivar reviewed: by :func:`lib.topics.tools.recorded.reviewed`.
    :ivar callers: by :func:`lib.topics.tools.callers.spoken`.
    """

    surges: Prepared | None
    cells: recorded.Cells | None
    active: pd.DataFrame | None
    used: pd.DataFrame | None
    reviewed: pd.DataFrame | None
    callers: callers.Spoken | None


def _called(choice: Choice) -> callers.Spoken | None:
    try:
        return callers.spoken(choice)
    except Unavailable:
        return None


def _standing(choice: Choice) -> Standing | None:
    if recorded.library(choice.scope).empty:
        return None
    return Standing(
        surges.prepared_or_none(choice),
        recorded.cells(choice),
        use.committees(choice),
        recorded.used(choice.scope),
        recorded.reviewed(choice.scope),
        _called(choice),
    )


def text(standing: Standing, _choice: Choice) -> Text:
    """Put the deeds in words, the most urgent first."""
    deeds = [
        *_offer(standing.surges),
        *_make(standing.cells),
        _translate(standing.callers),
        _review(standing.reviewed),
        _introduce(standing.active, standing.used),
        "" if standing.active is not None else _(recorded.NO_USES),
        ""
        if standing.cells is not None
        else _("What the tools are for, and for whom, is not on record."),
    ]
    nothing = _("Nothing to do follows from what is on record of the tools.")
    return Text(body=points(deeds) or nothing)


def _offer(prepared: Prepared | None) -> list[str]:
    """The surges whose region has not used what helps there, those first that used the least."""
    if prepared is None:
        return []
    rows = surges.unready(prepared.surges)
    rows = rows.assign(share=rows["used"] / rows["active"]).sort_values("share", kind="stable")
    sentences = []
    for region, kind, topics, used, active in rows.head(MOST_NAMED)[
        ["region_id", "kind", "topics", "used", "active"]
    ].itertuples(index=False):
        sentences.append(
            _(
                "**Offer tools on {topics} in {region}**: “{kind}” is above what is usual there,"
                " and {rate} of active committees used one in 12 months.",
                topics=words.topics(topics),
                region=plain(region_name(region)),
                kind=name_of("incident_kind", kind),
                rate=formats.rate(int(used), int(active)),
            )
        )
    return sentences


def _make(cells: recorded.Cells | None) -> list[str]:
    """The gap of each of the sectors with the most partners that would reach the most of them."""
    if cells is None or cells.gaps.empty:
        return []
    first = cells.gaps[cells.gaps["partners"] > 0].drop_duplicates("audience_sector")
    return [
        ngettext(
            "**Find or make a tool on {type} for {sector}**: the library has none, and {n} partner"
            " of that sector is in the regions in view.",
            "**Find or make a tool on {type} for {sector}**: the library has none, and {n} partners"
            " of that sector are in the regions in view.",
            int(n),
            type=name_of("repression_type", code).lower(),
            sector=name_of("audience_sector", sector).lower(),
            n=formats.number(n),
        )
        for code, sector, n in first.head(1)[
            ["repression_type", "audience_sector", "partners"]
        ].itertuples(index=False)
    ]


def _translate(spoken: callers.Spoken | None) -> str:
    """The languages of callers in which there is no tool."""
    without = [] if spoken is None else callers.without_tools(spoken).tolist()
    if not without:
        return ""
    return _(
        "**Have tools translated into {languages}**: callers of the hotline speak so, and the"
        " library has nothing for them.",
        languages=words.languages(without),
    )


def _review(reviewed: pd.DataFrame | None) -> str:
    if reviewed is None or reviewed.empty:
        return ""
    return ngettext(
        "**Review {n} tool on the law**: it is older than the newest policy of a state where it is"
        " used.",
        "**Review {n} tools on the law**: they are older than the newest policy of a state where"
        " they are used.",
        len(reviewed),
        n=formats.number(len(reviewed)),
    )


def _introduce(active: pd.DataFrame | None, used: pd.DataFrame | None) -> str:
    if active is None or active.empty or used is None:
        return ""
    reached, everyone = measures.committees_that_used(active)
    if reached == everyone:
        return ""
    return _(
        "**Bring the library to the committees that use none**: {rate} of active committees used"
        " no tool in 12 months.",
        rate=formats.rate(everyone - reached, everyone),
    )


TO_DO = Figure("tools_to_do", _standing, text, empty=recorded.NO_TOOLS)
