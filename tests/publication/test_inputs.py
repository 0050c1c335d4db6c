"""The raw numbers behind a release, derived from the sources. 2024-01-01 begins four weeks.

2001-01-01 plus 8,400 days, 300 times 28, is 2024-01-01.
"""

from datetime import date

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.contract.membership import SECTORS
from lib.publication.parameters import parameters
from tests.data.derived import derive
from tests.data.rows import Rows

AS_OF = date(2024, 3, 6)
Row = tuple[str, str, str, int, int]


def inputs(database: str, metric: str) -> list[Row]:
    derive(database, AS_OF, "public_input")
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


def test_what_was_won_and_lost_is_told_from_then_on(rows: Rows) -> None:
    ends = {"committee_id": "c1", "started_on": "2024-01-02", "is_public": True}
    rows(
        "membership",
        "campaign",
        # On the last day of the first four weeks, with the stages that it came through.
        {**ends, "campaign_id": "won", "stage": "won", "ended_on": "2024-01-28"},
        # On the first of the next, and nobody wrote its stages down.
        {**ends, "campaign_id": "lost", "stage": "lost", "ended_on": "2024-01-29"},
        # Of one that is nobody's business, and of one that goes on, nothing.
        {
            **ends,
            "campaign_id": "own",
            "stage": "won",
            "ended_on": "2024-01-28",
            "is_public": False,
        },
        {**ends, "campaign_id": "on", "stage": "demand"},
    )
    changed = {"campaign_id": "won", "stage": "won", "changed_on": "2024-01-28"}
    rows("membership", "campaign_stage", {**changed, "stage": "demand", "changed_on": "2024-01-02"})
    rows("membership", "campaign_stage", changed)
    won, lost = (
        inputs("membership", f"campaigns_ended.dismantle_ice.{s}") for s in ("won", "lost")
    )
    assert [row[2:] for row in won] == [
        ("2024-01-01", 4, 1), ("2024-01-29", 4, 1), ("2024-02-26", 4, 1)
    ]  # fmt: skip
    assert [row[2:] for row in lost] == [("2024-01-29", 4, 1), ("2024-02-26", 4, 1)]


def test_a_public_campaign_is_of_the_region_that_it_has_on_every_page(rows: Rows) -> None:
    """Of its own place's, though a committee of another region leads it."""
    rows("membership", "state", {"state_fips": "13"})
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    of_another = {"committee_id": "c1", "place_id": "atlanta", "is_public": True}
    rows("membership", "campaign", {**of_another, "started_on": "2024-02-26", "stage": "demand"})
    found = inputs("membership", "campaigns.dismantle_ice.demand")
    assert found == [("southeast", "", "2024-02-26", 4, 1)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("joined_on", "left_on", "weeks_from"),
    [
        ("2024-01-28", None, ["2024-01-01", "2024-01-29", "2024-02-26"]),
        ("2024-01-29", None, ["2024-01-29", "2024-02-26"]),
        # Left on the last day of the first four weeks: not a partner at their end.
        ("2023-12-05", "2024-01-28", ["2023-12-04"]),
        ("2023-12-05", "2024-01-29", ["2023-12-04", "2024-01-01"]),
    ],
)
def test_a_partner_is_told_if_it_is_one_at_the_end(
    rows: Rows, joined_on: str, left_on: str | None, weeks_from: list[str]
) -> None:
    days = {"joined_on": joined_on, "left_on": left_on}
    rows("membership", "place", {"place_id": "here", "state_fips": "04"})
    rows(
        "membership", "partner", {"partner_id": "p", "sector": "faith", "place_id": "here", **days}
    )
    found = inputs("membership", "partners.community")
    assert [row[:2] for row in found] == [("southwest", "p")] * len(weeks_from)
    assert [row[2:] for row in found] == [(start, 4, 1) for start in weeks_from]


def test_sectors_are_told_with_their_neighbours_and_donors_not_at_all(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "here", "state_fips": "04"})
    here = {"place_id": "here", "joined_on": "2024-02-26"}
    rows("membership", "partner", *({**here, "partner_id": s, "sector": s} for s in SECTORS))
    told = {
        topic: {row[1] for row in inputs("membership", f"partners.{topic}")}
        for topic in parameters().metric("partners").topics
    }
    assert told["front_line"] == {"legal", "base_building"}
    assert set.union(*told.values()) == set(SECTORS) - {"donors"}
    assert sum(map(len, told.values())) == 9


def test_won_cases_are_counted_for_the_country_and_52_weeks_alone(rows: Rows) -> None:
    """2001-01-01 and 23 times 364 days is 2023-12-04."""
    rows("incidents", "state", {"state_fips": "13"}, {"state_fips": "04"})
    opened = {"opened_on": "2023-06-01", "state_fips": "04", "lead_partner_id": "p"}
    rows(
        "incidents",
        "deportation_case",
        {**opened, "closed_on": "2023-12-03", "outcome": "released"},
        {**opened, "closed_on": "2023-12-04", "outcome": "stay_granted"},
        # Of another region: no part of its own, neither here nor there.
        {**opened, "closed_on": "2024-03-06", "outcome": "bond_paid", "state_fips": "13"},
        {**opened, "closed_on": "2024-03-06", "outcome": "removed"},
        {**opened, "closed_on": "2024-03-06", "outcome": "transferred"},
        # After the refresh, of no region, and open.
        {**opened, "closed_on": "2024-03-07", "outcome": "released"},
        {**opened, "closed_on": "2024-03-06", "outcome": "released", "state_fips": None},
        {**opened, "outcome": None},
    )
    found = inputs("incidents", "cases_won")
    assert [row[1:] for row in found] == [("", "2022-12-05", 52, 1), ("", "2023-12-04", 52, 2)]
    assert len({row[0] for row in found}) == 1


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
