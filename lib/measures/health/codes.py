"""The codes that committee health speaks in. Words for them belong to the screen."""

from enum import StrEnum


class Status(StrEnum):
    """A committee's status, as in the contract; the order is that of the rules' lookup tables."""

    ACTIVE = "active"
    FORMING = "forming"
    DORMANT = "dormant"
    CLOSED = "closed"


class Indicator(StrEnum):
    """What a committee's health is made of."""

    RHYTHM = "rhythm"
    TURNOUT = "turnout"
    GROWTH = "growth"
    DUES = "dues"
    COORDINATION = "coordination"
    TRAINING = "training"
    READINESS = "readiness"
    ACCOMPANIMENT = "accompaniment"


class Part(StrEnum):
    """What an indicator is made of: one figure each, with thresholds of its own."""

    DAYS_SINCE_GATHERING = "days_since_gathering"
    GATHERINGS = "gatherings"
    OWN_RHYTHM = "own_rhythm"
    TURNOUT = "turnout"
    GROWTH = "growth"
    DUES = "dues"
    COORDINATORS = "coordinators"
    COORDINATORS_CORE = "coordinators_core"
    CORE_CERTIFIED = "core_certified"
    RESPONDERS = "responders"
    ANSWERED = "answered"
    DAYS_SINCE_DRILL = "days_since_drill"
    OVERDUE_REQUESTS = "overdue_requests"
    DAYS_SINCE_VISIT = "days_since_visit"


class IndicatorLevel(StrEnum):
    """The level of one indicator."""

    STRONG = "strong"
    STEADY = "steady"
    FRAGILE = "fragile"
    NO_DATA = "no_data"


class Level(StrEnum):
    """The level of a committee: the first four of an active one, the others by status."""

    STRONG = "strong"
    STEADY = "steady"
    FRAGILE = "fragile"
    NOT_ENOUGH_DATA = "not_enough_data"
    READY = "ready"
    BUILDING = "building"
    STALLED = "stalled"
    REVIVING = "reviving"
    RESTING = "resting"
    CLOSED = "closed"


class Flag(StrEnum):
    """An input that can't be true."""

    NEGATIVE_COUNT = "negative_count"
    NOT_FINITE = "not_finite"
    FUTURE_DATE = "future_date"
    MORE_CORE_THAN_COORDINATORS = "more_core_than_coordinators"
    MORE_COVERED_THAN_MEMBERS = "more_covered_than_members"
    MORE_CERTIFIED_THAN_MEMBERS = "more_certified_than_members"
    MORE_LAPSED_THAN_MEMBERS = "more_lapsed_than_members"
    MORE_COUNTED_THAN_HELD = "more_counted_than_held"
    MORE_ANSWERED_THAN_DISPATCHED = "more_answered_than_dispatched"
    MORE_OVERDUE_THAN_OPEN = "more_overdue_than_open"
    ATTENDANCE_OVER_MEMBERSHIP = "attendance_over_membership"


class Action(StrEnum):
    """What someone can do for a committee; of equal ones, the first is recommended."""

    HOLD_GATHERING = "hold_gathering"
    PHONE_ROUND = "phone_round"
    RECRUIT_MEMBERS = "recruit_members"
    CALL_LAPSED_MEMBERS = "call_lapsed_members"
    RENEW_DUES_ROUND = "renew_dues_round"
    FIND_FIRST_COORDINATOR = "find_first_coordinator"
    FIND_SECOND_COORDINATOR = "find_second_coordinator"
    CORE_COURSE_FOR_COORDINATOR = "core_course_for_coordinator"
    CORE_COURSE_FOR_MEMBERS = "core_course_for_members"
    FIND_RESPONDERS = "find_responders"
    MEND_CALL_TREE = "mend_call_tree"
    DRILL = "drill"
    ANSWER_REQUESTS = "answer_requests"
    VISIT = "visit"
    # Not rescored: without enough data there is no score to win points in.
    COMPLETE_RECORDS = "complete_records"
    NOTHING = "nothing"


class Cause(StrEnum):
    """What an action goes to the root of; the first comes before the second, both before the rest.

    While nobody coordinates or it doesn't meet, nothing else that is mended lasts.
    """

    NOBODY_COORDINATES = "nobody_coordinates"
    DOES_NOT_MEET = "does_not_meet"
    WEAK_INDICATOR = "weak_indicator"


class Reason(StrEnum):
    """What put a committee on the list of those who need someone first."""

    LEVEL = "level"
    SILENT = "silent"
    FALLING_4_WEEKS = "falling_4_weeks"
    FALLING_13_WEEKS = "falling_13_weeks"
    REGION_NEED = "region_need"
    STALLED = "stalled"
    READY = "ready"
    REVIVING = "reviving"
    NOT_ENOUGH_DATA = "not_enough_data"
    NONE = "none"
