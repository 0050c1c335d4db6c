from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.health import bad_inputs, health, region_priors
from tests.measures.health.rows import AS_OF, rows, unshrunk

LATER = AS_OF + pd.Timedelta(days=1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "flag", "columns", "without"),
    [
        ({"responders": -1}, "negative_count", "responders", None),
        ({"covered_by_dues": -3}, "negative_count", "covered_by_dues", "dues"),
        ({"attended_90": np.inf}, "not_finite", "attended_90", "turnout"),
        ({"days_since_last_visit": -1}, "future_date", "days_since_last_visit", None),
        ({"formed_on": LATER}, "future_date", "formed_on", None),
        (
            {"coordinators_core": 3},  # of 2
            "more_core_than_coordinators",
            "coordinators_core,coordinators",
            "coordination",
        ),
        ({"covered_by_dues": 101}, "more_covered_than_members", "covered_by_dues", "dues"),
        ({"core_certified": 101}, "more_certified_than_members", "core_certified", "training"),
        # 100 members and 8 who joined: 108 could leave, 109 could not
        ({"lapsed_90": 109}, "more_lapsed_than_members", "lapsed_90", "growth"),
        # 7 of 6 gatherings counted
        (
            {"counted_gatherings_90": 7},
            "more_counted_than_held",
            "counted_gatherings_90",
            "turnout",
        ),
        (
            {"dispatches_within_60": 11},
            "more_answered_than_dispatched",
            "dispatches_within_60",
            None,
        ),
        (
            {"requests_open_over_14_days": 1},
            "more_overdue_than_open",
            "requests_open_over_14_days",
            None,
        ),
        # 4 counted gatherings, 100 members: 2,000 seats at five times the membership
        ({"attended_90": 2001}, "attendance_over_membership", "attended_90", "turnout"),
        # people at no gathering
        (
            {"counted_gatherings_90": 0, "attended_90": 3},
            "attendance_over_membership",
            "attended_90",
            "turnout",
        ),
    ],
)
def test_an_impossible_input_is_named_and_left_out(
    changes: dict[str, Any], flag: str, columns: str, without: str | None
) -> None:
    found = bad_inputs(rows(changes))
    assert found.to_dict("records") == [
        {
            "region_id": "southwest",
            "committee_id": "a",
            "as_of": AS_OF,
            "flag": flag,
            "columns": columns,
        }
    ]
    got = health(rows(changes), unshrunk()).iloc[0]
    assert got["flags"] == 1
    if without is not None:
        assert np.isnan(got[without])
    # What is left is full: the impossible input took nothing away.
    assert got["score"] == 1


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"coordinators_core": 2},  # all of them
        {"covered_by_dues": 100, "core_certified": 100},  # everybody
        {"lapsed_90": 108},  # everybody left
        {"attended_90": 2000},  # many guests
        {"counted_gatherings_90": 6, "dispatches_within_60": 10},
        {"requests_open": 2, "requests_open_over_14_days": 2},
        {"days_since_last_gathering": 0, "formed_on": AS_OF},  # today
        {"own_rhythm_90": None, "attended_90": None, "members": None},  # unknown isn't impossible
    ],
)
def test_what_can_just_be_true_is_left_in(changes: dict[str, Any]) -> None:
    assert bad_inputs(rows(changes)).empty
    assert health(rows(changes), unshrunk())["flags"].tolist() == [0]


def test_findings_are_counted_by_committee() -> None:
    bad = rows({}, {"responders": -1, "covered_by_dues": 101}, {"responders": -2})
    assert health(bad, unshrunk())["flags"].tolist() == [0, 2, 1]
    assert bad_inputs(bad)["flag"].value_counts().to_dict() == {
        "negative_count": 2,
        "more_covered_than_members": 1,
    }


def test_an_impossible_input_does_not_reach_the_regions_priors() -> None:
    good = [{"covered_by_dues": 40}, {"covered_by_dues": 60}]
    with_bad = rows(*good, {"covered_by_dues": 500})
    pd.testing.assert_frame_equal(
        region_priors(with_bad)[["dues_mean", "dues_strength"]],
        region_priors(rows(*good))[["dues_mean", "dues_strength"]],
    )


def test_the_rows_given_are_not_changed() -> None:
    given = rows({"responders": -1})
    health(given, unshrunk())
    assert given["responders"].tolist() == [-1]
