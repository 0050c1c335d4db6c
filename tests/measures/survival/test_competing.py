import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight

from lib.measures.survival import cumulative_incidence, kaplan_meier
from tests.measures.survival.leukemia import RELAPSED, TREATED

# R's cuminc and Stata's stcompet, as in the tests of statsmodels; "" has not ended.
TIMES = [1, 1, 2, 4, 4, 4, 6, 6, 7, 8, 9, 9, 9, 1, 2, 2, 4, 4]
ENDS = ["a", "a", "a", "b", "b", "b", "c", "c", "c"] + [None] * 9


@pytest.mark.parametrize(
    ("end", "incidence", "error"),
    [
        ("a", [0.11111111, 0.17037037, *[0.17037037] * 5], [0.07407407, *[0.08976251] * 6]),
        ("b", [0, 0, *[0.20740741] * 5], [0, 0, *[0.10610391] * 5]),
        (
            "c",
            [0, 0, 0, 0.17777778, *[0.26666667] * 3],
            [0, 0, 0, 0.11196147, *[0.12787781] * 3],
        ),
    ],
)
def test_the_published_incidence_and_error(
    end: str, incidence: list[float], error: list[float]
) -> None:
    table = cumulative_incidence(TIMES, ENDS)
    own = table[table["end"] == end]
    assert own["time"].tolist() == [0, 1, 2, 4, 6, 7, 8, 9]
    assert own["at_risk"].tolist() == [18, 18, 15, 12, 7, 5, 4, 3]
    assert own["incidence"].tolist() == pytest.approx([0, *incidence], abs=5e-9)
    assert own["error"].tolist() == pytest.approx([0, *error], abs=5e-9)


def test_two_ends_by_hand() -> None:
    # 10 watched. At 1 two are won and one lost: .2 and .1, .7 are left. At 2 one is last seen. At 3
    # six are at risk, three are won: .7 · 3/6 = .35 more.
    ends = ["won", "lost", None, "won", None]
    table = cumulative_incidence([1, 1, 2, 3, 4], ends, [2, 1, 1, 3, 3], confidence=0.95)
    assert table["end"].tolist() == ["lost"] * 5 + ["won"] * 5
    assert table["ended"].tolist() == [0, 1, 0, 0, 0, 0, 2, 0, 3, 0]
    assert table["incidence"].tolist() == pytest.approx(
        [0, 0.1, 0.1, 0.1, 0.1, 0, 0.2, 0.2, 0.55, 0.55]
    )
    # At 1 a share of ten: sqrt(.2 · .8 / 10) = .1265, and by log-log .2 to the power of
    # exp(±1.96 · .1265 / (.2 · log .2)), so .0309 … .4747.
    won = table[(table["end"] == "won") & (table["time"] == 1)].iloc[0]
    assert won["error"] == pytest.approx(np.sqrt(0.016))
    power = np.exp(np.array([1, -1]) * 1.959964 * np.sqrt(0.016) / (0.2 * -np.log(0.2)))
    assert [won["low"], won["high"]] == pytest.approx((0.2**power).tolist(), abs=1e-6)
    assert [won["low"], won["high"]] == pytest.approx([0.0309, 0.4747], abs=5e-5)


def test_all_ends_and_what_is_left_make_one() -> None:
    random = np.random.default_rng(8)
    durations, weights = random.integers(1, 40, 120), random.integers(0, 5, 120)
    ends = pd.Series(random.choice(["won", "lost", "open"], 120)).replace("open", None)
    table = cumulative_incidence(durations, ends, weights)
    left = kaplan_meier(durations, ends.notna(), weights)
    ended = table.pivot_table(index="time", columns="end", values="incidence").sum(axis=1)
    assert ended.to_numpy() == pytest.approx(1 - left["surviving"].to_numpy(), abs=1e-12)


def test_one_kind_of_end_is_kaplan_meier_with_greenwoods_error() -> None:
    relapse = cumulative_incidence(TREATED, pd.Series(RELAPSED).map({1: "relapse"}))
    curve = kaplan_meier(TREATED, RELAPSED)
    assert 1 - relapse["incidence"].to_numpy() == pytest.approx(curve["surviving"].to_numpy())
    # Klein and Moeschberger, table 4.1.
    published = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert relapse.loc[relapse["ended"] > 0, "error"].tolist() == pytest.approx(published, abs=5e-5)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_statsmodels_of_single_records(seed: int) -> None:
    random = np.random.default_rng(seed)
    durations = np.append(random.integers(1, 50, 200), 60)  # somebody is left at the end
    codes = np.append(random.integers(0, 4, 200), 0)
    fit = CumIncidenceRight(durations, codes)
    table = cumulative_incidence(durations, pd.Series(codes).where(codes > 0))
    for code in (1, 2, 3):
        own = table[(table["end"] == code) & (table["time"] > 0)]
        assert own["time"].tolist() == fit.times.tolist()
        assert own["incidence"].to_numpy() == pytest.approx(fit.cinc[code - 1], abs=1e-12)
        assert own["error"].to_numpy() == pytest.approx(fit.cinc_se[code - 1], abs=1e-9)


def test_late_entry_by_hand() -> None:
    # At 2, of the three watched from the beginning one is won. Two come at 2: at 4 four are at
    # risk, two are lost, 2/3 · 2/4; at 5 of two one is won, 1/3 · 1/2.
    table = cumulative_incidence(
        [2, 4, 4, 5, 6], ["won", "lost", "lost", "won", None], entries=[0, 0, 2, 2, 0]
    )
    last = table[table["time"] == 6].set_index("end")["incidence"]
    assert last.to_dict() == pytest.approx({"won": 1 / 3 + 1 / 6, "lost": 1 / 3})


def test_where_all_end_alike_at_once_nothing_is_uncertain() -> None:
    table = cumulative_incidence([3, 3], ["won", "won"])
    assert table["incidence"].tolist() == [0, 1]
    assert table["error"].tolist() == [0, 0]
    assert table[["low", "high"]].to_numpy().tolist() == [[0, 0], [1, 1]]


@pytest.mark.parametrize("ends", [[], [None, None]])
def test_no_end_has_no_row(ends: list[str | None]) -> None:
    table = cumulative_incidence([3] * len(ends), ends)
    assert table.empty
    assert table.columns.tolist()[:2] == ["end", "time"]


def test_records_without_a_time_are_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        cumulative_incidence([1, np.nan], ["won", "lost"])
