"""Sums over several regions, each of which may be chosen alone."""

import pandas as pd

from lib.measures.across_regions import SPANS, merged_within, told_alone, too_small

ROWS = pd.DataFrame(
    [
        ("west", "standard", 40, 5),
        ("west", "rare", 3, 0),  # too few: with the next smallest of the west
        ("west", "low", 9, 6),
        ("east", "standard", 20, 0),
        ("east", "rare", 6, 0),  # as such enough: told
        ("north", "standard", 4, 0),  # all of the north
    ],
    columns=["region_id", "tier", "now", "before"],
)


def test_what_is_small_is_told_with_others_of_its_region() -> None:
    told = merged_within(ROWS, "tier", ["now", "before"], "others")
    assert told.set_index(["region_id", "tier"])[["now", "before"]].T.to_dict("list") == {
        ("west", "standard"): [40, 5],
        ("west", "others"): [12, 6],
        ("east", "rare"): [6, 0],
        ("east", "standard"): [20, 0],
        ("north", "others"): [4, 0],
    }


def test_a_region_of_few_is_in_no_sum_with_others() -> None:
    assert too_small(ROWS, ["now"]) == {"west", "north"}
    assert told_alone(["west", "north", "east"], {"north"}) == {"west", "east"}
    assert told_alone(["west", "north"], {"west", "north"}) == frozenset()
    # One region is the difference of nothing.
    assert told_alone(["north"], {"north"}) == {"north"}
    assert told_alone([], {"north"}) == frozenset()


def test_each_span_is_a_part_of_the_next() -> None:
    assert all(longer % shorter == 0 for shorter, longer in zip(SPANS, SPANS[1:], strict=False))
