"""The hazard of falling silent: a logistic regression on committee-months at risk."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy.optimize import linprog

from lib.measures.early_warning.history import SIGNS
from lib.measures.rates import FloatArray

NEARLY_DEPENDENT = 1e-5
"""Least over greatest singular value of a design from which on it is fitted.

Newton's steps divide by its square, to which statsmodels adds 1e-10: below this the fit would be
one of that addition.
"""
CONSTANT = 1e-9
"""A sign whose values differ by less than this share of the largest differs by rounding alone."""
APART = 1e-5
"""How far from a separating plane a committee-month must lie; the solver's own tolerance is 1e-7.

In spreads of the signs, where no coefficient exceeds 1.
"""


@dataclass(frozen=True)
class Hazard:
    """A fitted model: the signs' centre and spread, and the coefficients (intercept first)."""

    centre: FloatArray
    spread: FloatArray
    coefficients: FloatArray

    def probability(self, months: pd.DataFrame) -> FloatArray:
        """Return the probability of falling silent of each committee-month."""
        scaled = (months[list(SIGNS)].to_numpy(np.float64) - self.centre) / self.spread
        linear = self.coefficients[0] + scaled @ self.coefficients[1:]
        probability: FloatArray = 1 / (1 + np.exp(-linear))
        return probability


def fit(months: pd.DataFrame) -> Hazard | None:
    """Return the hazard of these committee-months; None if the likelihood has no one maximum.

    It has none if a sign can be told from the others (the design lacks rank), or if a plane
    separates those that fell silent from the others, with or without some of both upon it (Albert
    and Anderson 1984, Biometrika 71:1). Both are asked before fitting: what a fit does in these
    cases differs from one processor to another.
    """
    signs = months[list(SIGNS)].to_numpy(np.float64)
    silent = months["silent"].to_numpy(np.float64)
    centre, spread = signs.mean(axis=0), signs.std(axis=0)
    # A sign that never varies tells nothing: scaled it is zero, and so is its coefficient.
    varies = np.ptp(signs, axis=0) > CONSTANT * np.abs(signs).max(axis=0)
    spread = np.where(varies, spread, 1.0)
    design = sm.add_constant(((signs - centre) / spread)[:, varies], has_constant="add")
    if _lacks_rank(design) or _separates(design, silent == 1):
        return None
    with warnings.catch_warnings():
        # A step too far may overflow on the way; what counts is whether it arrives.
        warnings.simplefilter("ignore")
        logit = sm.Logit(silent, design).fit(disp=False, maxiter=100, skip_hessian=True)
    if not logit.mle_retvals["converged"]:
        return None
    coefficients = np.zeros(1 + len(SIGNS))
    coefficients[np.concatenate([[True], varies])] = logit.params
    return Hazard(centre, spread, coefficients)


def _lacks_rank(design: FloatArray) -> bool:
    """Whether a column is, but for ``NEARLY_DEPENDENT``, a sum of multiples of the others.

    The columns are of mean square 1, so the answer does not depend on the signs' units.
    """
    return bool(np.linalg.matrix_rank(design, rtol=NEARLY_DEPENDENT) < design.shape[1])


def _separates(design: FloatArray, silent: NDArray[np.bool_]) -> bool:
    """Whether a plane has nobody on the wrong side and somebody beside it.

    By a linear program (Konis 2007, Computational algorithms for detecting separated data in the
    binary response model, Oxford, chapter 4).
    """
    sides = np.unique(np.where(silent[:, None], design, -design), axis=0)
    plane = linprog(-sides.sum(axis=0), A_ub=-sides, b_ub=np.zeros(len(sides)), bounds=(-1, 1))
    return bool((sides @ plane.x).max() > APART)
