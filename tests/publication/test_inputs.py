"""The raw numbers behind a release, derived from the sources. 2024-01-01 begins four weeks.

2001-01-01 plus 8,400 days, 300 times 28, is 2024-01-01.
"""

from datetime import date

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.refresh import refresh
from tests.data.rows import Rows

AS_OF = date(2024, 3, 6)
Row = tuple[str, str, str, int, int]


def inputs(database: str, metric: str) -> list[Row]:
    refresh(database, as_of=AS_OF)
    with engines.owner(database).connect() as connection:
        result = connection.execute(
            text(
                "SELECT region_id, contributor, period_start::text, weeks, amount"
                " FROM rollup.public_input WHERE metric = :metric"
                " ORDER BY weeks, period_start, 1, 2"
            ),
            {"metric": metric},
        )
        return [tuple(row) for row in result]


def test_a_person_counts_once_a_period_and_topic(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "ana", "committee_id": "c1"})
    learnt = [
        # Two courses of the topic in two weeks of the same four: once in each week, once in all.
        {"course_id": "a", "completed_on": "2024-01-01"},
        {"course_id": "b", "completed_on": "2024-01-28"},
        # The next day begins four other weeks.
        {"course_id": "a", "completed_on": "2024-01-29"},
    ]
    rows(
        "membership",
        "enrollment",
        *({"member_id": "ana", "committee_id": "c1", **each} for each in learnt),
    )
    assert inputs("membership", "training_completed.know_your_rights") == [
        ("southwest", "c1", "2024-01-01", 1, 1),
        ("southwest", "c1", "2024-01-22", 1, 1),
        ("southwest", "c1", "2024-01-29", 1, 1),
        ("southwest", "c1", "2024-01-01", 4, 1),
        ("southwest", "c1", "2024-01-29", 4, 1),
    ]


def test_a_committee_is_active_once_a_period(rows: Rows) -> None:
    days = ("2024-01-02", "2024-01-03", "2024-01-10")
    rows("membership", "gathering", *({"held_on": day, "attended": 9} for day in days))
    assert inputs("membership", "gatherings") == [
        ("southwest", "c1", "2024-01-01", 1, 2),
        ("southwest", "c1", "2024-01-08", 1, 1),
        ("southwest", "c1", "2024-01-01", 4, 3),
    ]
    assert inputs("membership", "committees_active") == [
        ("southwest", "c1", "2024-01-01", 1, 1),
        ("southwest", "c1", "2024-01-08", 1, 1),
        ("southwest", "c1", "2024-01-01", 4, 1),
    ]
    assert inputs("membership", "attendance")[-1] == ("southwest", "c1", "2024-01-01", 4, 27)


def test_members_are_those_of_the_periods_last_week(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "ana", "committee_id": "c1"})
    paid = {"member_id": "ana", "covers_from": "2024-01-01", "covers_to": "2024-01-31"}
    rows("membership", "dues_payment", paid)
    members = inputs("membership", "members")
    # Covered to the Sundays of the four weeks of January, no more on Sunday 4 February.
    assert [row[2] for row in members if row[3] == 1] == [
        "2024-01-01", "2024-01-08", "2024-01-15", "2024-01-22",
    ]  # fmt: skip
    assert [row[2:] for row in members if row[3] == 4] == [("2024-01-01", 4, 1)]


def test_only_campaigns_marked_as_public_are_told(rows: Rows) -> None:
    started = {"started_on": "2024-01-10", "committee_id": "c1", "stage": "demand"}
    rows("membership", "campaign", {**started, "campaign_id": "open", "is_public": True}, started)
    entered = ("research", "2024-01-10"), ("demand", "2024-02-01")
    rows(
        "membership",
        "campaign_stage",
        *({"campaign_id": "open", "stage": stage, "changed_on": day} for stage, day in entered),
    )
    assert inputs("membership", "campaigns.dismantle_ice.research") == [
        ("southwest", "", "2024-01-01", 4, 1)
    ]
    assert [row[2] for row in inputs("membership", "campaigns.dismantle_ice.demand")] == [
        "2024-01-29",
        "2024-02-26",
    ]


def test_incidents_count_once_verified_and_reached_once_a_response_arrived(rows: Rows) -> None:
    incident = {"state_fips": "04", "people_affected": 6}
    rows(
        "incidents",
        "incident",
        {**incident, "incident_id": "reached", "committee_id": "c1"},
        {**incident, "incident_id": "on the way"},
        {**incident, "verification": "unverified"},
        {**incident, "verification": "false_report"},
    )
    arrived = {"incident_id": "reached", "arrived_at": "2024-01-03 20:00+00"}
    rows("incidents", "response", arrived, arrived, {"incident_id": "on the way"})
    assert inputs("incidents", "incidents_verified.raids") == [
        ("southwest", "c1", "2024-01-01", 1, 1),
        ("southwest", "state 04", "2024-01-01", 1, 1),
        ("southwest", "c1", "2024-01-01", 4, 1),
        ("southwest", "state 04", "2024-01-01", 4, 1),
    ]
    # Two teams arrived; the people are the incident's.
    assert inputs("incidents", "people_reached")[0] == ("southwest", "c1", "2024-01-01", 1, 6)


@pytest.mark.parametrize(
    ("received", "week"),
    [
        ("2024-01-08 05:59+00", "2024-01-01"),  # 23:59 on Sunday in Chicago
        ("2024-01-08 06:00+00", "2024-01-08"),
    ],
)
def test_a_call_belongs_to_its_local_week(rows: Rows, received: str, week: str) -> None:
    rows("incidents", "hotline_call", {"received_at": received, "state_fips": "04"})
    assert inputs("incidents", "hotline_calls")[0] == ("southwest", "state 04", week, 1, 1)
