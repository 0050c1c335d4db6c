"""Every query that pages use returns what is in its scope and nothing else, whatever came before.

The expectation is made by deletion: with all rows of other regions deleted (and the deletion
rolled back), a query that no row security restrains must give what the reader gets in the scope.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, text

from lib.data import engines, reading
from lib.data.contract import DERIVED
from lib.data.contract.membership import COURSE_TOPICS
from lib.data.refresh import refresh_all
from lib.data.scope import Scope
from tests.data.rows import Rows

AS_OF = date(2024, 1, 31)
PARAMETERS: dict[str, Any] = {
    "as_of": AS_OF,
    "first_week": date(2023, 12, 4),
    "last_week": date(2024, 1, 29),
    "first_month": date(2023, 1, 1),
    "last_month": date(2023, 12, 1),
    "first_quarter": date(2024, 1, 1),
    "learners_by": "course",
    "first_day": date(2023, 12, 31),
    "lately": date(2023, 12, 31),
    "days": "2024-01-31,2023-12-31",
    "months": False,
    "last_day": AS_OF,
    "committee_id": "c-southwest",
    "step": "verify",
    "since": date(2023, 12, 31),
    "topics": ",".join(COURSE_TOPICS),
    "foretold": json.dumps(
        [
            dict.fromkeys(["lapses", "variance", "by_first", "by_second"], 0.5)
            | {"tier_id": "tier", "cycle": cycle, "renewal": renewal, "times": times}
            for cycle in ("monthly", "quarterly", "yearly")
            for renewal in (1, 2)
            for times in (1, 2, 3)
        ]
    ),
    "soon_days": 30,
}
QUERIES = {
    folder: sorted(path.stem for path in (reading.QUERIES / folder / "reads").glob("*.sql"))
    for folder in ("membership", "incidents")
} | {"dashboard": ["health_on_days", "health_snapshots"]}
"""The queries of each database."""
SCOPES = [
    (),
    ("southwest",),
    ("southeast",),
    ("southeast", "southwest"),
    ("unknown",),
    ("midwest",),
    ("southeast", "southwest", "unknown"),
]


def fill_two_regions(rows: Rows) -> None:
    """A committee, a member, a training and an incident in each of two regions, some in none."""
    for region, state, place in (("southwest", "04", "tucson"), ("southeast", "13", "atlanta")):
        committee = f"c-{region}"
        rows("membership", "state", {"state_fips": state})
        rows("membership", "place", {"place_id": place, "state_fips": state})
        rows("membership", "county", {"county_fips": f"{state}001", "state_fips": state})
        in_force = {"state_fips": state, "in_force_from": "2024-01-02"}
        rows("membership", "jurisdiction_policy", in_force)
        partner = {"partner_id": f"hub-{region}", "place_id": place}
        rows("membership", "partner", {**partner, "is_hub": True})
        rows("membership", "partner_place", partner)
        tie = {"partner_id": partner["partner_id"], "other_partner_id": f"ally-{region}"}
        rows("membership", "partner", {"partner_id": tie["other_partner_id"], "place_id": place})
        rows("membership", "partner_tie", tie)
        formed = {"formed_on": "2023-12-01"}
        rows("membership", "committee", {"committee_id": committee, "place_id": place, **formed})
        rows("membership", "support_visit", {"committee_id": committee})
        rows("membership", "support_request", {"committee_id": committee})
        tool = {"resource_id": f"tool-{region}", "topic": "security", "published_on": "2024-01-01"}
        rows("membership", "resource", tool)
        used = {"resource_id": tool["resource_id"], "committee_id": committee, "participants": 7}
        rows("membership", "resource_use", used)
        rows("membership", "member", {"member_id": f"m-{region}", "committee_id": committee})
        # As many as are told of in a group of those who pay, in a month that is over.
        for n in range(5):
            member = {"member_id": f"m-{region}-{n}", "joined_on": "2023-12-01"}
            rows("membership", "member", {**member, "committee_id": committee, "tier_id": "tier"})
            paid = {"paid_on": "2023-12-01", "covers_from": "2023-12-01"}
            rows("membership", "dues_payment", {"member_id": member["member_id"], **paid})
        # Dues that ran out longer ago than the grace.
        earlier = {"member_id": f"m-{region}-earlier", "joined_on": "2023-09-01"}
        rows("membership", "member", {**earlier, "committee_id": committee, "tier_id": "tier"})
        days = {"covers_from": "2023-09-01", "covers_to": "2023-09-30"}
        paid = {"member_id": earlier["member_id"], "paid_on": "2023-09-01"}
        rows("membership", "dues_payment", {**paid, **days})
        campaign = {"campaign_id": f"k-{region}", "committee_id": committee}
        rows("membership", "campaign", campaign)
        rows("membership", "campaign_stage", {"campaign_id": campaign["campaign_id"]})
        rows("membership", "state_law", {"state_fips": state})
        rows("membership", "message", {"region_id": region, "channel": "earned_media"})
        rows("membership", "message", {"channel": "earned_media"})
        rows("membership", "gathering", {"committee_id": committee, "attended": 9})
        # Can't be right, so it is counted among what was left out.
        rows("membership", "gathering", {"committee_id": committee, "attended": -9})
        rows(
            "membership",
            "enrollment",
            {
                "member_id": f"m-{region}",
                "course_id": "core",
                "committee_id": committee,
                "started_on": "2024-01-05",
                "completed_on": "2024-01-09",
                # Expires within 60 days of the refresh, so that it is on the expiring list.
                "certified_until": "2024-02-20",
            },
        )
        rows("incidents", "state", {"state_fips": state})
        rows(
            "incidents",
            "incident",
            {
                "incident_id": f"i-{region}",
                "region_id": region,
                "state_fips": state,
                "reported_at": "2024-01-03 18:30+00",
                "verified_at": "2024-01-03 19:00+00",
            },
        )
        rows("incidents", "response", {"incident_id": f"i-{region}", "committee_id": "c-southwest"})
        # Nobody has answered it, and it is of the last two weeks.
        rows(
            "incidents",
            "incident",
            {
                "region_id": region,
                "state_fips": state,
                "occurred_at": "2024-01-29 18:00+00",
                "reported_at": "2024-01-29 18:30+00",
            },
        )
        # Of fewer than five calls in a language nothing is told.
        rows("incidents", "hotline_call", *[{"state_fips": state, "language": "es"}] * 5)
        rows("incidents", "mobilization", {"region_id": region, "is_national": True})
        rows("incidents", "deportation_case", {"state_fips": state})
        # Three partners lead five each: fewer of either are not told.
        led = {"state_fips": state, "opened_on": "2023-04-01"}
        rows("incidents", "deportation_case", *({**led, "lead_partner_id": p} for p in "abc" * 5))
        rows(
            "incidents", "hotline_call", {"state_fips": state, "answered_at": "2024-01-01 00:00+00"}
        )
    # Of no place: only a scope that names "unknown" sees them.
    rows("membership", "member", {"member_id": "m-nowhere"})
    rows("incidents", "incident", {"incident_id": "i-nowhere"})
    rows("incidents", "hotline_call", {})
    rows("incidents", "deportation_case", {})


@pytest.fixture(scope="module")
def filled(databases: Path) -> Iterator[None]:
    """The databases filled and refreshed once for the module; emptied afterwards."""
    from tests.conftest import empty_tables

    empty_tables()
    fill_two_regions(Rows())
    refresh_all(as_of=AS_OF)
    yield
    empty_tables()


def _parameters(database: str, name: str) -> dict[str, Any]:
    named = reading.statement(database, name).compile().params
    return {key: PARAMETERS[key] for key in named}


def _delete_outside(connection: Connection, database: str, scope: Scope) -> None:
    for table in DERIVED[database].sorted_tables:
        if "region_id" in table.c and not table.info.get("catalogue"):
            connection.execute(
                text(f"DELETE FROM {table.fullname} WHERE region_id <> ALL (:regions)"),
                {"regions": list(scope.regions)},
            )


def _expected(database: str, scope: Scope, *names: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each query where nothing of other regions is left."""
    with engines.owner(database).connect() as connection:
        _delete_outside(connection, database, scope)
        rows = {
            name: connection.execute(
                reading.statement(database, name), _parameters(database, name)
            ).all()
            for name in names
        }
        connection.rollback()
    return {name: [tuple(row) for row in found] for name, found in rows.items()}


