"""Counties, policies, hubs, visits, trained people, incidents by county and open cases, by hand.

As of Wednesday 2026-03-25; the earliest Sunday of which health is saved is 2025-12-28.
"""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.refresh.snapshot_days import snapshot_days
from lib.measures.priorities.records import quarter_before
from tests.data.derived import queried
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
BEFORE = date(2025, 12, 28)


def read(database: str, query: str, as_of: date = AS_OF) -> list[tuple[Any, ...]]:
    """The rows of a query after a refresh."""
    return queried(database, as_of, query)


def test_the_day_before_is_one_of_which_health_is_saved() -> None:
    assert quarter_before(AS_OF) == BEFORE
    for day in (date(2026, 3, 23), AS_OF, date(2026, 3, 29)):
        assert quarter_before(day) in snapshot_days(day)


def test_counties_and_cities_stand_in_their_states_region(rows: Rows) -> None:
    rows(
        "membership",
        "county",
        {"county_fips": "04019", "population": 9, "foreign_born_as_of": "2010-12-31"},
        {"county_fips": "13121", "state_fips": "13"},
    )
    rows("membership", "place", {"place_id": "tucson", "has_presence": True})
    query = (
        "SELECT county_fips, region_id, population, foreign_born_as_of FROM rollup.county"
        " ORDER BY 1"
    )
    assert read("membership", query) == [
        ("04019", "southwest", 9, date(2010, 12, 31)),
        ("13121", "southeast", None, None),
    ]
    found = "SELECT place_id, region_id, has_presence, has_anticipated_gap FROM rollup.place"
    assert read("membership", found) == [("tucson", "southwest", True, False)]


def test_a_county_with_fewer_than_no_people_is_left_out(rows: Rows) -> None:
    rows("membership", "county", {"county_fips": "04001"}, {"county_fips": "04003"})
    drop = "ALTER TABLE source.county DROP CONSTRAINT county_population_not_negative"
    mend = (
        "ALTER TABLE source.county ADD CONSTRAINT county_population_not_negative"
        " CHECK (population >= 0)"
    )
    spoil = "UPDATE source.county SET population = -1 WHERE county_fips = '04001'"
    try:
        for statement in (drop, spoil):
            _change(statement)
        assert read("membership", "SELECT county_fips FROM rollup.county") == [("04003",)]
    finally:
        _change("DELETE FROM source.county")
        _change(mend)


def _change(statement: str) -> None:
    with engines.owner("membership").begin() as connection:
        connection.execute(text(statement))


POLICIES = "SELECT policy_id, county_fips, in_force_until FROM rollup.policy ORDER BY 1"


def test_an_agreement_that_a_newer_list_leaves_out_ended_before_it(rows: Rows) -> None:
    old = {"policy": "287g_task_force", "source": "list", "as_of": "2025-07-03"}
    new = old | {"as_of": "2026-01-02"}
    rows(
        "membership",
        "jurisdiction_policy",
        {"policy_id": "a old", "county_fips": "04019"} | old,
        {"policy_id": "a new", "county_fips": "04019"} | new,
        # It had ended before.
        {"policy_id": "b", "in_force_until": "2025-08-01"} | old,
        # A list of other hands, and a policy that is no agreement, have no newer edition.
        {"policy_id": "c", "source": "another", "policy": "287g_task_force", "as_of": "2025-07-03"},
        {"policy_id": "d", "source": "list", "policy": "sanctuary", "as_of": "2025-07-03"},
        {"policy_id": "e", "policy": "287g_task_force"},
        # Of a day to come: no edition yet, and left out.
        {"policy_id": "f"} | old | {"as_of": "2026-03-26"},
    )
    assert read("membership", POLICIES) == [
        ("a new", "04019", None),
        ("a old", "04019", date(2026, 1, 1)),
        ("b", None, date(2025, 8, 1)),
        ("c", None, None),
        ("d", None, None),
        ("e", None, None),
    ]


