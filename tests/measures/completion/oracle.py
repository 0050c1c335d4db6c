"""What the rollups count of learners, from single enrollments: an oracle.

An enrollment has the dates ``enrolled_on``, ``started_on``, ``completed_on`` and ``withdrew_on``;
all but the first may be missing, and those after ``as_of`` have not happened yet. ``as_of`` is a
day, or a series of days beside the enrollments where these are followed for different times.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

DATES = ("enrolled_on", "started_on", "completed_on", "withdrew_on")
AsOf: TypeAlias = "pd.Timestamp | pd.Series"


def completion_days(enrollments: pd.DataFrame, as_of: AsOf, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return how many learners completed, or were last followed, after how many days.

    Columns: ``by``, ``days`` from enrolling, ``completed`` (else censored: withdrawn, or not done
    by ``as_of``) and ``learners``. A withdrawn learner who completed all the same has completed.

    :raises ValueError: if an enrollment has no ``enrolled_on`` or a date before it.
    """
    followed = _happened_by(enrollments, as_of)
    counted = followed[list(by)].assign(
        days=_days(followed, "enrolled_on", "completed_on"),
        completed=followed["completed_on"].notna(),
    )
    return _counted(counted)


def step_days(enrollments: pd.DataFrame, as_of: AsOf, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return how many learners took how many days for each step, or have waited so long.

    Columns: ``by``, ``step`` ("start": from enrolling to starting; "complete": from starting to
    completing), ``days``, ``closed`` (else censored as in ``completion_days``) and ``learners``.
    Who completed without a date of starting is in neither step.

    :raises ValueError: as ``completion_days``.
    """
    followed = _happened_by(enrollments, as_of)
    followed = followed[followed["started_on"].notna() | followed["completed_on"].isna()]
    started = followed[followed["started_on"].notna()]
    steps = [
        rows[list(by)].assign(step=step, days=_days(rows, since, until), closed=rows[until].notna())
        for step, rows, since, until in (
            ("start", followed, "enrolled_on", "started_on"),
            ("complete", started, "started_on", "completed_on"),
        )
    ]
    return _counted(pd.concat(steps))


def where_people_stall(
    enrollments: pd.DataFrame, as_of: AsOf, by: Sequence[str] = ()
) -> pd.DataFrame:
    """Return how far the learners are; the last five columns sum to the first.

    Columns: ``by``, ``enrolled``, ``not_started``, ``withdrew_before_start``, ``in_progress``
    (started), ``withdrew_after_start`` and ``completed``. Without ``by``, one row.

    :raises ValueError: as ``completion_days``.
    """
    followed = _happened_by(enrollments, as_of)
    completed, started = followed["completed_on"].notna(), followed["started_on"].notna()
    withdrew = followed["withdrew_on"].notna()
    stages = pd.DataFrame(
        {
            "enrolled": True,
            "not_started": ~completed & ~started & ~withdrew,
            "withdrew_before_start": ~completed & ~started & withdrew,
            "in_progress": ~completed & started & ~withdrew,
            "withdrew_after_start": ~completed & started & withdrew,
            "completed": completed,
        },
        index=followed.index,
    ).astype(np.int64)
    if not by:
        return stages.sum().to_frame().T
    keys = [followed[name] for name in by]
    return stages.groupby(keys, dropna=False, observed=True).sum().reset_index()


def _happened_by(enrollments: pd.DataFrame, as_of: AsOf) -> pd.DataFrame:
    """Return the enrollments made by ``as_of``, dates after it removed, with ``followed_to``."""
    dates = enrollments[list(DATES)].apply(pd.to_datetime)
    if dates["enrolled_on"].isna().any():
        raise ValueError("An enrollment has no date; leave such records out first.")
    if dates.lt(dates["enrolled_on"], axis=0).any(axis=None):
        raise ValueError("A learner's date lies before enrolling; leave such records out first.")
    if dates["completed_on"].lt(dates["started_on"]).any():
        raise ValueError("A learner completed before starting; leave such records out first.")
    today = pd.Series(pd.to_datetime(as_of), index=enrollments.index)
    happened = dates.where(dates.le(today, axis=0))
    followed = enrollments.assign(**happened, followed_to=happened["withdrew_on"].fillna(today))
    return followed[followed["enrolled_on"].notna()]


def _days(followed: pd.DataFrame, since: str, until: str) -> pd.Series:
    end = followed[until].fillna(followed["followed_to"])
    # Who withdrew before the record says that the step began was followed for no time.
    return (end - followed[since]).dt.days.clip(lower=0)


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    return (
        rows.groupby(list(rows.columns), dropna=False, observed=True)
        .size()
        .reset_index(name="learners")
    )
