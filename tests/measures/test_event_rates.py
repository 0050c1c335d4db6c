import numpy as np
import pytest
from scipy.stats import gamma, nbinom

from lib.measures.event_rates import (
    JEFFREYS,
    STRONGEST,
    GammaPrior,
    fit_gamma_poisson,
    shrink_rates,
)

EVENTS = [0, 1, 9, 4, 30, 2, 0, 7]
EXPOSURE = [1.0, 2.0, 2.0, 1.0, 5.0, 4.0, 3.0, 2.0]


def test_no_prior_nearby_is_likelier_by_scipys_negative_binomial() -> None:
    prior = fit_gamma_poisson(EVENTS, EXPOSURE)

    def log_likelihood(shape: float, rate: float) -> float:
        # A Poisson count of a gamma rate is negative binomial with p = rate / (rate + exposure).
        share = rate / (rate + np.array(EXPOSURE))
        return float(nbinom.logpmf(EVENTS, shape, share).sum())

    best = log_likelihood(prior.shape, prior.rate)
    for shape in (0.98, 1, 1.02):
        for rate in (0.98, 1, 1.02):
            assert log_likelihood(prior.shape * shape, prior.rate * rate) <= best + 1e-9


def test_the_posterior_by_hand() -> None:
    # Gamma(2, 4) and 3 events in 6: Gamma(5, 10), mean one half.
    shrunk = shrink_rates([3], [6], GammaPrior(2, 4), confidence=0.9)
    assert shrunk["mean"].tolist() == [0.5]
    assert gamma(5, scale=0.1).cdf(shrunk["low"][0]) == pytest.approx(0.05)
    assert gamma(5, scale=0.1).cdf(shrunk["high"][0]) == pytest.approx(0.95)


def test_a_small_place_shrinks_further_than_a_large_one() -> None:
    prior = fit_gamma_poisson(EVENTS, EXPOSURE)
    small, large = shrink_rates([10, 1000], [1, 100], prior)["mean"]
    assert prior.mean < small < large < 10


def test_places_that_differ_by_chance_alone_share_one_rate() -> None:
    prior = fit_gamma_poisson([5, 5, 5], [1, 1, 1])
    assert prior.shape == STRONGEST
    assert prior.mean == pytest.approx(5)


@pytest.mark.parametrize(
    ("events", "exposure"),
    [([], []), ([3], [1]), ([0, 0, 0], [1, 2, 3]), ([3, np.nan], [1, 1]), ([3, 4], [1, 0])],
)
def test_what_says_nothing_of_how_places_differ(events: list[float], exposure: list[float]) -> None:
    assert fit_gamma_poisson(events, exposure) == JEFFREYS


def test_no_exposure_and_no_count_are_no_data() -> None:
    shrunk = shrink_rates([0, np.nan], [0, 5], GammaPrior(1, 1))
    assert shrunk.isna().all(axis=None)


@pytest.mark.parametrize(("events", "exposure"), [([-1], [1]), ([1], [-1])])
def test_negative_counts_are_refused(events: list[int], exposure: list[int]) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        fit_gamma_poisson(events, exposure)
