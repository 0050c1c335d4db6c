"""Training cohorts, certificates, the catalogue and the committees, worked out by hand."""

from datetime import date
from typing import Any

import pytest

from tests.data.derived import queried
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)


def read(query: str) -> list[tuple[Any, ...]]:
    """Refresh, then query the rollups."""
    return queried("membership", AS_OF, query)


def enrollments(rows: Rows, *given: dict[str, Any]) -> None:
    rows("membership", "enrollment", *({"committee_id": "c1", **row} for row in given))


def test_learners_are_counted_by_the_week_of_enrolling(rows: Rows) -> None:
    rows("membership", "course", {"course_id": "core"}, {"course_id": "extra"})
    enrollments(
        rows,
        {"enrolled_on": "2026-02-01"},  # a Sunday
        {"enrolled_on": "2026-02-02"},
        {"enrolled_on": "2026-02-08", "course_id": "extra"},  # of the same week: one row
        {"enrolled_on": "2026-03-26"},  # tomorrow
    )
    query = "SELECT enrolled_week, enrolled FROM rollup.training_cohort ORDER BY 1"
    assert read(query) == [(date(2026, 1, 26), 1), (date(2026, 2, 2), 2)]


def test_completing_within_thirty_sixty_and_ninety_days_includes_the_last_one(
    rows: Rows,
) -> None:
    enrollments(
        rows,
        # Enrolled on 2025-11-01; 30 days later is 12-01, 60 is 12-31, 90 is 2026-01-30.
        *(
            {"enrolled_on": "2025-11-01", "completed_on": day}
            for day in (
                "2025-12-01",  # 30
                "2025-12-02",  # 31
                "2025-12-31",  # 60
                "2026-01-01",  # 61
                "2026-01-30",  # 90
                "2026-01-31",  # 91
                "2026-03-26",  # tomorrow: not completed
                None,
            )
        ),
    )
    query = (
        "SELECT enrolled, completed, within_30, within_60, within_90 FROM rollup.training_cohort"
    )
    assert read(query) == [(8, 6, 1, 3, 5)]


def test_starting_completing_and_withdrawing(rows: Rows) -> None:
    enrollments(
        rows,
        {"started_on": "2026-03-25"},  # today
        {"started_on": "2026-03-26"},  # tomorrow
        {"started_on": None, "completed_on": "2026-03-20"},  # nobody noted the start
        {"started_on": "2026-03-20", "withdrew_on": "2026-03-24"},
        {"started_on": None, "withdrew_on": "2026-03-24"},
        # Withdrew and finished all the same.
        {"started_on": "2026-03-20", "withdrew_on": "2026-03-21", "completed_on": "2026-03-24"},
        {"started_on": None, "withdrew_on": "2026-03-26"},  # tomorrow
    )
    query = (
        "SELECT enrolled, not_started, withdrew_before_start, in_progress, withdrew_after_start,"
        " completed FROM rollup.learner_stage"
    )
    # What is dated tomorrow has not happened: two have not started.
    assert read(query) == [(7, 2, 1, 1, 1, 2)]
    assert read("SELECT enrolled, completed FROM rollup.training_cohort") == [(7, 2)]


def test_cohorts_belong_to_the_enrollments_committee_else_to_the_learners_region(
    rows: Rows,
) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "c2", "place_id": "atlanta"})
    rows(
        "membership",
        "member",
        # In a committee of Georgia, living in Illinois: of the committee's region.
        {"member_id": "m1", "committee_id": "c2", "state_fips": "17"},
        {"member_id": "m2", "state_fips": "17"},
        {"member_id": "m3"},
    )
    enrollments(
        rows,
        {"committee_id": "c1", "member_id": "m1"},
        {"committee_id": None, "member_id": "m1"},  # of the committee in Georgia
        {"committee_id": None, "member_id": "m2"},  # at large in Illinois
        {"committee_id": None, "member_id": "m3"},  # no one knows where
        {"committee_id": None, "member_id": None},  # no one knows who
    )
    query = "SELECT region_id, committee_id, enrolled FROM rollup.training_cohort ORDER BY 1"
    assert read(query) == [
        ("midwest", None, 1),
        ("southeast", None, 1),
        ("southwest", "c1", 1),
        ("unknown", None, 2),
    ]


CERTIFICATES = "SELECT certified, expiring_lately, expiring_30, expiring_60 FROM rollup.certificate"


