"""Committee health in the words of an organizer: why a committee, and what to do."""

from collections.abc import Callable, Collection

import pandas as pd

from lib.language import N_, _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Action, Level, Reason, health_thresholds
from lib.topics.health.rows import Need, Step
from lib.ui.palette import MARKS


def level(code: str, family: str = "health_level") -> str:
    """A level as sign and word: ``▼ Fragile``."""
    return f"{MARKS[family][code].sign} {name_of(family, code)}"


def reasons(need: Need, *, among_regions: bool, besides: Collection[Reason] = ()) -> str:
    """What put a committee on the list, weightiest first.

    :param among_regions: whether several regions are in view; within one, its need is everyone's.
    :param besides: reasons that are told already; nothing is left where these are all.
    """
    left_out = {*besides, *([] if among_regions else [Reason.REGION_NEED])}
    codes = [Reason(code) for code in need.reasons.split(",")]
    codes = [code for code in codes if code not in left_out]
    if not codes and not besides:
        codes = [Reason.NONE]
    return " · ".join(_reason(code, need) for code in codes)


_REASONS = {
    Reason.SILENT: N_("It has stopped meeting"),
    Reason.REGION_NEED: N_("Priority region"),
    Reason.READY: N_("Nothing is missing for it to become active"),
    Reason.REVIVING: N_("Dormant, with signs of life"),
    Reason.NOT_ENOUGH_DATA: N_("Not enough data to judge"),
    Reason.NONE: N_("Nothing stands out"),
}


def _reason(code: Reason, need: Need) -> str:
    match code:
        case Reason.LEVEL:
            return _("Low score: {points} of 100", points=formats.number(100 * need.score))
        case Reason.FALLING_4_WEEKS:
            return _fell(need.change_4_weeks, 4)
        case Reason.FALLING_13_WEEKS:
            return _fell(need.change_13_weeks, 13)
        case Reason.STALLED:
            days = health_thresholds().levels.stalled_after_days
            return _("Forming for more than {days} days and not ready", days=days)
        case _:
            return _(_REASONS[code])


def _fell(change: float, weeks: int) -> str:
    n = round(-100 * change)
    return ngettext(
        "Fell {n} point in {weeks} weeks", "Fell {n} points in {weeks} weeks", n, weeks=weeks
    )


_ACTIONS: dict[Action, Callable[[int], str]] = {
    Action.HOLD_GATHERING: lambda _n: _("Hold a gathering"),
    Action.PHONE_ROUND: lambda _n: _("Call the members before each gathering"),
    Action.RECRUIT_MEMBERS: lambda n: ngettext(
        "Bring in {n} new member", "Bring in {n} new members", n
    ),
    Action.CALL_LAPSED_MEMBERS: lambda n: ngettext(
        "Call those who left lately, and bring {n} back",
        "Call those who left lately, and bring {n} back",
        n,
    ),
    Action.RENEW_DUES_ROUND: lambda _n: _("Call those whose dues ran out, for a round of dues"),
    Action.FIND_FIRST_COORDINATOR: lambda _n: _("Find someone to coordinate"),
    Action.FIND_SECOND_COORDINATOR: lambda _n: _("Find a second person to coordinate"),
    Action.CORE_COURSE_FOR_COORDINATOR: lambda _n: _("Take a coordinator through a core course"),
    Action.CORE_COURSE_FOR_MEMBERS: lambda n: ngettext(
        "Take {n} member through a core course", "Take {n} members through a core course", n
    ),
    Action.FIND_RESPONDERS: lambda n: ngettext(
        "Find {n} more responder", "Find {n} more responders", n
    ),
    Action.MEND_CALL_TREE: lambda _n: _(
        "Mend the call tree, so that responders arrive within the hour"
    ),
    Action.DRILL: lambda _n: _("Hold a rapid-response drill"),
    Action.ANSWER_REQUESTS: lambda _n: _("Answer the requests that we left open"),
    Action.VISIT: lambda _n: _("Visit the committee"),
    Action.COMPLETE_RECORDS: lambda _n: _("Complete its records, so that it can be judged"),
    Action.NOTHING: lambda _n: _("Keep going: nothing now would win it points"),
}


def deed(step: Step, level: str) -> str:
    """What to do next, without what it wins.

    :param level: the committee's; one that is ready has a decision before it.
    """
    return (
        _("Agree with it on becoming active") if level == Level.READY else action_name(step.action)
    )


def next_action(step: Step, level: str) -> str:
    """What to do next, and the points that it wins where it wins any.

    :param level: the committee's; one that is ready has a decision before it.
    """
    name, points = deed(step, level), step.points
    return (
        name if level == Level.READY or pd.isna(points) else f"{name} ({formats.change(points, 1)})"
    )


def action_name(code: str) -> str:
    """What to do, as one would say it on the phone."""
    kind = Action(code)
    rule = health_thresholds().actions.get(kind)
    return _ACTIONS[kind](round(rule.amount) if rule else 0)


def action_won(points: float, hours: float) -> str:
    """``wins 9.4 points for about 4 hours of work``."""
    n = round(points, 1)
    return _(
        "wins {points} for about {hours} of work",
        points=ngettext("{n} point", "{n} points", 1 if n == 1 else 2, n=formats.number(n, 1)),
        hours=ngettext("{n} hour", "{n} hours", round(hours), n=formats.number(hours)),
    )
