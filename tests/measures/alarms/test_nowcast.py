from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.alarms import Completeness, learn_reporting_delay, nowcast
from lib.measures.thresholds import NowcastThresholds

LAST = pd.Timestamp("2024-03-25")


def settings(**changes: Any) -> NowcastThresholds:
    values = {
        "maximum_delay_weeks": 2,
        "minimum_weeks": 2,
        "minimum_reports": 10,
        "history_weeks": 52,
        "minimum_share_reported": 0.2,
        "plentiful_reports": 1_000_000,
        "draws": 4000,
        "seed": 1,
    }
    return NowcastThresholds.model_validate(values | changes)


def triangle(*rows: Sequence[int]) -> pd.DataFrame:
    """One row a week, the last being LAST: the reports after 0, 1, … weeks."""
    return pd.DataFrame(
        [
            (LAST - pd.Timedelta(weeks=len(rows) - 1 - week), delay, count)
            for week, counts in enumerate(rows)
            for delay, count in enumerate(counts)
        ],
        columns=["week_start", "delay_weeks", "incidents"],
    )


# All delays of the first two weeks are in, one is to come for the third, two for the last.
FOUR_WEEKS = triangle([10, 6, 4], [20, 4, 6], [12, 8], [21])


def test_chain_ladder_by_hand() -> None:
    found = nowcast(FOUR_WEEKS, LAST, settings=settings())
    # One week late: 6 + 4 + 8 of the 16 + 24 + 20 in by then, factor 42/60 = .7
    # Two weeks late: 4 + 6 of the 20 + 30 in by then, factor 40/50 = .8
    assert found["share_reported"].tolist() == pytest.approx([1, 1, 0.8, 0.7 * 0.8])
    assert found["reported"].tolist() == [20, 30, 20, 21]
    assert found["estimate"].tolist() == pytest.approx([20, 30, 25, 37.5])
    assert found["status"].tolist() == [
        *[Completeness.COMPLETE] * 2,
        *[Completeness.NOWCAST] * 2,
    ]
    assert found.index.tolist() == pd.date_range("2024-03-04", LAST, freq="7D").tolist()


def test_the_delay_is_drawn_from_what_little_history_leaves_open() -> None:
    drawn = learn_reporting_delay(FOUR_WEEKS, LAST, settings(draws=40_000)).draws
    # Two weeks late were 10 of 50: Beta(40.5, 10.5) by Jeffreys, mean 40.5/51 and the variance
    # 40.5 · 10.5 / (51² · 52). One week late 18 of 60, Beta(42.5, 18.5), of mean 42.5/61.
    assert drawn[:, 1].mean() == pytest.approx(0.79412, abs=0.0015)
    assert drawn[:, 1].std() == pytest.approx(0.05607, abs=0.001)
    assert drawn[:, 0].mean() == pytest.approx(0.69672 * 0.79412, abs=0.0015)


def test_the_band_holds_the_estimate_and_widens_toward_today() -> None:
    found = nowcast(FOUR_WEEKS, LAST, settings=settings())
    complete, late, latest = found.iloc[1], found.iloc[2], found.iloc[3]
    assert complete["low"] == complete["high"] == 30
    assert 20 <= late["low"] < late["estimate"] < late["high"]
    assert 21 <= latest["low"] < latest["estimate"] < latest["high"]
    assert latest["high"] - latest["low"] > late["high"] - late["low"]


def test_the_same_seed_gives_the_same_band() -> None:
    first = nowcast(FOUR_WEEKS, LAST, settings=settings())
    pd.testing.assert_frame_equal(first, nowcast(FOUR_WEEKS, LAST, settings=settings()))


def test_reports_of_weeks_that_are_not_over_are_left_out() -> None:
    future = pd.concat(
        [
            FOUR_WEEKS,
            triangle([0], [99]).assign(delay_weeks=1),  # LAST's report of next week
            pd.DataFrame(
                {"week_start": [LAST + pd.Timedelta(weeks=1)], "delay_weeks": 0, "incidents": 50}
            ),
        ]
    )
    expected = nowcast(FOUR_WEEKS, LAST, settings=settings())
    got = nowcast(future[future["incidents"] > 0], LAST, settings=settings())
    pd.testing.assert_frame_equal(got, expected)


