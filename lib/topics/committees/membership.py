"""A committee's members by their dues, as the page of membership counts them."""

import pandas as pd

from lib import reads
from lib.language import _, formats
from lib.measures import thresholds
from lib.measures.months import Months
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text

MONTHS = 3
"""Months that are over: as many as the page of membership follows."""


def _months(choice: Choice) -> Months:
    return Months(choice.period("membership").as_of, MONTHS)


def _read(choice: Choice, committee_id: str) -> pd.DataFrame | None:
    if reads.unrecorded("membership", "member", "dues_payment"):
        return None
    span = _months(choice).span
    return reads.membership.committee_memberships(choice.scope, *span, committee_id)


def in_words(counts: pd.DataFrame, choice: Choice, _committee_id: str) -> Text:
    """How many are members, how many of them are behind, and who came and went."""
    months, row = _months(choice), counts.iloc[0]
    return Text(
        title=_(
            "{month}: members by their dues {members}, of these behind {behind}",
            month=formats.month(months.last_day),
            members=_n(row["members"]),
            behind=_n(row["behind"]),
        ),
        body=_(
            "In {months} months: joined {joined}, returned {returned}, lapsed {lapsed}.",
            months=MONTHS,
            joined=_n(row["joined"]),
            returned=_n(row["returned"]),
            lapsed=_n(row["lapsed"]),
        ),
        caption=_(
            "So does Membership count: whoever pays again after a lapse has returned. Members above"
            " are those whom the list has; good standing is the same on all pages."
        ),
    )


def _n(count: float) -> str:
    """A count; of few people only that they are few."""
    fewest = thresholds.membership().minimum_people
    if 0 < count < fewest:
        return _("fewer than {n}", n=fewest)
    return formats.number(count)


MEMBERSHIP = Figure("committee_membership", _read, in_words)
