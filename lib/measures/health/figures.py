"""The figure behind each part: a ratio, some of them shrunk toward the region's."""

from dataclasses import dataclass

import numpy as np

from lib.measures.health.codes import Part
from lib.measures.health.inputs import Inputs
from lib.measures.health.priors import SHARES, SHRUNK
from lib.measures.rates import FloatArray

COUNTED = {
    Part.DAYS_SINCE_GATHERING: "days_since_last_gathering",
    Part.GATHERINGS: "gatherings_90",
    Part.COORDINATORS: "coordinators",
    Part.COORDINATORS_CORE: "coordinators_core",
    Part.RESPONDERS: "responders",
    Part.DAYS_SINCE_DRILL: "days_since_last_drill",
    Part.OVERDUE_REQUESTS: "requests_open_over_14_days",
    Part.DAYS_SINCE_VISIT: "days_since_last_visit",
}
"""Parts that are a count or days as they stand; their denominator is one."""


@dataclass(frozen=True)
class Figure:
    """``value`` = (numerator + prior_mean · prior_strength) / (denominator + prior_strength).

    Arrays as long as the rows; NaN throughout is no data. Unshrunk: mean and strength zero.
    """

    numerator: FloatArray
    denominator: FloatArray
    prior_mean: FloatArray
    prior_strength: FloatArray

    @property
    def value(self) -> FloatArray:
        """The figure, NaN without data: a prior is no data about a committee."""
        has_weight = self.denominator > 0
        weight = self.denominator + self.prior_strength
        value = np.full(len(has_weight), np.nan)
        top = self.numerator + self.prior_mean * self.prior_strength
        np.divide(top, weight, out=value, where=has_weight)
        return value


def figure(part: Part, inputs: Inputs, priors: dict[str, FloatArray]) -> Figure:
    """Return the figure of a part.

    :param priors: by ``priors_of_rows``.
    """
    numerator, denominator = _ratio(part, inputs.numbers)
    if part in SHRUNK:
        mean, strength = priors[f"{part}_mean"], priors[f"{part}_strength"]
    else:
        mean = strength = np.zeros(len(numerator))
    return Figure(numerator, denominator, mean, strength)


def _ratio(part: Part, numbers: dict[str, FloatArray]) -> tuple[FloatArray, FloatArray]:
    if part in COUNTED:
        counted = numbers[COUNTED[part]]
        return counted, np.ones(len(counted))
    if part in SHARES:
        successes, trials = SHARES[part]
        return numbers[successes], numbers[trials]
    if part is Part.OWN_RHYTHM:
        return numbers["gatherings_90"], numbers["own_rhythm_90"]
    if part is Part.TURNOUT:
        return numbers["attended_90"], numbers["counted_gatherings_90"] * numbers["members"]
    if part is Part.GROWTH:
        net = numbers["joined_90"] - numbers["lapsed_90"]
        return 100 * net, numbers["members_90_days_ago"]
    raise ValueError(f"Part {part} has no figure.")
