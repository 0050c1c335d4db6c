"""The hazard of falling silent: a logistic regression on committee-months at risk."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm

from lib.measures.early_warning.history import SIGNS
from lib.measures.rates import FloatArray


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
    """Return the hazard of these committee-months; None if the likelihood has no maximum."""
    signs = months[list(SIGNS)].to_numpy(np.float64)
    centre, spread = signs.mean(axis=0), signs.std(axis=0)
    # A sign that never varies tells nothing: scaled it is zero, and so is its coefficient.
    varies = spread > 0
    spread = np.where(varies, spread, 1.0)
    design = sm.add_constant(((signs - centre) / spread)[:, varies], has_constant="add")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = sm.Logit(months["silent"].to_numpy(), design).fit(disp=False, maxiter=100)
    except (Warning, np.linalg.LinAlgError):
        # Perfectly separated, or signs that are copies of each other.
        return None
    coefficients = np.zeros(1 + len(SIGNS))
    coefficients[np.concatenate([[True], varies])] = found.params
    return Hazard(centre, spread, coefficients)
