"""The library of defense tools, and what committees do with it."""

from sqlalchemy import Table

from lib.data.contract.columns import count, date, flag, integer, key, text
from lib.data.contract.rollup.common import membership, region_id, rollup

tool = Table(
    "tool",
    membership,
    key("resource_id"),
    text("tool_id", required=True, comment="one for all editions of a tool, in whatever language"),
    text("title_en", required=True),
    text("title_es"),
    text("kind", required=True),
    text("topic"),
    text("repression_type"),
    text("audience_sector"),
    text("language"),
    date("published_on", comment="null: not known, or a day that is still to come"),
    flag("is_proven"),
    text("says_so", comment="the partner that the tool comes from"),
    text("url", comment="https, or null"),
    info={"catalogue": True},
    comment="The library of tools, an edition a row; it says nothing of who uses them",
)

tool_use = rollup(
    "tool_use",
    membership,
    region_id(),
    text("committee_id", required=True),
    text("resource_id", required=True),
    date("used_on", required=True),
    count("uses"),
    count("uses_counted", "of these, with no participant or at least five"),
    count("uses_by_few", "of these, with one to four participants, who are not told"),
    integer("participants", comment="sum over the counted uses; null: none was counted"),
    grain=("used_on", "committee_id", "resource_id"),
    comment="Committee × edition × day: uses of tools, at most five years back",
)

partner_sector = rollup(
    "partner_sector",
    membership,
    region_id(),
    text("sector", required=True),
    count("partners", "organizations of the network that have not left, at least one"),
    grain=("region_id", "sector"),
    comment="Region × sector: partners on the day of the refresh",
)
