"""Incidents, the speed of the response to them, and calls to the hotline."""

from sqlalchemy import Column, Date, Index, Table

from lib.data.contract.columns import count, date, integer, small, text
from lib.data.contract.rollup.common import incidents, region_id, rollup

incident_week = rollup(
    "incident_week",
    incidents,
    region_id(),
    text("state_fips", comment="null: no state can be known"),
    text("kind", required=True),
    text("verification", required=True),
    date("week_start", required=True, comment="the week in which it occurred"),
    count("incidents"),
    count("people_affected", "sum over incidents that say"),
    count("unanswered", "incidents without a response"),
    grain=("week_start", "region_id", "state_fips", "kind", "verification"),
    comment="State × kind × verification × week: incidents",
)

unanswered_hour = rollup(
    "unanswered_hour",
    incidents,
    region_id(),
    text("state_fips", comment="null: no state can be known"),
    text("kind", required=True),
    date("heard_on", required=True, comment="the local day of the report"),
    small("heard_hour", required=True, comment="0 to 23: of the report; its own without a report"),
    integer("waited_hours", required=True, comment="full hours from there to the refresh"),
    count("incidents", "false reports left out"),
    grain=("region_id", "state_fips", "kind", "heard_on", "heard_hour"),
    comment="State × kind × hour of the report over the last 14 days: incidents without a response",
)

delay_week = rollup(
    "delay_week",
    incidents,
    region_id(),
    date("week_start", required=True, comment="the week of the incident's report"),
    text("step", required=True, comment="verify, dispatch or arrive"),
    integer("minutes", required=True, comment="whole minutes from report to the first such step"),
    count("incidents"),
    grain=("week_start", "region_id", "step", "minutes"),
    comment="Region × week: the distribution of minutes from report to each step",
)

response_week = rollup(
    "response_week",
    incidents,
    region_id(),
    text("committee_id", comment="null: no committee is named"),
    date("week_start", required=True, comment="the week of dispatch"),
    count("responses"),
    count("arrived", "responses that reached the place"),
    count("responders", "sum over responses that say"),
    Index("response_week_committee", "committee_id", "week_start"),
    grain=("week_start", "region_id", "committee_id"),
    comment="Committee × week × the incident's region: responses",
)

hotline_week = rollup(
    "hotline_week",
    incidents,
    region_id(),
    text("state_fips", comment="null: no state can be known"),
    date("week_start", required=True, comment="the week in which the call came in"),
    count("calls"),
    count("answered"),
    grain=("week_start", "region_id", "state_fips"),
    comment="State × week: calls to the hotline",
)

call_language = rollup(
    "call_language",
    incidents,
    region_id(),
    text("language", required=True),
    count("calls", "at least five: of a language with fewer calls there is no row"),
    grain=("region_id", "language"),
    comment="Region × language: calls to the hotline in the last 365 days",
)

mobilization_week = rollup(
    "mobilization_week",
    incidents,
    region_id(),
    date("week_start", required=True, comment="the week in which people were called to come out"),
    count("mobilizations"),
    grain=("week_start", "region_id"),
    comment="Region × week: national mobilizations",
)

mobilization_for_all = Table(
    "mobilization_for_all",
    incidents,
    Column("week_start", Date, primary_key=True),
    count("mobilizations"),
    info={"catalogue": True},
    comment="Week: national mobilizations of no region, the same answer for each region",
)

STEPS = ("verify", "dispatch", "arrive")
