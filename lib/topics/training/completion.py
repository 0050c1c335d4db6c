"""Who completes in time, by when they enrolled."""

import pandas as pd

from lib import reads
from lib.language import N_, _, formats
from lib.measures.completion import completion_within
from lib.topics.training import groups
from lib.topics.training.charts.within import completion_lines
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column


def _read(choice: Choice) -> pd.DataFrame | None:
    period = groups.followed(choice)
    weekly = reads.membership.completion_by_week(choice.scope, *period.complete_span)
    return None if weekly.empty else completion_within(weekly, period)


def _chart(spans: pd.DataFrame, choice: Choice) -> Chart:
    told = spans[spans["horizon_days"] == groups.TOLD_DAYS]
    done, enrolled = int(told["completed"].sum()), int(told["enrolled"].sum())
    return Chart(
        title=_(
            "{rate} of those who enrolled between {first} and {last} completed within {days} days",
            rate=formats.rate(done, enrolled),
            days=groups.TOLD_DAYS,
            **groups.between(groups.followed(choice)),
        ),
        alt=_("Share of learners who completed within 30, 60 and 90 days, by when they enrolled."),
        plot=completion_lines(spans),
        table=spans,
        columns={
            "enrolled_from": Column(_("Enrolled from"), kind="date"),
            "enrolled_to": Column(_("Enrolled to"), kind="date"),
            "horizon_days": Column(_("Within days"), kind="number"),
            "completed": Column(_("Completed"), kind="number"),
            # Translators: people who enrolled in a course
            "enrolled": Column(_("Enrolled"), kind="number"),
            # Translators: part of the whole, in percent
            "rate": Column(_("Share"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
        },
        caption=_(
            "The newest weeks, as many as you chose, of which everyone has had {days} days. The"
            " band is the 95 % interval of {days} days.",
            days=groups.TOLD_DAYS,
        ),
    )


COMPLETION = Figure(
    "completion",
    _read,
    _chart,
    empty=N_("Nobody enrolled in the newest weeks of which everyone has had 90 days"),
)
