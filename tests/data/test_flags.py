"""Records that can't be right: which they are, what they are left out of, how they are counted.

All figures as of Wednesday 2026-03-25.
"""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.contract import SOURCES
from lib.data.refresh.flagging import ABSURD_TURNOUT, flag, rules
from lib.measures.health.settings import health_thresholds
from tests.data.derived import queried
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
ZONE = "America/Chicago"
TODAY, TOMORROW = "2026-03-25", "2026-03-26"

Flagged = set[tuple[str, str, str]]


def flagged(database: str) -> Flagged:
    """Source table, record and rule of everything flagged."""
    with engines.owner(database).connect() as connection:
        flag(connection, database, AS_OF, ZONE)
        found = connection.execute(text("SELECT source_table, record_id, rule FROM flagged"))
        return {(table, record, rule) for table, record, rule in found}


def rollup(database: str, statement: str) -> list[tuple[Any, ...]]:
    return queried(database, AS_OF, statement)


# A row of each table that is just right, and the rows beside it that each break one rule.
SOUND_AND_NOT: list[tuple[str, str, dict[str, Any], dict[str, dict[str, Any]]]] = [
    (
        "membership",
        "member",
        # Joined and lapsed on one day; a lapse may be known in advance.
        {"joined_on": TODAY, "lapsed_on": TODAY},
        {
            "dated_ahead": {"joined_on": TOMORROW, "lapsed_on": "2026-04-30"},
            "ends_before_it_begins": {"joined_on": "2026-03-02", "lapsed_on": "2026-03-01"},
        },
    ),
    (
        "membership",
        "dues_payment",
        {
            "amount_cents": 0,
            "paid_on": TODAY,
            "covers_from": "2026-04-01",
            "covers_to": "2026-04-01",
        },
        {
            "dated_ahead": {"paid_on": TOMORROW},
            "ends_before_it_begins": {"covers_from": "2026-02-02", "covers_to": "2026-02-01"},
            # Of days that nobody paid for.
            "refunds_nothing": {
                "amount_cents": -1,
                "covers_from": "2026-05-01",
                "covers_to": "2026-05-01",
            },
            "names_a_refund": {"refunds_payment_id": "dated_ahead"},
        },
    ),
    (
        "membership",
        "membership_spell",
        # Begun and over on one day; an end may be known in advance.
        {"began_on": TODAY, "ended_on": TODAY},
        {
            "dated_ahead": {"began_on": TOMORROW, "ended_on": "2026-04-30"},
            "ends_before_it_begins": {"began_on": "2026-03-02", "ended_on": "2026-03-01"},
        },
    ),
    (
        "membership",
        "role_term",
        # Agreed on before it begins.
        {"started_on": "2026-04-01", "ended_on": "2026-04-01"},
        {"ends_before_it_begins": {"started_on": "2026-02-02", "ended_on": "2026-02-01"}},
    ),
    (
        "membership",
        "gathering",
        {"attended": 0, "held_on": TODAY},
        {"negative_count": {"attended": -1}, "dated_ahead": {"held_on": TOMORROW}},
    ),
    (
        "membership",
        "enrollment",
        # All on one day, the last of the certificate as well.
        dict.fromkeys(
            ("enrolled_on", "started_on", "completed_on", "withdrew_on", "certified_until"), TODAY
        ),
        {
            "dated_ahead": {"completed_on": TOMORROW},
            "certificate_ends_first": {
                "completed_on": "2024-03-02",
                "certified_until": "2024-03-01",
            },
            "before_enrolled": {"withdrew_on": "2023-12-31"},
            "completed_before_started": {"started_on": "2024-03-02", "completed_on": "2024-03-01"},
        },
    ),
    (
        "membership",
        "committee",
        # A closing may be planned while the committee is active.
        {"formed_on": TODAY, "closed_on": TOMORROW},
        {
            "dated_ahead": {"status": "closed", "closed_on": TOMORROW},
            "ends_before_it_begins": {"formed_on": "2024-03-02", "closed_on": "2024-03-01"},
        },
    ),
    (
        "membership",
        "resource_use",
        {"participants": 0, "used_on": TODAY},
        {"negative_count": {"participants": -1}, "dated_ahead": {"used_on": TOMORROW}},
    ),
    (
        "membership",
        "resource",
        {"published_on": TODAY},
        {"dated_ahead": {"published_on": TOMORROW}},
    ),
    (
        "membership",
        "support_request",
        {"opened_on": TODAY, "first_response_on": TODAY, "resolved_on": TODAY},
        {
            "dated_ahead": {"resolved_on": TOMORROW},
            "answered_before_asked": {"first_response_on": "2023-12-31"},
        },
    ),
    (
        "membership",
        "support_visit",
        {"hours": 0, "visited_on": TODAY},
        {"negative_count": {"hours": -0.5}, "dated_ahead": {"visited_on": TOMORROW}},
    ),
    (
        "membership",
        "campaign",
        # Planned.
        {"started_on": TOMORROW, "target_on": TOMORROW, "ended_on": TOMORROW},
        {"ends_before_it_begins": {"started_on": "2024-03-02", "ended_on": "2024-03-01"}},
    ),
    (
        "membership",
        "campaign_stage",
        {"changed_on": TODAY},
        {"dated_ahead": {"changed_on": TOMORROW}},
    ),
    (
        "membership",
        "partner",
        {"joined_on": TODAY, "left_on": TOMORROW},
        {
            "dated_ahead": {"joined_on": TOMORROW},
            "ends_before_it_begins": {"joined_on": "2024-03-02", "left_on": "2024-03-01"},
        },
    ),
    (
        "membership",
        "course",
        {"hours": 0, "valid_months": 0},
        {"negative_count": {"valid_months": -1}},
    ),
    (
        "membership",
        "jurisdiction_policy",
        {"as_of": TODAY, "in_force_from": TOMORROW, "in_force_until": TOMORROW},
        {
            "dated_ahead": {"as_of": TOMORROW},
            "ends_before_it_begins": {
                "in_force_from": "2024-03-02",
                "in_force_until": "2024-03-01",
            },
        },
    ),
    (
        "membership",
        "message",
        {"reach": 0, "engagements": 0, "published_on": TODAY},
        {"negative_count": {"engagements": -1}, "dated_ahead": {"published_on": TOMORROW}},
    ),
    (
        "incidents",
        "incident",
        # The last minute of the day in Chicago; reported earlier on the day that it occurred.
        {
            "occurred_at": "2026-03-26 04:59+00",
            "reported_at": "2026-03-25 12:00+00",
            "verified_at": "2026-03-25 12:00+00",
            "people_affected": 0,
        },
        {
            "negative_count": {"people_affected": -1},
            "dated_ahead": {"verified_at": "2026-03-26 05:00+00"},
            "reported_before_it_occurred": {
                "occurred_at": "2024-01-03 06:00+00",
                "reported_at": "2024-01-03 05:59+00",
            },
            "answered_before_asked": {
                "reported_at": "2024-01-03 19:00+00",
                "verified_at": "2024-01-03 18:59+00",
            },
        },
    ),
    (
        "incidents",
        "response",
        {"dispatched_at": "2026-03-25 12:00+00", "arrived_at": "2026-03-25 12:00+00"},
        {
            "negative_count": {"responders": -1},
            "dated_ahead": {"arrived_at": "2026-03-26 05:00+00"},
            "arrived_before_dispatched": {"arrived_at": "2024-01-03 18:59+00"},
            # Its incident was reported at noon.
            "answered_before_asked": {
                "incident_id": "noon",
                "dispatched_at": "2024-01-03 17:59+00",
            },
        },
    ),
    (
        "incidents",
        "hotline_call",
        {"received_at": "2026-03-25 12:00+00", "answered_at": "2026-03-25 12:00+00"},
        {
            "dated_ahead": {"received_at": "2026-03-26 05:00+00"},
            "answered_before_asked": {"answered_at": "2024-01-03 17:59+00"},
        },
    ),
    (
        "incidents",
        "deportation_case",
        {"opened_on": TODAY, "closed_on": TODAY},
        {
            "dated_ahead": {"closed_on": TOMORROW},
            "ends_before_it_begins": {"closed_on": "2024-01-02"},
        },
    ),
    (
        "incidents",
        "mobilization",
        {"participants": 0, "called_at": "2026-03-26 04:59+00"},
        {
            "negative_count": {"participants": -1},
            "dated_ahead": {"called_at": "2026-03-26 05:00+00"},
        },
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("database", "table", "sound", "broken"), SOUND_AND_NOT, ids=[case[1] for case in SOUND_AND_NOT]
)
def test_a_record_is_flagged_for_the_rule_that_it_breaks(
    rows: Rows,
    database: str,
    table: str,
    sound: dict[str, Any],
    broken: dict[str, dict[str, Any]],
) -> None:
    (key,) = SOURCES[database].tables[f"source.{table}"].primary_key.columns
    if table == "response":
        noon = {"incident_id": "noon", "reported_at": "2024-01-03 18:00+00"}
        rows(database, "incident", noon)
    rows(database, table, {key.name: "sound", **sound})
    rows(database, table, {key.name: "nothing but what must be"})
    for rule, row in broken.items():
        rows(database, table, {key.name: rule, **row})
    # Each under the id that names the one rule that it breaks.
    assert flagged(database) == {(table, rule, rule) for rule in broken}


def test_every_rule_has_a_record_above_that_breaks_it(rows: Rows) -> None:
    tested = {(table, rule) for _, table, _, broken in SOUND_AND_NOT for rule in broken}
    # Below, and those that the contract's tables refuse.
    tested |= {
        ("gathering", "absurd_attendance"),
        ("place", "negative_count"),
        ("membership_tier", "negative_count"),
        ("county", "negative_count"),
        ("county", "dated_ahead"),
        # In test_county_vintages.py.
        ("county", "counted_twice"),
    }
    found = set()
    for database in SOURCES:
        with engines.owner(database).connect() as connection:
            found |= set(rules(connection, database))
    assert found == tested


def test_a_record_may_break_two_rules(rows: Rows) -> None:
    rows("membership", "gathering", {"gathering_id": "g", "attended": -1, "held_on": TOMORROW})
    assert flagged("membership") == {
        ("gathering", "g", "negative_count"),
        ("gathering", "g", "dated_ahead"),
    }


def test_a_record_of_several_faults_distorts_nothing_and_is_counted_once(rows: Rows) -> None:
    # Beside one that is sound each: m1, a gathering of 8, a learner of a day.
    here = {"committee_id": "c1"}
    rows(
        "membership",
        "member",
        {**here, "member_id": "m1", "joined_on": "2026-03-23"},
        {**here, "member_id": "m2", "joined_on": TOMORROW, "lapsed_on": TODAY},
    )
    rows(
        "membership",
        "gathering",
        {**here, "held_on": "2026-03-23", "attended": 8},
        {**here, "held_on": TOMORROW, "attended": -1},
    )
    rows(
        "membership",
        "dues_payment",
        {
            "payment_id": "p",
            "member_id": "m1",
            "paid_on": TOMORROW,
            "amount_cents": -1,
            "covers_from": TODAY,
            "covers_to": "2026-03-24",
        },
    )
    learner = {**here, "member_id": "m1", "enrolled_on": "2026-03-23"}
    rows(
        "membership",
        "enrollment",
        {**learner, "completed_on": "2026-03-24", "certified_until": "2028-03-24"},
        {
            **learner,
            "enrollment_id": "e",
            "course_id": "b",
            "enrolled_on": "2026-03-24",
            "started_on": TODAY,
            "completed_on": "2026-03-23",
            "withdrew_on": TOMORROW,
            "certified_until": "2026-03-22",
        },
    )
    figures = "members, joined, lapsed, gatherings, gatherings_counted, attended, core_certified"
    assert rollup("membership", COMMITTEE_WEEK.format(figures)) == [(1, 1, 0, 1, 1, 8, 1)]
    # The learner out of order has completed, though nobody knows how soon.
    assert rollup("membership", COMMITTEE_WEEK.format("enrolled, completed")) == [(2, 2)]
    cohorts = "SELECT enrolled, completed, within_30 FROM rollup.training_cohort"
    assert rollup("membership", cohorts) == [(1, 1, 1)]
    broken = {(record, rule) for table, record, rule in flagged("membership") if record in "pe"}
    assert broken == {
        *(("p", rule) for rule in ("refunds_nothing", "dated_ahead", "ends_before_it_begins")),
        ("e", "dated_ahead"),
        ("e", "certificate_ends_first"),
        ("e", "before_enrolled"),
        ("e", "completed_before_started"),
    }


def test_a_response_of_several_faults_is_one_response(rows: Rows) -> None:
    reported = {"incident_id": "i1", "reported_at": "2026-03-24 18:00+00", "people_affected": -1}
    rows("incidents", "incident", {**reported, "verified_at": "2026-03-24 17:00+00"})
    rows(
        "incidents",
        "response",
        {
            "incident_id": "i1",
            "dispatched_at": "2026-03-24 17:30+00",
            "arrived_at": "2026-03-24 17:00+00",
            "responders": -4,
        },
    )
    responses = "SELECT sum(responses), sum(responders) FROM rollup.response_week"
    assert rollup("incidents", responses) == [(1, 0)]
    incidents = "SELECT sum(incidents), sum(people_affected) FROM rollup.incident_week"
    assert rollup("incidents", incidents) == [(1, 0)]
    # Neither how soon somebody was sent or there, nor that anybody still waits, can be told.
    assert rollup("incidents", "SELECT count(*) FROM rollup.delay_week") == [(0,)]
    assert {rule for _, _, rule in flagged("incidents")} == {
        "negative_count",
        "answered_before_asked",
        "arrived_before_dispatched",
    }


def test_a_county_of_a_day_ahead_or_of_fewer_than_no_people(rows: Rows) -> None:
    rows(
        "membership",
        "county",
        {"county_fips": "04001", "population": 0, "population_as_of": TODAY},
        {"county_fips": "04003", "households_as_of": TOMORROW},
        {"county_fips": "04005"},
    )
    with engines.owner("membership").connect() as connection:
        connection.execute(
            text(
                "ALTER TABLE source.county DROP CONSTRAINT county_latino_population_not_negative;"
                " UPDATE source.county SET latino_population = -1 WHERE county_fips = '04005'"
            )
        )
        flag(connection, "membership", AS_OF, ZONE)
        found = connection.execute(text("SELECT source_table, record_id, rule FROM flagged")).all()
        connection.rollback()
    assert {tuple(row) for row in found} == {
        ("county", "04003", "dated_ahead"),
        ("county", "04005", "negative_count"),
    }


def test_what_the_contracts_tables_refuse_an_organizations_own_may_hold(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "p"}, {"place_id": "sound", "population": 0})
    rows("membership", "membership_tier", {"tier_id": "t"}, {"tier_id": "free"})
    with engines.owner("membership").connect() as connection:
        for table, column in (("place", "population"), ("membership_tier", "monthly_dues_cents")):
            connection.execute(
                text(
                    f"ALTER TABLE source.{table} DROP CONSTRAINT {table}_{column}_not_negative;"
                    f" UPDATE source.{table} SET {column} = -1"
                    f" WHERE left({'place_id' if table == 'place' else 'tier_id'}, 2) IN ('p', 't')"
                )
            )
        flag(connection, "membership", AS_OF, ZONE)
        found = connection.execute(text("SELECT source_table, record_id, rule FROM flagged")).all()
        connection.rollback()
    assert {tuple(row) for row in found} == {
        ("place", "p", "negative_count"),
        ("membership_tier", "t", "negative_count"),
    }


