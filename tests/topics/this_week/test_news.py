"""The last week in sentences."""

from datetime import date

import pandas as pd
import pytest

from lib.measures.periods import Period
from lib.topics.this_week.news import incidents_in_words

# Friday 27 November 2026; the last complete week is that of the 16th.
LAST = Period(date(2026, 11, 27), 1)
BEGINS = pd.Timestamp("2020-01-06")


def weekly(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["week_start", "kind", "incidents"])
    return frame.assign(week_start=pd.to_datetime(frame["week_start"]), verification="verified")


ROWS = weekly(
    ("2026-11-09", "raid", 30),
    ("2026-11-16", "traffic_stop", 6),
    ("2026-11-16", "raid", 5),
    ("2026-11-16", "detention", 8 - 1),
    ("2026-11-16", "removal", 1),
    ("2026-11-23", "raid", 99),  # the running week: in no sum
)


def test_the_most_frequent_kind_is_no_most_of_them_below_half() -> None:
    assert incidents_in_words(ROWS, BEGINS, LAST) == (
        "- **19** incidents · the week before: 30 · most often: detention, 7 of 19 (37%)"
    )


def test_false_reports_are_left_out() -> None:
    rows = pd.concat([ROWS, ROWS.assign(verification="false_report")])
    assert incidents_in_words(rows, BEGINS, LAST).startswith("- **19** incidents")


@pytest.mark.parametrize("begins", [None, pd.NaT])
def test_no_record_at_all_is_no_zero(begins: pd.Timestamp | None) -> None:
    assert incidents_in_words(ROWS.iloc[:0], begins, LAST) == "- No incident was ever recorded"


def test_a_week_before_the_records_is_not_compared_with() -> None:
    told = incidents_in_words(ROWS.iloc[1:], pd.Timestamp("2026-11-16"), LAST)
    assert "the week before" not in told
