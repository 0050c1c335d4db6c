"""From weekly counts to alarms, each with what it rests on."""

import numpy as np
import pandas as pd

from lib.measures import thresholds
from lib.measures.alarms.judging import Method, judge
from lib.measures.thresholds import AlarmThresholds


def panel_alarms(
    panel: pd.DataFrame,
    method: Method = Method.BY_HISTORY,
    settings: AlarmThresholds | None = None,
) -> pd.DataFrame:
    """Judge several series at once.

    ``panel`` has a row a week, indexed by the week's first day without a gap, and a column a
    series (a MultiIndex such as region × kind is fine); it ends with the last complete week, and a
    count that is not known is NaN. Returns the columns of ``alarms`` behind the column labels and
    ``week_start``, series after series.

    :raises ValueError: if the rows are not consecutive weeks, or a count is negative.
    """
    judgement = judge(panel, method, settings or thresholds.alarms())
    weeks = pd.DatetimeIndex(panel.index)
    per_series = len(weeks)
    labels = panel.columns.to_frame(index=False)
    labels.columns = [
        name if name is not None else f"series_{level}" if panel.columns.nlevels > 1 else "series"
        for level, name in enumerate(panel.columns.names)
    ]
    result = labels.loc[np.repeat(np.arange(len(labels)), per_series)].reset_index(drop=True)
    result["week_start"] = np.tile(weeks, len(labels))
    starts = np.append(weeks.to_numpy(), np.datetime64("NaT"))  # NO_WEEK indexes the last
    columns = {
        "observed": judgement.observed,
        "expected": judgement.expected,
        "bound": judgement.bound,
        "alarm": judgement.alarm,
        "still_high": judgement.still_high,
        "since": starts[judgement.since],
        "chance": judgement.chance,
        "method": judgement.method,
        "baseline_from": starts[judgement.first],
        "baseline_to": starts[judgement.last],
        "baseline_weeks": judgement.weeks,
        "status": judgement.status,
    }
    return result.assign(**{name: array.ravel(order="F") for name, array in columns.items()})


def alarms(
    series: pd.Series,
    method: Method = Method.BY_HISTORY,
    settings: AlarmThresholds | None = None,
) -> pd.DataFrame:
    """Judge each week of one series of counts, indexed by the week's first day without a gap.

    Returns a row a week: ``observed``; ``expected``, ``bound`` (a count above it is too high) and
    the weeks ``baseline_from`` … ``baseline_to`` they come from, ``baseline_weeks`` in number;
    ``chance``, the probability that a week with the expected count shows at least the observed one,
    by the method's own predictive distribution (NaN where it has none); ``method`` and ``status``
    (``Method`` and ``Status``). With Bayes and EARS C2 together these are of the one whose bound
    decides.

    ``alarm`` says that the count is above the bound and that no surge goes on; a surge begins with
    it. ``since`` is the week of that alarm for each week of the surge (NaT outside one), and
    ``still_high`` says that it was an earlier week: the weeks since are not back within the limits
    of the time before it (``lib.measures.alarms.surges``), from which what is expected and bound
    then comes. Single methods are as published and know no surge. The series must end with the last
    complete week; a count that is not known is NaN.

    :raises ValueError: if the rows are not consecutive weeks, or a count is negative.
    """
    judged = panel_alarms(series.to_frame("series"), method, settings)
    return judged.drop(columns="series").set_index("week_start")