def test_attendance_is_compared_with_the_members_of_the_day(rows: Rows) -> None:
    for members in (0, 1, 12):
        here = {"committee_id": f"of {members}"}
        rows("membership", "committee", here)
        # Joined on the very day; twelve more join later, have left by then, or (a lapse before the
        # joining) were never there.
        present = [{**here, "joined_on": "2026-03-10"}] * members
        absent = [
            {**here, "joined_on": "2026-03-11"},
            {**here, "joined_on": "2026-01-01", "lapsed_on": "2026-03-10"},
            {**here, "joined_on": "2026-03-02", "lapsed_on": "2026-03-01"},
        ] * 12
        rows("membership", "member", *present, *absent)
    # Nor do those of other committees count: with any twelve, each below would be otherwise.
    expected = {
        ("of 12", "meeting", 60): False,  # five for each of twelve
        ("of 12", "meeting", 61): True,
        ("of 12", "drill", 61): True,
        ("of 12", "action", 61): False,  # anyone may come
        ("of 12", "outreach", 61): False,
        ("of 1", "meeting", 50): False,  # counts as ten
        ("of 1", "meeting", 51): True,
        ("of 0", "meeting", 500): False,  # nothing to compare with
    }
    for committee_id, kind, attended in expected:
        gathering = {
            "gathering_id": f"{committee_id} {kind} {attended}",
            "committee_id": committee_id,
            "kind": kind,
            "held_on": "2026-03-10",
            "attended": attended,
        }
        rows("membership", "gathering", gathering)
    wanted = {
        ("gathering", " ".join(map(str, case)), "absurd_attendance")
        for case, is_flagged in expected.items()
        if is_flagged
    }
    assert {f for f in flagged("membership") if f[0] == "gathering"} == wanted


