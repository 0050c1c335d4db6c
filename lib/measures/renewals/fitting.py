"""Fitting the shifted beta-geometric model by maximum likelihood."""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq, minimize_scalar
from scipy.special import expit, logit

from lib.measures.rates import FloatArray
from lib.measures.renewals.beta_geometric import BetaGeometric, Covariance, Limit

_STRENGTHS = np.log(10.0) * np.arange(-6.0, 7.0)
"""Logarithms of alpha + beta to look at first: beyond a millionth and a million, no count can tell
them from the limits."""
_FLAT = 1e-10
"""Log-likelihoods of a renewal closer than this are equal."""
_EXACT = 1e-9
"""Shares this close to each other differ by rounding."""

_Counts = tuple[FloatArray, FloatArray, FloatArray, FloatArray]
"""The number of each renewal, and the shares that came due, lapsed and renewed."""


class Reason(StrEnum):
    """Why renewals have no model."""

    NOBODY = "nobody"
    """No renewal came due."""
    ONE_RENEWAL = "one_renewal"
    """Only one renewal was seen, the first, say: how it goes on can't be told."""
    NOBODY_LAPSED = "nobody_lapsed"
    ALL_LAPSED = "all_lapsed"


class CannotFit(ValueError):  # noqa: N818
    """These renewals have no model; nothing is wrong with them.

    :ivar reason: why.
    """

    def __init__(self, reason: Reason):
        super().__init__(f"No model can be fitted to these renewals: {reason.replace('_', ' ')}.")
        self.reason = reason


def fit(renewal: ArrayLike, due: ArrayLike, lapsed: ArrayLike) -> BetaGeometric:
    """Return the model under which counted renewals are likeliest.

    Members who are still there, who came late into the records, or who were followed for a while
    count with just the renewals that were seen: the likelihood of a membership is the product of
    those of its renewals.

    :param renewal: the number of the renewal, the first is 1; any number of rows of each.
    :param due: how many came due, whole or not (shares, weights).
    :param lapsed: how many of these did not renew.
    :raises CannotFit: nobody came due, only one renewal was seen, or nobody or everybody lapsed.
    :raises ValueError: a number is missing, negative or impossible.
    """
    number, came, left = _checked(renewal, due, lapsed)
    stayed = came - left
    _check_varied(number, came, left, stayed)
    # Of shares and of millions alike, the likelihood of one renewal.
    size = came.sum()
    counts = (number, came / size, left / size, stayed / size)
    point, value = _likeliest(counts)
    alike = np.array([logit(left.sum() / size), _STRENGTHS[-1]])
    if _loss(alike, *counts)[0] <= value + _FLAT:
        return _model(alike, Limit.ALIKE, size, counts)
    apart = Limit.APART if point[1] <= _STRENGTHS[0] + 1 else Limit.NONE
    return _model(point, apart, size, counts)


def _likeliest(counts: _Counts) -> tuple[FloatArray, float]:
    """Return where the likelihood is greatest, and minus its logarithm there.

    For each alpha + beta it has one maximum, since it is concave in the share that lapses first; of
    these maxima the greatest is looked for, first on a grid.
    """

    def loss(strength: float) -> float:
        return _loss(_first(strength, counts), *counts)[0]

    at = int(np.argmin([loss(strength) for strength in _STRENGTHS]))
    near = _STRENGTHS[max(at - 1, 0)], _STRENGTHS[min(at + 1, len(_STRENGTHS) - 1)]
    best = minimize_scalar(loss, bounds=near, method="bounded", options={"xatol": 1e-7})
    strength = min((float(best.x), float(_STRENGTHS[at])), key=loss)
    return _first(strength, counts), loss(strength)


def _first(strength: float, counts: _Counts) -> FloatArray:
    """Return the likeliest point with this logarithm of alpha + beta."""
    root = brentq(lambda at: _loss(np.array([at, strength]), *counts)[1][0], -40.0, 40.0)
    return np.array([root, strength])


def _checked(
    renewal: ArrayLike, due: ArrayLike, lapsed: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the three as floats, without renewals that nobody came to."""
    number, came, left = np.broadcast_arrays(
        *(np.asarray(part, dtype=np.float64).ravel() for part in (renewal, due, lapsed))
    )
    if not (np.isfinite(number).all() and np.isfinite(came).all() and np.isfinite(left).all()):
        raise ValueError("A number of a renewal is missing; leave such records out first.")
    if np.any(came < 0) or np.any(left < 0):
        raise ValueError("Renewals due and lapsed must not be negative.")
    if np.any(left > came * (1 + _EXACT)):
        raise ValueError("More lapsed than came due; leave such records out first.")
    if np.any(number < 1) or np.any(number != np.floor(number)):
        raise ValueError("Renewals are numbered 1, 2, 3 and so on.")
    some = came > 0
    return number[some], came[some], np.minimum(left, came)[some]


def _check_varied(
    number: FloatArray, came: FloatArray, left: FloatArray, stayed: FloatArray
) -> None:
    size = came.sum()
    if not size > 0:
        raise CannotFit(Reason.NOBODY)
    if left.sum() <= _EXACT * size:
        raise CannotFit(Reason.NOBODY_LAPSED)
    if stayed.sum() <= _EXACT * size:
        raise CannotFit(Reason.ALL_LAPSED)
    if len(np.unique(number)) < 2:
        raise CannotFit(Reason.ONE_RENEWAL)


def _loss(
    point: FloatArray, number: FloatArray, came: FloatArray, left: FloatArray, stayed: FloatArray
) -> tuple[float, FloatArray]:
    """Return minus the log-likelihood and its gradient.

    :param point: the logit of the share that lapses first, and the logarithm of alpha + beta.
    """
    first, strength = float(expit(point[0])), float(np.exp(point[1]))
    # 1 - first would be 0 where the logit is large.
    alpha, beta = first * strength, float(expit(-point[0])) * strength
    before = number - 1
    all_, ours = strength + before, beta + before
    value = (left * np.log(alpha / all_) + stayed * np.log(ours / all_)).sum()
    by_strength = -(came / all_).sum()
    by_alpha = left.sum() / alpha + by_strength
    by_beta = (stayed / ours).sum() + by_strength
    spread = alpha * float(expit(-point[0]))
    gradient = np.array([(by_alpha - by_beta) * spread, by_alpha * alpha + by_beta * beta])
    return -float(value), -gradient


def _model(
    point: FloatArray,
    limit: Limit,
    size: float,
    counts: _Counts,
) -> BetaGeometric:
    strength = float(np.exp(point[1]))
    return BetaGeometric(
        alpha=float(expit(point[0])) * strength,
        beta=float(expit(-point[0])) * strength,
        limit=limit,
        covariance=_covariance(point, limit, size, counts),
    )


def _covariance(
    point: FloatArray,
    limit: Limit,
    size: float,
    counts: _Counts,
) -> Covariance:
    """Return the inverse of the observed information, by differences of the gradient."""
    step = 1e-4
    sides = [
        (_loss(point + move, *counts)[1] - _loss(point - move, *counts)[1]) / (2 * step)
        for move in np.eye(2) * step
    ]
    (a, b), (c, d) = np.array(sides) * size
    shared = (b + c) / 2
    determinant = a * d - shared**2
    # At a limit, and where the data hardly tell the two apart, only the first share is estimated.
    if limit is Limit.NONE and a > 0 and determinant > 0:
        across = float(-shared / determinant)
        return (float(d / determinant), across), (across, float(a / determinant))
    return (1 / float(a) if a > 0 else 0.0, 0.0), (0.0, 0.0)