def _comparable(rows: list[tuple[Any, ...]]) -> list[str]:
    return sorted(str([None if pd.isna(v) else str(v) for v in row]) for row in rows)


def _as_reader(database: str, name: str, *settings: str | None) -> list[list[tuple[Any, ...]]]:
    """The query's rows after each setting in turn, on one connection; ``None`` sets nothing."""
    answers = []
    with engines.reader(database).connect() as connection:
        for setting in settings:
            if setting is not None:
                connection.execute(
                    text("SELECT set_config('app.regions', :s, true)"), {"s": setting}
                )
            found = connection.execute(
                reading.statement(database, name), _parameters(database, name)
            )
            answers.append([tuple(row) for row in found])
            connection.rollback()
    return answers


@pytest.mark.slow
@pytest.mark.parametrize("regions", SCOPES, ids=lambda regions: "+".join(regions) or "none")
@pytest.mark.parametrize("database", QUERIES)
def test_a_query_returns_what_is_in_scope(
    filled: None, database: str, regions: tuple[str, ...]
) -> None:
    scope, names = Scope(regions), QUERIES[database]
    expected = _expected(database, scope, *names) if scope else dict.fromkeys(names, [])
    faults = []
    for name in names:
        (found,) = _as_reader(database, name, scope.setting)
        if _comparable(found) != _comparable(expected[name]):
            faults.append((name, found, expected[name]))
    assert not faults