def test_the_limit_of_attendance_is_that_of_committee_health() -> None:
    assert health_thresholds().absurd_turnout == ABSURD_TURNOUT


COMMITTEE_WEEK = """
    SELECT {} FROM rollup.committee_week
    WHERE week_start = '2026-03-23' AND committee_id = 'c1'
"""


def test_a_gathering_was_held_though_its_count_cannot_be_right(rows: Rows) -> None:
    # Twelve members; of five gatherings of the week two were counted, by 10 and 20 people.
    rows("membership", "member", *[{"committee_id": "c1"}] * 12)
    for attended in (10, 20, None, -5, 61):
        rows("membership", "gathering", {"held_on": "2026-03-24", "attended": attended})
    counts = COMMITTEE_WEEK.format("gatherings, gatherings_counted, attended")
    assert rollup("membership", counts) == [(5, 2, 30)]


def test_a_lapse_before_the_joining_moves_no_stock_and_no_flow(rows: Rows) -> None:
    rows(
        "membership",
        "member",
        {"committee_id": "c1", "joined_on": "2026-03-24"},
        {"committee_id": "c1", "joined_on": "2026-03-24", "lapsed_on": "2026-03-23"},
    )
    assert rollup("membership", COMMITTEE_WEEK.format("members, joined, lapsed")) == [(1, 1, 0)]


