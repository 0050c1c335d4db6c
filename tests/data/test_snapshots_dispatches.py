"""Dispatches of the 90 days and those that arrived within the hour, by committee and day.

The day is 25 March 2026; the organization's time zone is Chicago, five hours behind UTC from
8 March on and six before.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from lib.data import engines
from tests.data.derived import derive
from tests.data.rows import Rows

DAY = date(2026, 3, 25)

Found = dict[tuple[str, str | None, date], tuple[int, int]]


def found(as_of: date = DAY) -> Found:
    """``(dispatches_90, dispatches_within_60)`` by region, committee and day."""
    derive("incidents", as_of, "dispatch_snapshot")
    with engines.owner("incidents").connect() as connection:
        rows = connection.execute(
            text(
                "SELECT region_id, committee_id, as_of, dispatches_90, dispatches_within_60"
                " FROM rollup.dispatch_snapshot"
            )
        )
        return {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}


@pytest.fixture
def incident(rows: Rows) -> Rows:
    """An incident in Arizona, region ``southwest``."""
    rows("incidents", "state", {"state_fips": "04"})
    rows("incidents", "incident", {"incident_id": "i1", "state_fips": "04"})
    return rows


def sent(dispatched_at: str, arrived_at: str | None = None) -> dict[str, str | None]:
    return {"committee_id": "c1", "dispatched_at": dispatched_at, "arrived_at": arrived_at}


def test_dispatches_of_the_90_days(incident: Rows) -> None:
    incident(
        "incidents",
        "response",
        sent("2025-12-26 06:00+00"),  # midnight of the first of the 90 days
        sent("2025-12-26 05:59+00"),  # a minute before: the day before
        sent("2026-03-26 03:59+00"),  # 22:59 of the day: an hour and a minute before its end
        sent("2026-03-26 04:01+00"),  # 23:01: the hour is not over at the day's end
        sent("2026-03-26 06:00+00"),  # the next day
    )
    assert found()["southwest", "c1", DAY] == (2, 0)


def test_arrived_within_60_minutes(incident: Rows) -> None:
    incident(
        "incidents",
        "response",
        sent("2026-03-20 18:00+00", "2026-03-20 19:00+00"),  # 60 minutes: in time
        sent("2026-03-20 18:00+00", "2026-03-20 19:00:01+00"),  # a second more
        sent("2026-03-20 18:00+00", "2026-03-20 18:00+00"),  # at once
        sent("2026-03-20 18:00+00"),  # never arrived: a dispatch all the same
        sent("2026-03-20 18:00+00", "2026-03-20 17:00+00"),  # can't be right: no dispatch
    )
    assert found()["southwest", "c1", DAY] == (4, 2)


def test_a_dispatch_of_less_than_an_hour_ago_is_not_judged(incident: Rows) -> None:
    now = datetime.now(UTC)
    incident(
        "incidents",
        "response",
        {"committee_id": "c1", "dispatched_at": now - timedelta(minutes=55)},
        {"committee_id": "c1", "dispatched_at": now - timedelta(minutes=65)},
    )
    # For a day to come, so that the hour of the test does not matter.
    day = now.date() + timedelta(days=2)
    assert found(day)["southwest", "c1", day] == (1, 0)


def test_zero_from_the_first_dispatch_on_and_no_row_before(incident: Rows) -> None:
    incident("incidents", "response", sent("2025-11-15 18:00+00"))
    by_day = {day: dispatches for (*_, day), (dispatches, _) in found().items()}
    assert date(2025, 10, 31) not in by_day
    assert by_day[date(2025, 11, 30)] == 1
    assert by_day[date(2026, 1, 31)] == 1  # 77 days later
    assert by_day[date(2026, 2, 28)] == 0  # 105 days later
    assert by_day[DAY] == 0


def test_by_the_region_of_the_incident(incident: Rows) -> None:
    incident("incidents", "incident", {"incident_id": "elsewhere", "state_fips": "13"})
    incident("incidents", "incident", {"incident_id": "nowhere"})
    when = {"dispatched_at": "2026-03-20 18:00+00"}
    incident(
        "incidents",
        "response",
        {**when, "committee_id": "c1", "incident_id": "elsewhere"},
        {**when, "committee_id": "c1", "incident_id": "nowhere"},
        {**when, "committee_id": None, "incident_id": "i1"},
    )
    today = {(region, committee) for region, committee, day in found() if day == DAY}
    assert today == {("southeast", "c1"), ("unknown", "c1"), ("southwest", None)}
