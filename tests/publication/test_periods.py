"""Blocks of four weeks, the years that they belong to, and when they may be told.

2001-01-01 is a Monday; 2024-01-01 is 300 blocks of 28 days later, 100 quarters of 84. 2022-12-05
begins the block that ends on 2023-01-01, and 2023-01-02 the first that begins in 2023. Quarters
begin on 2022-11-07, 2023-01-30, 2023-10-09, 2024-01-01, 2024-12-02 and 2025-02-24.
"""

from datetime import date, timedelta

import pandas as pd
import pytest

from lib.publication.cells import INPUT
from lib.publication.parameters import parameters
from lib.publication.period_choices import as_rows, decide
from lib.publication.periods import WEEK, Calendar, end_of
from tests.publication.frames import atoms

RULES = parameters()
CALENDAR = Calendar(RULES.periods)


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2024, 1, 1), date(2024, 1, 1)),
        (date(2024, 1, 28), date(2024, 1, 1)),  # the last Sunday of the four weeks
        (date(2024, 1, 29), date(2024, 1, 29)),
        (date(2023, 12, 31), date(2023, 12, 4)),
    ],
)
def test_the_block_of_a_day(day: date, start: date) -> None:
    assert CALENDAR.block_of(day) == start


def test_a_week_belongs_to_the_year_in_which_its_quarter_begins() -> None:
    # The quarter of 2024-12-02 ends on 2025-02-23, and all of it is 2024's.
    assert CALENDAR.block_of(date(2025, 1, 20)) == date(2024, 12, 30)
    assert CALENDAR.quarter_of(date(2025, 2, 23)) == date(2024, 12, 2)
    assert CALENDAR.year_of(date(2025, 2, 23)) == 2024
    assert CALENDAR.year_of(date(2025, 2, 24)) == 2025


def test_a_period_may_be_told_four_weeks_after_its_end() -> None:
    # Monday 1 to Sunday 28 January; four weeks later is Monday 26 February.
    assert end_of(date(2024, 1, 1), 4) == date(2024, 1, 28)
    assert not CALENDAR.is_due(date(2024, 1, 1), 4, date(2024, 2, 25))
    assert CALENDAR.is_due(date(2024, 1, 1), 4, date(2024, 2, 26))
    assert CALENDAR.is_due(date(2024, 1, 1), 1, date(2024, 2, 5))


def test_a_year_is_thirteen_blocks_and_told_from_the_one_that_the_first_day_lies_in() -> None:
    # 2001-01-01 and 22 times 364 days is 2022-12-05; that year ends on 2023-12-03.
    told = list(CALENDAR.starts(52, date(2023, 7, 1), date(2024, 11, 30)))
    assert told == [date(2022, 12, 5)]
    assert end_of(told[0], 52) == date(2023, 12, 3)
    # The next ends on Sunday 2024-12-01, and may be told four weeks later.
    assert len(list(CALENDAR.starts(52, date(2023, 7, 1), date(2024, 12, 29)))) == 1
    assert len(list(CALENDAR.starts(52, date(2023, 7, 1), date(2024, 12, 30)))) == 2


def _inputs(weekly: dict[str, dict[str, int]], year: int = 2023) -> pd.DataFrame:
    """The same number in every week of a year, by metric and region."""
    first = date(year, 1, 2)
    rows = [
        (area, metric, f"{area} c", pd.Timestamp(first + n * WEEK), 1, amount)
        for metric, amounts in weekly.items()
        for area, amount in amounts.items()
        for n in range(60)
    ]
    return pd.DataFrame(rows, columns=INPUT)


def _decided_weeks(inputs: pd.DataFrame, **stored: int) -> dict[str, int]:
    before = {(2024, code): weeks for code, weeks in stored.items()}
    nothing = atoms("members", [None]).iloc[:0]
    choices = decide(inputs, ["r0", "r1"], 2024, before, nothing, RULES)
    return {code: weeks for (_, code), weeks in choices.items()}


def test_a_metric_is_weekly_if_last_years_median_reached_the_threshold_everywhere() -> None:
    weekly = {
        "members": {"r0": 15, "r1": 200},
        "attendance": {"r0": 14, "r1": 200},  # one short in one region
        "hotline_calls": {"r1": 200},  # nothing in the other
    }
    weeks = _decided_weeks(_inputs(weekly))
    assert weeks["members"] == 1
    assert weeks["attendance"] == 4
    assert weeks["hotline_calls"] == 4
    assert weeks["training_completed.security"] == 4


def test_the_median_counts_weeks_without_anything() -> None:
    inputs = _inputs({"members": {"r0": 500, "r1": 500}})
    # 23 of the year's 48 weeks, which begin on 2023-01-30: the median week has none. With 25, 500.
    for weeks, expected in ((27, 4), (29, 1)):
        end = pd.Timestamp(date(2023, 1, 2) + weeks * WEEK)
        assert _decided_weeks(inputs[inputs["period_start"] < end])["members"] == expected


def test_a_metric_and_the_one_that_bounds_it_go_together() -> None:
    both = {"r0": 50, "r1": 50}
    assert _decided_weeks(_inputs({"gatherings": both}))["gatherings"] == 4
    weeks = _decided_weeks(_inputs({"gatherings": both, "committees_active": both}))
    assert (weeks["gatherings"], weeks["committees_active"]) == (1, 1)


def test_a_choice_stands_for_its_year() -> None:
    inputs = _inputs({"members": {"r0": 500, "r1": 500}})
    assert _decided_weeks(inputs, members=4)["members"] == 4
    rows = as_rows({(2024, "members"): 4, (2025, "members"): 1}, {(2024, "members"): 4}, ["r0"])
    assert rows.to_dict("records") == [
        {"year": 2025, "area": "r0", "metric": "members", "weeks": 1},
        {"year": 2025, "area": "nation", "metric": "members", "weeks": 1},
    ]


def test_the_turn_of_a_year_makes_no_periods_overlap() -> None:
    # By quarters in 2022, four-weekly in 2023, weekly in 2024: no day is told twice, none left out.
    days: list[date] = []
    for weeks, year in ((12, 2022), (4, 2023), (1, 2024)):
        for start in CALENDAR.starts(weeks, date(2022, 6, 1), date(2024, 6, 1)):
            if CALENDAR.year_of(start) == year:
                days += [start + timedelta(days=n) for n in range(7 * weeks)]
    assert days == sorted(set(days))
    assert len(days) == (days[-1] - days[0]).days + 1