def test_dues_of_less_than_nothing_cover_nobody(rows: Rows) -> None:
    for member, amount in (("m1", 500), ("m2", -500), ("m3", 0)):
        rows("membership", "member", {"member_id": member, "committee_id": "c1", "tier_id": "t"})
        rows(
            "membership",
            "dues_payment",
            {"member_id": member, "amount_cents": amount, "covers_to": "2026-12-31"},
        )
    assert rollup("membership", COMMITTEE_WEEK.format("members, good_standing")) == [(3, 2)]


def test_a_certificate_that_ends_before_it_begins_is_a_completion_and_no_certificate(
    rows: Rows,
) -> None:
    # Each on the day of completion: one ends on that day two years on, one the day before.
    for member, until in (("m1", "2028-03-24"), ("m2", "2026-03-23")):
        rows("membership", "member", {"member_id": member, "committee_id": "c1"})
        rows(
            "membership",
            "enrollment",
            {
                "member_id": member,
                "committee_id": "c1",
                "enrolled_on": "2026-03-23",
                "completed_on": "2026-03-24",
                "certified_until": until,
            },
        )
    columns = "enrolled, completed, core_certified"
    assert rollup("membership", COMMITTEE_WEEK.format(columns)) == [(2, 2, 1)]
    assert rollup("membership", "SELECT certified FROM rollup.certificate") == [(1,)]
    assert rollup(
        "membership", "SELECT enrolled, completed, within_30 FROM rollup.training_cohort"
    ) == [(2, 2, 2)]


