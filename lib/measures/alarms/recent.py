"""The alarms of the last weeks over every region and kind, with what chance alone would raise."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib.measures.alarms.false_alarms import expected_false_alarms
from lib.measures.alarms.judging import Status
from lib.measures.alarms.weeks import panel_alarms
from lib.measures.periods import WEEK

HISTORY_WEEKS = 5 * 52
"""How far back a series is read: three years of baseline and what Farrington leaves out."""

_RAISED = [
    *("region_id", "kind", "week_start", "observed", "expected", "bound", "alarm", "method"),
    *("baseline_from", "baseline_to", "baseline_weeks", "status", "excess"),
]


@dataclass(frozen=True)
class RecentAlarms:
    """Alarms of the last complete weeks.

    :ivar raised: one row an alarm, newest week first, then by how far it is above its bound; the
        columns of ``panel_alarms``.
    :ivar series: how many region × kind series there are.
    :ivar too_short: how many of them have too little history to be judged in the last week.
    :ivar expected_false: alarms a week that chance alone would raise at these settings.
    """

    raised: pd.DataFrame
    series: int
    too_short: int
    expected_false: float


def recent_alarms(counts: pd.DataFrame, last_week: date, weeks: int) -> RecentAlarms:
    """Judge the last complete weeks of every region × kind.

    :param counts: rows ``region_id, kind, week_start, incidents``; a week without a row had none,
        from the first week that any series has.
    :param last_week: the last complete week.
    :param weeks: how many weeks to list alarms of.
    """
    if counts.empty:
        return RecentAlarms(pd.DataFrame(columns=_RAISED), 0, 0, 0.0)
    panel = counts.pivot_table(
        index="week_start", columns=["region_id", "kind"], values="incidents", aggfunc="sum"
    )
    every_week = pd.date_range(panel.index.min(), pd.Timestamp(last_week), freq="7D")
    panel = panel.reindex(every_week).fillna(0.0)
    judged = panel_alarms(panel)
    recent = judged[judged["week_start"] > pd.Timestamp(last_week - weeks * WEEK)]
    last = judged[judged["week_start"] == pd.Timestamp(last_week)]
    raised = recent[recent["alarm"].astype(bool)]
    raised = raised.assign(excess=raised["observed"] / raised["bound"].clip(lower=1))
    return RecentAlarms(
        raised.sort_values(["week_start", "excess"], ascending=False, ignore_index=True),
        series=panel.shape[1],
        too_short=int((last["status"] == Status.TOO_SHORT).sum()),
        expected_false=expected_false_alarms(panel),
    )
