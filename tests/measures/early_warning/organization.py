"""A simulated organization: committees that meet, fall silent for a while, and meet again."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FIRST = pd.Timestamp("2022-01-01")
MEETING = 1 / 12  # a day: seven or eight gatherings in 90 days
SILENCE = 120  # days, then it begins anew
TURNOUT = 15.0


def organization(seed: int, signal: bool, committees: int = 120, months: int = 42) -> pd.DataFrame:
    """Histories by month, a committee's silence foretold by its coordinators and turnout or not.

    With ``signal`` a committee without a coordinator falls silent eight times as often as one with
    two, and its turnout halves in the quarter before. Without it silence comes as often, by chance.
    """
    random = np.random.default_rng(seed)
    days = 30 * months + 500
    monthly = random.integers(0, 3, (days // 30 + 1, committees))
    coordinators = np.repeat(monthly, 30, axis=0)[:days]
    daily = (
        np.array([0.004, 0.001, 0.0005])[coordinators]
        if signal
        else np.full(coordinators.shape, 0.0018)
    )
    silent, begins = _silences(random, daily)
    met = (random.random(daily.shape) < MEETING) & ~silent
    fading = np.zeros_like(silent)
    for day, committee in zip(*np.nonzero(begins), strict=True):
        fading[max(0, day - 60) : day, committee] = signal
    attended = random.poisson(np.where(fading, 0.5, 1.0) * TURNOUT, met.shape) * met
    return pd.concat(
        [_month(day, met, attended, coordinators, days) for day in range(470, days, 30)],
        ignore_index=True,
    )


def _silences(
    random: np.random.Generator, daily: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    silent, begins = np.zeros(daily.shape, dtype=bool), np.zeros(daily.shape, dtype=bool)
    left = np.zeros(daily.shape[1], dtype=int)
    for day in range(len(daily)):
        start = (left == 0) & (random.random(daily.shape[1]) < daily[day])
        left = np.where(start, SILENCE, np.maximum(left - 1, 0))
        silent[day], begins[day] = left > 0, start
    return silent, begins


def _month(
    day: int,
    met: NDArray[np.bool_],
    attended: NDArray[np.int64],
    coordinators: NDArray[np.int64],
    days: int,
) -> pd.DataFrame:
    quarter, before = slice(day - 89, day + 1), slice(day - 179, day - 89)
    usual = met[day - 454 : day - 89].sum(axis=0) * 90 / 365
    since = np.argmax(met[day::-1], axis=0)
    with np.errstate(invalid="ignore"):
        turnout, turnout_before = (
            attended[span].sum(axis=0) / met[span].sum(axis=0) for span in (quarter, before)
        )
    over = day + 90 < days
    ahead = met[day + 1 : day + 91].sum(axis=0).astype(float)
    return pd.DataFrame(
        {
            "committee_id": [f"c{i:03}" for i in range(met.shape[1])],
            "as_of": FIRST + pd.Timedelta(days=day),
            "status": "active",
            "days_since_last_gathering": since,
            "gatherings_90": met[quarter].sum(axis=0),
            "own_rhythm_90": usual,
            "coordinators": coordinators[day],
            "turnout": turnout,
            "turnout_before": turnout_before,
            "gatherings_next_90": ahead if over else np.nan,
        }
    )
