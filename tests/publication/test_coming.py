"""When the next release is due, by what is published."""

from datetime import date

import pandas as pd
import pytest

from lib.publication.coming import coming
from lib.publication.parameters import NATION, parameters
from lib.publication.periods import Calendar

# 301 blocks of four weeks after 2001-01-01.
BLOCK = pd.Timestamp("2024-01-29")


def _atoms(*rows: tuple[str, pd.Timestamp, int]) -> pd.DataFrame:
    columns = ["metric", "period_start", "weeks"]
    return pd.DataFrame(rows, columns=columns).assign(area=NATION, value=20)


def test_the_next_block_is_due_as_long_after_its_end_as_the_delay() -> None:
    # Told through February 25; the next four weeks end on March 24, and four more are waited.
    published = _atoms(("members", BLOCK, 4), ("gatherings", BLOCK, 4))
    (the_day_before,) = coming(published, date(2024, 4, 21), parameters())
    assert (the_day_before.through, the_day_before.start) == (date(2024, 2, 25), date(2024, 2, 26))
    assert (the_day_before.end, the_day_before.due) == (date(2024, 3, 24), date(2024, 4, 22))
    assert (the_day_before.waiting, the_day_before.days_late(date(2024, 4, 21))) == (0, -1)
    assert the_day_before.codes == ("members", "gatherings")
    # The boundary: on the day itself.
    (on_the_day,) = coming(published, date(2024, 4, 22), parameters())
    assert (on_the_day.waiting, on_the_day.days_late(date(2024, 4, 22))) == (1, 0)
    # Eight weeks later two more wait.
    assert coming(published, date(2024, 6, 17), parameters())[0].waiting == 3


def test_weeks_and_blocks_come_apart_the_first_due_in_front() -> None:
    published = _atoms(("members", BLOCK, 4), ("hotline_calls", BLOCK, 1))
    weekly, blocks = coming(published, date(2024, 3, 1), parameters())
    # Told through February 4: the next week ends on February 11, and is due four weeks later.
    assert (weekly.weeks, weekly.due) == (1, date(2024, 3, 11))
    assert (blocks.weeks, blocks.due) == (4, date(2024, 4, 22))


def test_what_lags_behind_is_what_is_waited_for() -> None:
    later = BLOCK + pd.Timedelta(weeks=4)
    published = _atoms(("members", BLOCK, 4), ("members", later, 4), ("gatherings", BLOCK, 4))
    assert coming(published, date(2024, 4, 1), parameters())[0].through == date(2024, 2, 25)


def test_nothing_published_has_nothing_to_come_after() -> None:
    assert coming(_atoms(), date(2024, 4, 1), parameters()) == ()


@pytest.mark.slow
def test_it_agrees_with_the_periods_that_a_release_takes() -> None:
    """Every day of a year, what is said to wait is what the calendar of the release says is due."""
    calendar = Calendar(parameters().periods)
    published = _atoms(("members", BLOCK, 4))
    for day in pd.date_range("2024-03-01", "2025-03-01"):
        (said,) = coming(published, day.date(), parameters())
        due = [s for s in calendar.starts(4, BLOCK.date(), day.date()) if s > BLOCK.date()]
        assert said.waiting == len(due), day
