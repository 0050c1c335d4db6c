"""Where partners work beside their own place, and what ties them to each other."""

from sqlalchemy import Table

from lib.data.contract.columns import date, key, number, text
from lib.data.contract.rollup.common import membership, region_id, rollup

partner_place = Table(
    "partner_place",
    membership,
    key("partner_place_id"),
    region_id(),
    text("partner_id", required=True),
    text("name", required=True),
    text("sector", required=True),
    number("latitude", comment="of its city or county"),
    number("longitude"),
    date("joined_on"),
    date("left_on", comment="first day without"),
    comment="Further places in which partners work, in the region of the place",
)

partner_tie = rollup(
    "partner_tie",
    membership,
    region_id(),
    text("partner_id", required=True),
    text("other_partner_id", required=True),
    text("kinds", comment="what ties them, in the organization's words"),
    date("since", comment="of the oldest tie; null: not known"),
    grain=("partner_id", "other_partner_id"),
    comment="Partner × partner that it is tied to, of those that have joined and not left on the"
    " day of the refresh; a tie is two rows, each in the region of its first partner",
)
