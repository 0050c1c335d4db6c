"""Each headline's change is what its line shows, or says what it is measured against."""

from datetime import date

import pandas as pd
import pytest

from lib.measures.periods import Period
from lib.topics.this_week.headlines import dispatch_headline, incidents_headline

# Wednesday 24 June 2026; the period's weeks are those of 8 and 15 June.
PERIOD = Period(date(2026, 6, 24), 2)
BEGINS = pd.Timestamp("2020-01-06")


def weekly(*rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "week_start": pd.to_datetime([week for week, _n in rows]),
            "verification": "verified",
            "incidents": [n for _week, n in rows],
        }
    )


def test_incidents_are_compared_with_the_pale_part_of_their_line() -> None:
    rows = weekly(("2026-06-01", 3), ("2026-06-08", 1), ("2026-06-15", 4), ("2026-06-22", 9))
    false_report = rows.iloc[:1].assign(verification="false_report", incidents=50)
    made = incidents_headline(pd.concat([rows, false_report]), BEGINS, PERIOD)
    # Nothing is known of the week of 25 May: it had none. The running week is in no sum.
    assert list(made.line.values) == [0, 3, 1, 4]
    assert made.line.before == 2
    assert made.value == "5"
    assert made.change is not None
    assert (made.change.text, made.change.since) == ("+2", "3 in the 2 weeks before")


def test_a_region_whose_records_begin_later_is_compared_with_nothing() -> None:
    made = incidents_headline(weekly(("2026-06-15", 4)), pd.Timestamp("2026-06-01"), PERIOD)
    assert made.change is None
    assert list(made.line.values) == [0, 4]
    assert made.note == "the records begin later than the weeks before"


def test_records_without_a_recent_incident_say_zero_and_no_record_at_all_says_none() -> None:
    assert incidents_headline(weekly(), BEGINS, PERIOD).value == "0"
    for nothing in (None, pd.NaT):
        made = incidents_headline(weekly(), nothing, PERIOD)
        assert (made.value, made.no_data) == (None, "No incident was ever recorded")


def waits(*rows: tuple[int, bool, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["minutes", "closed", "incidents"])


def test_a_wait_is_of_all_incidents_and_that_of_the_answered_stands_beside_it() -> None:
    # Of ten, three were reached after 10 minutes, three after 60; four are still open. Half of all
    # is reached at the fifth: 60. Of the six answered: the middle of 10 and 60.
    now = waits((10, True, 3), (60, True, 3), (5000, False, 4))
    made = dispatch_headline(now, waits((20, True, 1)), PERIOD)
    assert made.value == "60 min"
    assert made.note == "half of all 10; of the 6 answered, 35 min"
    assert made.change is not None
    assert (made.change.text, made.change.since) == ("+40 min", "20 min in the 2 weeks before")
    assert not made.line.is_drawn


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (waits(), "No incident in this period"),
        (waits((500, False, 3)), "Nobody was sent in this period"),
        # Most still wait: there is no median, and someone was sent.
        (waits((10, True, 1), (500, False, 3)), "Someone was sent to 25% (1 of 4)"),
    ],
)
def test_without_a_median_it_says_why(now: pd.DataFrame, said: str) -> None:
    made = dispatch_headline(now, waits(), PERIOD)
    assert made.value == "–"
    assert made.no_data == said
