"""Fitting the model to published shapes: the survivors of a cohort, or of several."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from lib.measures.rates import FloatArray
from lib.measures.renewals.beta_geometric import BetaGeometric
from lib.measures.renewals.fitting import fit


def fit_survivors(survivors: ArrayLike, start: float = 1.0) -> BetaGeometric:
    """Return the model of the shares (or numbers) of one cohort still there after each renewal.

    :param survivors: after the first renewal, the second, and so on; may begin with ``start``.
    :param start: all of them: 1 of shares, 100 of percentages, or how many joined.
    :raises CannotFit: as ``fit``.
    :raises ValueError: a number is missing or negative, or more are there than before.
    """
    there = np.asarray(survivors, dtype=np.float64).ravel()
    if not np.isfinite(start) or start < 0:
        raise ValueError("The start of a cohort must be a number, 0 or more.")
    if there.size and there[0] == start:
        there = there[1:]
    if there.size and there[0] > start:
        raise ValueError("More are there than at the start; give the start of counts or percents.")
    return fit_cohorts([[start, *there.tolist()]])


def fit_cohorts(cohorts: Sequence[Sequence[float]]) -> BetaGeometric:
    """Return the model of several cohorts, each followed for as long as it could be.

    :param cohorts: of each, how many joined, and how many were there after the first renewal, the
        second, and so on. A cohort that was followed for less time is shorter, or NaN at its end.
    :raises CannotFit: as ``fit``.
    :raises ValueError: a number is missing before the end, negative, or more than before it.
    """
    numbers, dues, lapses = [np.empty(0)], [np.empty(0)], [np.empty(0)]
    for cohort in cohorts:
        there = _followed(np.asarray(cohort, dtype=np.float64))
        numbers.append(np.arange(1.0, max(len(there), 1)))
        dues.append(there[:-1])
        lapses.append(-np.diff(there))
    number, due, lapsed = (np.concatenate(part) for part in (numbers, dues, lapses))
    if any(np.nanmin(np.asarray(cohort, dtype=np.float64), initial=0) < 0 for cohort in cohorts):
        raise ValueError("Numbers of a cohort must not be negative.")
    if np.any(lapsed < 0):
        raise ValueError("A cohort can't grow; it counts those who stayed since they joined.")
    return fit(number, due, lapsed)


def _followed(there: FloatArray) -> FloatArray:
    known = np.flatnonzero(~np.isnan(there))
    followed = there[: known[-1] + 1] if known.size else there[:0]
    if np.isnan(followed).any():
        raise ValueError("A number of a cohort is missing before its end.")
    return followed
