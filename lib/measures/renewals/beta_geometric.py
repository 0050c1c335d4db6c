"""The shifted beta-geometric model of renewals: its shares, given its two parameters."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, gammaln, logit

from lib.measures.rates import FloatArray

Covariance = tuple[tuple[float, float], tuple[float, float]]
_STEP = 1e-4


class Limit(StrEnum):
    """Where the likelihood is greatest at the edge of what the parameters can be."""

    NONE = "none"
    ALIKE = "alike"
    """All are alike: the share that renews doesn't rise with each renewal (both parameters are
    without bound, in a fixed proportion)."""
    APART = "apart"
    """Whoever renews once renews for ever (both parameters are 0, in a fixed proportion)."""


@dataclass(frozen=True)
class BetaGeometric:
    """Renewals where each member lapses with a chance of their own, the same at each renewal.

    The chances of those who join are a Beta(alpha, beta) distribution, so of those who have stayed
    ever more are among those who seldom lapse (Fader and Hardie 2007, "How to project customer
    retention", Journal of Interactive Marketing 21:76).

    :ivar alpha: greater than 0.
    :ivar beta: greater than 0.
    :ivar limit: whether these stand for a limit.
    :ivar covariance: 2 × 2, of the logit of ``alpha / (alpha + beta)`` and the logarithm of
        ``alpha + beta``; 0 where the data say nothing of one.
    """

    alpha: float
    beta: float
    limit: Limit = Limit.NONE
    covariance: Covariance = ((0.0, 0.0), (0.0, 0.0))

    def renewing(self, renewal: ArrayLike) -> FloatArray:
        """Return the share that renews of those who come to each ``renewal`` (the first is 1).

        (beta + t - 1) / (alpha + beta + t - 1), their equation 8.
        """
        before = np.asarray(renewal, dtype=np.float64) - 1
        share: FloatArray = (self.beta + before) / (self.alpha + self.beta + before)
        return share

    def surviving(self, renewals: ArrayLike) -> FloatArray:
        """Return the share of those who joined that is there after each number of ``renewals``.

        B(alpha, beta + t) / B(alpha, beta), their equation 6.
        """
        t = np.asarray(renewals, dtype=np.float64)
        whole = self.alpha + self.beta
        # Differences of logarithms of nearly equal size where a parameter is large: paired.
        ours = gammaln(self.beta + t) - gammaln(self.beta)
        all_ = gammaln(whole + t) - gammaln(whole)
        share: FloatArray = np.exp(ours - all_)
        return share

    def lapsing(self, renewal: ArrayLike, times: ArrayLike = 1) -> FloatArray:
        """Return the share that lapses at one of the next ``times`` renewals.

        :param renewal: the number of the first of them.
        """
        first = np.asarray(renewal, dtype=np.float64)
        after = self.surviving(first + np.asarray(times, dtype=np.float64) - 1)
        before = self.surviving(first - 1)
        share: FloatArray = np.clip(1 - after / before, 0.0, 1.0)
        return share

    def gradient(self, renewal: ArrayLike, times: ArrayLike = 1) -> FloatArray:
        """Return how ``lapsing`` changes with the two that ``covariance`` is of: n rows × 2."""
        point = np.array([logit(self.alpha / (self.alpha + self.beta)), np.log(self._strength)])
        sides = [
            (_at(point + move).lapsing(renewal, times) - _at(point - move).lapsing(renewal, times))
            / (2 * _STEP)
            for move in np.eye(2) * _STEP
        ]
        return np.column_stack(sides)

    @property
    def _strength(self) -> float:
        return self.alpha + self.beta


def _at(point: FloatArray) -> BetaGeometric:
    """The model at the logit of alpha / (alpha + beta) and the logarithm of alpha + beta."""
    strength = float(np.exp(point[1]))
    return BetaGeometric(float(expit(point[0])) * strength, float(expit(-point[0])) * strength)
