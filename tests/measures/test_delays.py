import numpy as np
import pandas as pd
import pytest

from lib.measures.delays import (
    censored_delay_quantiles,
    delay_quantiles,
    wait_quantiles,
)
from tests.measures.survival.single_records import curve_of, first_time


def quantiles(values: object, counts: object) -> list[float]:
    frame = pd.DataFrame({"minutes": values, "incidents": counts}, dtype=float)
    found = delay_quantiles(frame)
    return [float(found[name].iloc[0]) for name in ("p50", "p90")]


def test_quantiles_are_numpys_of_the_expanded_sample() -> None:
    values, counts = [30, 5, 12, 7, 5], [2, 1, 0, 4, 3]  # unsorted, one repeated, one unused
    expanded = np.repeat(values, counts)
    assert quantiles(values, counts) == np.quantile(expanded, [0.5, 0.9]).tolist()


@pytest.mark.parametrize("seed", range(20))
def test_quantiles_are_numpys_bit_for_bit_on_any_sample(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.integers(0, 50, 12) / 7
    counts = random.integers(0, 9, 12)
    expected = np.quantile(np.repeat(values, counts), [0.5, 0.9])
    assert quantiles(values, counts) == expected.tolist()


@pytest.mark.parametrize(("values", "counts"), [([], []), ([3, 4], [0, 0])])
def test_no_records_have_no_quantile(values: list[float], counts: list[float]) -> None:
    assert np.isnan(quantiles(values, counts)).all()


@pytest.mark.parametrize(
    ("values", "counts", "message"),
    [([1, 2], [1, -1], "negative"), ([1, np.nan], [1, 1], "missing")],
)
def test_impossible_distributions_are_refused(
    values: list[float], counts: list[float], message: str
) -> None:
    frame = pd.DataFrame({"minutes": values, "incidents": counts, "closed": True})
    with pytest.raises(ValueError, match=message):
        delay_quantiles(frame)
    with pytest.raises(ValueError, match=message):
        censored_delay_quantiles(frame)


def test_order_statistic_limits_have_the_ranks_of_the_published_tables() -> None:
    # n = 10: the 2nd and 9th values cover the median with 97.85 %, the 3rd and 8th with 89.06 %.
    # The 90th percentile has no upper limit: even the 10th value exceeds it only in 65 %.
    frame = pd.DataFrame({"minutes": np.arange(1, 11) * 10, "incidents": 1})
    got = delay_quantiles(frame, confidence=0.95).loc[0]
    assert (got["p50"], got["p50_low"], got["p50_high"]) == (55, 20, 90)
    assert got["p90"] == pytest.approx(91)
    assert np.isnan(got["p90_high"])
    narrow = delay_quantiles(frame, confidence=0.89).loc[0]
    assert (narrow["p50_low"], narrow["p50_high"]) == (30, 80)


def test_order_statistic_limits_of_a_large_group() -> None:
    # n = 100, values 1 … 100: binomial(100, .5) puts 2.5 % below 40 and 97.5 % at 60, so ranks 40
    # and 61; binomial(100, .9) puts the 90th percentile's ranks at 84 and 96.
    frame = pd.DataFrame({"minutes": np.arange(1, 101), "incidents": 1})
    got = delay_quantiles(frame, confidence=0.95).loc[0]
    assert (got["p50_low"], got["p50_high"]) == (40, 61)
    assert (got["p90_low"], got["p90_high"]) == (84, 96)


def test_the_limits_cover_the_true_median_as_often_as_stated() -> None:
    random = np.random.default_rng(3)
    frame = pd.DataFrame(
        {
            "sample": np.repeat(np.arange(2000), 25),
            "minutes": random.exponential(60, 50_000),
            "incidents": 1,
        }
    )
    got = delay_quantiles(frame, ["sample"], confidence=0.95)
    covered = got["p50_low"].le(60 * np.log(2)) & got["p50_high"].ge(60 * np.log(2))
    # n = 25: ranks 8 and 18, coverage .9567; two standard errors of 2,000 samples are .009
    assert covered.mean() == pytest.approx(0.9567, abs=0.009)


def test_each_group_has_its_own_quantiles() -> None:
    frame = pd.DataFrame(
        [
            ("west", "verify", 90, 1),
            ("west", "verify", 10, 3),  # the value before in the order of rows, after it in size
            ("east", "verify", 500, 2),
            (None, "verify", 7, 1),  # a group without a name is a group
            ("west", "arrive", 30, 0),  # nobody arrived: no quantile, not zero
        ],
        columns=["region", "step", "minutes", "incidents"],
    )
    got = delay_quantiles(frame, ["region", "step"])
    assert got[["region", "step", "incidents"]].fillna("?").to_numpy().tolist() == [
        ["east", "verify", 2],
        ["west", "arrive", 0],
        ["west", "verify", 4],
        ["?", "verify", 1],
    ]
    # west, verify: 10, 10, 10, 90; the 90th percentile lies .7 of the way from the 3rd to the 4th
    assert got["p50"].tolist()[2:] == [10, 7]
    assert got["p90"].tolist()[2:] == pytest.approx([66, 7])
    assert got.loc[0, "p50"] == 500
    assert got.loc[1, ["p50", "p50_low", "p50_high", "p90", "p90_low", "p90_high"]].isna().all()


def test_an_empty_frame_has_no_groups() -> None:
    frame = pd.DataFrame({"region": [], "minutes": [], "incidents": []})
    assert delay_quantiles(frame, ["region"]).empty
    assert censored_delay_quantiles(frame.assign(closed=True), ["region"]).empty
    assert delay_quantiles(frame).loc[0, "incidents"] == 0


def test_open_records_push_the_median_up() -> None:
    frame = pd.DataFrame(
        [
            (10, 4, True),
            (20, 2, True),
            (15, 4, False),  # still open after 15 minutes: counts as at risk until then
        ],
        columns=["minutes", "incidents", "closed"],
    )
    got = censored_delay_quantiles(frame).loc[0]
    # S(10) = 6/10; at 20 two are at risk and both close, so S(20) = 0: both quantiles are 20.
    assert (got["incidents"], got["open"], got["p50"], got["p90"]) == (10, 4, 20, 20)
    # Taking the closed alone would say 10.
    assert delay_quantiles(frame[frame["closed"]]).loc[0, "p50"] == 10


@pytest.mark.parametrize("size", [10, 20, 40])  # of 20, rounding leaves a little over half open
def test_with_nothing_open_the_quantiles_are_order_statistics(size: int) -> None:
    frame = pd.DataFrame({"minutes": np.arange(1, size + 1), "incidents": 1, "closed": True})
    got = censored_delay_quantiles(frame).loc[0]
    # the first values by which half and nine tenths are closed
    assert (got["p50"], got["p90"]) == (size / 2, size * 9 / 10)


def test_a_quantile_that_is_not_reached_is_missing() -> None:
    frame = pd.DataFrame({"minutes": [10, 60], "incidents": [3, 7], "closed": [True, False]})
    got = censored_delay_quantiles(frame).loc[0]
    assert got[["p50", "p90", "p90_high"]].isna().all()
    assert got["open"] == 7


def test_counted_records_agree_with_statsmodels_of_single_ones() -> None:
    random = np.random.default_rng(11)
    minutes, closed = random.integers(1, 40, 300), random.random(300) < 0.7
    one_each = curve_of(minutes, closed)
    frame = pd.DataFrame({"minutes": minutes, "closed": closed})
    counted = frame.groupby(["minutes", "closed"]).size().reset_index(name="incidents")
    got = censored_delay_quantiles(counted, confidence=0.95).loc[0]
    for name, share in (("p50", 0.5), ("p90", 0.1)):
        assert got[name] == first_time(one_each, share)
        assert got[f"{name}_low"] == first_time(one_each, share, "low")
        assert got[f"{name}_high"] == first_time(one_each, share, "high")


def test_groups_of_open_records_are_kept_apart() -> None:
    frame = pd.DataFrame(
        {"hour": [3, 3, 9], "minutes": [10, 99, 40], "incidents": [5, 1, 2], "closed": [1, 0, 1]}
    )
    got = censored_delay_quantiles(frame, ["hour"])
    assert got[["hour", "incidents", "open", "p50"]].to_numpy().tolist() == [
        [3, 6, 1, 10],
        [9, 2, 0, 40],
    ]


def test_negative_delays_are_refused() -> None:
    frame = pd.DataFrame({"minutes": [-1], "incidents": [1], "closed": [True]})
    with pytest.raises(ValueError, match="must not be negative"):
        censored_delay_quantiles(frame)


def test_waits_of_all_and_of_those_that_were_reached() -> None:
    frame = pd.DataFrame(
        [
            ("dispatch", 10, 1, True),
            ("dispatch", 30, 2, True),
            ("dispatch", 900, 7, False),  # nobody was ever sent
            ("verify", 5, 4, False),
        ],
        columns=["step", "minutes", "incidents", "closed"],
    )
    got = wait_quantiles(frame, ["step"]).set_index("step")
    dispatch, verify = got.loc["dispatch"], got.loc["verify"]
    # 3 of 10 were reached, so half never were; of the three, 10, 30, 30, half within 30.
    assert (dispatch["incidents"], dispatch["open"], dispatch["share_closed"]) == (10, 7, 0.3)
    assert np.isnan(dispatch["p50"])
    assert dispatch["closed_p50"] == 30
    # Nothing reached: a share of zero, and no time at all.
    assert verify["share_closed"] == 0
    assert np.isnan(verify["closed_p50"])


def test_waits_of_nothing_have_no_share() -> None:
    frame = pd.DataFrame({"minutes": [3], "incidents": [0], "closed": [True]})
    assert np.isnan(wait_quantiles(frame).loc[0, "share_closed"])


def test_no_report_at_all_has_every_column_and_no_group() -> None:
    frame = pd.DataFrame({"step": ["verify"], "minutes": [5], "closed": [True], "incidents": [1]})
    some, none = (wait_quantiles(rows, by=["step"]) for rows in (frame, frame.head(0)))
    assert none.empty
    assert list(none) == list(some)
