"""A committee's cause in words: what is wrong, and the points that it costs."""

from lib.language import N_, _, formats, ngettext
from lib.measures.health import Action, Cause
from lib.topics.health.rows import Step

_WRONG = {
    Action.HOLD_GATHERING: N_("It meets too rarely"),
    Action.PHONE_ROUND: N_("Few of its members come"),
    Action.RECRUIT_MEMBERS: N_("Too few join it"),
    Action.CALL_LAPSED_MEMBERS: N_("Members have left it"),
    Action.RENEW_DUES_ROUND: N_("The dues of many have run out"),
    Action.FIND_FIRST_COORDINATOR: N_("Nobody coordinates it"),
    Action.FIND_SECOND_COORDINATOR: N_("One person coordinates it alone"),
    Action.CORE_COURSE_FOR_COORDINATOR: N_("Whoever coordinates it lacks a core course"),
    Action.CORE_COURSE_FOR_MEMBERS: N_("Too few of its members have a core course"),
    Action.FIND_RESPONDERS: N_("It has too few responders"),
    Action.MEND_CALL_TREE: N_("Its responders arrive late"),
    Action.DRILL: N_("It has had no drill for long"),
    Action.ANSWER_REQUESTS: N_("We owe it answers"),
    Action.VISIT: N_("Nobody of us has visited it lately"),
}


def cause(step: Step) -> str:
    """``Nobody coordinates it: all 18 points lost``; empty where there is nothing to mend."""
    wrong = _WRONG.get(Action(step.action))
    if wrong is None:
        return ""
    if step.cause == Cause.DOES_NOT_MEET:
        wrong = N_("It doesn't meet")
    return _("{cause}: {points}", cause=_(wrong), points=_lost(step))


_TENTH = 0.1
"""Of a point: less is not written."""


def _lost(step: Step) -> str:
    n = round(step.counts)
    if step.counts - step.lost < _TENTH / 2:
        return ngettext("all {n} points lost", "all {n} points lost", n)
    lost = formats.number(step.lost)
    if lost == formats.number(step.counts):
        # Not all of them: 17.6 of 18.
        lost = formats.number(step.lost, 1)
    return ngettext("{lost} of {n} point lost", "{lost} of {n} points lost", n, lost=lost)
