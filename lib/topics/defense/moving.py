"""Cases opened and closed by quarter, and how those ended that were closed."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.contract.rollup.defense import CASE_OUTCOMES
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures.defense import added
from lib.topics.defense.charts.quarters import quarter_points
from lib.topics.defense.charts.range_bars import range_bars
from lib.topics.defense.words import has_cases, told_sum
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column
from lib.ui.text import Text

QUARTERS, HALVES = 8, 4
"""As many are shown: the last two years."""
_PREFIXES = ("opened_", "closed_")


@dataclass(frozen=True)
class Moved:
    """What was opened, closed or ended in the periods that are shown, the regions apart."""

    rows: pd.DataFrame


def by_quarter(choice: Choice) -> Moved | None:
    """Cases opened and closed of the last quarters that are over; ``None``: no case on record.

    :raises Unavailable: if the incident database can't be read.
    """
    if not has_cases():
        return None
    rows = reads.incidents.cases_by_quarter(choice.scope)
    return Moved(rows[rows["quarter_start"].isin(_last(rows["quarter_start"], QUARTERS))])


def ended(choice: Choice) -> Moved | None:
    """Cases by outcome of the last half-years that are over; ``None``: no case on record.

    :raises Unavailable: if the incident database can't be read.
    """
    if not has_cases():
        return None
    rows = reads.incidents.cases_ended(choice.scope)
    return Moved(rows[rows["half_start"].isin(_last(rows["half_start"], HALVES))])


def _last(days: "pd.Series[pd.Timestamp]", most: int) -> list[pd.Timestamp]:
    return sorted(days.unique())[-most:]


def quarters_chart(moved: Moved, _choice: Choice) -> Chart | Text:
    """How many cases were opened and closed, quarter by quarter."""
    if moved.rows.empty:
        return Text(title=_("No quarter with cases is over yet"))
    frame = added(moved.rows, ["quarter_start"], _PREFIXES)
    frame["name"] = [formats.month(day) for day in frame["quarter_start"]]
    names = {
        "opened_": _("Cases opened"),
        "closed_": _("Cases closed"),
    }
    return Chart(
        title=_(
            "Since {month}: {opened} cases opened, {closed} closed",
            month=formats.month(frame["quarter_start"].min()),
            opened=told_sum(frame, "opened_"),
            closed=told_sum(frame, "closed_"),
        ),
        alt=_("Cases opened and closed by quarter, each from at least to at most."),
        plot=quarter_points(frame, names),
        table=frame,
        columns={
            "name": Column(_("Quarter from"), pinned=True),
            "opened_at_least": Column(_("Opened, at least"), kind="number"),
            "opened_at_most": Column(_("Opened, at most"), kind="number"),
            "closed_at_least": Column(_("Closed, at least"), kind="number"),
            "closed_at_most": Column(_("Closed, at most"), kind="number"),
        },
        caption=_(
            "By quarter, and only those that are over: in a month a region has so few that each"
            " change would tell of a person. A point is the middle of what is told."
        ),
    )


def ends_chart(moved: Moved, _choice: Choice) -> Chart | Text:
    """How cases ended, the last half-years together."""
    if moved.rows.empty:
        return Text(title=_("How cases ended can't be told yet without telling of a person"))
    frame = added(moved.rows, ["outcome"])
    frame["order"] = [CASE_OUTCOMES.index(outcome) for outcome in frame["outcome"]]
    frame = frame.sort_values("order", ignore_index=True)
    frame["name"] = [name_of("case_outcome", outcome) for outcome in frame["outcome"]]
    return Chart(
        title=_(
            "Since {month}: {stopped} deportations stopped, {removed} people removed",
            month=formats.month(moved.rows["half_start"].min()),
            stopped=told_sum(frame[frame["outcome"] == "stopped"]),
            removed=told_sum(frame[frame["outcome"] == "removed"]),
        ),
        alt=_("Cases that were closed by how they ended, each from at least to at most."),
        plot=range_bars(frame, label="name"),
        table=frame,
        columns={
            "name": Column(_("How it ended"), pinned=True),
            "at_least": Column(_("At least"), kind="number"),
            "at_most": Column(_("At most"), kind="number"),
        },
        caption=_(
            "By half-year, and only those that are over. Left out: half-years of a region whose"
            " quarters would tell more of its outcomes than this does."
        ),
    )


BY_QUARTER = Figure("cases_by_quarter", by_quarter, quarters_chart)
ENDED = Figure("cases_ended", ended, ends_chart)
