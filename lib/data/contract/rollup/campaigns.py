"""Local campaigns, the stages that they came through, and the laws of the states."""

from sqlalchemy import Table

from lib.data.contract.columns import date, key, number, text
from lib.data.contract.rollup.common import membership, region_id, rollup

campaign = Table(
    "campaign",
    membership,
    key("campaign_id"),
    region_id(),
    text("committee_id", comment="null: of no committee"),
    text("place_name", comment="its own place, else its committee's"),
    text("usps"),
    number("latitude"),
    number("longitude"),
    text("goal", required=True),
    text("stage", required=True),
    date("stage_since", comment="null: nobody recorded its stages"),
    date("started_on"),
    date("target_on"),
    date("ended_on"),
    comment="The campaigns as they stand",
)

campaign_stage = rollup(
    "campaign_stage",
    membership,
    region_id(),
    text("campaign_id", required=True),
    text("goal", required=True),
    text("stage", required=True),
    date("entered_on", required=True),
    date("left_on", comment="day of the next stage; null: still in it"),
    text("next_stage"),
    grain=("campaign_id", "entered_on"),
    comment="Campaign × day: the stage that it came to; of several on a day the last",
)

state_law = Table(
    "state_law",
    membership,
    key("law_id"),
    region_id(),
    text("state_fips", required=True),
    text("stance", required=True),
    text("effect", required=True, comment="what it does, in a sentence"),
    text("statute"),
    text("url"),
    date("verified_on", required=True),
    comment="Laws of states that somebody of the organization read",
)
