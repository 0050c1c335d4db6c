"""Whether the committees where a surge is on have used what helps there."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.language import _, formats, ngettext
from lib.measures import tools as measures
from lib.measures.alarms.recent import SurgeState
from lib.topics.response import alarms
from lib.topics.tools import recorded, use, words
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table
from lib.ui.text import Text


@dataclass(frozen=True)
class Prepared:
    """Surges that are on, with the committees that used what helps there.

    :ivar surges: by :func:`lib.measures.tools.surges_and_tools`.
    :ivar is_late: whether a source is late, so that nothing can be said to be calm.
    :ivar series: series of a region and a kind that were judged; 0: whether there is a surge can't
        be told.
    :ivar unhelped: surges for which no topic of tools is meant to help.
    """

    surges: pd.DataFrame
    is_late: bool
    series: int
    unhelped: int


def prepared(choice: Choice) -> Prepared | None:
    """The surges that are on in the regions in view; ``None`` where nobody records uses."""
    active = use.committees(choice)
    # Where no tool names a topic, nobody is known not to have used what helps.
    if active is None or recorded.library(choice.scope)["topic"].isna().all():
        return None
    judged = reads.made(alarms.of_last_weeks, choice.scope, alarms.WEEKS)
    raised = judged.value.surges
    on = raised[raised["state"] != SurgeState.OVER]
    used = active.merge(recorded.by_committee(choice.scope, ("committee_id", "topics")))
    rows = measures.surges_and_tools(
        on,
        measures.counted_by_topics(used, recorded.topics()),
        active["region_id"].value_counts().to_dict(),
        measures.settings().topics_for,
    )
    pairs = len(on[["region_id", "kind"]].drop_duplicates())
    return Prepared(
        rows,
        reads.is_late(judged.sources),
        judged.value.series - judged.value.too_short,
        pairs - len(rows),
    )


def prepared_or_none(choice: Choice) -> Prepared | None:
    """The same, ``None`` too while the incident database can't be read."""
    try:
        return prepared(choice)
    except Unavailable:
        return None


def unready(surges: pd.DataFrame) -> pd.DataFrame:
    """The surges of regions where less than half of the active committees used what helps."""
    return surges[2 * surges["used"] < surges["active"]]


def table(prepared: Prepared, _choice: Choice) -> Table | Text:
    """Put them in words, a row a surge."""
    if prepared.surges.empty:
        return Text(title=_nothing(prepared))
    rows = prepared.surges.assign(
        region=prepared.surges["region_id"].map(region_name),
        helps=[words.topics(codes) for codes in prepared.surges["topics"]],
        share=prepared.surges["used"]
        / prepared.surges["active"].where(prepared.surges["active"] > 0),
    )
    less = [2 * used < active for used, active in zip(rows["used"], rows["active"], strict=True)]
    return Table(
        title=_title(len(rows), sum(less)),
        frame=rows,
        columns={
            "region": Column(_("Region"), pinned=True),
            "kind": Column(_("What is on"), family="incident_kind"),
            "helps": Column(_("Tools that help are on"), wide=True),
            # Translators: committees that used a tool
            "used": Column(_("Used one"), kind="number"),
            "active": Column(_("Active committees"), kind="number"),
            "share": Column(_("Share"), kind="percent"),
        },
        alt=_("Surges with the tools that help there, and the committees that used one."),
        caption=_("Which tools help where is our choice: no record says it of an incident."),
    )


def _title(on: int, less: int) -> str:
    surges = ngettext("{n} surge is on", "{n} surges are on", on, n=formats.number(on))
    if not less:
        return _(
            "{surges}: half of the active committees there or more used a tool that helps in 12"
            " months",
            surges=surges,
        )
    return ngettext(
        "{surges}: in {n} of them, less than half of the active committees there used a tool that"
        " helps in 12 months",
        "{surges}: in {n} of them, less than half of the active committees there used a tool that"
        " helps in 12 months",
        less,
        surges=surges,
        n=formats.number(less),
    )


def _nothing(prepared: Prepared) -> str:
    if not prepared.series:
        return _("There is too little history to tell whether a surge is on")
    if prepared.is_late:
        return _("The sources are late: whether a surge is on can't be told")
    if prepared.unhelped:
        return _("No tool is meant for the kinds of incident that are above what is usual")
    return _("No surge is on, so none asks for a tool")


def mapping(topics_for: Mapping[str, tuple[str, ...]], _choice: Choice) -> Table:
    """Which tools help where, a row a kind of incident."""
    rows = [(kind, words.topics(topics)) for kind, topics in topics_for.items() if topics]
    return Table(
        title=_("Which tools help where: our choice"),
        frame=pd.DataFrame(rows, columns=["kind", "helps"]),
        columns={
            "kind": Column(_("Kind of incident"), family="incident_kind", pinned=True),
            "helps": Column(_("Tools that help are on"), wide=True),
        },
        alt=_("Kinds of incident with the topics of the tools that help there."),
    )


def _topics_for(_choice: Choice) -> Mapping[str, tuple[str, ...]]:
    return measures.settings().topics_for


MAPPING = Figure("tools_for_incidents", _topics_for, mapping)
SURGES = Figure("surges_and_tools", prepared, table, empty=recorded.NO_USES)
