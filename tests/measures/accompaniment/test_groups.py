"""Days in groups, at their edges."""

import pandas as pd
import pytest

from lib.measures.accompaniment import DayGroup, by_age, day_groups, group_of

TODAY = pd.Timestamp("2026-03-25")


def test_groups_have_both_ends_and_the_last_has_none() -> None:
    assert day_groups([2, 7, 30]) == (
        DayGroup(0, 2),
        DayGroup(3, 7),
        DayGroup(8, 30),
        DayGroup(31, None),
    )


@pytest.mark.parametrize(
    ("days", "group"),
    [(0, 0), (2, 0), (3, 1), (7, 1), (8, 2), (30, 2), (31, 3), (4000, 3), (float("nan"), 4)],
)
def test_a_day_is_in_the_group_that_ends_on_it(days: float, group: int) -> None:
    assert group_of(pd.Series([days]), [2, 7, 30]).tolist() == [group]


def test_open_requests_by_age_add_up_and_empty_groups_are_there() -> None:
    waiting = pd.DataFrame(
        [
            ("2026-03-25", 2, 2),  # of today
            ("2026-03-23", 1, 0),  # 2 days
            ("2026-03-22", 1, 1),  # 3 days
            ("2026-02-22", 4, 1),  # 31 days
        ],
        columns=["opened_on", "open", "unanswered"],
    ).assign(opened_on=lambda f: pd.to_datetime(f["opened_on"]))
    groups = by_age(waiting, TODAY, [2, 7, 30])
    assert groups["open"].tolist() == [3, 1, 0, 4]
    assert groups["unanswered"].tolist() == [2, 1, 0, 1]
    assert groups["answered"].tolist() == [1, 0, 0, 3]
    assert groups["first"].tolist() == [0, 3, 8, 31]


def test_no_request_is_four_empty_groups() -> None:
    nothing = pd.DataFrame({"opened_on": pd.to_datetime([]), "open": 0.0, "unanswered": 0.0})
    assert by_age(nothing, TODAY, [2, 7, 30])["open"].tolist() == [0, 0, 0, 0]
