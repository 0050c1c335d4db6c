"""How long members stay, in what standing, and whose dues run out: counted, never by member."""

from sqlalchemy import Column

from lib.data.contract.columns import count, date, flag, integer, text
from lib.data.contract.rollup.common import membership, region_id, rollup

MONTH_DAYS = 30.4375
"""Days of a month of membership: a twelfth of 365.25, whatever day one joined on."""
FOLLOWED_MONTHS = 36
"""Months of membership that are told; who stays longer is followed until their end."""
DUE_DAYS = 90
"""Days ahead in which dues that run out are counted."""
CYCLE_DAYS = {"monthly": 53, "quarterly": 183}
"""Most days that a payment of these cycles covers; a yearly one covers more. Half way, by ratio,
from a month to three, and from three to twelve: one that came late covers less than its cycle."""


def _tier_id() -> Column[str]:
    return text("tier_id", comment="null: nobody knows the tier")


membership_life = rollup(
    "membership_life",
    membership,
    region_id(),
    _tier_id(),
    date("joined_half", required=True, comment="first day of the half-year of joining"),
    integer(
        "entered", required=True, comment="month of membership at whose end they are first seen"
    ),
    integer(
        "months", required=True, comment="month in which they left, or the last followed whole"
    ),
    flag("has_left"),
    flag("by_list"),
    count("members", "in their first spell; by_list: known by the list alone, not by dues"),
    grain=("region_id", "tier_id", "joined_half", "entered", "months", "has_left", "by_list"),
    comment="Region × tier × half-year of joining: in which month of membership members left",
)

membership_standing = rollup(
    "membership_standing",
    membership,
    region_id(),
    integer("month", required=True, comment="months since joining that are over"),
    text("state", required=True, comment="good_standing, returned, not_listed, behind or lapsed"),
    count("members"),
    grain=("region_id", "month", "state"),
    comment="Region × months since joining: in what standing those are who joined since"
    " payments are on record, so many months ago or more",
)

renewal_month = rollup(
    "renewal_month",
    membership,
    region_id(),
    _tier_id(),
    text(
        "cycle", required=True, comment="monthly, quarterly or yearly, by what the payment covered"
    ),
    date("due_month", required=True, comment="first day of the month in which dues ran out"),
    integer("renewal", required=True, comment="which one of the spell it is, at most 60"),
    count("due", "memberships whose dues ran out longer ago than the grace"),
    count("lapsed", "of these, not renewed within the grace"),
    grain=("due_month", "region_id", "tier_id", "cycle", "renewal"),
    comment="Region × tier × cycle × month: dues that ran out, and memberships that lapsed then",
)

renewal_due = rollup(
    "renewal_due",
    membership,
    region_id(),
    text("committee_id", comment="null: members of the region without a committee"),
    _tier_id(),
    text("cycle", required=True, comment="as in renewal_month"),
    integer("renewal", required=True, comment="number of the renewal that is next, at most 60"),
    integer(
        "due_within", required=True, comment="30, 60 or 90 days; 0: dues ran out, within the grace"
    ),
    integer("times", required=True, comment="renewals within 90 days; 0 where dues ran out"),
    count("members"),
    grain=("region_id", "committee_id", "tier_id", "cycle", "renewal", "due_within", "times"),
    comment="Committee × tier × cycle: memberships whose dues run out within 90 days, or ran out",
)
