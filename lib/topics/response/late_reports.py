"""What is known of the incidents of the last weeks whose reports come in late."""

import math
from datetime import date

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats
from lib.measures.alarms import LateReports, late_reports, weeks_read
from lib.measures.periods import WEEK


@reads.measured
def reports(scope: Scope, running_week: date) -> LateReports | None:
    """The last weeks of a scope, corrected; none if no report has a time.

    :raises Unavailable: if the incident database can't be read.
    """
    last_week = running_week - WEEK
    first_week = last_week - (weeks_read() - 1) * WEEK
    reported = reads.incidents.late_reports(scope, first_week, last_week)
    return late_reports(reported, pd.Timestamp(last_week)) if len(reported) else None


def warning(reported: LateReports | None) -> str:
    """The sentence that says how far the last weeks may still rise.

    :param reported: by :func:`reports`.
    """
    if reported is None or math.isnan(reported.in_at_the_end):
        return _("Reports that come in late may still raise the last weeks.")
    return _(
        "The last weeks may still rise: when a week ends, about {share} of its reports are in.",
        share=formats.percent(reported.in_at_the_end),
    )
