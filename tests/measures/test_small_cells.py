"""What is hidden because few people are in it, and what would give them away."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.measures.small_cells import hidden, hidden_by_row, merged


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Nobody, and five, may be shown.
        ([0, 5, 9], "..."),
        # Four, and the next smallest: 9 less than the sum would be 4.
        ([4, 9, 30], "##."),
        # Two of one are two people together, so the five beside them, too.
        ([1, 1, 5, 30], "###."),
        # Nobody is not the next smallest: the sum would tell the three.
        ([3, 0, 8], "#.#"),
        # There are no more than these.
        ([2, 0, 1], "#.#"),
        ([3], "#"),
        ([float("nan"), 3, 7], ".##"),
        ([], ""),
    ],
)
def test_what_is_hidden(counts: list[float], expected: str) -> None:
    assert "".join("#" if hide else "." for hide in hidden(counts, 5)) == expected


def test_less_than_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        hidden([-1], 5)
    with pytest.raises(ValueError, match="negative"):
        merged(pd.DataFrame({"g": ["a"], "n": [-1]}), "g", ["n"], 5, "rest")


@pytest.mark.slow
@given(st.lists(st.integers(0, 20), min_size=2, max_size=6))
def test_what_the_sum_tells_of_the_hidden_is_of_several_and_of_enough_people(
    counts: list[int],
) -> None:
    values = np.array(counts, dtype=float)
    hide = hidden(values, 5)
    assert not ((values[~hide] > 0) & (values[~hide] < 5)).any()
    everyone = hide.sum() == (values > 0).sum()
    assert not hide.any() or (hide.sum() > 1 and values[hide].sum() >= 5) or everyone


def test_rows_are_hidden_each_by_itself() -> None:
    frame = pd.DataFrame({"month": ["a", "b"], "came": [9, 3], "went": [7, 8], "back": [6, 20]})
    shown = hidden_by_row(frame, ["came", "went", "back"], 5)
    assert shown["came"].fillna(-1).tolist() == [9, -1]
    assert shown["went"].fillna(-1).tolist() == [7, -1]
    assert shown["back"].tolist() == [6, 20]
    assert shown["month"].tolist() == ["a", "b"]


def test_small_groups_are_shown_as_one_that_is_not_small() -> None:
    frame = pd.DataFrame({"g": ["a", "b", "c", "d"], "came": [30, 3, 1, 12], "went": [20, 9, 2, 0]})
    # b and c are small: 4 came. With d, the smallest of the others, 16 came and 11 went.
    together = merged(frame, "g", ["came", "went"], 5, "rest")
    assert together.to_dict("list") == {"g": ["a", "rest"], "came": [30, 16], "went": [20, 11]}


def test_one_small_group_takes_another_and_none_is_left_alone() -> None:
    frame = pd.DataFrame({"g": ["a", "b"], "n": [4.0, 40.0]})
    assert merged(frame, "g", ["n"], 5, "rest").to_dict("list") == {"g": ["rest"], "n": [44.0]}
    sound = pd.DataFrame({"g": ["a", "b"], "n": [5.0, 0.0]})
    assert merged(sound, "g", ["n"], 5, "rest")["g"].tolist() == ["a", "b"]
