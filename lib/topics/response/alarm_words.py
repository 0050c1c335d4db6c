"""What is said of one alarm, and the columns of a table of them."""

import math

from lib.language import _, formats, ngettext
from lib.measures.alarms.judging import Method
from lib.measures.alarms.recent import SurgeState
from lib.ui.tables import Column

_LEAST_CHANCE = 1e-4
"""Below it the tail of a distribution is no more than a way of speaking."""


def alarms_in_words(n: int, weeks: int) -> str:
    """How many alarms there were in the last weeks."""
    if not n:
        return _("No alarm in the last {weeks} weeks", weeks=weeks)
    return ngettext(
        "{n} alarm in the last {weeks} weeks",
        "{n} alarms in the last {weeks} weeks",
        n,
        weeks=weeks,
    )


def others_in_words(n: int, weeks: int) -> str:
    """The same after something else was said of alarms."""
    if not n:
        return _("no other alarm in the last {weeks} weeks", weeks=weeks)
    return ngettext(
        "{n} other alarm in the last {weeks} weeks",
        "{n} other alarms in the last {weeks} weeks",
        n,
        weeks=weeks,
    )


def method_in_words(code: str) -> str:
    """By which method it was raised (a ``Method``)."""
    names = {
        Method.FARRINGTON: _("Farrington, three years"),
        Method.BAYES_AND_EARS_C2: _("Bayes and EARS C2, recent weeks"),
    }
    return names.get(Method(code), code)


def state_in_words(state: str) -> str:
    """Where a surge stands (a ``SurgeState``), as a table's cell."""
    names = {
        # Translators: of an alarm
        SurgeState.NEW: _("New"),
        # Translators: the number of incidents of a kind in a region, since an alarm
        SurgeState.STILL_HIGH: _("Still high"),
        # Translators: the number of incidents is back to the usual
        SurgeState.OVER: _("Over"),
    }
    return names[SurgeState(state)]


def chance_in_words(chance: float) -> str:
    """``1 in 430``: the chance that an ordinary week shows so many; two figures of it."""
    if math.isnan(chance):
        return formats.NO_DATA
    if chance < _LEAST_CHANCE:
        return _("less than 1 in {n}", n=formats.number(1 / _LEAST_CHANCE))
    odds = 1 / chance
    digits = int(math.floor(math.log10(odds))) - 1
    # Translators: a chance, such as 1 in 430
    return _("1 in {n}", n=formats.number(round(odds, -max(digits, 0))))


def chance_in_short(chance: float) -> str:
    """``chance < 1 in 10,000``: the same within a sentence of many numbers.

    :param chance: known.
    """
    if chance < _LEAST_CHANCE:
        return _("chance < 1 in {n}", n=formats.number(1 / _LEAST_CHANCE))
    return _("chance {odds}", odds=chance_in_words(chance))


def columns() -> dict[str, Column]:
    """All that is known of each alarm."""
    return {
        "region": Column(_("Region")),
        "kind": Column(_("Kind"), family="incident_kind"),
        # Translators: whether an alarm is new, still high or over
        "stands": Column(_("Now")),
        # Translators: the week of the alarm with which the surge began
        "since": Column(_("Since the week of"), kind="date"),
        "week_start": Column(_("Week from"), kind="date"),
        "observed": Column(_("Incidents"), kind="number"),
        # Translators: incidents that were to be expected in a week
        "expected": Column(_("Expected"), kind="decimal"),
        "bound": Column(_("Alarm above"), kind="decimal"),
        "by_chance": Column(
            _("By chance"),
            help=_("How often an ordinary week would have as many, if nothing had changed."),
        ),
        "observed_since": Column(
            _("Incidents since"), kind="number", help=_("From the week of the alarm on.")
        ),
        # Translators: incidents that were to be expected since an alarm
        "expected_since": Column(_("Expected since"), kind="decimal"),
        "baseline_weeks": Column(_("Baseline weeks"), kind="number"),
        "baseline_from": Column(_("Baseline from"), kind="date"),
        "baseline_to": Column(_("Baseline to"), kind="date"),
        # Translators: of statistics, by which an alarm was raised
        "rests_on": Column(_("Method")),
    }
