"""Committee health as it was known: what is saved of each committee, day by day.

The definition of every column that health is measured from is that of ``lib/measures/health``; of
those that the early warning adds, that of ``lib/measures/early_warning``.
"""

from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Table, Text
from sqlalchemy import text as clause

from lib.data.contract.columns import date, integer, key, moment, number, one_of, text
from lib.data.contract.dashboard import metadata

KEPT = ("week", "month")
"""Why a day is saved: as the end of one of the last weeks, or as the end of a month."""

COUNTS = {
    "members": "at the end of the day; null: the organization had no record of any yet",
    "members_90_days_ago": "null: the committee did not exist 90 days before",
    "joined_90": "in the 90 days, the day itself included",
    "lapsed_90": "in the 90 days",
    "covered_by_dues": "members, covered by a payment or in a tier without dues",
    "gatherings_90": "in the 90 days, of any kind",
    "counted_gatherings_90": "of these, with an attendance",
    "attended_90": "people at the counted gatherings",
    "coordinators": "people in a coordinator's term",
    "coordinators_core": "of these, with a valid certificate of a core course",
    "core_certified": "members with a valid certificate of a core course",
    "responders": "people in a responder's term",
    "requests_open": "requests for support without a resolution",
    "requests_open_over_14_days": "of these, opened more than 14 days before",
    "days_since_last_gathering": "from formed_on where there was none",
    "days_since_last_drill": "from formed_on where there was none",
    "days_since_last_visit": "from formed_on where there was none",
    "gatherings_next_90": "in the 90 days after; null until they are over",
}
"""Whole numbers that the membership database knows; null is no data, never zero."""

RATES = {
    "own_rhythm_90": "gatherings per 90 days in the 365 days before the 90; null below 90 such"
    " days of existence",
    "turnout": "people at a counted gathering, in the 90 days; null without one",
    "turnout_before": "the same, in the 90 days before these",
}
"""Rates that the membership database knows."""

DISPATCHES = {
    "dispatches_90": "in the 90 days, sent at least 60 minutes before the day's end",
    "dispatches_within_60": "of these, arrived within 60 minutes",
}
"""Whole numbers that the incident database knows."""


def committee_columns() -> list[Column[Any]]:
    """Columns of a committee's day, without its region and without the dispatches."""
    return [
        key("committee_id"),
        Column("as_of", Date, primary_key=True, comment="the day, to its end"),
        text("kept", required=True, comment="week or month; a month's last day is a month's"),
        text(
            "status",
            required=True,
            comment="Its history is not recorded. From the committee's last change on it is"
            " today's status. Before, a closed committee was active until closed_on (else its last"
            " gathering), a dormant one while it had met within 90 days; any other is as today",
        ),
        date("formed_on"),
        *(integer(name, comment=comment) for name, comment in COUNTS.items()),
        *(number(name, comment=comment) for name, comment in RATES.items()),
    ]


health_snapshot = Table(
    "health_snapshot",
    metadata,
    Column("region_id", Text, nullable=False, comment="of the committee, as it is now"),
    *committee_columns(),
    *(integer(name, comment=comment) for name, comment in DISPATCHES.items()),
    moment("saved_at", required=True, comment="when these figures were saved"),
    one_of("kept", KEPT),
    Index("health_snapshot_day", "as_of", "region_id"),
    # The few months that were followed by silence are counted before early warning is offered.
    Index(
        "health_snapshot_silent",
        "region_id",
        "as_of",
        "days_since_last_gathering",
        postgresql_where=clause("kept = 'month' AND status = 'active' AND gatherings_next_90 = 0"),
    ),
    comment="Committee × day: what health and early warning are measured from. Weeks are derived"
    " again by each refresh; a month is saved once, when it is over, and not altered afterwards:"
    " only what was not known yet is filled in",
    info={"reader": ("SELECT",)},
)

ALIKE = (
    ("members", "covered_by_dues"),
    ("members", "core_certified"),
    ("dispatches_90", "dispatches_within_60"),
    ("members_90_days_ago", "joined_90", "lapsed_90"),
)
"""Of dues, training, dispatches and growth: the figures by which committees are alike."""

health_alike = Table(
    "health_alike",
    metadata,
    Column("region_id", Text, nullable=False, comment="of the committees"),
    Column("as_of", Date, nullable=False, comment="the day, to its end"),
    *(
        integer(name, comment="null: the row is of others, or it is not known")
        for name in dict.fromkeys(name for names in ALIKE for name in names)
    ),
    integer("committees", required=True, comment="that are active and have these figures"),
    Index("health_alike_day", "as_of", "region_id"),
    comment="Region × day × figures of one of four kinds (dues, training, dispatches, growth): how"
    " many active committees have them; all null of those that are not active. What a score leans"
    " on is fitted from it",
    info={"reader": ("SELECT",)},
)

health_saving = Table(
    "health_saving",
    metadata,
    Column("as_of", Date, primary_key=True, comment="day of the refresh"),
    moment("saved_at", required=True),
    integer("committees", required=True, comment="that stood on that day"),
    Column(
        "has_dispatches",
        Boolean,
        nullable=False,
        comment="no: the incident database could not be read for that day",
    ),
    CheckConstraint("committees >= 0", name="committees_not_negative"),
    comment="The last saving of health_snapshot: one row",
    info={"reader": ("SELECT",), "catalogue": True},
)