def test_a_policy_that_ends_before_it_begins_is_left_out(rows: Rows) -> None:
    backwards = {"in_force_from": "2026-02-02", "in_force_until": "2026-02-01"}
    rows("membership", "jurisdiction_policy", backwards)
    assert read("membership", POLICIES) == []


def test_hubs_by_county(rows: Rows) -> None:
    place = {"place_id": "tucson", "county_fips": "04019"}
    rows("membership", "place", place)
    rows(
        "membership",
        "partner",
        {"partner_id": "a", "is_hub": True, "place_id": "tucson", "joined_on": "2025-01-01"},
        {"partner_id": "b", "is_hub": True},  # nobody knows where
        {"partner_id": "c", "place_id": "tucson"},  # no hub
        {"partner_id": "d", "is_hub": True, "joined_on": "2025-01-02", "left_on": "2025-01-01"},
    )
    query = "SELECT partner_id, region_id, county_fips, joined_on FROM rollup.hub ORDER BY 1"
    assert read("membership", query) == [
        ("a", "southwest", "04019", date(2025, 1, 1)),
        ("b", "unknown", None, None),
    ]


def test_visits_by_week_and_their_hours(rows: Rows) -> None:
    rows(
        "membership",
        "support_visit",
        {"visited_on": "2026-03-02", "hours": 2},  # Monday
        {"visited_on": "2026-03-08", "hours": 1.5},  # Sunday of the same week
        {"visited_on": "2026-03-08"},  # nobody noted how long
        {"visited_on": "2026-03-09", "hours": -1},  # can't be right
        {"visited_on": "2026-03-26", "hours": 9},  # tomorrow
    )
    query = "SELECT region_id, committee_id, week_start, visits, hours FROM rollup.support_week"
    assert read("membership", f"{query} ORDER BY 3") == [
        ("southwest", "c1", date(2026, 3, 2), 3, 3.5),
        ("southwest", "c1", date(2026, 3, 9), 1, None),
    ]


TRAINED = "SELECT as_of, committee_id, trained FROM rollup.committee_trained ORDER BY 1, 2"
CORE = {"course_id": "core", "enrolled_on": "2025-01-01"}


def test_trained_people_count_once_a_committee_and_only_while_both_hold(rows: Rows) -> None:
    term = {"started_on": "2025-01-01"}
    rows(
        "membership",
        "role_term",
        # Coordinator and responder at once: one person.
        {"member_id": "both", "role": "coordinator"} | term,
        {"member_id": "both", "role": "responder"} | term,
        # The last day in the role is the day itself; a day less is too little.
        {"member_id": "until", "role": "responder", "ended_on": "2026-03-25"} | term,
        {"member_id": "gone", "role": "responder", "ended_on": "2026-03-24"} | term,
        {"member_id": "other role", "role": "trainer"} | term,
        {"member_id": "untrained", "role": "responder"} | term,
        # Trained in between.
        {"member_id": "later", "role": "responder"} | term,
        # In two committees: one in each.
        {"member_id": "both", "role": "responder", "committee_id": "c2"} | term,
    )
    done = {"completed_on": "2025-02-01"}
    rows(
        "membership",
        "enrollment",
        *({"member_id": m} | CORE | done for m in ("both", "until", "gone", "other role")),
        {"member_id": "later", "completed_on": "2025-12-29"} | CORE,
        # Expired on the day before the first of the two days.
        {"member_id": "untrained", "certified_until": "2025-12-27"} | CORE | done,
        {"member_id": "untrained", "course_id": "not core"} | done,
    )
    assert read("membership", TRAINED) == [
        (BEFORE, "c1", 3),  # both, until, gone
        (BEFORE, "c2", 1),
        (AS_OF, "c1", 3),  # both, until, later
        (AS_OF, "c2", 1),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("term", "enrolled", "trained"),
    [
        # Before the first day of either kind nobody knows; after it, nobody is none.
        ("2026-01-01", "2026-01-01", [None, 0]),
        ("2025-12-28", "2025-12-28", [0, 0]),
        ("2025-12-29", "2025-12-28", [None, 0]),
        ("2025-12-28", "2025-12-29", [None, 0]),
        (None, "2025-01-01", [None, None]),
        ("2025-01-01", None, [None, None]),
    ],
)
def test_without_a_record_of_terms_and_certificates_nobody_knows(
    rows: Rows, term: str | None, enrolled: str | None, trained: list[int | None]
) -> None:
    rows("membership", "committee", {"committee_id": "c1"})
    if term:
        rows("membership", "role_term", {"role": "responder", "started_on": term})
    if enrolled:
        # Has not completed: on record, but nobody is trained.
        rows("membership", "enrollment", {"course_id": "core", "enrolled_on": enrolled})
    assert [row[2] for row in read("membership", TRAINED)] == trained


