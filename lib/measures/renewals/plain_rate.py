"""The plain rate: who comes to a renewal lapses as often as all did in the year before."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from lib.measures import thresholds
from lib.measures.rates import FloatArray, wilson_interval
from lib.measures.renewals.beta_geometric import Covariance


@dataclass(frozen=True)
class PlainRate:
    """The share of renewals that lapsed, whatever their number.

    :ivar lapsed: of ``due``.
    :ivar due: renewals; more than 0.
    """

    lapsed: float
    due: float

    @property
    def rate(self) -> float:
        """The share that lapses at a renewal."""
        return self.lapsed / self.due

    @property
    def limits(self) -> tuple[float, float]:
        """The rate's Wilson interval."""
        low, high = wilson_interval(self.lapsed, self.due)
        return float(low), float(high)

    @property
    def covariance(self) -> Covariance:
        """The rate's variance, by the width of its Wilson interval: never 0."""
        reach = float(norm.ppf((1 + thresholds.rates().confidence) / 2))
        low, high = self.limits
        return (((high - low) / (2 * reach)) ** 2, 0.0), (0.0, 0.0)

    def lapsing(self, renewal: ArrayLike, times: ArrayLike = 1) -> FloatArray:
        """Return the share that lapses at one of ``times`` renewals."""
        stays = np.power(1 - self.rate, np.asarray(times, dtype=np.float64))
        share: FloatArray = np.broadcast_arrays(1 - stays, np.asarray(renewal))[0].copy()
        return share

    def gradient(self, renewal: ArrayLike, times: ArrayLike = 1) -> FloatArray:
        """Return how ``lapsing`` changes with the rate, and 0: n rows × 2."""
        n = np.broadcast_arrays(np.asarray(times, dtype=np.float64), np.asarray(renewal))[0]
        return np.column_stack([n * np.power(1 - self.rate, n - 1), np.zeros(len(n))])