@pytest.mark.slow
@pytest.mark.parametrize("database", QUERIES)
def test_a_query_returns_nothing_without_a_scope(filled: None, database: str) -> None:
    faults, silent = [], []
    for name in QUERIES[database]:
        # Nothing set; set to nothing; set in a transaction that was rolled back; both, one after
        # the other, on a connection that just served another viewer.
        unset, empty, one, after_rollback = _as_reader(
            database, name, None, "", "southeast,southwest,unknown", None
        )
        if (unset, empty, after_rollback) != ([], [], []):
            faults.append((name, unset, empty, after_rollback))
        if not one:
            silent.append(name)
    assert not faults
    assert not silent, "these return nothing at all here, so they show nothing"


@pytest.mark.slow
@pytest.mark.parametrize("database", QUERIES)
def test_a_pooled_connection_serves_each_viewer_their_own(filled: None, database: str) -> None:
    names = QUERIES[database]
    scopes = [Scope((region,)) for region in ("southwest", "southeast")]
    wanted = [_expected(database, scope, *names) for scope in scopes]
    faults = []
    for name in names:
        answers = _as_reader(database, name, *[scope.setting for scope in scopes] * 2)
        of_each = [_comparable(expected[name]) for expected in wanted]
        if [_comparable(rows) for rows in answers] != of_each * 2:
            faults.append((name, answers))
    assert not faults


def test_the_fixture_differs_between_regions(filled: None) -> None:
    # Without this the deletion could be of nothing and every expectation above trivially met.
    for database, name in (("membership", "committees"), ("incidents", "by_state")):
        both = _expected(database, Scope(("southeast", "southwest")), name)[name]
        one = _expected(database, Scope(("southwest",)), name)[name]
        assert len(one) == 1
        assert len(both) == 2


def test_every_query_is_asked() -> None:
    assert all(len(names) > 10 for database, names in QUERIES.items() if database != "dashboard")
