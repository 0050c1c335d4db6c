"""Incidents, delays, responses and calls, worked out by hand in America/Chicago."""

from datetime import date
from typing import Any

import pytest

from lib.data.configuration import configuration
from tests.data.derived import queried
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
WEEK = date(2026, 3, 9)


def read(query: str) -> list[tuple[Any, ...]]:
    """Refresh, then query the rollups."""
    return queried("incidents", AS_OF, query)


def incidents(rows: Rows, *given: dict[str, Any]) -> None:
    rows("incidents", "incident", *({"occurred_at": "2026-03-11 18:00+00", **r} for r in given))


def test_a_week_begins_at_the_organizations_midnight(rows: Rows) -> None:
    # Daylight saving time began on 2026-03-08 at 2:00; Chicago was at -06 before, at -05 after.
    incidents(
        rows,
        {"occurred_at": "2026-03-02 05:59:59+00"},  # Sunday 2026-03-01 23:59:59
        {"occurred_at": "2026-03-02 06:00+00"},  # Monday 2026-03-02 0:00
        {"occurred_at": "2026-03-09 03:00+00"},  # Sunday 2026-03-08 22:00, 167 h after that Monday
        {"occurred_at": "2026-03-09 04:59:59+00"},  # Sunday 2026-03-08 23:59:59
        {"occurred_at": "2026-03-09 05:00+00"},  # Monday 2026-03-09 0:00
    )
    query = "SELECT week_start, incidents FROM rollup.incident_week ORDER BY 1"
    assert read(query) == [
        (date(2026, 2, 23), 1),
        (date(2026, 3, 2), 3),
        (date(2026, 3, 9), 1),
    ]


