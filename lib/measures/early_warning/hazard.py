"""The hazard of falling silent: a logistic regression on committee-months at risk."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm

from lib.measures.early_warning.history import SIGNS
from lib.measures.rates import FloatArray

NEARLY_DEPENDENT = 1e-5
"""Least over greatest singular value of a design from which on it is fitted.

Newton's steps divide by its square, to which statsmodels adds 1e-10: below this the fit would be
one of that addition.
"""
CONSTANT = 1e-9
"""A sign whose values differ by less than this share of the largest differs by rounding alone."""


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

    It has none if a sign can be told from the others: that is asked of the design's rank, for what
    a fit does there differs from one processor to another. Nor has it if a plane separates those
    that fell silent from the others (Albert and Anderson 1984, Biometrika 71:1): then the
    coefficients grow with every step, and the fit does not converge.
    """
    signs = months[list(SIGNS)].to_numpy(np.float64)
    centre, spread = signs.mean(axis=0), signs.std(axis=0)
    # A sign that never varies tells nothing: scaled it is zero, and so is its coefficient.
    varies = np.ptp(signs, axis=0) > CONSTANT * np.abs(signs).max(axis=0)
    spread = np.where(varies, spread, 1.0)
    design = sm.add_constant(((signs - centre) / spread)[:, varies], has_constant="add")
    if _lacks_rank(design):
        return None
    with warnings.catch_warnings():
        # A step too far may overflow on the way; what counts is whether it arrives.
        warnings.simplefilter("ignore")
        logit = sm.Logit(months["silent"].to_numpy(), design).fit(
            disp=False, maxiter=100, skip_hessian=True
        )
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
