import numpy as np
import pytest

from lib.measures.survival import Estimate, difference, kaplan_meier, restricted_mean
from tests.measures.survival.leukemia import PLACEBO, RELAPSED, TREATED

NAN = float("nan")


def values(estimate: Estimate) -> list[float]:
    return [estimate.value, estimate.error, estimate.low, estimate.high]


def test_the_published_mean() -> None:
    # Klein and Moeschberger, example 4.1: 23.29 weeks of 35, with a standard error of 2.83.
    mean = restricted_mean(kaplan_meier(TREATED, RELAPSED), 35, confidence=0.95)
    assert values(mean)[:2] == pytest.approx([23.29, 2.83], abs=5e-3)
    assert values(mean)[2:] == pytest.approx(
        [23.287 - 1.96 * 2.827, 23.287 + 1.96 * 2.827], abs=2e-3
    )


def test_where_all_have_ended_it_is_the_plain_mean() -> None:
    # 182 weeks of 21 children; the error is that of a mean, with n and not n - 1.
    mean = restricted_mean(kaplan_meier(PLACEBO, np.ones(21)), 35)
    assert mean.value == pytest.approx(182 / 21)
    assert mean.error == pytest.approx(np.std(PLACEBO) / np.sqrt(21))


def test_by_hand() -> None:
    # Four watched: one ends at 2, one is last seen at 3, one ends at 5. The curve is 1, 3/4 from 2
    # and 3/8 from 5 on; to 6 it has 2 + 9/4 + 3/8 below it. Beyond 2 lie 21/8, beyond 5 3/8; the
    # terms are 1 / (4 · 3) and 1 / (2 · 1).
    curve = kaplan_meier([2, 3, 5, 8], [1, 0, 1, 0])
    mean = restricted_mean(curve, 6)
    assert mean.value == pytest.approx(37 / 8)
    assert mean.error == pytest.approx(np.sqrt((21 / 8) ** 2 / 12 + (3 / 8) ** 2 / 2))
    # What happens at the horizon or later is nothing to it.
    assert restricted_mean(curve, 2) == Estimate(2, 0, 2, 2)


def test_a_horizon_that_nobody_was_watched_to_has_no_mean() -> None:
    curve = kaplan_meier([2, 5], [1, 0])
    assert np.isnan(values(restricted_mean(curve, 5.5))).all()
    assert restricted_mean(curve, 5).value == pytest.approx(3.5)  # 2 + 3/2
    # Where all have ended, there is nothing left to be watched.
    assert restricted_mean(kaplan_meier([2, 5], [1, 1]), 9).value == pytest.approx(3.5)
    assert np.isnan(values(restricted_mean(kaplan_meier([], []), 5))).all()


@pytest.mark.parametrize("horizon", [0, -1, NAN])
def test_a_horizon_lies_above_0(horizon: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        restricted_mean(kaplan_meier([2], [1]), horizon)


def test_the_difference_of_two_means() -> None:
    # To week 23 the treated have 17.909 (the curve's areas by hand: 6 + .857 + .807 · 3 + .753 · 3
    # + .690 · 3 + .627 · 6 + .538), the others 8.667.
    treated = restricted_mean(kaplan_meier(TREATED, RELAPSED), 23)
    placebo = restricted_mean(kaplan_meier(PLACEBO, np.ones(21)), 23)
    areas = 6 + 0.857 + 3 * 0.807 + 3 * 0.753 + 3 * 0.690 + 6 * 0.627 + 0.538
    longer = difference(treated, placebo, confidence=0.95)
    assert longer.value == pytest.approx(areas - 182 / 21, abs=5e-3)
    assert longer.error == pytest.approx(np.sqrt(treated.error**2 + placebo.error**2))
    reach = 1.959964 * longer.error
    assert values(longer)[2:] == pytest.approx([longer.value - reach, longer.value + reach])
    assert longer.low > 0
    assert values(difference(placebo, treated, 0.95))[0] == -longer.value


def test_a_difference_to_no_mean_is_none() -> None:
    some = restricted_mean(kaplan_meier([2, 5], [1, 1]), 3)
    none = restricted_mean(kaplan_meier([2], [0]), 3)
    assert np.isnan(values(difference(some, none))).all()


@pytest.mark.slow
def test_the_interval_covers_the_true_mean_as_often_as_stated() -> None:
    # Exponential times of mean 10, last watched at a time uniform on 0 to 40, horizon 15: the mean
    # is 10 (1 - exp(-1.5)) = 7.769. 400 samples of 120: .95 give or take three errors of .011.
    random = np.random.default_rng(5)
    true = 10 * (1 - np.exp(-1.5))
    covered = 0
    for _ in range(400):
        end, seen = random.exponential(10, 120), random.uniform(0, 40, 120)
        mean = restricted_mean(kaplan_meier(np.minimum(end, seen), end <= seen), 15, 0.95)
        covered += mean.low <= true <= mean.high
    assert covered / 400 == pytest.approx(0.95, abs=0.033)
