"""What each action would change in a committee's inputs, if it were done today and went well.

An input without data stays without: nobody knows what it would become.
"""

from collections.abc import Callable

import numpy as np

from lib.measures.health.codes import Action
from lib.measures.rates import FloatArray

Numbers = dict[str, FloatArray]
Change = Callable[[Numbers, float], Numbers]


def _zero(values: FloatArray) -> FloatArray:
    return np.where(np.isnan(values), np.nan, 0.0)


def _hold_gathering(n: Numbers, _: float) -> Numbers:
    return {
        "gatherings_90": n["gatherings_90"] + 1,
        "days_since_last_gathering": _zero(n["days_since_last_gathering"]),
    }


def _drill(n: Numbers, amount: float) -> Numbers:
    # A drill is a gathering as well.
    return _hold_gathering(n, amount) | {"days_since_last_drill": _zero(n["days_since_last_drill"])}


def _phone_round(n: Numbers, share: float) -> Numbers:
    seats = n["counted_gatherings_90"] * n["members"]
    # Where more than all members came already, calling them brings nobody.
    return {"attended_90": n["attended_90"] + share * np.maximum(seats - n["attended_90"], 0)}


def _recruit_members(n: Numbers, people: float) -> Numbers:
    names = ("joined_90", "members", "covered_by_dues")
    return {name: n[name] + people for name in names}


def _call_lapsed_members(n: Numbers, people: float) -> Numbers:
    # How many lapsed may be unknown; the others stay as they are then.
    back = np.nan_to_num(np.minimum(n["lapsed_90"], people))
    return {
        "lapsed_90": n["lapsed_90"] - back,
        "members": n["members"] + back,
        "covered_by_dues": n["covered_by_dues"] + back,
    }


def _renew_dues_round(n: Numbers, share: float) -> Numbers:
    uncovered = n["members"] - n["covered_by_dues"]
    return {"covered_by_dues": n["covered_by_dues"] + np.ceil(share * uncovered)}


def _find_first_coordinator(n: Numbers, _: float) -> Numbers:
    return {"coordinators": n["coordinators"] + (n["coordinators"] == 0)}


def _find_second_coordinator(n: Numbers, _: float) -> Numbers:
    return {"coordinators": n["coordinators"] + (n["coordinators"] == 1)}


def _core_course_for_coordinator(n: Numbers, _: float) -> Numbers:
    someone = n["coordinators_core"] < n["coordinators"]
    return {
        "coordinators_core": n["coordinators_core"] + someone,
        "core_certified": np.minimum(n["core_certified"] + someone, n["members"]),
    }


def _core_course_for_members(n: Numbers, people: float) -> Numbers:
    return {"core_certified": np.minimum(n["core_certified"] + people, n["members"])}


def _find_responders(n: Numbers, people: float) -> Numbers:
    return {"responders": n["responders"] + people}


def _mend_call_tree(n: Numbers, share: float) -> Numbers:
    late = n["dispatches_90"] - n["dispatches_within_60"]
    return {"dispatches_within_60": n["dispatches_within_60"] + np.ceil(share * late)}


def _answer_requests(n: Numbers, _: float) -> Numbers:
    overdue = n["requests_open_over_14_days"]
    return {
        "requests_open": n["requests_open"] - np.nan_to_num(overdue),
        "requests_open_over_14_days": _zero(overdue),
    }


def _visit(n: Numbers, _: float) -> Numbers:
    return {"days_since_last_visit": _zero(n["days_since_last_visit"])}


CHANGES: dict[Action, Change] = {
    Action.HOLD_GATHERING: _hold_gathering,
    Action.PHONE_ROUND: _phone_round,
    Action.RECRUIT_MEMBERS: _recruit_members,
    Action.CALL_LAPSED_MEMBERS: _call_lapsed_members,
    Action.RENEW_DUES_ROUND: _renew_dues_round,
    Action.FIND_FIRST_COORDINATOR: _find_first_coordinator,
    Action.FIND_SECOND_COORDINATOR: _find_second_coordinator,
    Action.CORE_COURSE_FOR_COORDINATOR: _core_course_for_coordinator,
    Action.CORE_COURSE_FOR_MEMBERS: _core_course_for_members,
    Action.FIND_RESPONDERS: _find_responders,
    Action.MEND_CALL_TREE: _mend_call_tree,
    Action.DRILL: _drill,
    Action.ANSWER_REQUESTS: _answer_requests,
    Action.VISIT: _visit,
}
"""Takes the numbers and the action's ``amount``, returns the numbers that it changes."""
