"""An indicator is measured from the columns that it is said to be measured from, and no others."""

import numpy as np
import pandas as pd
import pytest

from lib.measures.health import DEFINITIONS, MEASURED_FROM, Indicator, health
from lib.measures.health.inputs import KEYS
from tests.measures.health.rows import rows

# No figure is at an end of its ramp, and no two committees have the same of anything. Permuted,
# every column of a larger number exceeds somewhere the one that it is a part of.
COMMITTEES = rows(
    *(
        {
            "formed_on": pd.Timestamp("2024-03-02") + pd.Timedelta(days=200 * i),
            "members": 40 + 50 * i,
            "members_90_days_ago": 50 + 51 * i,
            "joined_90": 4 + 3 * i,
            "lapsed_90": 3 + i,
            "covered_by_dues": 22 + 30 * i,
            "gatherings_90": 2 + i,
            "own_rhythm_90": 4.0 + 1.5 * i,
            "counted_gatherings_90": 2 + i,
            "attended_90": 9 + 14 * i,
            "coordinators": 1 + i,
            "coordinators_core": i,
            "core_certified": 3 + 2 * i,
            "responders": 1 + i,
            "dispatches_90": 6 + 4 * i,
            "dispatches_within_60": 3 + 3 * i,
            "requests_open": i,
            "requests_open_over_14_days": i,
            "days_since_last_gathering": 25 + 9 * i,
            "days_since_last_drill": 150 + 40 * i,
            "days_since_last_visit": 60 + 15 * i,
        }
        for i in range(4)
    )
)
COLUMNS = sorted(set(DEFINITIONS) - set(KEYS))


def changed(frame: pd.DataFrame) -> set[Indicator]:
    """The indicators of which a committee's score is another one than that of ``COMMITTEES``."""
    names = list(map(str, Indicator))
    before, after = (health(each)[names].to_numpy() for each in (COMMITTEES, frame))
    same = np.isclose(before, after, rtol=0, atol=1e-9, equal_nan=True).all(axis=0)
    return {indicator for indicator, is_same in zip(Indicator, same, strict=True) if not is_same}


@pytest.mark.slow
@pytest.mark.parametrize("column", COLUMNS)
def test_permuting_a_column_changes_the_indicators_measured_from_it_and_no_other(
    column: str,
) -> None:
    turned = COMMITTEES.assign(**{column: np.roll(COMMITTEES[column], 1)})
    assert changed(turned) == {
        indicator for indicator in Indicator if column in MEASURED_FROM[indicator]
    }


def test_the_age_of_a_committee_is_in_no_indicator() -> None:
    # It tells a stalled committee from one that is building: a level, of whatever score.
    assert not any("formed_on" in columns for columns in MEASURED_FROM.values())


def test_an_impossible_figure_counts_for_nothing_in_what_is_measured_from_it() -> None:
    # More counted than held: turnout has no data then, though held is none of its own figures.
    assert changed(COMMITTEES.assign(gatherings_90=1)) == {Indicator.RHYTHM, Indicator.TURNOUT}


def test_the_status_decides_on_every_indicator_and_is_measured_in_none() -> None:
    assert changed(COMMITTEES.assign(status="closed")) == set(Indicator)
    assert not any(set(KEYS) & columns for columns in MEASURED_FROM.values())
