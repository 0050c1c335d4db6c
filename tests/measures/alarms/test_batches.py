"""The nowcast's band where reports come in batches, and where they don't."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import beta

from lib.measures.alarms import ReportingDelay, learn_reporting_delay, nowcast
from lib.measures.alarms.batches import concentration_posterior, concentrations
from tests.measures.alarms.test_nowcast import FOUR_WEEKS, LAST, settings, triangle

HALVES = np.array([0.5, 0.5])


def test_the_posterior_of_the_concentration_by_hand() -> None:
    # Of the week before the last, both reports came at once; the last week says nothing of delays.
    rule = settings(lowest_concentration=5, highest_concentration=500)
    found = concentration_posterior(np.array([[2.0, 0.0], [7.0, 0.0]]), HALVES, rule)
    # Dirichlet-multinomial with 2½ and 2½: 2½ · 3½ / (5 · 6) = .2917. Multinomial: ½ · ½.
    assert concentrations(rule)[[0, -1]].tolist() == [5, np.inf]
    assert found[0] / found[-1] == pytest.approx(0.2916667 / 0.25, rel=1e-6)
    assert found.sum() == pytest.approx(1)


def test_a_week_that_could_have_no_late_report_says_nothing_of_them() -> None:
    found = concentration_posterior(np.array([[9.0, 0.0]]), HALVES, settings())
    assert found == pytest.approx(np.full(41, 1 / 41))


def test_a_delay_that_never_occurs_says_nothing() -> None:
    with_it = np.array([[2.0, 0.0, 0.0], [7.0, 0.0, 0.0], [7.0, 0.0, 0.0]])
    found = concentration_posterior(with_it, np.array([0.5, 0.5, 0.0]), settings())
    assert np.isfinite(found).all()


@pytest.mark.parametrize(
    ("weeks", "are_batches"),
    [([(20, 0), (0, 20)] * 10, True), ([(10, 10), (11, 9)] * 10, False)],
)
def test_batches_are_seen(weeks: list[tuple[float, float]], are_batches: bool) -> None:
    weight = concentration_posterior(np.array([*weeks, (10.0, 0.0)]), HALVES, settings())
    mean = float((weight[:-1] * np.log(concentrations(settings())[:-1])).sum())
    assert (mean < np.log(8)) == are_batches


def test_without_batches_the_band_is_that_of_independent_reports() -> None:
    rule = settings()
    learnt = learn_reporting_delay(FOUR_WEEKS, LAST, rule)
    alike = replace(learnt, concentration=np.full(rule.draws, np.inf))
    found = nowcast(FOUR_WEEKS, LAST, alike, rule).iloc[-2:]
    # Twenty and twenty-one reported, at the drawn shares of ages 1 and 0.
    reported = np.array([20.0, 21.0])
    random = np.random.default_rng(rule.seed + 1)
    totals = reported + random.negative_binomial(reported + 0.5, learnt.draws[:, [1, 0]])
    limits = np.quantile(totals, [0.025, 0.975], axis=0, method="inverted_cdf")
    assert found["low"].tolist() == limits[0].tolist()
    assert found["high"].tolist() == limits[1].tolist()
    # A delay that says nothing of batches is taken as without.
    plain = nowcast(FOUR_WEEKS, LAST, ReportingDelay(learnt.share, learnt.draws), rule)
    assert plain.iloc[-2:].equals(found)


def test_the_band_of_a_large_week_is_that_of_its_own_share() -> None:
    rule = settings(maximum_delay_weeks=1, draws=20_000)
    delay = ReportingDelay(
        np.array([0.5]), np.full((rule.draws, 1), 0.5), np.full(rule.draws, 20.0)
    )
    found = nowcast(triangle([9000, 0], [50_000]), LAST, delay, rule).iloc[-1]
    # Beta(10, 10) lies between .289 and .711; a week with the higher share has fewer to come.
    least, most = beta.ppf([0.025, 0.975], 10, 10)
    assert found["estimate"] == 100_000
    assert found["low"] == pytest.approx(50_000 / most, rel=0.02)
    assert found["high"] == pytest.approx(50_000 / least, rel=0.03)


@pytest.mark.slow
@pytest.mark.parametrize("concentration", [20, 50])
def test_the_band_covers_what_comes_in_batches(concentration: float) -> None:
    random = np.random.default_rng(8)
    reporting = concentration * np.array([0.5, 0.25, 0.15, 0.1])
    rule = settings(maximum_delay_weeks=3, draws=400)
    covered = []
    for _ in range(120):
        shares = random.dirichlet(reporting, 60)
        rows = random.multinomial(random.poisson(60, 60), shares)
        found = nowcast(triangle(*rows.tolist()), LAST, settings=rule).iloc[-1]
        covered.append(found["low"] <= rows[-1].sum() <= found["high"])
    assert np.mean(covered) >= 0.92
