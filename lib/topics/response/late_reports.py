"""What is known of the incidents of the last weeks whose reports come in late."""

import math
from datetime import date

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats
from lib.measures.alarms import LateReports, late_reports, weeks_read
from lib.measures.periods import WEEK


@reads.prepared
def reports(scope: Scope, running_week: date) -> LateReports | None:
    """The last weeks of a scope, corrected; none if no report has a time.

    :raises Unavailable: if the incident database can't be read.
    """
    last_week = running_week - WEEK
    span = {"first_week": last_week - (weeks_read() - 1) * WEEK, "last_week": last_week}
    frame = reads.read("incidents", "late_reports", scope, **span)
    return late_reports(frame, pd.Timestamp(last_week)) if len(frame) else None


def warning(scope: Scope, running_week: date) -> str:
    """The sentence that says how far the last weeks may still rise.

    :raises Unavailable: if the incident database can't be read.
    """
    found = reports(scope, running_week)
    if found is None or math.isnan(found.in_at_the_end):
        return _("Reports that come in late may still raise the last weeks.")
    return _(
        "The last weeks may still rise: when a week ends, about {share} of its reports are in.",
        share=formats.percent(found.in_at_the_end),
    )
