"""Enrollments that the tests of completion share."""

from typing import Any

import pandas as pd

START = pd.Timestamp("2024-01-01")
TODAY = START + pd.Timedelta(days=100)


def day(number: int | None) -> pd.Timestamp | None:
    """A day so many days after the first of January 2024."""
    return None if number is None else START + pd.Timedelta(days=number)


def enrollments(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """One row a learner: course, then the days of enrolling, starting, completing, withdrawing."""
    return pd.DataFrame(
        [(course, *(day(number) for number in days)) for course, *days in rows],
        columns=["course_id", "enrolled_on", "started_on", "completed_on", "withdrew_on"],
    )
