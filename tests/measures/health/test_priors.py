import numpy as np
import pandas as pd
import pytest

from lib.measures.health import priors_of_alike, region_priors
from lib.measures.shrinkage import COMPLETE_POOLING, fit_beta_binomial
from tests.measures.health.rows import AS_OF, rows


def dues(*counts: tuple[float | None, float]) -> pd.Series:
    changes = [{"covered_by_dues": y, "members": n, "core_certified": 0} for y, n in counts]
    return region_priors(rows(*changes)).iloc[0]


def growth(*counts: tuple[float | None, float, float]) -> pd.Series:
    changes = [
        {"joined_90": joined, "lapsed_90": lapsed, "members_90_days_ago": n}
        for joined, lapsed, n in counts
    ]
    return region_priors(rows(*changes)).iloc[0]


def test_dues_by_moments() -> None:
    # k = 3, N = 30, p = 18/30 = .6; squares 10 * (.3² + 0 + .3²) = 1.8, over .6 * .4: 7.5
    # room 30 - 300/30 - 2 = 18; ρ = (7.5 - 2) / 18 = .305556; strength 1/ρ - 1 = 2.272727
    got = dues((9, 10), (6, 10), (3, 10))
    assert got["dues_mean"] == pytest.approx(0.6)
    assert got["dues_strength"] == pytest.approx(2.272727, abs=1e-6)


def test_dues_by_moments_of_committees_of_unequal_size() -> None:
    # N = 50, p = 27/50 = .54; squares 10 * (.9 - .54)² + 40 * (.45 - .54)² = 1.296 + .324 = 1.62
    # over .54 * .46 = .2484: 6.521739; room 50 - 1700/50 - 1 = 15; ρ = 5.521739/15 = .368116
    assert dues((9, 10), (18, 40))["dues_strength"] == pytest.approx(1.716535, abs=1e-6)


def test_committees_no_more_different_than_chance_allows_are_pooled() -> None:
    # squares 10 * 2 * .1² = .2, over .25: .8 < k - 1
    got = dues((6, 10), (4, 10))
    assert (got["dues_mean"], got["dues_strength"]) == (pytest.approx(0.5), COMPLETE_POOLING)


@pytest.mark.parametrize(
    ("counts", "mean"),
    [
        (((0, 10), (0, 23)), 0.5 / 34),  # nobody pays anywhere: near zero, not zero
        (((10, 10), (23, 23)), 33.5 / 34),
        (((0, 1), (1, 1), (1, 1)), 2 / 3),  # committees of one say nothing of how they differ
    ],
)
def test_shares_at_one_end_or_of_one_member_are_pooled(
    counts: tuple[tuple[float, float], ...], mean: float
) -> None:
    got = dues(*counts)
    assert got["dues_mean"] == pytest.approx(mean)
    assert got["dues_strength"] == COMPLETE_POOLING


def test_opposite_committees_are_hardly_shrunk() -> None:
    assert dues((0, 10), (10, 10))["dues_strength"] < 0.05


@pytest.mark.parametrize(
    "counts",
    [
        ((6, 10),),
        ((6, 10), (None, 12)),  # the other's payments are unknown
        ((6, 10), (0, 0)),  # the other has no members
    ],
)
def test_a_committee_alone_gets_jeffreys_prior(
    counts: tuple[tuple[float | None, float], ...],
) -> None:
    got = dues(*counts)
    assert (got["dues_mean"], got["dues_strength"]) == (0.5, 1)


def test_moments_come_close_to_maximum_likelihood() -> None:
    random = np.random.default_rng(5)
    n = random.integers(5, 80, 400)
    y = random.binomial(n, random.beta(7, 3, 400))
    got, likeliest = dues(*zip(y, n, strict=True)), fit_beta_binomial(y, n)
    assert got["dues_mean"] == pytest.approx(likeliest.mean, abs=0.01)
    assert got["dues_strength"] == pytest.approx(likeliest.strength, rel=0.15)
    # What matters: nobody's rate is shrunk to another place.
    moments = (y + got["dues_mean"] * got["dues_strength"]) / (n + got["dues_strength"])
    assert moments == pytest.approx((y + likeliest.alpha) / (n + likeliest.strength), abs=0.02)


