"""The last weeks' incidents over several regions, corrected for the reports still to come."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.measures import thresholds
from lib.measures.alarms.nowcast import (
    Completeness,
    ReportingDelay,
    learn_reporting_delay,
    nowcast,
)
from lib.measures.thresholds import NowcastThresholds


@dataclass(frozen=True)
class LateReports:
    """What is known of late reports.

    :ivar weeks: one row a recent week (``week_start``, as many as a delay may have): ``reported``
        so far, ``estimate``, ``low`` and ``high`` once all are in (NaN where it can't be told) and
        ``status`` (``Completeness``).
    :ivar in_at_the_end: the share of a week's reports that are in when the week ends; NaN if the
        history is too little.
    """

    weeks: pd.DataFrame
    in_at_the_end: float

    @property
    def rising(self) -> pd.DataFrame:
        """The weeks that at least one report is likely still to come for, or of which none can
        tell."""
        to_come = self.weeks["estimate"] - self.weeks["reported"]
        return self.weeks[(to_come >= 0.5) | to_come.isna()]


def weeks_read(settings: NowcastThresholds | None = None) -> int:
    """Return how many complete weeks of reports ``late_reports`` makes use of."""
    settings = settings or thresholds.nowcast()
    return settings.history_weeks + settings.maximum_delay_weeks


def late_reports(
    reports: pd.DataFrame, last_week: pd.Timestamp, settings: NowcastThresholds | None = None
) -> LateReports:
    """Correct the last weeks of all regions in ``reports`` together.

    ``reports`` has ``region_id``, ``week_start``, ``delay_weeks`` and ``incidents``
    (``nowcast``); ``last_week`` is the last complete week. The delay is learnt from all regions
    together, unless each has ``plentiful_reports``: then each has its own, and the limits of the
    sum are recovered from theirs (Zou and Donner 2008, doi:10.1002/sim.3095, for independent
    estimates). What came in since ``last_week`` ended is in ``reported`` and bounds the estimate.

    :raises ValueError: as ``learn_reporting_delay``.
    """
    settings = settings or thresholds.nowcast()
    together = learn_reporting_delay(reports, last_week, settings)
    if _are_plenty(reports, last_week, settings):
        own = [series for _, series in reports.groupby("region_id")]
        corrected = _summed([_recent(series, last_week, None, settings) for series in own])
    else:
        corrected = _recent(reports, last_week, together, settings)
    so_far = reports.groupby("week_start")["incidents"].sum().reindex(corrected.index)
    corrected["reported"] = so_far.fillna(0.0).astype(float)
    for column in ("estimate", "low", "high"):
        # NaN stays NaN: what can't be told has no bound.
        corrected[column] = corrected[column].clip(lower=corrected["reported"])
    return LateReports(corrected.reset_index(), float(together.share[0]))


def _are_plenty(
    reports: pd.DataFrame, last_week: pd.Timestamp, settings: NowcastThresholds
) -> bool:
    newest = last_week - pd.Timedelta(weeks=settings.maximum_delay_weeks)
    oldest = newest - pd.Timedelta(weeks=settings.history_weeks)
    settled = reports[(reports["week_start"] > oldest) & (reports["week_start"] <= newest)]
    by_region = settled.groupby("region_id")["incidents"].sum()
    by_region = by_region.reindex(reports["region_id"].unique(), fill_value=0)
    return len(by_region) > 1 and bool((by_region >= settings.plentiful_reports).all())


def _recent(
    reports: pd.DataFrame,
    last_week: pd.Timestamp,
    delay: ReportingDelay | None,
    settings: NowcastThresholds,
) -> pd.DataFrame:
    corrected = nowcast(reports, last_week, delay, settings)
    recent = pd.date_range(
        end=last_week, periods=settings.maximum_delay_weeks, freq="7D", name="week_start"
    )
    return corrected.reindex(recent.intersection(corrected.index))[
        ["estimate", "low", "high", "status"]
    ]


def _summed(regions: list[pd.DataFrame]) -> pd.DataFrame:
    weeks = max((frame.index for frame in regions), key=len)
    aligned = [frame.reindex(weeks) for frame in regions]
    estimate = sum(frame["estimate"] for frame in aligned)
    below = np.sqrt(sum((frame["estimate"] - frame["low"]) ** 2 for frame in aligned))
    above = np.sqrt(sum((frame["high"] - frame["estimate"]) ** 2 for frame in aligned))
    is_nowcast = pd.concat([frame["status"] for frame in aligned], axis=1) == Completeness.NOWCAST
    status = np.where(is_nowcast.all(axis=1), Completeness.NOWCAST, Completeness.INCOMPLETE)
    return pd.DataFrame(
        {
            "estimate": estimate,
            "low": estimate - below,
            "high": estimate + above,
            "status": status.astype(object),
        },
        index=weeks,
    )
