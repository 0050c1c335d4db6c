from datetime import date

import pandas as pd
import pytest

from lib.measures.completion import completion_within
from lib.measures.periods import Period

# Wednesday 24 June 2026: the complete weeks of four begin on 25 May, 1, 8 and 15 June.
AS_OF = date(2026, 6, 24)


def weekly(*rows: tuple[str, int, int, int, int]) -> pd.DataFrame:
    columns = ["enrolled_week", "enrolled", "within_30", "within_60", "within_90"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(enrolled_week=pd.to_datetime(frame["enrolled_week"]))


WEEKS = weekly(
    ("2026-05-18", 9, 9, 9, 9),  # before the period
    ("2026-05-25", 4, 1, 2, 3),
    ("2026-06-15", 5, 5, 5, 5),
    ("2026-06-22", 9, 9, 9, 9),  # not over
)


def test_rates_of_each_week_with_wilson_limits() -> None:
    found = completion_within(WEEKS, Period(AS_OF, 4)).set_index(["enrolled_from", "horizon_days"])
    first = found.loc[(pd.Timestamp("2026-05-25"), 30)]
    assert first[["enrolled", "completed", "rate"]].tolist() == [4, 1, 0.25]
    assert first["enrolled_to"] == pd.Timestamp("2026-05-31")
    ninety = found.loc[(pd.Timestamp("2026-05-25"), 90)]
    assert ninety[["low", "high"]].astype(float).round(4).tolist() == [0.3006, 0.9544]  # 3/4
    assert found.loc[(pd.Timestamp("2026-06-15"), 30), "low"].round(4) == 0.5655  # 5/5
    # Nobody enrolled in the two weeks between: no rate, not zero.
    between = found.loc[pd.Timestamp("2026-06-01") : pd.Timestamp("2026-06-08")]
    assert between["enrolled"].tolist() == [0] * 6
    assert between[["rate", "low", "high"]].isna().all(axis=None)


def test_the_steps_sum_to_the_complete_weeks_of_the_period() -> None:
    found = completion_within(WEEKS, Period(AS_OF, 4))
    ninety = found[found["horizon_days"] == 90]
    assert ninety[["enrolled", "completed"]].sum().tolist() == [9, 8]


@pytest.mark.parametrize(
    ("weeks", "steps", "days"),
    [
        (4, 4, 7),
        (13, 13, 7),
        (26, 13, 14),
        (52, 13, 28),
        (156, 13, 84),
    ],
)
def test_a_longer_period_is_cut_into_thirteen(weeks: int, steps: int, days: int) -> None:
    period = Period(AS_OF, weeks)
    found = completion_within(WEEKS, period)
    sixty = found[found["horizon_days"] == 60]
    assert len(sixty) == steps
    assert ((sixty["enrolled_to"] - sixty["enrolled_from"]).dt.days + 1 == days).all()
    assert sixty["enrolled_from"].iloc[0] == pd.Timestamp(period.first_week)
    assert sixty["enrolled_to"].iloc[-1] == pd.Timestamp("2026-06-21")


def test_a_period_that_does_not_divide_ends_with_a_shorter_step() -> None:
    found = completion_within(WEEKS, Period(AS_OF, 27))
    assert found["enrolled_to"].iloc[-1] == pd.Timestamp("2026-06-21")
    assert (found["enrolled_to"].iloc[-1] - found["enrolled_from"].iloc[-1]).days == 6


def test_more_completed_than_enrolled_is_refused() -> None:
    with pytest.raises(ValueError, match="leave such records out"):
        completion_within(WEEKS.assign(within_90=99), Period(AS_OF, 4))
