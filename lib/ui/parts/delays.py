"""How long it takes to verify, to send someone and to be there."""

from typing import Any

import pandas as pd

from lib.data.contract.rollup import STEPS
from lib.measures.delays import delay_quantiles
from lib.measures.periods import WEEK
from lib.ui import charts, formats, reads
from lib.ui.filters import Choice
from lib.ui.language import _
from lib.ui.parts import clocks
from lib.ui.tables import Column
from lib.ui.vocabulary import name_of


def draw(choice: Choice) -> None:
    """Draw the median and the 90th percentile of each step.

    :raises Unavailable: if the incident database can't be read.
    """
    charts.show(**_ranges(choice), key="delays")
    clocks.draw("incidents", choice.scope, "incident", "response")


@reads.prepared
def _ranges(choice: Choice) -> dict[str, Any]:
    period = choice.period(reads.as_of("incidents", choice.scope))
    span = {"first_week": period.first_week, "last_week": period.running_week - WEEK}
    counts = reads.read("incidents", "delays", choice.scope, **span)
    found = delay_quantiles(counts, by=["step"]).set_index("step").reindex(STEPS).reset_index()
    found = found.assign(name=[name_of("step", step) for step in found["step"]])
    return {
        "figure": charts.delay_ranges(found, group="name", median="p50", p90="p90"),
        "title": _title(found),
        "alt": _("Time from the report to each step: half and nine of ten incidents within it."),
        "table": found,
        "columns": {
            "name": Column(_("From the report to"), pinned=True),
            "incidents": Column(_("Incidents"), kind="number"),
            "p50": Column(_("Half within"), kind="minutes"),
            "p50_low": Column(_("at least (95 %)"), kind="minutes"),
            "p50_high": Column(_("at most (95 %)"), kind="minutes"),
            "p90": Column(_("9 of 10 within"), kind="minutes"),
            "p90_low": Column(_("9 of 10, at least (95 %)"), kind="minutes"),
            "p90_high": Column(_("9 of 10, at most (95 %)"), kind="minutes"),
        },
    }


def _title(found: pd.DataFrame) -> str:
    arrive = found.set_index("step")["p50"].get("arrive")
    if formats.is_missing(arrive):
        return _("Nobody reached the place in this period")
    return _("Half of the time someone is there within {time}", time=formats.minutes(arrive))
