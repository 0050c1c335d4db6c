"""What the active committees of a region have in common, toward which small ones are shrunk.

One prior a region, day and shrunk figure, by the method of moments. It is in closed form, so that
a year of weeks takes one pass; ``lib.measures.shrinkage`` fits the same model by maximum
likelihood, one group of committees at a time.

A figure shrunk toward a prior of mean m and strength s is (numerator + m s) / (denominator + s):
the strength is the number of members, or dispatches, of its own that weigh as much as the region.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures.health.codes import Part, Status
from lib.measures.health.inputs import InputError, Inputs
from lib.measures.rates import FloatArray
from lib.measures.shrinkage import COMPLETE_POOLING, JEFFREYS, WEAKEST

GROUP = ["region_id", "as_of"]
SHARES = {
    Part.DUES: ("covered_by_dues", "members"),
    Part.CORE_CERTIFIED: ("core_certified", "members"),
    Part.ANSWERED: ("dispatches_within_60", "dispatches_90"),
}
"""Shrunk shares: successes and trials."""
SHRUNK = (*SHARES, Part.GROWTH)

Groups = NDArray[np.intp]
Sum = Callable[[FloatArray], FloatArray]


def fit_priors(inputs: Inputs, alike: FloatArray | None = None) -> pd.DataFrame:
    """Return the priors of every region and day: ``region_id, as_of``, ``{part}_mean`` and
    ``{part}_strength`` of the parts in ``SHRUNK``.

    A share that fewer than two active committees have gets Jeffreys' prior; growth that fewer than
    two have is not shrunk (strength 0).

    :param alike: how many committees each row stands for; one unless given.
    """
    alike = np.ones(len(inputs.status)) if alike is None else alike
    keys = inputs.keys[GROUP]
    regions, region_names = pd.factorize(keys["region_id"])
    days, day_names = pd.factorize(keys["as_of"])
    pairs, groups = np.unique(regions * len(day_names) + days, return_inverse=True)
    priors = pd.DataFrame(
        {
            "region_id": region_names.take(pairs // len(day_names)),
            "as_of": day_names.take(pairs % len(day_names)),
        }
    )
    active = inputs.status == list(Status).index(Status.ACTIVE)
    for part, (successes, trials) in SHARES.items():
        y = np.where(active, inputs.numbers[successes], np.nan)
        mean, strength = _beta(y, inputs.numbers[trials], alike, groups, len(pairs))
        priors[f"{part}_mean"], priors[f"{part}_strength"] = mean, strength
    joined = np.where(active, inputs.numbers["joined_90"], np.nan)
    priors["growth_mean"], priors["growth_strength"] = _normal(
        joined,
        inputs.numbers["lapsed_90"],
        inputs.numbers["members_90_days_ago"],
        alike,
        groups,
        len(pairs),
    )
    return priors


def priors_of_rows(inputs: Inputs, priors: pd.DataFrame) -> dict[str, FloatArray]:
    """Return the priors' columns, one value a row of the inputs.

    :raises InputError: if a row's region and day has no prior.
    """
    columns = [f"{part}_{what}" for part in SHRUNK for what in ("mean", "strength")]
    rows = inputs.keys[GROUP].merge(priors, on=GROUP, how="left")
    values = {name: rows[name].to_numpy(np.float64) for name in columns}
    without = np.isnan(values["growth_strength"])
    if without.any():
        region, day = inputs.keys.loc[without, GROUP].iloc[0]
        raise InputError(f"No priors for {region} on {day:%Y-%m-%d}; fit them on all its rows.")
    return values


def _sum_by(groups: Groups, size: int, alike: FloatArray, has_data: NDArray[np.bool_]) -> Sum:
    at, times = groups[has_data], alike[has_data]

    def total(values: FloatArray) -> FloatArray:
        weights = times * values[has_data]
        return np.bincount(at, weights=weights, minlength=size).astype(np.float64)

    return total


def _beta(
    y: FloatArray, n: FloatArray, alike: FloatArray, groups: Groups, size: int
) -> tuple[FloatArray, FloatArray]:
    """Return mean and strength α + β of the beta-binomial's prior by group.

    Kleinman 1973, JASA 68:46, weights equal to the trials: the sum of squares Σ n (y/n - p)² has
    the expectation p (1-p) (k-1 + ρ (N - Σn²/N - k+1)), with ρ = 1 / (α + β + 1).
    """
    has_data = (n > 0) & ~np.isnan(y)
    total = _sum_by(groups, size, alike, has_data)
    k, successes, trials = total(np.ones(len(y))), total(y), total(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = successes / trials
        squares = total(n * (y / n - p[groups]) ** 2)
        room = trials - total(n**2) / trials - (k - 1)
        rho = (squares / (p * (1 - p)) - (k - 1)) / room
        strength = np.clip(1 / rho - 1, WEAKEST, COMPLETE_POOLING)
    # Alike, or of one trial each: nothing tells the committees from one rate shared by all.
    strength = np.where((rho > 0) & (room > 0), strength, COMPLETE_POOLING)
    # Half a success and half a failure keep a rate that all share off 0 and 1.
    at_one_end = (successes == 0) | (successes == trials)
    mean = np.where(at_one_end, (successes + 0.5) / (trials + 1), p)
    alone = k < 2
    return np.where(alone, JEFFREYS.mean, mean), np.where(alone, JEFFREYS.strength, strength)


def _normal(
    joined: FloatArray,
    lapsed: FloatArray,
    n: FloatArray,
    alike: FloatArray,
    groups: Groups,
    size: int,
) -> tuple[FloatArray, FloatArray]:
    """Return mean (net members per hundred) and strength (members) of growth's prior by group.

    Normal-normal empirical Bayes by moments (DerSimonian and Laird 1986, Controlled Clinical Trials
    7:177). Comings and goings are taken as Poisson, so the net of n members has the variance n σ²
    with σ² = Σ(joined + lapsed) / Σn over the region: a committee where nobody came or left is not
    thereby known for certain. The strength is σ²/τ², τ² the variance between committees.
    """
    has_data = (n > 0) & ~np.isnan(joined) & ~np.isnan(lapsed)
    total = _sum_by(groups, size, alike, has_data)
    net = joined - lapsed
    k, members, moved = total(np.ones(len(n))), total(n), total(joined + lapsed)
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma2 = moved / members
        common = total(net) / members
        squares = total(n * (net / n - common[groups]) ** 2)
        tau2 = (squares - (k - 1) * sigma2) / (members - total(n**2) / members)
        strength = np.clip(sigma2 / tau2, WEAKEST, COMPLETE_POOLING)
        strength = np.where(tau2 > 0, strength, COMPLETE_POOLING)
        # The committees' weights are those of their variances, τ² + σ²/n.
        weight = n / (n + strength[groups])
        mean = 100 * total(weight * net / n) / total(weight)
    alone = k < 2
    return np.where(alone, 0.0, mean), np.where(alone, 0.0, strength)
