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


def answers_lack(scope: Scope) -> str | None:
    """The source table without which it can't be told what went unanswered; ``None``: it can be.

    Without anybody's response every incident seems unanswered.

    :return: ``incident`` (none of the scope) or ``response`` (none of anyone).
    :raises Unavailable: if the incident database can't be read.
    """
    if not are_incidents(scope):
        return "incident"
    return next(iter(reads.unrecorded("incidents", "response")), None)


def answers(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, its ``unanswered`` blank where nobody recorded responses."""
    is_unknown = reads.unrecorded("incidents", "response")
    return frame.assign(unanswered=float("nan")) if is_unknown else frame
