"""How late reports come in, what is still waited for, and incidents by hour of day."""

from sqlalchemy import Boolean, Column

from lib.data.contract.columns import count, date, integer, small, text
from lib.data.contract.rollup.common import incidents, region_id, rollup

report_week = rollup(
    "report_week",
    incidents,
    region_id(),
    date("week_start", required=True, comment="the week in which it occurred"),
    integer("delay_weeks", required=True, comment="weeks from there to the week of its report"),
    count("incidents", "false reports and reports without a time left out"),
    grain=("week_start", "region_id", "delay_weeks"),
    comment="Region × week of the incident × weeks until its report: how late reports come in",
)

open_wait_week = rollup(
    "open_wait_week",
    incidents,
    region_id(),
    date("week_start", required=True, comment="the week of the incident's report"),
    text("step", required=True, comment="verify, dispatch or arrive"),
    integer("minutes", required=True, comment="waited so far; 90 days where it is longer"),
    count("incidents"),
    grain=("week_start", "region_id", "step", "minutes"),
    comment="Region × week: incidents whose step has not been reached, by minutes waited so far",
)

delay_hour = rollup(
    "delay_hour",
    incidents,
    region_id(),
    text("step", required=True, comment="verify, dispatch or arrive"),
    small("hour", required=True, comment="0 to 23: of the report, on the organization's clock"),
    small("weekday", required=True, comment="1 (Monday) to 7: of the report"),
    integer("minutes", required=True, comment="from report to step, or waited so far"),
    Column("closed", Boolean, nullable=False, comment="whether the step was reached"),
    count("incidents"),
    grain=("region_id", "step", "hour", "weekday", "minutes", "closed"),
    comment="Region × hour × weekday over the last 52 complete weeks: waits for each step",
)

incident_hour = rollup(
    "incident_hour",
    incidents,
    region_id(),
    date("week_start", required=True, comment="the week in which it occurred"),
    small("hour", required=True, comment="0 to 23: of the report; of itself where it has no time"),
    count("incidents", "false reports left out"),
    count("unanswered", "of these, without a response"),
    grain=("week_start", "region_id", "hour"),
    comment="Region × week × hour of day: incidents, and those that nobody answered",
)
