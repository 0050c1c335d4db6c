"""Deportation cases, never exactly, and who comes out when people are called.

A number of cases is told as a class: 5 to 9, 10 to 14 and so on. ``docs/security.md`` says why, and
what is told of the same cases together.
"""

from sqlalchemy import Column, Table
from sqlalchemy.schema import SchemaItem

from lib.data.contract.columns import count, date, flag, integer, key, number, text
from lib.data.contract.rollup.common import incidents, membership, region_id, rollup

CASE_STAGES = ("intake", "screening", "legal_strategy", "public_campaign", "hearing", "other")
"""The stages of a case; what a source writes otherwise is ``other``."""
CASE_OUTCOMES = ("stopped", "removed", "otherwise")
"""How a case ends: the deportation stopped (released, bond, a stay, relief); removed; transferred,
withdrawn or whatever else."""


def _told(prefix: str = "") -> tuple[Column[int], Column[int]]:
    """The class of a number of cases: its first and its last."""
    return count(f"{prefix}at_least"), count(f"{prefix}at_most")


def _cases(name: str, *columns: SchemaItem, grain: tuple[str, ...], comment: str) -> None:
    rollup(name, incidents, region_id(), *columns, grain=grain, comment=comment)


_cases(
    "case_state",
    text("state_fips", comment="null: no state can be known"),
    date("as_of", required=True),
    count("open_cases", "in full fives: fewer than five have no row"),
    grain=("as_of", "region_id", "state_fips"),
    comment="State × day, that of the refresh and the last Sunday but twelve: deportation cases"
    " that are open",
)
_cases(
    "case_open",
    text("part", required=True, comment="detained, or of the others the stage; all: not divided"),
    *_told(),
    grain=("region_id", "part"),
    comment="Region × part: open deportation cases, on the day of the refresh",
)
_cases(
    "case_unled",
    *_told(),
    grain=("region_id",),
    comment="Region: open cases without a lead partner that were opened more than 7 days ago",
)
_cases(
    "case_lead",
    text("lead_partner_id", required=True),
    *_told(),
    grain=("region_id", "lead_partner_id"),
    comment="Region × lead partner with five open cases or more, where three or more lead any",
)
_cases(
    "case_quarter",
    date("quarter_start", required=True),
    *_told("opened_"),
    *_told("closed_"),
    grain=("quarter_start", "region_id"),
    comment="Region × quarter that is over: cases opened and closed",
)
_cases(
    "case_end",
    date("half_start", required=True),
    text("outcome", required=True),
    *_told(),
    grain=("half_start", "region_id", "outcome"),
    comment="Region × half-year that is over × outcome: cases closed",
)
_cases(
    "case_duration",
    flag("is_detained"),
    integer("day_until", required=True, comment="last day of a step of days since opening"),
    text("outcome", required=True, comment="open: not ended by then when last followed"),
    *_told(),
    grain=("is_detained", "day_until", "outcome"),
    comment="Detained or not × step of days × outcome: cases of the whole nation, followed to the"
    " end of the last quarter that is over",
)

mobilization_call = Table(
    "mobilization_call",
    incidents,
    key("mobilization_id"),
    region_id(),
    text("state_fips", comment="of its incident; null: no state can be known"),
    date("week_start", required=True, comment="the week in which people were called to come out"),
    text("incident_kind", comment="null: after no incident"),
    flag("is_national"),
    integer("participants", comment="null: not said, or fewer than five"),
    integer("minutes", comment="whole minutes from the incident's report to the call"),
    comment="The mobilizations",
)

mobilized_week = rollup(
    "mobilized_week",
    incidents,
    region_id(),
    text("kind", required=True),
    date("week_start", required=True, comment="the week in which they occurred"),
    count("incidents", "false reports left out"),
    count("mobilized", "of these, after which people were called to come out"),
    grain=("week_start", "region_id", "kind"),
    comment="Region × kind × week: incidents, and after how many of them people mobilized",
)

partner = Table(
    "partner",
    membership,
    key("partner_id"),
    region_id(),
    text("state_fips"),
    text("name", required=True),
    text("sector", required=True),
    number("latitude", comment="of its city or county; null: not known"),
    number("longitude"),
    date("joined_on"),
    date("left_on", comment="first day without"),
    comment="The organizations of the network",
)
