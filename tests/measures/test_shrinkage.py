import numpy as np
import pytest
from numpy.typing import ArrayLike
from scipy.stats import betabinom

from lib.measures.shrinkage import COMPLETE_POOLING, JEFFREYS, BetaPrior, fit_beta_binomial, shrink

# Rats with a tumour / rats in the group, 70 control groups: Tarone 1982, Biometrics 38:215,
# as printed in Gelman et al., Bayesian Data Analysis, table 5.1.
# fmt: off
TUMOURS = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1,
    5, 2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10, 4, 4, 4, 4, 4, 4, 4, 10, 4, 4, 4, 5, 11, 12, 5, 5, 6, 5,
    6, 6, 6, 6, 16, 15, 15, 9,
]
RATS = [
    20, 20, 20, 20, 20, 20, 20, 19, 19, 19, 19, 18, 18, 17, 20, 20, 20, 20, 19, 19, 18, 18, 25, 24,
    23, 20, 20, 20, 20, 20, 20, 10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50, 20, 20, 20, 20,
    20, 20, 20, 48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19, 22, 20, 20, 20, 52, 46, 47, 24,
]
# fmt: on


def test_the_rat_groups_are_those_of_the_reference() -> None:
    assert (len(TUMOURS), len(RATS), sum(TUMOURS), sum(RATS)) == (70, 70, 263, 1725)


def test_maximum_likelihood_of_the_rat_groups() -> None:
    prior = fit_beta_binomial(TUMOURS, RATS)
    assert prior.alpha == pytest.approx(2.30478, abs=5e-6)
    assert prior.beta == pytest.approx(14.07981, abs=5e-6)


def test_no_prior_nearby_is_likelier_by_scipys_beta_binomial() -> None:
    prior = fit_beta_binomial(TUMOURS, RATS)

    def log_likelihood(alpha: float, beta: float) -> float:
        return float(betabinom.logpmf(TUMOURS, RATS, alpha, beta).sum())

    best = log_likelihood(prior.alpha, prior.beta)
    for step in (0.99, 1.01):
        assert log_likelihood(prior.alpha * step, prior.beta) < best
        assert log_likelihood(prior.alpha, prior.beta * step) < best


def test_a_new_group_shrinks_toward_the_others() -> None:
    got = shrink([4], [14], BetaPrior(2.30478, 14.07981)).loc[0]
    # (4 + 2.30478) / (14 + 2.30478 + 14.07981), well below 4/14 = .2857
    assert got["mean"] == pytest.approx(0.2075, abs=5e-5)
    assert got["low"] < got["mean"] < got["high"]


def test_the_interval_is_the_posteriors_central_one() -> None:
    # Beta(1, 1) and 0 of 2: the posterior Beta(1, 3) has distribution function 1 - (1 - x)^3.
    got = shrink([0], [2], BetaPrior(1, 1), confidence=0.90).loc[0]
    assert got["low"] == pytest.approx(1 - 0.95 ** (1 / 3))
    assert got["high"] == pytest.approx(1 - 0.05 ** (1 / 3))


def test_the_smaller_group_shrinks_further() -> None:
    got = shrink([1, 10], [2, 20], BetaPrior(2, 8))["mean"]
    # (1 + 2) / (2 + 10) and (10 + 2) / (20 + 10): both were 1/2, the prior's mean is 1/5
    assert got.tolist() == pytest.approx([0.25, 0.4])


def test_groups_that_do_not_differ_are_pooled() -> None:
    prior = fit_beta_binomial([5, 10, 20], [10, 20, 40])
    assert prior.strength == pytest.approx(COMPLETE_POOLING)
    assert shrink([9], [10], prior).loc[0, "mean"] == pytest.approx(0.5, abs=1e-4)


@pytest.mark.parametrize(
    ("successes", "trials", "mean"),
    [
        ([0, 0, 0], [10, 20, 3], 0.5 / 34),  # nobody anywhere: near zero, not zero
        ([10, 20, 3], [10, 20, 3], 33.5 / 34),  # everybody everywhere
    ],
)
def test_groups_all_at_one_end_are_pooled_just_inside_it(
    successes: ArrayLike, trials: ArrayLike, mean: float
) -> None:
    prior = fit_beta_binomial(successes, trials)
    assert prior.mean == pytest.approx(mean)
    assert shrink([1], [2], prior).loc[0, "mean"] == pytest.approx(mean, abs=1e-4)


def test_groups_of_one_say_nothing_of_how_groups_differ_and_are_pooled() -> None:
    prior = fit_beta_binomial([0, 1, 1, 0, 1], [1, 1, 1, 1, 1])
    assert prior.mean == pytest.approx(0.6)
    assert prior.strength == pytest.approx(COMPLETE_POOLING)


def test_groups_at_opposite_ends_are_hardly_shrunk() -> None:
    got = shrink([0, 10], [10, 10], fit_beta_binomial([0, 10], [10, 10]))["mean"]
    assert got.tolist() == pytest.approx([0, 1], abs=0.01)


@pytest.mark.parametrize(
    ("successes", "trials"),
    [
        ([3], [10]),  # one group
        ([3, 0], [10, 0]),  # the other has no members
        ([3, np.nan], [10, 10]),  # the other's count is unknown
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_fewer_than_two_groups_give_jeffreys_prior(successes: ArrayLike, trials: ArrayLike) -> None:
    assert fit_beta_binomial(successes, trials) == JEFFREYS


def test_groups_without_data_do_not_move_the_prior() -> None:
    with_empty = fit_beta_binomial([*TUMOURS, 0, np.nan], [*RATS, 0, 12])
    assert with_empty == fit_beta_binomial(TUMOURS, RATS)


def test_no_data_is_not_shrunk_to_a_rate() -> None:
    got = shrink([0, np.nan, 1], [0, 5, 5], BetaPrior(2, 8))
    assert got.loc[[0, 1]].isna().all(axis=None)
    assert got.loc[2, "mean"] == pytest.approx(0.2)


@pytest.mark.parametrize(("successes", "trials"), [([-1, 1], [2, 2]), ([3, 1], [2, 2])])
def test_impossible_counts_are_refused(successes: ArrayLike, trials: ArrayLike) -> None:
    with pytest.raises(ValueError, match="leave such records out"):
        fit_beta_binomial(successes, trials)
    with pytest.raises(ValueError, match="leave such records out"):
        shrink(successes, trials, JEFFREYS)