def test_reports_later_than_are_waited_for_count_but_teach_nothing() -> None:
    later = pd.concat([FOUR_WEEKS, triangle([7], [0], [0], [0]).assign(delay_weeks=3).head(1)])
    found = nowcast(later, LAST, settings=settings())
    assert found["reported"].tolist() == [27, 30, 20, 21]
    assert found["share_reported"].tolist() == pytest.approx([1, 1, 0.8, 0.56])


@pytest.mark.parametrize(
    "changes",
    [
        {"minimum_weeks": 3},  # two weeks have all their delays in
        {"minimum_reports": 51},  # with 50 reports
        {"history_weeks": 1},  # and only the later of them may teach
    ],
)
def test_too_little_history_leaves_the_last_weeks_incomplete(changes: Any) -> None:
    found = nowcast(FOUR_WEEKS, LAST, settings=settings(**changes))
    assert found["status"].tolist() == [
        *[Completeness.COMPLETE] * 2,
        *[Completeness.INCOMPLETE] * 2,
    ]
    assert found["reported"].tolist() == [20, 30, 20, 21]
    recent = found.iloc[2:]
    assert recent[["share_reported", "estimate", "low", "high"]].isna().all(axis=None)
    assert found["estimate"].tolist()[:2] == [20, 30]


def test_a_week_hardly_reported_is_incomplete() -> None:
    found = nowcast(FOUR_WEEKS, LAST, settings=settings(minimum_share_reported=0.6))
    assert found["status"].tolist()[2:] == [Completeness.NOWCAST, Completeness.INCOMPLETE]


def test_a_quiet_week_is_still_uncertain() -> None:
    quiet = triangle([10, 6, 4], [20, 4, 6], [12, 8], [0])
    found = nowcast(quiet, LAST, settings=settings()).iloc[3]
    assert (found["reported"], found["estimate"], found["low"]) == (0, 0, 0)
    assert found["high"] > 0


def test_weeks_without_reports_are_in_the_series() -> None:
    found = nowcast(triangle([20, 0, 0], [0, 0, 0], [20, 0, 0], [5]), LAST, settings=settings())
    assert found["reported"].tolist() == [20, 0, 20, 5]
    assert found["estimate"].tolist() == [20, 0, 20, 5]  # nothing was ever late


def test_a_delay_learnt_from_all_series_serves_a_sparse_one() -> None:
    delay = learn_reporting_delay(FOUR_WEEKS, LAST, settings())
    found = nowcast(triangle([0, 1], [7]), LAST, delay, settings())
    assert found["estimate"].tolist() == pytest.approx([1 / 0.8, 7 / 0.56])


@pytest.mark.slow
def test_the_band_covers_what_later_came_in() -> None:
    random = np.random.default_rng(8)
    reporting = np.array([0.5, 0.25, 0.15, 0.1])
    covered = []
    for _ in range(150):
        rows = [random.multinomial(random.poisson(15), reporting).tolist() for _ in range(40)]
        found = nowcast(
            triangle(*rows), LAST, settings=settings(maximum_delay_weeks=3, draws=500)
        ).iloc[-3:]
        truth = np.array([sum(row) for row in rows[-3:]])
        covered += (found["low"].le(truth) & found["high"].ge(truth)).tolist()
    assert np.mean(covered) == pytest.approx(0.95, abs=0.03)


def test_no_reports_give_no_weeks() -> None:
    assert nowcast(FOUR_WEEKS.head(0), LAST, settings=settings()).empty


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"delay_weeks": -1}, "negative"),
        ({"incidents": -1}, "negative"),
        ({"week_start": pd.Timestamp("2024-03-05")}, "2024-03-25"),  # a Tuesday
    ],
)
def test_impossible_reports_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        nowcast(FOUR_WEEKS.assign(**change), LAST, settings=settings())
