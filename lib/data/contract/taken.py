"""Table ``dashboard.taken_committee``: which organizer looks after which committee, until when."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Table, Text, func

from lib.data.contract.columns import TIMESTAMP_UTC, key, one_of, text
from lib.data.contract.dashboard import metadata

PLANS = ("call", "visit", "find_coordinator", "gathering", "training", "requests")
"""What an organizer means to do; words for them belong to the screen."""

MOST_DAYS = 28
"""Longest time for which a committee can be taken at once."""

taken_committee = Table(
    "taken_committee",
    metadata,
    # One row a committee: two organizers can't hold the same one.
    key("committee_id"),
    text("region_id", required=True, comment="of the committee, when it was taken"),
    Column(
        "username",
        Text,
        ForeignKey("dashboard.account.username", ondelete="CASCADE"),
        nullable=False,
        comment="the account that took it",
    ),
    text("plan", required=True),
    Column("taken_on", Date, nullable=False, comment="in the organization's time zone"),
    Column("until", Date, nullable=False, comment="the last day; afterwards it is nobody's"),
    Column("taken_at", TIMESTAMP_UTC, nullable=False, server_default=func.now()),
    one_of("plan", PLANS),
    CheckConstraint(f"until BETWEEN taken_on AND taken_on + {MOST_DAYS}", name="until_is_near"),
    Index(None, "username"),
    comment="Committees that an organizer has taken; gone with the account, or when it is over",
    info={
        "reader": (
            "SELECT",
            "INSERT (committee_id, region_id, username, plan, taken_on, until)",
            "DELETE",
        )
    },
)
