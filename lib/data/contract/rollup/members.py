"""Members by tier and committee, month by month, and what they pay."""

from typing import Any

from sqlalchemy import BigInteger, Column, Table

from lib.data.contract.columns import count, date, integer, key, small, text
from lib.data.contract.rollup.common import membership, region_id, rollup
from lib.data.rules import read_rules

MONTHS_KEPT = 12
"""Months that are over of which members and dues are kept: a year has every season once."""
GRACE_DAYS = read_rules().membership.grace_days
"""Days without cover that are no lapse yet, of ``lib/data/rules.toml``."""
PEOPLE_A_GROUP = 5
"""Fewest payers in a group of ``dues_payer_group``."""


def _month() -> Column[Any]:
    return date("month_start", required=True, comment="first day of the month")


def _stock() -> list[Column[Any]]:
    return [
        count("members", "in a spell of membership at the end of the month, or on as_of"),
        count("good_standing", "of these, listed, and covered by dues or in a tier without dues"),
        count("no_payment", "of these, no payment ever covered a day: the list alone tells"),
        count("not_listed", "of these, listed as lapsed or not yet joined, though they paid"),
        count("joined", "first spells that began in the month"),
        count("returned", "further spells that began in the month"),
        count("lapsed", "spells that ended in the month"),
    ]


membership_tier = Table(
    "membership_tier",
    membership,
    key("tier_id"),
    text("name_en", required=True),
    text("name_es", required=True),
    small("rank", required=True),
    comment="The catalogue of tiers",
)

membership_month = rollup(
    "membership_month",
    membership,
    region_id(),
    text("tier_id", comment="null: nobody knows the tier"),
    _month(),
    *_stock(),
    count("owed_days", "days in a spell, summed over members, but for tiers without dues"),
    count("covered_days", "of these, in good standing"),
    grain=("month_start", "region_id", "tier_id"),
    comment="Region × tier × month: members at its end, and what happened; who is in none of the"
    " three groups of members is behind with their dues, within the grace",
)

committee_membership = rollup(
    "committee_membership",
    membership,
    region_id(),
    text("committee_id", comment="null: members of the region without a committee"),
    _month(),
    *_stock(),
    grain=("month_start", "region_id", "committee_id"),
    comment="Committee × month of the last twelve that are over, where anyone joined, returned or"
    " lapsed, or in the last of them anyone is a member",
)

dues_month = rollup(
    "dues_month",
    membership,
    region_id(),
    _month(),
    Column(
        "earned_cents",
        BigInteger,
        nullable=False,
        comment="dues spread over the months that they cover, less refunds",
    ),
    count("refunds", "made in the month"),
    count("refunded_cents"),
    count("gifts", "made in the month; they cover no day and are no dues"),
    count("gift_cents"),
    count("failed", "payments that failed in the month"),
    count("failed_cents"),
    grain=("month_start", "region_id"),
    comment="Region × month: dues earned, spread over the days that they cover, less refunds;"
    " refunds, gifts and failed payments by their own day",
)

dues_payer_group = rollup(
    "dues_payer_group",
    membership,
    region_id(),
    integer("nth", required=True, comment="1: those who paid most"),
    count("payers", "people in the group, at least five"),
    count("cents", "what they paid in 12 months, less what was given back"),
    grain=("region_id", "nth"),
    comment="Region × group of payers, by what they paid in the twelve months that are over",
)