def test_certificates_are_valid_through_their_last_day(rows: Rows) -> None:
    enrollments(
        rows,
        *(
            {"completed_on": "2026-01-05", "certified_until": day}
            for day in (
                "2026-03-24",  # ran out yesterday
                "2026-03-25",  # today is the last day
                "2026-04-17",  # in 23 days: within 30 a week ago, too
                "2026-04-18",  # in 24: a week ago in 31
                "2026-04-24",  # in 30 days
                "2026-04-25",  # in 31
                "2026-05-24",  # in 60
                "2026-05-25",  # in 61
                None,  # never
            )
        ),
        {"completed_on": None, "certified_until": "2026-05-01"},  # not completed
        {"completed_on": "2026-03-26", "certified_until": None},  # tomorrow
    )
    assert read(CERTIFICATES) == [(8, 2, 4, 6)]


def test_a_learner_counts_once_with_the_certificate_that_is_valid_longest(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "m1"}, {"member_id": "m2"})
    enrollments(
        rows,
        # Renewed: the old one expires next week, the new one in a year.
        {"member_id": "m1", "completed_on": "2025-04-01", "certified_until": "2026-04-01"},
        {"member_id": "m1", "completed_on": "2026-03-20", "certified_until": "2027-03-20"},
        # One that does not expire outlasts one that does.
        {"member_id": "m2", "completed_on": "2025-04-01", "certified_until": None},
        {"member_id": "m2", "completed_on": "2025-05-01", "certified_until": "2026-04-01"},
        # Two learners without a member are two.
        {"completed_on": "2025-04-01", "certified_until": "2026-04-01"},
        {"completed_on": "2025-04-01", "certified_until": "2026-04-01"},
    )
    assert read(CERTIFICATES) == [(4, 0, 2, 2)]


def test_a_renewed_certificate_counts_where_it_was_renewed(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "m1"})
    enrollments(
        rows,
        {"member_id": "m1", "completed_on": "2025-04-01", "certified_until": "2026-04-01"},
        {
            "member_id": "m1",
            "committee_id": "c2",
            "completed_on": "2026-03-20",
            "certified_until": "2027-03-20",
        },
    )
    assert read("SELECT committee_id, certified FROM rollup.certificate") == [("c2", 1)]


def test_the_catalogue_and_the_places_are_copied(rows: Rows) -> None:
    rows("membership", "course", {"course_id": "core"}, {"course_id": "extra"})
    rows("membership", "state", {"state_fips": "13"})
    assert read("SELECT course_id, is_core FROM rollup.course ORDER BY 1") == [
        ("core", True),
        ("extra", False),
    ]
    assert read("SELECT state_fips, usps, region_id FROM rollup.state") == [
        ("13", "GA", "southeast")
    ]
    assert read("SELECT region_id FROM rollup.region") == [("southeast",)]


@pytest.fixture
def committee(rows: Rows) -> Rows:
    rows("membership", "place", {"place_id": "atlanta", "name": "Atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "c1", "place_id": "atlanta"})
    return rows


def test_a_committee_stands_as_on_the_day_of_the_refresh(committee: Rows) -> None:
    committee("membership", "membership_tier", {"tier_id": "free", "monthly_dues_cents": 0})
    committee(
        "membership",
        "member",
        {"member_id": "m1", "committee_id": "c1", "tier_id": "free"},
        {"member_id": "m2", "committee_id": "c1"},  # behind with the dues
        {"member_id": "m3", "committee_id": "c1", "lapsed_on": "2026-03-25"},  # left today
    )
    committee(
        "membership", "role_term", {"member_id": "m1"}, {"member_id": "m2"}, {"member_id": "m3"}
    )
    enrollments(committee, {"member_id": "m1", "completed_on": "2026-03-25"})
    committee(
        "membership",
        "gathering",
        {"held_on": "2026-03-20"},
        {"held_on": "2026-03-25"},
        {"held_on": "2026-03-26"},  # planned
    )
    query = (
        "SELECT region_id, place_name, usps, members, good_standing, coordinators,"
        " coordinators_core, core_certified, last_gathering_on FROM rollup.committee"
    )
    assert read(query) == [
        ("southeast", "Atlanta", "GA", 2, 1, 3, 1, 1, date(2026, 3, 25)),
    ]


def test_a_committee_without_anything_is_there_with_zeros(committee: Rows) -> None:
    query = "SELECT committee_id, members, core_certified, last_gathering_on FROM rollup.committee"
    assert read(query) == [("c1", 0, 0, None)]