def test_days_in_an_impossible_order_tell_no_speed_but_the_training_counts(rows: Rows) -> None:
    here = {"member_id": "m1", "committee_id": "c1", "certified_until": "2028-01-01"}
    rows("membership", "member", {"member_id": "m1", "committee_id": "c1"})
    rows(
        "membership",
        "enrollment",
        {**here, "enrolled_on": "2026-03-23", "completed_on": "2026-03-24"},
        # Completed before enrolling would be fewer than 30 days.
        {**here, "enrolled_on": "2026-03-24", "completed_on": "2026-03-23", "course_id": "b"},
        {
            **here,
            "enrolled_on": "2026-03-23",
            "started_on": "2026-03-25",
            "completed_on": "2026-03-24",
            "course_id": "c",
        },
    )
    cohorts = "SELECT enrolled, completed, within_30 FROM rollup.training_cohort"
    assert rollup("membership", cohorts) == [(1, 1, 1)]
    assert rollup("membership", COMMITTEE_WEEK.format("enrolled, completed")) == [(3, 3)]
    assert rollup("membership", "SELECT count(*) FROM rollup.certificate") == [(3,)]


def test_a_term_that_ends_before_it_starts_is_nobodys(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "m1"}, {"member_id": "m2"})
    rows(
        "membership",
        "role_term",
        {"member_id": "m1", "started_on": "2026-03-01"},
        {"member_id": "m2", "started_on": "2026-03-02", "ended_on": "2026-03-01"},
    )
    assert rollup("membership", COMMITTEE_WEEK.format("coordinators")) == [(1,)]


