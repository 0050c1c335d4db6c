"""What the organization publishes, through which channel, and what the press tells of."""

from sqlalchemy import Table

from lib.data.contract.columns import date, integer, key, text
from lib.data.contract.rollup.common import incidents, membership, region_id

message = Table(
    "message",
    membership,
    key("message_id"),
    region_id(),
    text("channel", required=True),
    date("published_on", required=True),
    text("language"),
    integer("reach", comment="null: nobody counted"),
    integer("engagements", comment="null: nobody counted"),
    text("incident_id", comment="a keyed hash of the id that it has in the sources"),
    text("campaign_id"),
    text("validator_partner_id"),
    text("validator", comment="the partner's name"),
    comment="Messages; those for everyone are of no region",
)

press_for_all = Table(
    "press_for_all",
    membership,
    key("message_id"),
    date("published_on", required=True),
    text("incident_id", comment="a keyed hash of the id that it has in the sources"),
    info={"catalogue": True},
    comment="Earned media for everyone: public, and the same answer for each region",
)

incident_told = Table(
    "incident_told",
    incidents,
    key("incident_id"),
    region_id(),
    text("kind", required=True),
    date("week_start", required=True, comment="the week in which it occurred"),
    comment="To which region, kind and week an incident that a message tells of belongs",
)
