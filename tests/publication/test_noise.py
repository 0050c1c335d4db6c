"""Differential privacy: the noise's scale, and a budget that holds."""

import numpy as np
import pytest

from lib.publication.noise import BudgetError, noisy, spend
from lib.publication.parameters import parameters
from lib.publication.rounding import MASKED

RULES = parameters().differential_privacy
ROUNDING = parameters().rounding


@pytest.mark.slow
def test_the_noise_has_the_spread_of_its_scale() -> None:
    # Discrete Laplace of scale s = Δ/ε = 2/0.25 = 8 has variance 2a/(1−a)² with a = exp(−1/8):
    # a = 0.8825, 1.765/0.01381 = 127.8, a standard deviation of 11.3.
    raw = np.full((4_000, 1), 1_000)
    values = noisy(raw, 2, RULES, ROUNDING)
    assert abs(values[:, 0].mean() - 1_000) < 4 * 11.3 / np.sqrt(4_000)
    assert values[:, 0].std() == pytest.approx(11.3, rel=0.1)


def test_the_nation_is_the_sum_of_what_the_regions_were_told_as() -> None:
    values = noisy(np.array([[500, 700, 900]]), 1, RULES, ROUNDING)
    assert values.shape == (1, 4)
    assert values[0, 3] == values[0, :3].sum()


def test_what_falls_below_the_threshold_is_masked() -> None:
    values = noisy(np.zeros((500, 1), dtype=np.int64), 1, RULES, ROUNDING)
    assert set(values[values < ROUNDING.threshold].ravel()) == {MASKED}


def test_a_years_loss_adds_up_and_is_refused_beyond_the_budget() -> None:
    # 27 a year.
    assert spend(27.0, 0.0, RULES) == 27.0
    assert spend(1.0, 26.0, RULES) == 1.0
    with pytest.raises(BudgetError, match=r"ε = 27.25 of 27 left"):
        spend(27.25, 0.0, RULES)
    with pytest.raises(BudgetError, match=r"of 1 left"):
        spend(1.25, 26.0, RULES)
