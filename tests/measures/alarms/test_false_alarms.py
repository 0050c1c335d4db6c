from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson

from lib.measures.alarms import (
    Method,
    expected_false_alarms,
    false_alarm_rates,
    panel_alarms,
)
from tests.measures.alarms.series import settings, weekly


def quiet_panel(
    seed: int, weeks: int, series: int, mean: float, size: float | None = None
) -> pd.DataFrame:
    """Series in which nothing ever happens but chance."""
    random = np.random.default_rng(seed)
    rate = mean if size is None else random.gamma(size, mean / size, (weeks, series))
    counts = random.poisson(rate, (weeks, series))
    return pd.DataFrame(counts, pd.date_range("2015-01-05", periods=weeks, freq="7D"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "mean", "size"),
    [
        (Method.BAYES, 4, None),
        (Method.BAYES, 8, 4),  # varies more than Poisson counts: the bound is too low for it
        (Method.EARS_C2, 6, None),
        (Method.BAYES_AND_EARS_C2, 6, 5),
        (Method.FARRINGTON, 6, None),
    ],
)
def test_the_rate_is_how_often_quiet_series_alarm(
    method: Method, mean: float, size: float | None
) -> None:
    panel = quiet_panel(7, 320, 150, mean, size)
    judged = panel_alarms(panel, method)
    recent = judged[judged["week_start"] >= panel.index[-52]]
    seen = recent["alarm"].mean()
    stated = false_alarm_rates(panel, method).mean()
    # 7,800 weeks; a fifth and two standard errors apart at most
    assert stated == pytest.approx(seen, abs=0.2 * seen + 2 * np.sqrt(seen / 7800))
    assert expected_false_alarms(panel, method) == pytest.approx(150 * stated)


def test_by_hand() -> None:
    # Six weeks of 2, then the judged week: the bound is 7. Mean 2 and variance 0: Poisson.
    rates = false_alarm_rates(weekly([2] * 7).to_frame("raid"), Method.BAYES)
    assert rates["raid"] == pytest.approx(poisson.sf(7, 2))  # P(8 or more) = .0011


def test_the_floor_is_taken_into_account() -> None:
    # Six weeks with 3 in all: the bound is 3, so 4 would alarm; a floor of 8 leaves P(8 or more).
    panel = weekly([1, 0, 1, 0, 1, 0, 1]).to_frame("raid")
    low = false_alarm_rates(panel, Method.BAYES, settings(short_floor={"cases": 0}))
    high = false_alarm_rates(panel, Method.BAYES, settings(short_floor={"cases": 8}))
    # mean 4/7, sum of squares about it 12/7, variance (12/7)/6 = 2/7: Poisson
    assert low["raid"] == pytest.approx(poisson.sf(3, 4 / 7))
    assert high["raid"] == pytest.approx(poisson.sf(7, 4 / 7))


def test_series_that_cannot_be_judged_raise_none() -> None:
    panel = quiet_panel(1, 5, 3, 4)
    assert false_alarm_rates(panel).isna().all()
    assert expected_false_alarms(panel) == 0


@pytest.mark.parametrize("counts", [[], [None] * 30])
def test_nothing_known_has_no_rate(counts: Sequence[float | None]) -> None:
    assert false_alarm_rates(weekly(counts).to_frame("raid")).isna().tolist() == [True]


def test_an_outbreak_does_not_count_as_chance() -> None:
    counts = np.random.default_rng(2).poisson(3, 60).tolist()
    quiet = false_alarm_rates(weekly(counts).to_frame("raid"), Method.BAYES)["raid"]
    counts[50] = 80
    struck = false_alarm_rates(weekly(counts).to_frame("raid"), Method.BAYES)["raid"]
    assert struck == pytest.approx(quiet, rel=0.2)
