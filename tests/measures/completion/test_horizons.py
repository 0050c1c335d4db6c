from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from lib.measures.completion import completion_within
from lib.measures.completion.horizons import newest_told_month

JANUARY, FEBRUARY = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-02-01")

COHORTS = pd.DataFrame(
    [
        ("west", "a", JANUARY, 3, 1, 2, 3),
        ("west", "b", JANUARY, 1, 0, 0, 0),  # another committee of the region: summed
        ("west", "a", FEBRUARY, 5, 5, 5, 5),
        ("east", "c", JANUARY, 0, 0, 0, 0),  # nobody enrolled: no rate, not zero
    ],
    columns=[
        *["region_id", "committee_id", "enrolled_month", "enrolled"],
        *["within_30", "within_60", "within_90"],
    ],
)


def within(as_of: str, by: Sequence[str] = ("region_id",)) -> pd.DataFrame:
    found = completion_within(COHORTS, pd.Timestamp(as_of), by)
    return found.set_index([*by, "enrolled_month", "horizon_days"])


def test_rates_with_wilson_limits() -> None:
    found = within("2024-12-31")
    assert found.loc[("west", JANUARY, 30), ["enrolled", "completed", "rate"]].tolist() == (
        [4, 1, 0.25]
    )
    ninety = found.loc[("west", JANUARY, 90)]
    assert ninety[["low", "high"]].astype(float).round(4).tolist() == [0.3006, 0.9544]  # 3/4
    assert found.loc[("west", FEBRUARY, 30), "low"].round(4) == 0.5655  # 5/5
    assert found.loc["east"][["rate", "low", "high"]].isna().all(axis=None)
    assert not found["too_recent"].any()


@pytest.mark.parametrize(
    ("as_of", "too_recent"),
    [
        ("2024-02-29", {30: True, 60: True, 90: True}),  # 31 January + 30 days is 1 March
        ("2024-03-01", {30: False, 60: True, 90: True}),
        ("2024-03-30", {30: False, 60: True, 90: True}),  # + 60 days is 31 March
        ("2024-03-31", {30: False, 60: False, 90: True}),
        ("2024-04-29", {30: False, 60: False, 90: True}),  # + 90 days is 30 April
        ("2024-04-30", {30: False, 60: False, 90: False}),
    ],
)
def test_a_month_is_told_once_the_horizon_of_its_last_day_has_passed(
    as_of: str, too_recent: dict[int, bool]
) -> None:
    found = within(as_of).loc[("west", JANUARY), "too_recent"]
    assert found.to_dict() == too_recent


def test_february_ends_on_the_29th_of_a_leap_year() -> None:
    # 29 February + 30 days is 30 March
    assert within("2024-03-29").loc[("west", FEBRUARY, 30), "too_recent"]
    assert not within("2024-03-30").loc[("west", FEBRUARY, 30), "too_recent"]


def test_without_groups_all_are_taken_together() -> None:
    found = within("2024-12-31", ())
    assert found.loc[(JANUARY, 60), ["enrolled", "completed"]].tolist() == [4, 2]


def test_no_cohorts() -> None:
    assert completion_within(COHORTS.head(0), JANUARY).empty


def test_more_completed_than_enrolled_is_refused() -> None:
    with pytest.raises(ValueError, match="leave such records out"):
        completion_within(COHORTS.assign(within_90=9), JANUARY)


@pytest.mark.parametrize(
    ("as_of", "month"),
    [
        # 31 March + 90 days is 29 June: told on that day, not on the day before.
        (date(2026, 6, 29), date(2026, 3, 1)),
        (date(2026, 6, 28), date(2026, 2, 1)),
        (date(2026, 7, 28), date(2026, 3, 1)),  # 30 April + 90 days is 29 July
        (date(2026, 7, 29), date(2026, 4, 1)),
        (date(2026, 1, 15), date(2025, 9, 1)),  # over the turn of the year
    ],
)
def test_a_month_is_told_once_its_last_learner_has_had_the_days(as_of, month):
    assert newest_told_month(as_of, 90) == month
