"""Incidents, the speed of the response to them, and calls to the hotline."""

from sqlalchemy import Column, Index, Table, Text, func

from lib.data.contract.columns import count, date, integer, text
from lib.data.contract.rollup.common import incidents, region_id

incident_week = Table(
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
    Index(
        "incident_week_grain",
        "week_start",
        "region_id",
        func.coalesce(Column("state_fips", Text), ""),
        "kind",
        "verification",
        unique=True,
    ),
    comment="State × kind × verification × week: incidents",
)

delay_week = Table(
    "delay_week",
    incidents,
    region_id(),
    date("week_start", required=True, comment="the week of the incident's report"),
    text("step", required=True, comment="verify, dispatch or arrive"),
    integer("minutes", required=True, comment="whole minutes from report to the first such step"),
    count("incidents"),
    Index("delay_week_grain", "week_start", "region_id", "step", "minutes", unique=True),
    comment="Region × week: the distribution of minutes from report to each step",
)

response_week = Table(
    "response_week",
    incidents,
    region_id(),
    text("committee_id", comment="null: no committee is named"),
    date("week_start", required=True, comment="the week of dispatch"),
    count("responses"),
    count("arrived", "responses that reached the place"),
    count("responders", "sum over responses that say"),
    Index(
        "response_week_grain",
        "week_start",
        "region_id",
        func.coalesce(Column("committee_id", Text), ""),
        unique=True,
    ),
    Index("response_week_committee", "committee_id", "week_start"),
    comment="Committee × week × the incident's region: responses",
)

hotline_week = Table(
    "hotline_week",
    incidents,
    region_id(),
    text("state_fips", comment="null: no state can be known"),
    date("week_start", required=True, comment="the week in which the call came in"),
    count("calls"),
    count("answered"),
    Index(
        "hotline_week_grain",
        "week_start",
        "region_id",
        func.coalesce(Column("state_fips", Text), ""),
        unique=True,
    ),
    comment="State × week: calls to the hotline",
)

STEPS = ("verify", "dispatch", "arrive")
