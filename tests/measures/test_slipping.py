"""Where more members slip away than chance explains."""

import math

import numpy as np
import pandas as pd
import pytest

from lib.measures.slipping import first, slipping


def groups(*rows: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["slipped", "members"], dtype=float)


# Ten groups lose 5 of 50; others are set among them.
USUAL = [(5.0, 50.0)] * 10


def test_a_group_stands_out_only_beyond_chance_and_with_as_many_as_may_be_told() -> None:
    found = slipping(
        groups(
            *USUAL,
            (25, 50),  # half of them
            (40, 60),  # two thirds
            (7, 50),  # a little more than usual
            (4, 4),  # all of them, but too few to be told
            (np.nan, 50),  # nobody knows
            (0, 0),  # nobody is a member
        )
    )
    assert found["stands_out"].tolist() == [False] * 10 + [True, True, False, False, False, False]
    # 4 of 4 is drawn most of the way to the others.
    assert found["mean"][13] < 0.8
    assert math.isnan(found["mean"][14])
    assert math.isnan(found["mean"][15])
    # People beyond the usual: the shrunk share less the usual one, times the members.
    assert found["excess"][10] == pytest.approx((found["mean"][10] - found["usual"][10]) * 50)


def test_where_most_people_slip_comes_first_and_not_the_highest_share() -> None:
    found = slipping(groups(*USUAL, (20, 25), (100, 200)))
    assert first(found, 5).index.tolist() == [11, 10]
    assert first(found, 1).index.tolist() == [11]


def test_groups_that_differ_no_more_than_chance_allows_stand_out_nowhere() -> None:
    found = slipping(groups(*[(5.0, 50.0), (6.0, 50.0), (4.0, 50.0)] * 5))
    assert not found["stands_out"].any()


def test_a_single_group_is_compared_with_nothing() -> None:
    assert not slipping(groups((30, 60)))["stands_out"].any()
    assert slipping(groups()).empty
