"""How many days learners take to start, and from starting to complete."""

import math
from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.measures import thresholds
from lib.measures.completion import median_days
from lib.topics.training import groups
from lib.topics.training.charts.medians import step_medians
from lib.topics.training.groups import GROUP, Group
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column


@dataclass(frozen=True)
class _Medians:
    """Median days by step, of each group and (``overall``: step → days) of all together."""

    groups: pd.DataFrame
    overall: dict[str, float]


def _read(choice: Choice, by: str) -> _Medians | None:
    since = groups.first_quarter(choice)
    counts = groups.in_cohorts(reads.membership.learner_steps(choice.scope, by, since), by)
    if counts.empty:
        return None
    least = thresholds.completion().minimum_at_risk
    overall = median_days(counts, minimum_learners=least)
    return _Medians(
        median_days(counts, [GROUP], minimum_learners=least),
        dict(zip(overall["step"], overall["p50"], strict=True)),
    )


def _chart(medians: _Medians, choice: Choice, by: str) -> Chart:
    names = groups.names(choice, by, _in_order(medians.groups, by))
    places = {code: place for place, code in enumerate(names)}
    frame = medians.groups.assign(name=medians.groups[GROUP].map(names)).sort_values(
        GROUP, key=lambda codes: codes.map(places)
    )
    steps = {"start": _("From enrolling to starting"), "complete": _("From starting to completing")}
    overall = medians.overall
    return Chart(
        title=_(
            "Enrolled since {day}: {finding}",
            day=formats.day(groups.first_quarter(choice)),
            finding=_finding(overall.get("start", math.nan), overall.get("complete", math.nan)),
        ),
        alt=_("Median days from enrolling to starting and from starting to completing."),
        plot=step_medians(frame, steps, group="name"),
        table=frame.assign(step_name=frame["step"].map(steps)),
        columns={
            "name": Column(groups.name_of_group(by), pinned=True),
            "step_name": Column(_("Step")),
            "learners": Column(_("Learners"), kind="number"),
            "open": Column(
                _("Not yet"), kind="number", help=_("Still before the step, or withdrew before it.")
            ),
            "p50": Column(_("Half within days"), kind="number"),
            "p50_low": Column(_("At least (95 %)"), kind="number"),
            "p50_high": Column(_("At most (95 %)"), kind="number"),
            "p90": Column(_("9 of 10 within days"), kind="number"),
        },
        caption=_explained(thresholds.completion().minimum_at_risk),
    )


def _in_order(medians: pd.DataFrame, by: str) -> list[Group]:
    starts = medians[medians["step"] == "start"]
    order = [GROUP] if by == "cohort" else ["learners", GROUP]
    return list(starts.sort_values(order, ascending=by == "cohort")[GROUP])


def _finding(start: float, complete: float) -> str:
    if math.isnan(start):
        return _("Fewer than half of the learners have started, or too few learners to tell")
    if math.isnan(complete):
        return _("Half of the learners start within {start}", start=_days(start))
    return _(
        "Half of the learners start within {start}, and complete within {complete} of starting",
        start=_days(start),
        complete=_days(complete),
    )


def _days(value: float) -> str:
    return ngettext("{n} day", "{n} days", int(value), n=formats.number(value))


def _explained(least: int) -> str:
    return _(
        "Medians with 95 % intervals. No point: fewer than half have taken the step, or fewer than"
        " {n} learners.",
        n=formats.number(least),
    )


STEPS = Figure("learners_steps", _read, _chart, empty=N_("Nobody enrolled in this period"))
