"""What can be told at all: what nobody ever recorded is no data, which is not zero."""

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import N_

NO_INCIDENTS = N_("There is no data on incidents")
NO_RESPONSES = N_("There is no data on responses")


def are_incidents(scope: Scope) -> bool:
    """Whether any incident of the scope was ever recorded.

    :raises Unavailable: if the incident database can't be read.
    """
    return reads.incidents.records_begin(scope) is not None


def are_responses() -> bool:
    """Whether anybody's response was ever recorded; else no incident is known to have had none.

    :raises Unavailable: if the incident database can't be read.
    """
    return reads.has_records("incidents", "response")


def answers(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, its ``unanswered`` blank where nobody recorded responses."""
    return frame if are_responses() else frame.assign(unanswered=float("nan"))