def test_a_committee_closed_before_it_was_formed_closes_with_its_last_sign_of_life(
    rows: Rows,
) -> None:
    rows(
        "membership",
        "committee",
        {
            "committee_id": "c1",
            "status": "closed",
            "formed_on": "2026-03-02",
            "closed_on": "2025-03-02",
        },
    )
    rows("membership", "gathering", {"held_on": "2026-03-10"})
    # Formed in the week of March 2, met in that of March 9, and nothing after.
    weeks = "SELECT week_start FROM rollup.committee_week WHERE committee_id = 'c1' ORDER BY 1"
    assert rollup("membership", weeks) == [(date(2026, 3, 2),), (date(2026, 3, 9),)]
    # On Sunday, March 8, it was not closed yet.
    status = "SELECT status FROM rollup.committee_snapshot WHERE as_of = '2026-03-08'"
    assert rollup("membership", status) == [("active",)]


def test_an_incident_counts_though_the_people_affected_cannot_be_right(rows: Rows) -> None:
    rows("incidents", "incident", *[{"people_affected": n} for n in (3, None, -2)])
    counts = "SELECT incidents, people_affected FROM rollup.incident_week"
    assert rollup("incidents", counts) == [(3, 3)]


def test_a_response_counts_though_its_responders_cannot_be_right(rows: Rows) -> None:
    rows("incidents", "response", *[{"responders": n} for n in (3, None, -2)])
    counts = "SELECT responses, responders FROM rollup.response_week"
    assert rollup("incidents", counts) == [(3, 3)]


