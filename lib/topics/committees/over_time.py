"""One committee week by week: members, gatherings, trainings, and responses to incidents."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.measures.periods import Period, every_week
from lib.ui.charts import Chart, weekly_line
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column
from lib.ui.text import Text

_LIFE = (
    "week_start",
    "members",
    "good_standing",
    "gatherings",
    "gatherings_counted",
    "attended",
    "core_certified",
    "coordinators",
    "coordinators_core",
    "enrolled",
    "completed",
)


@dataclass(frozen=True)
class Life:
    """Charts of a committee above one line of clocks; what nobody ever recorded has a sentence."""

    members: Chart | Text
    gatherings: Chart | Text
    training: Chart | Text

    def show(self, key: str) -> None:  # noqa: ARG002 - each chart has a key of its own
        """Draw the charts: two side by side, the third below."""
        left, right = st.columns(2, gap="large")
        with left:
            self.members.show("committee_members")
        with right:
            self.gatherings.show("committee_gatherings")
        self.training.show("committee_training")


_OF = {
    "member": ("member",),
    "gathering": ("gathering",),
    "enrollment": ("enrollment", "course", "member"),
}
"""What a committee's weeks are of → the source tables without which nothing of it is known."""


@dataclass(frozen=True)
class Weeks:
    """A committee week by week, and of which of :data:`_OF` there are records, of anyone."""

    weekly: pd.DataFrame
    recorded: frozenset[str]


def _weeks(choice: Choice, committee_id: str) -> Weeks | None:
    span = choice.period("membership").span
    weekly = reads.membership.committee_weeks(choice.scope, committee_id, *span, columns=_LIFE)
    counted = weekly["gatherings_counted"]
    if weekly.empty:
        return None
    weekly = weekly.assign(turnout=weekly["attended"] / counted.where(counted > 0))
    return Weeks(
        weekly,
        frozenset(each for each, of in _OF.items() if not reads.unrecorded("membership", *of)),
    )


def life(weeks: Weeks, choice: Choice, _committee_id: str) -> Life:
    """Put a committee's weeks in words and charts."""
    weekly, period = weeks.weekly, choice.period("membership")
    return Life(
        _members(weekly) if "member" in weeks.recorded else Text(_("No member was ever recorded")),
        _gatherings(weekly, period)
        if "gathering" in weeks.recorded
        else Text(_("No gathering was ever recorded")),
        _training(weekly)
        if "enrollment" in weeks.recorded
        else Text(_("No training was ever recorded")),
    )


def _columns(numbers: dict[str, str]) -> dict[str, Column]:
    week = {"week_start": Column(_("Week from"), kind="date")}
    return week | {name: Column(label, kind="number") for name, label in numbers.items()}


def _members(weekly: pd.DataFrame) -> Chart:
    names = {"members": _("Members"), "good_standing": _("In good standing")}
    first, last = int(weekly["members"].iloc[0]), int(weekly["members"].iloc[-1])
    return Chart(
        # The running week's stock is today's: known, not incomplete.
        plot=weekly_line(weekly, names, incomplete_from=None),
        title=_(
            "{last} members, {change} in this period",
            last=formats.number(last),
            change=formats.change(last - first),
        ),
        alt=_("Members and members in good standing by week."),
        table=weekly,
        columns=_columns(names),
    )


def _gatherings(weekly: pd.DataFrame, period: Period) -> Chart:
    n = int(period.complete(weekly)["gatherings"].sum())
    turnout = _("People a gathering")
    return Chart(
        plot=weekly_line(weekly, {"turnout": turnout}, incomplete_from=period.running_week),
        title=ngettext("{n} gathering in this period", "{n} gatherings in this period", n, n=n),
        alt=_("People at each gathering by week; gaps where nobody met or counted."),
        table=weekly,
        columns=_columns({"gatherings": _("Gatherings"), "attended": _("People who attended")})
        | {"turnout": Column(turnout, kind="decimal")},
    )


def _training(weekly: pd.DataFrame) -> Chart:
    n = int(weekly["core_certified"].iloc[-1])
    certified = {"core_certified": _("With core training")}
    return Chart(
        plot=weekly_line(weekly, certified, incomplete_from=None),
        title=ngettext(
            "{n} person holds a valid core training",
            "{n} people hold a valid core training",
            n,
            n=n,
        ),
        alt=_("People with a valid core training by week."),
        table=weekly,
        columns=_columns(
            certified
            | {
                "coordinators": _("Coordinators"),
                "coordinators_core": _("Coordinators with core training"),
                "enrolled": _("Enrolled"),
                "completed": _("Completed"),
            }
        ),
    )


def _responded(choice: Choice, committee_id: str) -> pd.DataFrame | None:
    if reads.unrecorded("incidents", "response"):
        return None
    span = choice.period("incidents").span
    return reads.incidents.committee_responses(choice.scope, committee_id, *span)


def _responses(responded: pd.DataFrame, choice: Choice, _committee_id: str) -> Chart:
    period = choice.period("incidents")
    n = int(period.complete(responded)["responses"].sum())
    weekly = every_week(responded, period)
    # Translators: times that responders were sent
    responses = {"responses": _("Responses")}
    return Chart(
        plot=weekly_line(weekly, responses, incomplete_from=period.running_week),
        title=ngettext(
            "{n} response to incidents in this period",
            "{n} responses to incidents in this period",
            n,
            n=n,
        ),
        alt=_("Responses of this committee by week."),
        table=weekly,
        columns=_columns(
            responses
            | {
                "arrived": _("Reached the place"),
                # Translators: people who went to an incident
                "responders": _("Responders"),
            }
        ),
    )


LIFE = Figure(
    "committee_life",
    _weeks,
    life,
    empty=N_("Nothing is recorded of this committee in this period"),
)
RESPONSES = Figure(
    "committee_responses",
    _responded,
    _responses,
    empty=N_("No response of it to an incident is known in this period"),
)
