"""What each action goes to the root of: a committee's causes, the one to begin with in front."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lib.measures.health.codes import Action, Cause, Indicator
from lib.measures.health.inputs import Inputs
from lib.measures.health.scoring import Scored, rules
from lib.measures.health.settings import ROUNDING, health_thresholds
from lib.measures.rates import FloatArray

MEANT_FOR: dict[Action, Indicator] = {
    Action.HOLD_GATHERING: Indicator.RHYTHM,
    Action.PHONE_ROUND: Indicator.TURNOUT,
    Action.RECRUIT_MEMBERS: Indicator.GROWTH,
    Action.CALL_LAPSED_MEMBERS: Indicator.GROWTH,
    Action.RENEW_DUES_ROUND: Indicator.DUES,
    Action.FIND_FIRST_COORDINATOR: Indicator.COORDINATION,
    Action.FIND_SECOND_COORDINATOR: Indicator.COORDINATION,
    Action.CORE_COURSE_FOR_COORDINATOR: Indicator.COORDINATION,
    Action.CORE_COURSE_FOR_MEMBERS: Indicator.TRAINING,
    Action.FIND_RESPONDERS: Indicator.READINESS,
    Action.MEND_CALL_TREE: Indicator.READINESS,
    Action.DRILL: Indicator.READINESS,
    Action.ANSWER_REQUESTS: Indicator.ACCOMPANIMENT,
    Action.VISIT: Indicator.ACCOMPANIMENT,
}
"""The indicator that each action is there to mend, whatever else it wins."""

_CODES = np.array([str(cause) for cause in Cause])
_PLACES = {cause: place for place, cause in enumerate(Cause)}


@dataclass(frozen=True)
class Causes:
    """What an action would mend, for every row.

    :ivar cause: ``Cause``.
    :ivar place: of the cause, 0 first.
    :ivar lost: points of 100 that the action's indicator has lost.
    :ivar counts: points of 100 that it counts for, more where another has no data.
    """

    cause: NDArray[np.str_]
    place: NDArray[np.intp]
    lost: FloatArray
    counts: FloatArray


def causes_of(action: Action, inputs: Inputs, scored: Scored) -> Causes:
    """What an action would mend in each committee as it was scored."""
    indicator = MEANT_FOR[action]
    weight = rules(indicator)[0][inputs.status]
    judged = np.zeros(len(inputs.status))
    for each, values in scored.indicators.items():
        judged += np.where(np.isnan(values), 0.0, rules(each)[0][inputs.status])
    counts = 100 * np.divide(weight, judged, out=np.zeros(len(judged)), where=judged > 0)
    value = scored.indicators[indicator]
    place = _place(action, value)
    return Causes(_CODES[place], place, counts * (1 - value), counts)


def _place(action: Action, value: FloatArray) -> NDArray[np.intp]:
    """The place in ``Cause`` of what an action mends.

    :param value: the score of the indicator that it is meant for.
    """
    if action is Action.FIND_FIRST_COORDINATOR:
        # Proposed only where there is none.
        return np.full(len(value), _PLACES[Cause.NOBODY_COORDINATES])
    is_silent = value <= health_thresholds().levels.silent_up_to + ROUNDING
    if action is not Action.HOLD_GATHERING:
        is_silent[:] = False
    return np.where(is_silent, _PLACES[Cause.DOES_NOT_MEET], _PLACES[Cause.WEAK_INDICATOR])
