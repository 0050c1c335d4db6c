import numpy as np
import pandas as pd
import pytest
from numpy.typing import ArrayLike

from lib.measures.rates import rate, wilson_interval, with_wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # published: Newcombe 1998, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),  # nothing happened: still an upper limit
        (1, 29, 0.0061, 0.1718),
        (5, 5, 0.5655, 1.0),  # everything happened: still a lower limit
        (3, 4, 0.3006, 0.9544),
    ],
)
def test_wilson_interval_agrees_with_published_limits(
    successes: ArrayLike, trials: ArrayLike, low: float, high: float
) -> None:
    got = wilson_interval(successes, trials, confidence=0.95)
    assert np.round(got, 4).tolist() == [low, high]


def test_wilson_interval_of_an_array_is_elementwise() -> None:
    low, high = wilson_interval([[81, 15], [0, 1]], [[263, 148], [20, 29]])
    assert low.shape == (2, 2)
    assert np.round(low, 4).tolist() == [[0.2553, 0.0624], [0.0, 0.0061]]
    assert np.round(high, 4).tolist() == [[0.3662, 0.1605], [0.1611, 0.1718]]


def test_a_narrower_confidence_gives_a_narrower_interval() -> None:
    low95, high95 = wilson_interval(15, 148, confidence=0.95)
    low80, high80 = wilson_interval(15, 148, confidence=0.80)
    assert low95 < low80 < high80 < high95


@pytest.mark.filterwarnings("error")  # nothing is divided by nothing
@pytest.mark.parametrize(
    ("successes", "trials"),
    [
        (0, 0),  # no members: not a rate of zero
        (np.nan, 5),  # unknown numerator
        (1, np.nan),  # unknown denominator
    ],
)
def test_what_is_missing_has_no_rate_and_no_interval(successes: float, trials: float) -> None:
    low, high = wilson_interval([successes, 3], [trials, 4])
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    assert np.round([low[1], high[1]], 4).tolist() == [0.3006, 0.9544]  # the neighbour is intact
    assert np.isnan(rate(successes, trials))


def test_nothing_at_all_gives_empty_arrays() -> None:
    low, high = wilson_interval([], [])
    assert low.size == high.size == 0


@pytest.mark.parametrize(("successes", "trials"), [(-1, 5), (1, -5), (6, 5)])
def test_impossible_counts_are_refused(successes: ArrayLike, trials: ArrayLike) -> None:
    with pytest.raises(ValueError, match="leave such records out"):
        wilson_interval(successes, trials)
    with pytest.raises(ValueError, match="leave such records out"):
        rate(successes, trials)


def test_with_wilson_adds_the_rate_and_its_limits_and_keeps_the_rest() -> None:
    frame = pd.DataFrame(
        {"committee": ["a", "b", "c"], "paid": [3, 0, pd.NA], "members": [4, 0, 7]}
    ).astype({"paid": "Int64", "members": "Int64"})
    got = with_wilson(frame, "paid", "members")
    assert got.columns.tolist() == ["committee", "paid", "members", "rate", "low", "high"]
    assert got.loc[0, ["rate", "low", "high"]].astype(float).round(4).tolist() == [
        0.75,
        0.3006,
        0.9544,
    ]
    assert got.loc[[1, 2], ["rate", "low", "high"]].isna().all(axis=None)
