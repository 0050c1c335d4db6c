from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from lib.measures.alarms import Method, alarms
from lib.measures.alarms.farrington import baseline_positions, fit_poisson
from lib.measures.rates import FloatArray
from tests.measures.alarms.series import salmonella, settings, weekly


def statsmodels_fit(y: FloatArray, time: FloatArray, weights: FloatArray) -> tuple[Any, FloatArray]:
    design = np.column_stack([np.ones_like(time), time]) if time.any() else np.ones((len(y), 1))
    model = sm.GLM(y, design, family=sm.families.Poisson(), var_weights=weights)
    return model.fit(tol=1e-12), design


@pytest.mark.parametrize("trend", [True, False])
def test_the_fits_are_those_of_statsmodels(trend: bool) -> None:
    random = np.random.default_rng(2)
    y = random.poisson(4, (30, 21)).astype(float)
    weights = random.uniform(0.2, 1.5, (30, 21))
    times = np.tile(np.r_[-160:-153, -108:-101, -56:-49].astype(float), (30, 1)) * trend
    fit = fit_poisson(y, times, weights)
    assert fit.converged.all()
    for row in range(30):
        expected, design = statsmodels_fit(y[row], times[row], weights[row])
        now = np.eye(design.shape[1])[0]  # the judged week is at time 0
        covariance = expected.normalized_cov_params
        assert fit.mean[row] == pytest.approx(expected.mu, rel=1e-6)
        assert fit.forecast[row] == pytest.approx(np.exp(now @ expected.params), rel=1e-6)
        assert fit.forecast_variance[row] == pytest.approx(now @ covariance @ now, rel=1e-5)
        leverage = expected.get_hat_matrix_diag(observed=False)
        assert fit.leverage[row] == pytest.approx(leverage, rel=1e-5)
        if trend:
            z = expected.params[1] / np.sqrt(covariance[1, 1])
            assert fit.trend_z[row] == pytest.approx(z, rel=1e-4, abs=1e-6)


def test_baseline_positions_straddle_each_anniversary() -> None:
    weeks = pd.date_range("2020-01-06", periods=200, freq="7D")
    found = baseline_positions(weeks, years=3, half_window=1)[170]
    # Week 170 begins 2023-04-10. 2020-04-10 is nearest to Monday 04-13 (week 14), 2021-04-10 to
    # 04-12 (week 66), 2022-04-10 to 04-11 (week 118).
    assert found.tolist() == [13, 14, 15, 65, 66, 67, 117, 118, 119]


def expected_after(counts: Sequence[float | None]) -> float:
    return float(alarms(weekly(counts), Method.FARRINGTON).iloc[-1]["expected"])


def test_a_falling_trend_is_followed() -> None:
    falling = [round(60 * np.exp(-0.01 * week)) for week in range(200)]
    assert expected_after(falling) == pytest.approx(60 * np.exp(-1.99), rel=0.05)


def test_a_rising_trend_is_not_drawn_beyond_what_was_seen() -> None:
    rising = [round(5 * np.exp(0.015 * week)) for week in range(200)]
    past = np.array(rising)[baseline_positions(weekly(rising).index, 3, 3)[-1]]
    assert expected_after(rising) <= past.max()


def test_past_outbreaks_count_less() -> None:
    random = np.random.default_rng(4)
    counts = random.poisson(5, 200).tolist()
    counts[146] = 90  # in last year's window of week 199 (positions 144 to 150)
    past = np.array(counts)[baseline_positions(weekly(counts).index, 3, 3)[-1]]
    assert 146 in baseline_positions(weekly(counts).index, 3, 3)[-1]
    assert past.mean() > 8.5
    assert expected_after(counts) < 6.5


def test_years_without_an_incident_expect_none() -> None:
    found = alarms(weekly([0] * 190 + [5]), Method.FARRINGTON).iloc[-1]
    assert (found["expected"], found["bound"], found["alarm"]) == (0, 0, True)


def test_one_incident_in_three_years_gives_a_finite_bound() -> None:
    counts = [0] * 200
    counts[146] = 1
    found = alarms(weekly(counts), Method.FARRINGTON).iloc[-1]
    assert found["expected"] == pytest.approx(1 / 21)
    assert 0 < found["bound"] < 5


def test_a_smaller_alpha_raises_the_bound() -> None:
    cases = salmonella()["cases"]
    loose = alarms(cases, Method.FARRINGTON, settings(farrington={"alpha": 0.05}))["bound"]
    strict = alarms(cases, Method.FARRINGTON, settings(farrington={"alpha": 0.001}))["bound"]
    judged = loose.notna()
    assert judged.sum() == 310  # 2007-01-29 … 2012-12-31
    assert (loose < strict)[judged].all()


@pytest.mark.parametrize(
    "change", [{"years": 2}, {"years": 5}, {"half_window_weeks": 13}, {"trend_p": 2}, {"alpha": 0}]
)
def test_settings_outside_the_method_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        settings(farrington=change)
