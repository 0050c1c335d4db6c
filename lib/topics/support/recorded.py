"""What the organization keeps no record of can't be told: no zero, and never all clear."""

import pandas as pd

from lib import reads
from lib.language import N_

NO_REQUESTS = N_("No request for support was ever recorded: who waits can't be told")
NO_VISITS = N_("No support visit was ever recorded: who was visited can't be told")

_TABLES = {"requests_open": "support_request", "visits": "support_visit"}


def is_recorded(committees: pd.DataFrame, column: str) -> bool:
    """Whether the organization records at all what a column counts.

    :param committees: rows of ``committee_support``; of no committee nobody may have any record.
    :param column: ``requests_open`` or ``visits``.
    :raises Unavailable: if the membership database can't be read.
    """
    if reads.unrecorded("membership", _TABLES[column]):
        return False
    return committees.empty or bool(committees[column].notna().any())
