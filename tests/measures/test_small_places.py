"""What may be told of small counts, so that no difference of told ones tells a hidden one."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.measures import thresholds
from lib.measures.small_places import hides, is_small, remainders, tell

LEVELS = ["region", "state", "county"]


def hidden(*counts: int) -> list[bool]:
    return hides(np.array(counts), np.zeros(len(counts))).tolist()


def test_the_shipped_limit_is_five() -> None:
    assert thresholds.membership().minimum_people == 5
    assert is_small(np.array([0, 1, 4, 5])).tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((7, 0, 30), [False, False, False]),  # none is small; nobody is no secret
        ((3, 7, 30), [True, True, False]),  # 40 less 30 and 7 would be the 3
        ((3, 30, 7, 0), [True, False, True, False]),  # the next larger, wherever it stands
        ((1, 4, 30), [True, True, False]),  # 5 of two together: enough
        ((1, 3, 6, 30), [True, True, True, False]),  # 4 of two together would be too few
        ((4, 4, 4), [True, True, True]),  # all that are small, though two would do
        ((3,), [True]),  # nothing is left to hide it behind
        ((2, 2), [True, True]),
        ((5,), [False]),
    ],
)
def test_a_small_count_takes_the_next_larger_with_it(
    counts: tuple[int, ...], expected: list[bool]
) -> None:
    assert hidden(*counts) == expected


def test_groups_hide_nothing_of_each_other() -> None:
    found = hides(np.array([3, 9, 9, 8]), np.array([1, 2, 1, 2]))
    assert found.tolist() == [True, False, True, False]


CELLS = pd.DataFrame(
    [
        ("west", "CA", "a", 3),  # small
        ("west", "CA", "b", 9),  # goes with it
        ("west", "CA", None, 40),  # nobody knows the county: a place like another
        ("west", "NV", "c", 2),  # a small state, of one county
        ("west", "OR", "d", 8),  # the next larger state goes with it, and its county
        ("west", "WA", "e", 0),
        ("east", "NY", "f", 4),  # a small region: nothing of it is told
    ],
    columns=[*LEVELS, "members"],
)


def test_what_is_not_told_of_a_place_is_not_told_of_any_within_it() -> None:
    regions, states, counties = tell(CELLS, LEVELS, "members")
    assert regions.set_index("region")["is_told"].to_dict() == {"west": True, "east": False}
    assert regions.set_index("region")["members"].to_dict() == {"west": 62, "east": 4}
    told = states.set_index("state")["is_told"].to_dict()
    assert told == {"CA": True, "NV": False, "OR": False, "WA": True, "NY": False}
    named = {"a": False, "b": False, None: True, "c": False, "d": False, "e": True, "f": False}
    known = counties["county"].astype(object).where(counties["county"].notna(), None)
    assert dict(zip(known, counties["is_told"], strict=True)) == named


def test_what_is_hidden_is_told_together_and_all_that_is_told_adds_up() -> None:
    frames = tell(CELLS, LEVELS, "members")
    rest = remainders(frames, "members")
    named = rest.astype(object).where(rest.notna(), None).to_dict("records")
    assert [tuple(row.values()) for row in named] == [
        ("west", 10, None),  # Nevada's 2 and Oregon's 8
        ("west", 12, "CA"),  # a and b
    ]
    counties = frames[-1]
    # All but the four of the small region.
    assert counties.loc[counties["is_told"], "members"].sum() + rest["members"].sum() == 62


CELL = st.tuples(
    st.sampled_from("xy"), st.sampled_from("abc"), st.sampled_from("123"), st.integers(0, 12)
)


@pytest.mark.slow
@given(st.lists(CELL, min_size=1, max_size=18))
def test_no_hidden_place_stands_alone_below_one_that_is_told(
    rows: list[tuple[str, str, str, int]],
) -> None:
    frames = tell(pd.DataFrame(rows, columns=[*LEVELS, "members"]), LEVELS, "members")
    for frame in frames:
        told = frame[frame["is_told"]]["members"]
        assert not is_small(told.to_numpy()).any()
    for depth, (above, below) in enumerate(pairwise(frames), start=1):
        places = LEVELS[:depth]
        merged = below.merge(above, on=places, suffixes=("", "_above"))
        assert not (merged["is_told"] & ~merged["is_told_above"]).any()
        kept_back = merged[merged["is_told_above"] & ~merged["is_told"]]
        for _place, group in kept_back.groupby(places):
            assert len(group) >= 2
            assert group["members"].sum() >= 5
