"""What committee health is measured from: one row a committee and day.

The definitions are exact, for whoever derives the rows. "The 90 days" are the day itself and the 89
before it; stocks are as at the end of the day. Null is no data and is never read as zero: a count
is zero only where the organization records such things and there were none. Where an organization
has no record at all of a kind (no drill, no visit anywhere), the column is null for everyone.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures.health.codes import Status
from lib.measures.rates import FloatArray

KEYS = {
    "region_id": "region of the committee; shrunk figures lean on the region's active committees",
    "committee_id": "with as_of, unique",
    "as_of": "the day",
    "status": "forming, active, dormant or closed on the day",
}

DATES = {
    "formed_on": "the committee's formed_on",
}

COUNTS = {
    "members": "joined_on <= as_of and (lapsed_on null or > as_of)",
    "members_90_days_ago": "the same, 90 days before as_of; null if it was not yet formed",
    "joined_90": "members whose joined_on is in the 90 days",
    "lapsed_90": "members whose lapsed_on is in the 90 days",
    "covered_by_dues": "of members: as_of within covers_from..covers_to of a payment, or in a tier"
    " without dues",
    "gatherings_90": "held_on in the 90 days, of any kind, drills included",
    "own_rhythm_90": "gatherings per 90 days in the 365 days before the 90 days: their number"
    " times 90 over the days of these 365 on which the committee existed; null below 90 such days",
    "counted_gatherings_90": "of gatherings_90: attended is not null, no action and no outreach",
    "attended_90": "sum of attended over these",
    "coordinators": "people in a coordinator's term",
    "coordinators_core": "of these, with a valid certificate of a core course",
    "core_certified": "of members: with a valid certificate of a core course",
    "responders": "people in a responder's term",
    "dispatches_90": "responses with dispatched_at in the 90 days, sent at least 60 minutes ago",
    "dispatches_within_60": "of these, arrived_at at most 60 minutes after dispatched_at",
    "requests_open": "opened_on <= as_of and (resolved_on null or > as_of)",
    "requests_open_over_14_days": "of these, opened_on < as_of - 14",
}

# Where it never happened they run from formed_on; null if that is unknown as well.
DAYS = {
    "days_since_last_gathering": "as_of less the last held_on <= as_of, else less formed_on",
    "days_since_last_drill": "the same, gatherings of the kind drill",
    "days_since_last_visit": "as_of less the last visited_on <= as_of, else less formed_on",
}

DEFINITIONS = {**KEYS, **DATES, **COUNTS, **DAYS}
"""Every input column and its definition."""

STATUSES = {str(status): code for code, status in enumerate(Status)}


class InputError(ValueError):
    """The rows lack a column or a key, hold one twice, or have a status that is none."""


@dataclass(frozen=True)
class Inputs:
    """Rows taken apart; every array is as long as ``keys`` and in its order.

    ``keys`` has the columns of ``KEYS``; ``status`` the index in ``Status``; ``numbers`` the
    columns of ``COUNTS`` and ``DAYS``; ``age`` the days since ``formed_on``. NaN is no data.
    """

    keys: pd.DataFrame
    status: NDArray[np.int8]
    age: FloatArray
    numbers: dict[str, FloatArray]


def read_inputs(rows: pd.DataFrame) -> Inputs:
    """Take rows with the columns of ``DEFINITIONS`` apart.

    :raises InputError: if a column is missing, a key is null, a committee has two rows for a day,
        or a status is unknown.
    """
    lacking = [name for name in DEFINITIONS if name not in rows]
    if lacking:
        raise InputError(f"The rows lack {', '.join(lacking)}; add them, null where unknown.")
    keys = rows[list(KEYS)]
    if keys.isna().any(axis=None):
        raise InputError(f"Every row needs {', '.join(KEYS)}; leave out rows without.")
    if keys.duplicated(["committee_id", "as_of"]).any():
        raise InputError("A committee has two rows for one as_of; keep one of them.")
    positions, names = pd.factorize(keys["status"])
    unknown = [str(name) for name in names if name not in STATUSES]
    if unknown:
        raise InputError(f"Status {unknown[0]!r} is none of {', '.join(STATUSES)}.")
    codes = np.array([STATUSES[str(name)] for name in names], dtype=np.int8)
    since = pd.to_datetime(keys["as_of"]) - pd.to_datetime(rows["formed_on"])
    return Inputs(
        keys=keys.reset_index(drop=True),
        status=codes[positions],
        age=(since / pd.Timedelta(days=1)).to_numpy(np.float64),
        numbers={
            name: rows[name].to_numpy(dtype=np.float64, na_value=np.nan)
            for name in (*COUNTS, *DAYS)
        },
    )
