"""What the page of the room is made of: the messages of 12 months that are over."""

from datetime import date

import pandas as pd

from lib import reads
from lib.data.scope import UNKNOWN_REGION, Scope
from lib.language import N_, _
from lib.measures.months import Months
from lib.ui.filters import region_name, region_names

NO_MESSAGES = N_("There is no data on messages in the last 12 months")


def months() -> Months:
    """The 12 months that are over."""
    return Months(reads.as_of("membership"))


@reads.measured
def messages(scope: Scope) -> pd.DataFrame:
    """The messages of the 12 months in a scope, by :func:`lib.reads.membership.messages`.

    :raises Unavailable: if the membership database can't be read.
    """
    first, last = months().starts[0], months().last_day
    rows = reads.membership.messages(scope, first)
    return rows[pd.to_datetime(rows["published_on"]) <= pd.Timestamp(last)]


def since_then(scope: Scope, first_day: date) -> pd.DataFrame:
    """The messages from a day on, those of the month that is not over among them."""
    return reads.membership.messages(scope, first_day)


def audience(region_id: str) -> str:
    """For whom messages are: a region, or everyone."""
    if region_id == UNKNOWN_REGION:
        # Translators: messages that are for all regions
        return _("For everyone")
    return region_name(region_id)


def ordered(rows: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Rows of regions in the organization's order; what is for everyone comes last.

    :param rows: ``region_id`` and more.
    """
    order = {region: at for at, region in enumerate(region_names(scope))}
    last = len(order)
    at = rows["region_id"].map(lambda region: order.get(region, last))
    return rows.iloc[at.to_numpy().argsort(kind="stable")].reset_index(drop=True)
