"""The alarms of the last weeks over every region and kind, and which series are still high."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from lib.measures.alarms.false_alarms import expected_false_alarms
from lib.measures.alarms.judging import Status
from lib.measures.alarms.weeks import panel_alarms
from lib.measures.periods import WEEK

HISTORY_WEEKS = 5 * 52
"""How far back a series is read: three years of baseline and what Farrington leaves out."""

_SERIES = ["region_id", "kind"]
_COLUMNS = [
    *(*_SERIES, "week_start", "observed", "expected", "bound", "alarm", "still_high", "since"),
    *("chance", "method", "baseline_from", "baseline_to", "baseline_weeks", "status"),
    *("weeks_since", "observed_since", "expected_since", "state", "excess"),
]


class SurgeState(StrEnum):
    """Where a surge stands in the last complete week."""

    NEW = "new"
    """It began in that week."""
    STILL_HIGH = "still_high"
    """It began before, and the weeks since are not back within the limits of the time before it."""
    OVER = "over"
    """They are back."""


@dataclass(frozen=True)
class RecentAlarms:
    """Surges of the last complete weeks: alarms, and what has stayed high since an alarm.

    :ivar surges: one row a surge that any of these weeks belonged to. The columns of
        ``panel_alarms`` are those of the last complete week; of a surge that is over, those of the
        week of its alarm. ``since`` is the week of its alarm, ``weeks_since`` the number of weeks
        from there to the last one that belongs to it, ``observed_since`` and ``expected_since`` the
        sums over them. ``state`` is a ``SurgeState``, ``excess`` the count over its bound. What is
        not over comes first, then by excess.
    :ivar first_week: the first of these weeks.
    :ivar series: how many region × kind series there are.
    :ivar too_short: how many of them have too little history to be judged in the last week.
    :ivar expected_false: alarms a week that chance alone would raise at these settings.
    """

    surges: pd.DataFrame
    first_week: date
    series: int
    too_short: int
    expected_false: float

    def from_week(self, first_week: date) -> "RecentAlarms":
        """The same of fewer weeks, up to the same last one; nothing is judged again.

        :param first_week: the first of them, none before ``first_week`` here.
        """
        weeks = self.surges["weeks_since"].astype(int)
        ended = pd.to_datetime(self.surges["since"]) + (weeks - 1) * pd.Timedelta(WEEK)
        surges = self.surges[ended >= pd.Timestamp(first_week)].reset_index(drop=True)
        return replace(self, surges=surges, first_week=first_week)

    @property
    def raised(self) -> pd.DataFrame:
        """The surges that began in these weeks, whatever became of them."""
        return self.surges[self.surges["since"] >= pd.Timestamp(self.first_week)]

    @property
    def still_high(self) -> pd.DataFrame:
        """The surges that began before the last week and are not over."""
        return self.surges[self.surges["state"] == SurgeState.STILL_HIGH]


def recent_alarms(counts: pd.DataFrame, last_week: date, weeks: int) -> RecentAlarms:
    """Judge the last complete weeks of every region × kind.

    :param counts: rows ``region_id, kind, week_start, incidents``; a week without a row had none,
        from the first week that any series has.
    :param last_week: the last complete week.
    :param weeks: how many weeks to list alarms of.
    """
    first_week = last_week - (weeks - 1) * WEEK
    if counts.empty:
        return RecentAlarms(pd.DataFrame(columns=_COLUMNS), first_week, 0, 0, 0.0)
    panel = counts.pivot_table(
        index="week_start", columns=_SERIES, values="incidents", aggfunc="sum"
    )
    every_week = pd.date_range(panel.index.min(), pd.Timestamp(last_week), freq="7D")
    panel = panel.reindex(every_week).fillna(0.0)
    judged = panel_alarms(panel)
    last = judged[judged["week_start"] == pd.Timestamp(last_week)]
    return RecentAlarms(
        _surges(judged, first_week, last_week),
        first_week,
        series=panel.shape[1],
        too_short=int((last["status"] == Status.TOO_SHORT).sum()),
        expected_false=expected_false_alarms(panel),
    )


def _surges(judged: pd.DataFrame, first_week: date, last_week: date) -> pd.DataFrame:
    in_surge = judged[judged["since"].notna()]
    surge = in_surge.groupby([*_SERIES, "since"])
    sums = surge[["observed", "expected"]].transform("sum").add_suffix("_since")
    in_surge = in_surge.join(sums).assign(weeks_since=surge["week_start"].transform("size"))
    ended = surge["week_start"].transform("max")
    is_running = ended == pd.Timestamp(last_week)
    shown = np.where(is_running, ended, in_surge["since"])
    recent = ended >= pd.Timestamp(first_week)
    rows = in_surge[recent & (in_surge["week_start"] == shown)]
    is_over = ~is_running.loc[rows.index]
    state = np.select(
        [is_over, rows["week_start"] == rows["since"]],
        [SurgeState.OVER, SurgeState.NEW],
        default=SurgeState.STILL_HIGH,
    ).astype(object)
    rows = rows.assign(state=state, excess=rows["observed"] / rows["bound"].clip(lower=1))
    order = rows.assign(is_over=is_over).sort_values(
        ["is_over", "excess"], ascending=[True, False], kind="stable"
    )
    return rows.loc[order.index, _COLUMNS].reset_index(drop=True)
