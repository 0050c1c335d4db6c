"""What the last weeks will have counted once the late reports are in."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

from lib.measures import thresholds
from lib.measures.alarms.batches import concentration_posterior, concentrations, own_shares
from lib.measures.rates import FloatArray
from lib.measures.thresholds import NowcastThresholds


class Completeness(StrEnum):
    """How far the count of a week can be taken at its word."""

    COMPLETE = "complete"
    """Older than the longest delay waited for."""
    NOWCAST = "nowcast"
    """Corrected for reports still to come."""
    INCOMPLETE = "incomplete"
    """Reports are still to come, and how many cannot be told."""


@dataclass(frozen=True)
class ReportingDelay:
    """The share of a week's reports that are in after 0, 1, … further weeks.

    ``share`` (ages) is NaN if the history is too little; ``draws`` (draws, ages) are equally likely
    values of it, given that history. ``concentration`` (draws) are equally likely values of how
    alike the weeks are: one week's own shares are Dirichlet around these, with such a sum of
    parameters. Infinite where all weeks report alike; the fewer, the more reports come in batches.
    """

    share: FloatArray
    draws: FloatArray
    concentration: FloatArray = field(default_factory=lambda: np.array([np.inf]))


def learn_reporting_delay(
    reports: pd.DataFrame, last_week: pd.Timestamp, settings: NowcastThresholds | None = None
) -> ReportingDelay:
    """Return the reporting delay seen in ``reports`` up to ``last_week``, the last complete week.

    ``reports`` has ``week_start`` (the week in which it occurred), ``delay_weeks`` (whole weeks
    from there to the week of the report) and ``incidents``. Learn from all regions and kinds
    together unless each has plenty. The shares are products of the chain ladder's development
    factors (Mack 1993); each factor is drawn from its Beta posterior under Jeffreys' prior, and the
    concentration from its own (``lib.measures.alarms.batches``).

    :raises ValueError: if a delay or count is negative, or a week does not begin on ``last_week``'s
        day.
    """
    settings = settings or thresholds.nowcast()
    longest = settings.maximum_delay_weeks
    triangle = _triangle(reports, last_week, longest)
    history = triangle[-(settings.history_weeks + longest) :]
    settled = history[:-longest]
    too_little = len(settled) < settings.minimum_weeks or settled.sum() < settings.minimum_reports
    if too_little:
        unknown = np.full(longest, np.nan)
        return ReportingDelay(unknown, unknown[None, :])
    age = np.arange(len(history))[::-1, None]
    delay = np.arange(longest + 1)
    seen = age >= delay
    late = np.where(seen, history, 0).sum(axis=0)[1:]
    by_then = np.where(seen, history.cumsum(axis=1), 0).sum(axis=0)[1:]
    factors = 1 - np.divide(late, by_then, out=np.zeros(longest), where=by_then > 0)
    random = np.random.default_rng(settings.seed)
    drawn = random.beta(by_then - late + 0.5, late + 0.5, (settings.draws, longest))
    share = _remaining_product(factors)
    weight = concentration_posterior(history, np.diff(share, prepend=0, append=1), settings)
    return ReportingDelay(
        share=share,
        draws=_remaining_product(drawn),
        # The mean of as many weeks is itself as uncertain as they are unlike each other.
        concentration=random.choice(concentrations(settings), settings.draws, p=weight)
        / (1 + 1 / len(history)),
    )


def nowcast(
    reports: pd.DataFrame,
    last_week: pd.Timestamp,
    delay: ReportingDelay | None = None,
    settings: NowcastThresholds | None = None,
) -> pd.DataFrame:
    """Return each week's count, corrected for the reports still to come.

    ``reports`` as in ``learn_reporting_delay``, of one series; ``delay`` is learnt from them unless
    given. Indexed by ``week_start`` from the first week with a report to ``last_week``:
    ``reported``, ``share_reported``, ``estimate`` (reported over share), ``low`` and ``high`` (what
    will have been counted, with the confidence of ``thresholds.toml``) and ``status``
    (``Completeness``). Of an incomplete week the last four but the status are NaN. In the band
    the share s of a week is drawn around that of all weeks, as unlike them as weeks are; given y
    reports, those to come are negative binomial with size y + ½ and probability s.

    :raises ValueError: as ``learn_reporting_delay``.
    """
    settings = settings or thresholds.nowcast()
    delay = delay or learn_reporting_delay(reports, last_week, settings)
    weeks = _weeks(reports, last_week)
    counted = _up_to(reports, last_week).groupby("week_start")["incidents"].sum()
    reported = counted.reindex(weeks, fill_value=0).to_numpy(dtype=np.float64)
    age = np.arange(len(weeks))[::-1]
    recent = age < settings.maximum_delay_weeks
    share = np.ones(len(weeks))
    share[recent] = delay.share[age[recent]]
    enough = share >= settings.minimum_share_reported
    share = np.where(enough, share, np.nan)
    low, high = np.where(enough, reported, np.nan), np.where(enough, reported, np.nan)
    corrected = enough & recent
    low[corrected], high[corrected] = _band(
        reported[corrected],
        own_shares(delay.draws[:, age[corrected]], delay.concentration, settings),
        settings,
    )
    return pd.DataFrame(
        {
            "reported": reported,
            "share_reported": share,
            "estimate": reported / share,
            "low": low,
            "high": high,
            "status": np.select(
                [~recent, enough],
                [Completeness.COMPLETE, Completeness.NOWCAST],
                default=Completeness.INCOMPLETE,
            ).astype(object),
        },
        index=weeks,
    )


def _band(
    reported: FloatArray, shares: FloatArray, settings: NowcastThresholds
) -> tuple[FloatArray, FloatArray]:
    random = np.random.default_rng(settings.seed + 1)
    totals = reported + random.negative_binomial(reported + 0.5, shares)
    tail = (1 - thresholds.rates().confidence) / 2
    low, high = np.quantile(totals, [tail, 1 - tail], axis=0, method="inverted_cdf")
    return low, high


def _remaining_product(factors: FloatArray) -> FloatArray:
    """Return, for each age, the product of the factors of the delays still to come."""
    result: FloatArray = np.flip(np.flip(factors, axis=-1).cumprod(axis=-1), axis=-1)
    return result


def _up_to(reports: pd.DataFrame, last_week: pd.Timestamp) -> pd.DataFrame:
    """Return the reports that had come in by the end of ``last_week``."""
    if (reports["delay_weeks"] < 0).any() or (reports["incidents"] < 0).any():
        raise ValueError("Delays and counts must not be negative; leave such records out first.")
    before = (last_week - pd.to_datetime(reports["week_start"])).dt.days
    if (before % 7 != 0).any():
        raise ValueError(f"Weeks must begin on the same day of the week as {last_week:%Y-%m-%d}.")
    in_time = reports[before >= 7 * reports["delay_weeks"]]
    return in_time.assign(week_start=pd.to_datetime(in_time["week_start"]))


def _weeks(reports: pd.DataFrame, last_week: pd.Timestamp) -> pd.DatetimeIndex:
    first = _up_to(reports, last_week)["week_start"].min()
    start = last_week + pd.Timedelta(days=7) if pd.isna(first) else first
    return pd.date_range(start, last_week, freq="7D", name="week_start")


def _triangle(reports: pd.DataFrame, last_week: pd.Timestamp, longest: int) -> FloatArray:
    """Return counts (weeks, delays 0 … ``longest``); later reports are left out."""
    in_time = _up_to(reports, last_week)
    weeks = _weeks(reports, last_week)
    result = np.zeros((len(weeks), longest + 1))
    in_time = in_time[in_time["delay_weeks"] <= longest]
    row = weeks.get_indexer(pd.DatetimeIndex(in_time["week_start"]))
    np.add.at(result, (row, in_time["delay_weeks"].to_numpy(dtype=int)), in_time["incidents"])
    return result
