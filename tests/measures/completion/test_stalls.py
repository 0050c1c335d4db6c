import numpy as np
import pandas as pd

from lib.measures.completion import Stall, largest_stall, with_shares
from lib.measures.completion.stalls import STAGES, Step
from tests.measures.completion.oracle import where_people_stall

COLUMNS = [
    *["name", "enrolled", "not_started", "withdrew_before_start", "in_progress"],
    *["withdrew_after_start", "completed"],
]


def stages(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def test_shares_of_the_enrolled() -> None:
    found = with_shares(stages(("a", 10, 1, 2, 3, 0, 4), ("b", 0, 0, 0, 0, 0, 0)))
    assert found.loc[0, [f"share_{s}" for s in STAGES]].tolist() == [0.4, 0.3, 0.0, 0.1, 0.2]
    assert found.loc[1, [f"share_{s}" for s in STAGES]].isna().all()  # nobody enrolled: no share
    assert np.isclose(found.loc[0, [f"share_{s}" for s in STAGES]].sum(), 1)


def test_stages_are_those_of_the_measure() -> None:
    dates = ["enrolled_on", "started_on", "completed_on", "withdrew_on"]
    nobody = pd.DataFrame(columns=dates)
    counted = where_people_stall(nobody, pd.Timestamp("2024-01-01"))
    assert sorted(counted.columns.drop("enrolled")) == sorted(STAGES)


def test_most_stall_before_the_start() -> None:
    # Before: 3 + 2 and 4 + 3; after: 1 + 2 and 2 + 1; 18 in all.
    found = largest_stall(stages(("a", 10, 3, 2, 1, 2, 2), ("b", 20, 4, 3, 2, 1, 10)), "name")
    assert found == Stall(Step.START, learners=12, stopped=18, group="b", there=7)


def test_most_stall_after_the_start() -> None:
    # Before: 1; after: 2 + 3 and 1 + 1. The group with most people, though its share is lower.
    found = largest_stall(stages(("a", 50, 1, 0, 2, 3, 44), ("b", 3, 0, 0, 1, 1, 1)), "name")
    assert found == Stall(Step.COMPLETE, learners=7, stopped=8, group="a", there=5)


def test_nobody_stalls() -> None:
    assert largest_stall(stages(("a", 5, 0, 0, 0, 0, 5)), "name") is None
    assert largest_stall(stages(), "name") is None
