"""How many days learners take to start, and from starting to complete."""

import math
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures import thresholds
from lib.measures.completion import median_days
from lib.topics.training import groups as training_groups
from lib.topics.training.charts import step_medians
from lib.topics.training.groups import GROUP
from lib.ui import charts
from lib.ui.filters import Choice
from lib.ui.tables import Column


def draw(choice: Choice, by: str) -> None:
    """Draw the median days of both steps.

    :raises Unavailable: if the membership database can't be read.
    """
    prepared = _medians(choice, by)
    if prepared is None:
        st.subheader(_("Nobody enrolled in this period"), anchor=False)
        return
    charts.show(**prepared, key="learners_steps")


@reads.prepared
def _medians(choice: Choice, by: str) -> dict[str, Any] | None:
    first_quarter = training_groups.first_quarter(choice)
    counted = training_groups.counted("learner_steps", choice, by)
    if counted.empty:
        return None
    least = thresholds.completion().minimum_at_risk
    found = median_days(counted, [GROUP], minimum_learners=least)
    overall = dict(median_days(counted, minimum_learners=least)[["step", "p50"]].to_numpy())
    names = training_groups.names(choice, by, _in_order(found, by))
    found = found.assign(name=found[GROUP].map(names)).sort_values(
        GROUP, key=lambda codes: codes.map({code: i for i, code in enumerate(names)})
    )
    steps = {"start": _("From enrolling to starting"), "complete": _("From starting to completing")}
    return {
        "figure": step_medians(found, steps, group="name"),
        "title": _title(overall.get("start", math.nan), overall.get("complete", math.nan)),
        "alt": _("Median days from enrolling to starting and from starting to completing."),
        "caption": _explained(first_quarter, least),
        "table": found.assign(step_name=found["step"].map(steps)),
        "columns": {
            "name": Column(training_groups.name_of_group(by), pinned=True),
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
    }


def _in_order(found: pd.DataFrame, by: str) -> list[Any]:
    starts = found[found["step"] == "start"]
    order = [GROUP] if by == "cohort" else ["learners", GROUP]
    return list(starts.sort_values(order, ascending=by == "cohort")[GROUP])


def _title(start: float, complete: float) -> str:
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


def _explained(since: date, least: int) -> str:
    return _(
        "Enrolled since {month}; medians with 95 % intervals. No point: fewer than half have taken"
        " the step, or fewer than {n} learners.",
        month=formats.month(since),
        n=formats.number(least),
    )