def test_growth_by_moments() -> None:
    # nets +15 and -5 of 100 each; σ² = (20 + 10)/200 = .15 comings and goings a member
    # the mean is .05; squares 100 * (.1² + .1²) = 2; τ² = (2 - .15) / (200 - 20000/200) = .0185
    # strength .15/.0185 = 8.108108; equal sizes, so the mean of a hundred is 5
    got = growth((17.5, 2.5, 100), (2.5, 7.5, 100))
    assert got["growth_strength"] == pytest.approx(8.108108, abs=1e-6)
    assert got["growth_mean"] == pytest.approx(5)


def test_growths_mean_weighs_committees_by_their_variance() -> None:
    # nets +20 of 100 and 0 of 300, σ² = (20 + 20)/400 = .1, common .05
    # squares 100 * .15² + 300 * .05² = 3; τ² = (3 - .1)/(400 - 100000/400) = 2.9/150
    # strength .1/τ² = 5.172414; weights 100/105.172 = .950820, 300/305.172 = .983051
    # mean .2 * .950820 / 1.933871 = .098333 a member
    got = growth((20, 0, 100), (10, 10, 300))
    assert got["growth_strength"] == pytest.approx(5.172414, abs=1e-6)
    assert got["growth_mean"] == pytest.approx(9.8333, abs=1e-4)


def test_growth_no_more_different_than_chance_allows_is_pooled() -> None:
    # σ² = 40/200 = .2, more than the squares 100 * (.01² + .01²) = .02
    got = growth((11, 10, 100), (9, 10, 100))
    assert got["growth_strength"] == COMPLETE_POOLING
    assert got["growth_mean"] == pytest.approx(0, abs=1e-9)


def test_a_region_where_nobody_came_or_left_stands_still() -> None:
    got = growth((0, 0, 10), (0, 0, 20))
    assert (got["growth_mean"], got["growth_strength"]) == (0, COMPLETE_POOLING)


def test_growth_of_a_committee_alone_is_not_shrunk() -> None:
    got = growth((20, 0, 100), (None, 3, 100))
    assert (got["growth_mean"], got["growth_strength"]) == (0, 0)


def test_each_region_and_day_has_priors_of_its_own() -> None:
    day_before = AS_OF - pd.Timedelta(days=1)
    frame = rows(
        {"committee_id": "a", "covered_by_dues": 10},
        {"committee_id": "b", "covered_by_dues": 30},
        {"committee_id": "a", "covered_by_dues": 50, "as_of": day_before},
        {"committee_id": "b", "covered_by_dues": 70, "as_of": day_before},
        {"committee_id": "c", "covered_by_dues": 99, "region_id": "west"},
    )
    got = region_priors(frame).set_index(["region_id", "as_of"])["dues_mean"]
    assert got["southwest", AS_OF] == pytest.approx(0.2)
    assert got["southwest", day_before] == pytest.approx(0.6)
    assert got["west", AS_OF] == 0.5  # alone
    assert len(got) == 3


def test_committees_with_the_same_figures_count_as_often_as_they_are() -> None:
    # Dues: 9 of 10 twice, 3 of 10 once, a forming one not at all. Growth: none of 100 three times.
    alike = pd.DataFrame(
        [
            {"members": 10, "covered_by_dues": 9, "committees": 2},
            {"members": 10, "covered_by_dues": 3, "committees": 1},
            {"members": 10, "core_certified": 1, "committees": 3},
            {"dispatches_90": 10, "dispatches_within_60": 9, "committees": 3},
            {"members_90_days_ago": 100, "joined_90": 4, "lapsed_90": 1, "committees": 3},
            # of the one that is not active
            {"committees": 1},
        ]
    ).assign(region_id="southwest", as_of=AS_OF)
    common = {"members": 10, "core_certified": 1, "joined_90": 4, "lapsed_90": 1}
    one_by_one = rows(
        {"covered_by_dues": 9, **common},
        {"covered_by_dues": 9, **common},
        {"covered_by_dues": 3, **common},
        {"covered_by_dues": 1, **common, "status": "forming"},
    )
    got = priors_of_alike(alike)
    pd.testing.assert_frame_equal(got, region_priors(one_by_one))
    # 21 of 30 of the active ones.
    assert got.loc[0, "dues_mean"] == pytest.approx(0.7)


def test_a_region_where_none_is_active_has_priors_all_the_same() -> None:
    none = pd.DataFrame([{"region_id": "southwest", "as_of": AS_OF, "committees": 3}])
    forming = region_priors(rows({"status": "forming"}, {"status": "forming"}))
    pd.testing.assert_frame_equal(priors_of_alike(none), forming)