def test_a_committee_is_in_the_county_of_its_place(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "tucson", "county_fips": "04019"})
    rows("membership", "place", {"place_id": "nowhere"})
    rows(
        "membership",
        "committee",
        {"committee_id": "a", "place_id": "tucson"},
        {"committee_id": "b", "place_id": "nowhere"},
    )
    query = "SELECT DISTINCT committee_id, county_fips FROM rollup.committee_trained ORDER BY 1"
    assert read("membership", query) == [("a", "04019"), ("b", None)]


def test_incidents_by_county_and_week(rows: Rows) -> None:
    here = {"state_fips": "04", "region_id": "southwest", "county_fips": "04019"}
    at = {"occurred_at": "2026-03-11 18:00+00"}
    rows(
        "incidents",
        "incident",
        {"incident_id": "i1", "people_affected": 3} | here | at,
        {"incident_id": "i2", "verification": "unverified"} | here | at,
        {"incident_id": "false", "verification": "false_report"} | here | at,
        # Monday, five minutes past midnight in Chicago: the week after.
        {"occurred_at": "2026-03-16 05:05+00"} | here,
        {"occurred_at": "2026-03-16 04:55+00"} | here,  # still Sunday there
        {"state_fips": "04", "region_id": "southwest"} | at,  # no county is known
        at,  # nor any place
        {"occurred_at": "2026-03-26 05:05+00"} | here,  # tomorrow
        {"occurred_at": "2021-03-22 05:05+00"} | here,  # before the weeks that are kept
    )
    rows("incidents", "response", {"incident_id": "i1", "dispatched_at": "2026-03-11 19:00+00"})
    query = (
        "SELECT region_id, county_fips, week_start, incidents, people_affected, unanswered"
        " FROM rollup.county_week ORDER BY 1, 3, 2"
    )
    assert read("incidents", query) == [
        ("southwest", "04019", date(2026, 3, 9), 3, 3, 2),
        ("southwest", None, date(2026, 3, 9), 1, None, 1),
        ("southwest", "04019", date(2026, 3, 16), 1, None, 1),
        ("unknown", None, date(2026, 3, 9), 1, None, 1),
    ]


def test_cases_that_are_open_on_each_of_the_two_days(rows: Rows) -> None:
    rows("incidents", "state", {"state_fips": "04"})
    here = {"state_fips": "04"}
    rows(
        "incidents",
        "deportation_case",
        # In full fives: six and five on the first day, six and seven on the second.
        *[{"opened_on": "2025-12-28"} | here] * 6,  # open on both
        *[{"opened_on": "2025-12-29"} | here] * 7,  # on the second
        *[{"opened_on": "2025-01-01", "closed_on": "2025-12-29"} | here] * 5,  # on the first
        {"opened_on": "2025-01-01", "closed_on": "2025-12-28"} | here,  # over at its end
        *[{"opened_on": "2026-03-25"} | here] * 2,  # on the second
        {"opened_on": "2026-03-26"} | here,  # tomorrow
        {"opened_on": "2026-02-02", "closed_on": "2026-02-01"} | here,  # can't be right
        *[{"opened_on": "2026-01-01"}] * 4,  # nobody knows where: fewer than five have no row
    )
    query = "SELECT region_id, state_fips, as_of, open_cases FROM rollup.case_state ORDER BY 3, 1"
    assert read("incidents", query) == [
        ("southwest", "04", BEFORE, 10),
        ("southwest", "04", AS_OF, 15),
    ]
