"""The courses of the training program."""

from collections.abc import Iterator

import numpy as np

from lib.demo.columns import Batch, batch, flags, integers, moments, numbers
from lib.demo.period import Period
from lib.demo.places import catalogue

COURSES = catalogue("courses")
POPULARITY = np.array([float(c["popularity"]) for c in COURSES])
HOURS = np.array([float(c["hours"]) for c in COURSES])
VALID_MONTHS = np.array([int(c["valid_months"] or 0) for c in COURSES])
COORDINATION = [c["course_id"] for c in COURSES].index("coordination")


def rows(period: Period) -> Iterator[Batch]:
    """Rows of ``course``."""
    n = len(COURSES)
    yield batch(
        "membership",
        "course",
        course_id=[c["course_id"] for c in COURSES],
        title_en=[c["title_en"] for c in COURSES],
        title_es=[c["title_es"] for c in COURSES],
        topic=[c["topic"] for c in COURSES],
        audience=[c["audience"] for c in COURSES],
        hours=numbers(HOURS),
        valid_months=integers(VALID_MONTHS, VALID_MONTHS > 0),
        is_core=flags(np.array([c["is_core"] == "true" for c in COURSES])),
        updated_at=moments(period.start * 86_400 + 64_800 + np.arange(n) * 60),
    )
