"""Rollups as the contract lays them out: each grain's index, and no column that nobody reads."""

from collections.abc import Iterator

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex
from sqlglot import exp

from lib.data.configuration import ROOT
from lib.data.contract import DERIVED, SOURCES
from lib.data.lineage.parsing import MADE, parse, parsed, schema_of

GRAINS = {
    "membership": {
        "campaign_stage": "campaign_id, entered_on",
        "certificate": "region_id, coalesce(committee_id, ''), course_id",
        "committee_membership": "month_start, region_id, coalesce(committee_id, '')",
        "committee_trained": "as_of, committee_id",
        "at_large_month": "month_start, region_id, coalesce(state_fips, '')",
        "committee_week": "week_start, region_id, coalesce(committee_id, '')",
        "dues_month": "month_start, region_id",
        "dues_payer_group": "region_id, nth",
        "flagged_record": "region_id, source_table, rule",
        "learner_days": "enrolled_quarter, region_id, course_id, days, completed",
        "learner_stage": "enrolled_week, region_id, course_id",
        "membership_month": "month_start, region_id, coalesce(tier_id, '')",
        "open_request": "committee_id, kind, opened_on",
        "post_load": "region_id, coalesce(post, '')",
        "partner_sector": "region_id, sector",
        "partner_tie": "partner_id, other_partner_id",
        "membership_life": "region_id, coalesce(tier_id, ''), joined_half, entered, months,"
        " has_left, by_list",
        "membership_standing": "region_id, month, state",
        "renewal_due": "region_id, coalesce(committee_id, ''), coalesce(tier_id, ''), cycle,"
        " renewal, due_within, times",
        "renewal_month": "due_month, region_id, coalesce(tier_id, ''), cycle, renewal",
        "public_input": "period_start, weeks, region_id, metric, contributor",
        "region_week": "week_start, region_id",
        "request_wait": "asked_week, region_id, kind, step, days, closed",
        "step_days": "enrolled_quarter, region_id, course_id, step, days, closed",
        "support_week": "week_start, committee_id",
        "tool_use": "used_on, committee_id, resource_id",
        "training_cohort": "enrolled_week, region_id, coalesce(committee_id, '')",
        "visit_week": "week_start, region_id, kind, days_since_asked",
    },
    "incidents": {
        "call_language": "region_id, language",
        "case_duration": "is_detained, day_until, outcome",
        "case_end": "half_start, region_id, outcome",
        "case_lead": "region_id, lead_partner_id",
        "case_open": "region_id, part",
        "case_quarter": "quarter_start, region_id",
        "case_state": "as_of, region_id, coalesce(state_fips, '')",
        "case_unled": "region_id",
        "county_week": "week_start, region_id, coalesce(state_fips, ''), coalesce(county_fips, '')",
        "delay_hour": "region_id, step, hour, weekday, minutes, closed",
        "delay_week": "week_start, region_id, step, minutes",
        "dispatch_snapshot": "as_of, region_id, coalesce(committee_id, '')",
        "flagged_record": "region_id, source_table, rule",
        "hotline_week": "week_start, region_id, coalesce(state_fips, '')",
        "incident_hour": "week_start, region_id, hour",
        "incident_week": "week_start, region_id, coalesce(state_fips, ''), kind, verification",
        "mobilization_week": "week_start, region_id",
        "mobilized_week": "week_start, region_id, kind",
        "open_wait_week": "week_start, region_id, step, minutes",
        "public_input": "period_start, weeks, region_id, metric, contributor",
        "report_week": "week_start, region_id, delay_weeks",
        "response_week": "week_start, region_id, coalesce(committee_id, '')",
        "unanswered_hour": ("region_id, coalesce(state_fips, ''), kind, heard_on, heard_hour"),
    },
}
"""Database → rollup → the columns of its unique index."""

OTHERS = {
    "CREATE INDEX committee_week_committee ON rollup.committee_week (committee_id, week_start)",
    "CREATE INDEX response_week_committee ON rollup.response_week (committee_id, week_start)",
}


def test_the_indexes_are_those_that_databases_in_use_have() -> None:
    expected = {
        (database, f"CREATE UNIQUE INDEX {name}_grain ON rollup.{name} ({columns})")
        for database, grains in GRAINS.items()
        for name, columns in grains.items()
    }
    laid_out = {
        (database, str(CreateIndex(index).compile(dialect=postgresql.dialect())))
        for database in SOURCES
        for table in DERIVED[database].sorted_tables
        for index in table.indexes
    }
    assert {ddl for _, ddl in laid_out - expected} == OTHERS
    assert expected <= laid_out


def _named(query: exp.Query) -> Iterator[tuple[str, str]]:
    """The columns of rollups that a statement names, with their rollup."""
    for select in query.find_all(exp.Select):
        rollups = {
            table.alias_or_name: table.name
            for table in select.find_all(exp.Table)
            if table.db in ("rollup", MADE)
        }
        for column in select.find_all(exp.Column):
            if column.table in rollups:
                yield rollups[column.table], column.name


@pytest.mark.slow
def test_every_column_is_read_by_a_statement_or_tells_rows_apart() -> None:
    for database in SOURCES:
        statements = [*parsed(database).reads.values(), *parsed(database).made.values()]
        for path in (ROOT / "queries" / database / "publication").glob("*.sql"):
            statements.append(parse(path.read_text(encoding="utf-8"), schema_of(database)))
        named = {pair for query in statements for pair in _named(query)}
        for table in DERIVED[database].sorted_tables:
            # Saved whole by the refresh, in the dashboard's own database.
            if table.name in ("committee_snapshot", "dispatch_snapshot"):
                continue
            # Row security reads the region.
            grain = {c.name for i in table.indexes if i.unique for c in i.columns} | {"region_id"}
            names = {column.name for column in table.columns}
            unread = {c for c in names if (table.name, c) not in named} - grain
            assert not unread, (database, table.name)