def test_an_arrival_before_the_dispatch_is_neither_timed_nor_waited_for(rows: Rows) -> None:
    # i1: reported 18:00, sent 18:30, there 18:45. i2: sent 19:00, there 18:50, and a second team
    # there at 21:00, which nobody knows to be the first.
    for incident in ("i1", "i2"):
        rows(
            "incidents",
            "incident",
            {"incident_id": incident, "reported_at": "2024-01-03 18:00+00"},
        )
    day = "2024-01-03"
    rows(
        "incidents",
        "response",
        {
            "incident_id": "i1",
            "dispatched_at": f"{day} 18:30+00",
            "arrived_at": f"{day} 18:45+00",
        },
        {
            "incident_id": "i2",
            "dispatched_at": f"{day} 19:00+00",
            "arrived_at": f"{day} 18:50+00",
        },
        {
            "incident_id": "i2",
            "dispatched_at": f"{day} 19:00+00",
            "arrived_at": f"{day} 21:00+00",
        },
    )
    delays = "SELECT step, minutes, incidents FROM rollup.delay_week ORDER BY 1, 2"
    assert rollup("incidents", delays) == [
        ("arrive", 45, 1),
        ("dispatch", 30, 1),
        ("dispatch", 60, 1),
    ]
    waits = "SELECT count(*) FROM rollup.open_wait_week WHERE step = 'arrive'"
    assert rollup("incidents", waits) == [(0,)]
    # All three teams were sent and arrived.
    assert rollup("incidents", "SELECT responses, arrived FROM rollup.response_week") == [(3, 3)]


def test_flagged_records_are_counted_by_region_and_for_all(rows: Rows) -> None:
    rows("membership", "state", {"state_fips": "13"})
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "c2", "place_id": "atlanta"})
    rows("membership", "gathering", *[{"attended": -1}] * 2, {"attended": -1, "committee_id": "c2"})
    # By the member's committee; by the member's state; of nobody known.
    rows("membership", "member", {"member_id": "m1", "committee_id": "c2"})
    rows("membership", "dues_payment", {"member_id": "m1", "amount_cents": -1})
    rows("membership", "enrollment", {"completed_on": "2023-12-31"})
    # By its own region and by its place.
    rows("membership", "message", {"region_id": "southwest", "reach": -1})
    rows(
        "membership",
        "campaign",
        {"place_id": "atlanta", "ended_on": "2023-12-31"} | {"started_on": "2024-01-01"},
    )
    counted = "SELECT region_id, source_table, rule, records FROM rollup.flagged_record"
    assert set(rollup("membership", counted)) == {
        ("southwest", "gathering", "negative_count", 2),
        ("southeast", "gathering", "negative_count", 1),
        ("southeast", "dues_payment", "refunds_nothing", 1),
        ("unknown", "enrollment", "before_enrolled", 1),
        ("southwest", "message", "negative_count", 1),
        ("southeast", "campaign", "ends_before_it_begins", 1),
    }
    totals = "SELECT records FROM rollup.flagged_rule WHERE source_table = 'gathering'"
    assert rollup("membership", totals) == [(3,)]


def test_flagged_records_of_incidents_are_counted_by_region(rows: Rows) -> None:
    rows("incidents", "region", {"region_id": "midwest"})
    rows("incidents", "incident", {"incident_id": "i1", "state_fips": "04", "people_affected": -1})
    # By the incident's state, by its own region, by its own state, and of no place.
    rows("incidents", "response", {"incident_id": "i1", "responders": -1})
    rows("incidents", "mobilization", {"region_id": "midwest", "participants": -1})
    rows("incidents", "deportation_case", {"state_fips": "13", "closed_on": "2024-01-02"})
    rows("incidents", "hotline_call", {"answered_at": "2024-01-03 17:00+00"})
    counted = "SELECT region_id, source_table, rule, records FROM rollup.flagged_record"
    assert set(rollup("incidents", counted)) == {
        ("southwest", "incident", "negative_count", 1),
        ("southwest", "response", "negative_count", 1),
        ("midwest", "mobilization", "negative_count", 1),
        ("southeast", "deportation_case", "ends_before_it_begins", 1),
        ("unknown", "hotline_call", "answered_before_asked", 1),
    }