def test_another_organization_keeps_another_time(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 05:00 UTC on Monday is Monday 0:00 in Chicago and Sunday 22:00 in Los Angeles.
    incidents(rows, {"occurred_at": "2026-03-09 05:00+00"})
    monkeypatch.setenv("TEJIDO_ORGANIZATION__TIME_ZONE", "America/Los_Angeles")
    configuration.cache_clear()
    try:
        assert read("SELECT week_start FROM rollup.incident_week") == [(date(2026, 3, 2),)]
    finally:
        configuration.cache_clear()


def test_an_incident_counts_when_it_occurred_however_late_it_is_reported(rows: Rows) -> None:
    incidents(rows, {"occurred_at": "2026-01-07 18:00+00", "reported_at": "2026-03-11 18:00+00"})
    assert read("SELECT week_start FROM rollup.incident_week") == [(date(2026, 1, 5),)]


def test_an_incident_of_tomorrow_does_not_count(rows: Rows) -> None:
    incidents(
        rows,
        {"occurred_at": "2026-03-26 04:59+00"},  # 2026-03-25 23:59 in Chicago
        {"occurred_at": "2026-03-26 05:00+00"},  # 2026-03-26 0:00
    )
    assert read("SELECT incidents FROM rollup.incident_week") == [(1,)]


def test_the_region_is_the_incidents_own_else_its_states_else_unknown(rows: Rows) -> None:
    rows("incidents", "region", {"region_id": "midwest"})
    incidents(
        rows,
        {"region_id": "midwest", "state_fips": "04"},  # its own before Arizona's
        {"region_id": None, "state_fips": "04"},
        {"region_id": "midwest", "state_fips": None},
        {"region_id": None, "state_fips": None},
    )
    query = "SELECT region_id, state_fips, incidents FROM rollup.incident_week ORDER BY 1, 2"
    assert read(query) == [
        ("midwest", "04", 1),
        ("midwest", None, 1),
        ("southwest", "04", 1),
        ("unknown", None, 1),
    ]


def test_kinds_and_verifications_are_apart_and_people_are_summed_where_said(rows: Rows) -> None:
    incidents(
        rows,
        {"kind": "raid", "verification": "verified", "people_affected": 5},
        {"kind": "raid", "verification": "verified", "people_affected": None},
        {"kind": "raid", "verification": "unverified", "people_affected": None},
        {"kind": "checkpoint", "verification": "verified", "people_affected": 2},
    )
    query = (
        "SELECT kind, verification, incidents, people_affected FROM rollup.incident_week"
        " ORDER BY 1, 2"
    )
    assert read(query) == [
        ("checkpoint", "verified", 1, 2),
        ("raid", "unverified", 1, 0),
        ("raid", "verified", 2, 5),
    ]


def test_unanswered_is_without_any_response_and_not_a_false_report(rows: Rows) -> None:
    incidents(
        rows,
        {"incident_id": "i1"},  # answered twice, counted once
        {"incident_id": "i2"},  # answered tomorrow: not yet
        {"incident_id": "i3"},  # not answered
        {"incident_id": "i4", "verification": "false_report"},  # needs no answer
    )
    rows(
        "incidents",
        "response",
        {"incident_id": "i1", "dispatched_at": "2026-03-11 19:00+00"},
        {"incident_id": "i1", "dispatched_at": "2026-03-11 20:00+00"},
        {"incident_id": "i2", "dispatched_at": "2026-03-26 20:00+00"},
    )
    query = "SELECT verification, incidents, unanswered FROM rollup.incident_week ORDER BY 1"
    assert read(query) == [("false_report", 1, 0), ("verified", 3, 2)]


DELAYS = "SELECT step, minutes, incidents FROM rollup.delay_week ORDER BY 1, 2"


def test_delays_are_whole_minutes_from_the_report_to_the_first_step(rows: Rows) -> None:
    incidents(
        rows,
        {
            "incident_id": "i1",
            "reported_at": "2026-03-11 18:00:00+00",
            "verified_at": "2026-03-11 18:59:59+00",  # 59 whole minutes
        },
    )
    rows(
        "incidents",
        "response",
        # The later team is the first to arrive.
        {
            "incident_id": "i1",
            "dispatched_at": "2026-03-11 18:10+00",
            "arrived_at": "2026-03-11 20:00+00",
        },
        {
            "incident_id": "i1",
            "dispatched_at": "2026-03-11 18:30+00",
            "arrived_at": "2026-03-11 19:00+00",
        },
    )
    assert read(DELAYS) == [("arrive", 60, 1), ("dispatch", 10, 1), ("verify", 59, 1)]


def test_equal_delays_of_a_week_and_region_are_one_row(rows: Rows) -> None:
    report = {"reported_at": "2026-03-11 18:00+00", "verified_at": "2026-03-11 18:05+00"}
    incidents(
        rows,
        {**report, "state_fips": "04"},
        {**report, "state_fips": "48"},  # Texas: the same region
        {**report, "state_fips": "13"},  # Georgia: another
        {**report, "state_fips": "04", "verified_at": "2026-03-11 18:00+00"},  # at once: 0
    )
    query = "SELECT region_id, minutes, incidents FROM rollup.delay_week ORDER BY 1, 2"
    assert read(query) == [("southeast", 5, 1), ("southwest", 0, 1), ("southwest", 5, 2)]


def test_steps_before_the_report_or_unknown_tell_no_delay(rows: Rows) -> None:
    incidents(
        rows,
        {"reported_at": "2026-03-11 18:00+00", "verified_at": "2026-03-11 17:59:59+00"},
        {"reported_at": "2026-03-11 18:00+00", "verified_at": None},
        {"reported_at": None, "verified_at": "2026-03-11 18:30+00"},
        {"reported_at": "2026-03-11 18:00+00", "verified_at": "2026-03-27 18:00+00"},  # future
    )
    assert read(DELAYS) == []


def test_a_false_report_has_a_delay_of_verifying_only(rows: Rows) -> None:
    incidents(
        rows,
        {
            "incident_id": "i1",
            "verification": "false_report",
            "reported_at": "2026-03-11 18:00+00",
            "verified_at": "2026-03-11 18:20+00",
        },
    )
    rows(
        "incidents",
        "response",
        {"dispatched_at": "2026-03-11 18:05+00", "arrived_at": "2026-03-11 18:15+00"},
    )
    assert read(DELAYS) == [("verify", 20, 1)]


def test_a_delay_belongs_to_the_week_of_the_report(rows: Rows) -> None:
    incidents(
        rows,
        {
            "occurred_at": "2026-03-06 18:00+00",  # the week before
            "reported_at": "2026-03-16 04:59+00",  # Sunday 2026-03-15 23:59 in Chicago
            "verified_at": "2026-03-16 05:01+00",  # Monday 2026-03-16 0:01
        },
    )
    query = "SELECT week_start, minutes FROM rollup.delay_week"
    assert read(query) == [(date(2026, 3, 9), 2)]


def test_the_hour_that_the_clocks_skip_is_no_delay(rows: Rows) -> None:
    # 1:50 to 3:05 on the clocks of Chicago on 2026-03-08: fifteen minutes.
    incidents(
        rows,
        {"reported_at": "2026-03-08 01:50-06", "verified_at": "2026-03-08 03:05-05"},
    )
    assert read(DELAYS) == [("verify", 15, 1)]


def test_responses_by_committee_and_the_incidents_region(rows: Rows) -> None:
    incidents(
        rows,
        {"incident_id": "i1", "state_fips": "04"},
        {"incident_id": "i2", "state_fips": None},
    )
    rows(
        "incidents",
        "response",
        {
            "incident_id": "i1",
            "committee_id": "c1",
            "dispatched_at": "2026-03-16 04:59+00",  # Sunday 2026-03-15 in Chicago
            "arrived_at": "2026-03-16 06:00+00",
            "responders": 4,
        },
        {
            "incident_id": "i1",
            "committee_id": "c1",
            "dispatched_at": "2026-03-11 19:00+00",
            "arrived_at": None,
            "responders": None,
        },
        {"incident_id": "i2", "committee_id": None, "dispatched_at": "2026-03-11 19:00+00"},
        {"incident_id": "i1", "committee_id": "c1", "dispatched_at": "2026-03-26 19:00+00"},
    )
    query = (
        "SELECT region_id, committee_id, week_start, responses, arrived, responders"
        " FROM rollup.response_week ORDER BY 1"
    )
    assert read(query) == [("southwest", "c1", WEEK, 2, 1, 4), ("unknown", None, WEEK, 1, 0, 0)]


def test_calls_by_state_and_answered(rows: Rows) -> None:
    rows("incidents", "region", {"region_id": "midwest"})
    incidents(rows, {"incident_id": "i1", "region_id": "midwest"})
    rows(
        "incidents",
        "hotline_call",
        {
            "received_at": "2026-03-16 04:59+00",  # Sunday 2026-03-15 in Chicago
            "answered_at": "2026-03-16 05:00+00",
            "state_fips": "04",
            "incident_id": "i1",  # the state's region comes first
        },
        {"received_at": "2026-03-11 18:00+00", "state_fips": "04"},  # nobody answered
        {"received_at": "2026-03-11 18:00+00", "incident_id": "i1"},
        {"received_at": "2026-03-11 18:00+00"},
        {"received_at": "2026-03-26 18:00+00"},  # tomorrow
    )
    query = (
        "SELECT region_id, state_fips, week_start, calls, answered FROM rollup.hotline_week"
        " ORDER BY 1"
    )
    assert read(query) == [
        ("midwest", None, WEEK, 1, 0),
        ("southwest", "04", WEEK, 2, 1),
        ("unknown", None, WEEK, 1, 0),
    ]


def test_national_mobilizations_are_of_the_week_in_which_they_were_called(rows: Rows) -> None:
    incidents(rows, {"incident_id": "i1", "region_id": "midwest"}, {"incident_id": "i2"})
    national = {"called_at": "2026-03-11 18:00+00", "is_national": True}
    rows(
        "incidents",
        "mobilization",
        # Sunday 2026-03-15 in Chicago; its own region comes before its incident's.
        national
        | {"called_at": "2026-03-16 04:59+00", "region_id": "southwest", "incident_id": "i1"},
        national | {"region_id": "southwest"},
        national | {"incident_id": "i1"},
        national,
        national | {"incident_id": "i2"},
        national | {"is_national": False},
        national | {"called_at": "2026-03-26 18:00+00"},  # tomorrow
    )
    query = "SELECT region_id, week_start, mobilizations FROM rollup.mobilization_week ORDER BY 1"
    assert read(query) == [("midwest", WEEK, 1), ("southwest", WEEK, 2)]
    # What belongs to no region, be its incident's place unknown or not, is everyone's.
    assert read("SELECT week_start, mobilizations FROM rollup.mobilization_for_all") == [(WEEK, 2)]


def test_what_nobody_answered_lately_is_known_by_state_kind_and_hour_of_the_report(
    rows: Rows,
) -> None:
    incidents(
        rows,
        # Occurred on Sunday, reported on Tuesday 24 March at 20:40 in Chicago; two in one hour.
        {"occurred_at": "2026-03-22 18:00+00", "reported_at": "2026-03-25 01:40+00"},
        {"occurred_at": "2026-03-25 01:00+00", "reported_at": "2026-03-25 01:05+00"},
        # Without a report its own hour counts: the first of the 14 days, 0:30; one hour before.
        {"occurred_at": "2026-03-12 05:30+00", "kind": "detention"},
        {"occurred_at": "2026-03-12 04:30+00", "kind": "detention"},
        # A false report, one of tomorrow, and one that was answered.
        {"occurred_at": "2026-03-24 18:00+00", "verification": "false_report"},
        {"occurred_at": "2026-03-26 18:00+00"},
        {"occurred_at": "2026-03-24 18:00+00", "incident_id": "answered"},
    )
    answered = {"incident_id": "answered", "dispatched_at": "2026-03-24 19:00+00"}
    rows("incidents", "response", answered)
    query = """SELECT kind, heard_on, heard_hour, waited_hours, incidents
        FROM rollup.unanswered_hour ORDER BY heard_on"""
    # To the midnight that ends Wednesday 25 March: 14 days less nothing, and 28 hours.
    assert read(query) == [
        ("detention", date(2026, 3, 12), 0, 14 * 24, 1),
        ("raid", date(2026, 3, 24), 20, 28, 2),
    ]


def test_an_answer_that_is_still_to_come_is_no_answer(rows: Rows) -> None:
    incidents(rows, {"occurred_at": "2026-03-24 18:00+00", "incident_id": "i1"})
    rows("incidents", "response", {"incident_id": "i1", "dispatched_at": "2026-03-26 18:00+00"})
    assert read("SELECT incidents FROM rollup.unanswered_hour") == [(1,)]
