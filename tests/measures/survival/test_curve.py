from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.survival import Quantile, at_risk, kaplan_meier, quantile
from tests.measures.survival.leukemia import PLACEBO, RELAPSED, TREATED
from tests.measures.survival.single_records import curve_of

NAN = float("nan")


@pytest.fixture(scope="module")
def treated() -> pd.DataFrame:
    return kaplan_meier(TREATED, RELAPSED, confidence=0.95)


def test_the_published_curve(treated: pd.DataFrame) -> None:
    # Klein and Moeschberger, table 4.1.
    ends = treated[treated["ended"] > 0]
    assert ends["time"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert ends["ended"].tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert ends["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert ends["surviving"].tolist() == pytest.approx(published, abs=5e-4)


def test_the_published_band(treated: pd.DataFrame) -> None:
    # R's survfit with conf.type = "log-log".
    ends = treated[treated["ended"] > 0]
    low = [0.620, 0.563, 0.503, 0.432, 0.368, 0.268, 0.188]
    high = [0.952, 0.923, 0.889, 0.849, 0.805, 0.747, 0.680]
    assert ends["low"].tolist() == pytest.approx(low, abs=5e-4)
    assert ends["high"].tolist() == pytest.approx(high, abs=5e-4)


def test_the_published_medians(treated: pd.DataFrame) -> None:
    # 23 weeks (13 to never) with the drug, 8 (4 to 11) without.
    assert quantile(treated, 0.5) == pytest.approx(Quantile(23, 13, NAN), nan_ok=True)
    placebo = kaplan_meier(PLACEBO, np.ones(21), confidence=0.95)
    assert quantile(placebo, 0.5) == Quantile(8, 4, 11)


def test_a_quantile_that_is_not_reached_is_missing(treated: pd.DataFrame) -> None:
    # .448 never relapsed in 35 weeks.
    assert np.isnan(quantile(treated, 0.6).time)
    assert quantile(treated, 0.55).time == 23


@pytest.mark.parametrize("size", [10, 20, 40])
def test_a_share_that_is_reached_but_for_rounding_is_reached(size: int) -> None:
    # One after the other: the product of the fractions of 20 is a little above a half after 10.
    curve = kaplan_meier(np.arange(1, size + 1), np.ones(size))
    assert (quantile(curve, 0.5).time, quantile(curve, 0.9).time) == (size / 2, size * 9 / 10)


def test_there_is_a_row_for_the_beginning_and_for_every_time(treated: pd.DataFrame) -> None:
    assert treated["time"].tolist() == sorted({0, *TREATED})
    # Of 21, six relapse or are last seen before week 10, at 6, 6, 6, 6, 7 and 9.
    by_time = treated.set_index("time")["at_risk"]
    assert by_time[[0, 6, 9, 10, 35]].tolist() == [21, 21, 16, 15, 1]
    assert treated.loc[0, ["surviving", "low", "high"]].tolist() == [1, 1, 1]


def test_weights_are_people(treated: pd.DataFrame) -> None:
    records = pd.DataFrame({"time": TREATED, "relapsed": RELAPSED})
    counted = records.groupby(["time", "relapsed"]).size().reset_index(name="children")
    # A record of nobody changes nothing, wherever it lies.
    counted.loc[len(counted)] = [50, 1, 0]
    curve = kaplan_meier(counted["time"], counted["relapsed"], counted["children"], confidence=0.95)
    pd.testing.assert_frame_equal(curve, treated)


def test_late_entry_as_published() -> None:
    # R's survfit of Surv(entry, time, event), as in the tests of statsmodels.
    times = [1, 3, 3, 5, 5, 7, 7, 8, 8, 9, 10, 10]
    ended = [1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1]
    entries = [0, 1, 1, 2, 2, 2, 3, 4, 4, 4, 4, 0]
    curve = kaplan_meier(times, ended, entries=entries).iloc[1:]
    assert curve["time"].tolist() == [1, 3, 5, 7, 8, 9, 10]
    # Two came at 1: they are not at risk then.
    assert curve["at_risk"].tolist() == [2, 6, 9, 7, 5, 3, 2]
    published = [0.5, 0.4167, 0.3241, 0.2778, 0.2222, 0.1481, 0.0741]
    assert curve["surviving"].tolist() == pytest.approx(published, abs=1e-4)


def test_an_entry_of_0_is_no_late_entry() -> None:
    # One ends on the first day: of three, not of none.
    curve = kaplan_meier([0, 2, 4], [1, 1, 0], entries=[0, 0, 0])
    pd.testing.assert_frame_equal(curve, kaplan_meier([0, 2, 4], [1, 1, 0]))
    assert curve["surviving"].tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 3])


