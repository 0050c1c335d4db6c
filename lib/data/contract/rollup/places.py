"""Counties and cities, what is in force in them, and what the network has there."""

from sqlalchemy import BigInteger, Column, Table

from lib.data.contract.columns import count, date, flag, integer, key, number, text
from lib.data.contract.rollup.common import incidents, membership, region_id, rollup

county = Table(
    "county",
    membership,
    key("county_fips"),
    region_id(),
    text("state_fips", required=True),
    text("name", required=True),
    number("latitude", comment="where its people live; null: not known"),
    number("longitude"),
    integer("population"),
    integer("latino_population"),
    integer("foreign_born_population"),
    number("spanish_speaking_percent", comment="of households"),
    number("limited_english_percent", comment="of households"),
    date("population_as_of"),
    date("foreign_born_as_of"),
    date("households_as_of"),
    comment="The counties and their people",
)

place = Table(
    "place",
    membership,
    key("place_id"),
    region_id(),
    text("state_fips", required=True),
    text("county_fips"),
    text("name", required=True),
    number("latitude"),
    number("longitude"),
    integer("population"),
    integer("latino_population"),
    integer("foreign_born_population"),
    flag("has_presence"),
    flag("has_anticipated_gap"),
    comment="The cities and their people",
)

policy = Table(
    "policy",
    membership,
    key("policy_id"),
    region_id(),
    text("state_fips", required=True),
    text("county_fips", comment="null: in the whole state"),
    text("policy", required=True),
    date("in_force_from", comment="null: nobody knows since when"),
    date("in_force_until", comment="last day; null: in force"),
    date("as_of", comment="day of the list that names it"),
    date("first_listed_on", comment="day of the first list that names it"),
    date("last_listed_on", comment="day of the newest list that names it; null: it is of none"),
    comment="Policies that are or were in force; one that is no longer on a newer edition of its"
    " list ended the day before",
)

hub = Table(
    "hub",
    membership,
    key("partner_id"),
    region_id(),
    text("state_fips"),
    text("county_fips", comment="null: not known"),
    date("joined_on"),
    date("left_on", comment="first day without"),
    comment="Partners that are hubs, by county",
)

support_week = rollup(
    "support_week",
    membership,
    region_id(),
    text("committee_id", required=True),
    date("week_start", required=True),
    count("visits"),
    number("hours", comment="sum over visits that say; null where none does"),
    grain=("week_start", "committee_id"),
    comment="Committee × week: visits of regional organizers",
)

committee_trained = rollup(
    "committee_trained",
    membership,
    region_id(),
    text("committee_id", required=True),
    date("as_of", required=True),
    text("county_fips", comment="of the committee's place; null: not known"),
    Column(
        "trained",
        BigInteger,
        comment="people in a coordinator's or responder's term with a valid core certificate, each"
        " once; null: the organization had no record of terms or of certificates yet",
    ),
    grain=("as_of", "committee_id"),
    comment="Committee × day, that of the refresh and the last Sunday but twelve: trained people",
)

at_large_month = rollup(
    "at_large_month",
    membership,
    region_id(),
    text("state_fips", comment="the member's own; null: not known"),
    date("month_start", required=True, comment="first day of the month"),
    count("members", "in a spell of membership at the end of the month"),
    count("joined", "first spells that began in the month"),
    grain=("month_start", "region_id", "state_fips"),
    comment="State × month that is over: members without a committee, where anyone joined or, in"
    " the last of them, anyone is a member; the states of a region add up to its row in"
    " committee_membership",
)

county_week = rollup(
    "county_week",
    incidents,
    region_id(),
    text("state_fips", comment="null: no state can be known"),
    text("county_fips", comment="null: no county can be known"),
    date("week_start", required=True, comment="the week in which it occurred"),
    count("incidents", "false reports left out"),
    Column("people_affected", BigInteger, comment="sum over incidents that say; null: none does"),
    count("unanswered", "incidents without a response"),
    grain=("week_start", "region_id", "state_fips", "county_fips"),
    comment="County × week: incidents",
)