def test_what_touched_0_stays_there() -> None:
    # The only one at risk ends at 1; five come later, and none of them can raise the curve.
    curve = kaplan_meier([1, 5, 9], [1, 1, 0], [1, 2, 3], entries=[0, 2, 2], confidence=0.95)
    assert curve["at_risk"].tolist() == [1, 1, 5, 3]
    assert curve[["surviving", "low", "high"]].to_numpy()[1:].tolist() == [[0, 0, 0]] * 3


def test_a_time_without_anybody_at_risk_changes_nothing() -> None:
    # One is last seen at 1, two are watched from 4 on; one of these ends at 6.
    curve = kaplan_meier([1, 6, 8], [0, 1, 1], entries=[0, 4, 4])
    assert curve["surviving"].tolist() == [1, 1, 0.5, 0]


@pytest.mark.parametrize("seed", range(5))
def test_it_is_statsmodels_of_single_records(seed: int) -> None:
    random = np.random.default_rng(seed)
    entries = random.integers(0, 20, 300)
    durations = entries + random.integers(1, 60, 300)
    ended = random.random(300) < 0.6
    for since in (None, entries):
        expected = curve_of(durations, ended, since)
        curve = kaplan_meier(durations, ended, entries=since, confidence=0.95)
        ends = curve[curve["ended"] > 0].reset_index(drop=True)
        columns = ["time", "at_risk", "surviving"]
        assert ends[columns].to_numpy() == pytest.approx(expected[columns].to_numpy(), abs=1e-12)
        some = ends["surviving"] > 0  # statsmodels has no limits of none
        limits = expected.loc[some, ["low", "high"]].to_numpy()
        assert ends.loc[some, ["low", "high"]].to_numpy() == pytest.approx(limits, abs=1e-12)


def test_the_number_at_risk_is_counted_just_before() -> None:
    # Three from the beginning until 4, two from 2 until 6, one from 6 on until 9.
    times = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10]
    counts = at_risk(times, [4, 6, 9], [3, 2, 1], [0, 2, 6])
    assert counts.tolist() == [3, 3, 3, 5, 5, 2, 2, 1, 1, 0]


@pytest.mark.parametrize(
    ("durations", "weights"), [([], None), ([3, 4], [0, 0])], ids=["no record", "of nobody"]
)
def test_nobody_has_no_curve(durations: list[float], weights: list[int] | None) -> None:
    curve = kaplan_meier(durations, [True] * len(durations), weights)
    assert curve.columns.tolist() == ["time", "at_risk", "ended", "surviving", "low", "high"]
    assert curve.empty
    assert np.isnan(quantile(curve, 0.5)).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"durations": [1, NAN]}, "missing"),
        ({"weights": [1, NAN]}, "missing"),
        ({"entries": [0, NAN]}, "missing"),
        ({"durations": [1, -1]}, "negative"),
        ({"weights": [1, -1]}, "negative"),
        ({"entries": [0, -1]}, "negative"),
        ({"weights": [1, 1.5]}, "whole"),
        ({"entries": [0, 5]}, "no later"),
        ({"entries": [0, 6]}, "no later"),
    ],
)
def test_impossible_records_are_refused(change: dict[str, Any], message: str) -> None:
    records: dict[str, Any] = {"durations": [1, 5], "weights": [1, 1], "entries": [0, 0]}
    with pytest.raises(ValueError, match=message):
        kaplan_meier(ended=[True, True], **records | change)


def test_the_published_bands_of_acute_myelogenous_leukemia() -> None:
    # R's survfit of ``aml`` with conf.type = "log-log": maintained, and not.
    maintained = kaplan_meier(
        [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161],
        [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0],
        confidence=0.95,
    )
    ends = maintained[maintained["ended"] > 0]
    for column, published in {
        "surviving": [0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184],
        "low": [0.5081, 0.4474, 0.3502, 0.2658, 0.1673, 0.0928, 0.0117],
        "high": [0.987, 0.951, 0.899, 0.835, 0.753, 0.657, 0.525],
    }.items():
        assert ends[column].tolist() == pytest.approx(published, abs=5e-4)
