import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.stats import binom, norm

from lib.measures.completion import Position, funnel, funnel_lines
from lib.measures.completion.funnel import winsorized_variance
from tests.benchmarks.funnel_simulation import OVERDISPERSION, Organization, simulate


def committees(*rows: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["completed", "enrolled"])


def test_interpolated_limits_by_hand() -> None:
    # Binomial(10, ½) in 1024ths: P(at most 0, 1, 2) = 1, 11, 56; P(at most 7, 8, 9) = 968, 1013,
    # 1023. Spiegelhalter 2005, A.1.1: (r - alpha) / n.
    #   2.5 %:  25.6 is exceeded by r = 2; alpha = (56 - 25.6) / 45
    #   97.5 %: 998.4 by r = 8; alpha = (1013 - 998.4) / 45
    #   0.1 %:  1.024 by r = 1; alpha = (11 - 1.024) / 10
    #   99.9 %: 1022.976 by r = 9; alpha = (1023 - 1022.976) / 10
    low_95, high_95 = (2 - 30.4 / 45) / 10, (8 - 14.6 / 45) / 10
    low_998, high_998 = (1 - 9.976 / 10) / 10, (9 - 0.024 / 10) / 10
    lines = funnel_lines(0.5, 1, [10]).loc[0]
    assert lines.tolist() == pytest.approx([10, low_95, high_95, low_998, high_998])


def test_overdispersion_widens_about_the_target_and_stays_within_0_and_1() -> None:
    lines = funnel_lines(0.5, 2.25, [10]).loc[0]
    # Half again as far from ½; with 9 - 0.0024 of 10 that is beyond 1.
    low_95, high_95 = 0.5 - 1.5 * (0.3 + 3.04 / 45), 0.5 + 1.5 * (0.3 - 1.46 / 45)
    assert lines.tolist() == pytest.approx([10, max(0, low_95), high_95, 0, 1])


@pytest.mark.parametrize("size", [1, 5])
def test_so_few_that_all_of_them_completing_is_chance_have_no_upper_limit(size: int) -> None:
    # ½ to the fifth is 3 %, to the sixth 1.6 %.
    lines = funnel_lines(0.5, 1, [size, 6]).set_index("size")
    assert lines.loc[size, "high_95"] == 1
    assert lines.loc[6, "high_95"] < 1 == lines.loc[6, "high_998"]


def test_limits_narrow_with_size() -> None:
    lines = funnel_lines(0.3, 1, [20, 200, 2000])
    assert (lines["high_95"] - lines["low_95"]).is_monotonic_decreasing
    assert (lines["high_998"] > lines["high_95"]).all()


@pytest.mark.parametrize("size", [0, np.nan])
def test_no_trials_have_no_limits(size: float) -> None:
    assert funnel_lines(0.5, 1, [size]).isna().all(axis=None)


@pytest.mark.parametrize("target", [0.1, 0.37, 0.5])
@pytest.mark.parametrize("size", [5, 23, 80])
def test_a_count_beyond_a_limit_is_rarer_than_stated(target: float, size: int) -> None:
    lines = funnel_lines(target, 1, [size]).loc[0]
    for name, tail in (("95", 0.025), ("998", 0.001)):
        low, high = lines[f"low_{name}"] * size, lines[f"high_{name}"] * size
        # Below the lower limit, and more than one count above the upper one.
        assert binom.cdf(np.ceil(low - 1e-9) - 1, size, target) <= tail
        assert binom.sf(np.floor(high + 1e-9) + 1, size, target) <= tail


@pytest.mark.parametrize("target", [0.3, 0.6, 0.8])
def test_over_many_sizes_chance_leaves_as_many_outside_as_stated(target: float) -> None:
    sizes = np.arange(20, 201)
    lines = funnel_lines(target, 1, sizes).set_index("size")
    for name, outside, within in (("95", 0.05, 0.01), ("998", 0.002, 0.001)):
        low, high = lines[f"low_{name}"] * sizes, lines[f"high_{name}"] * sizes
        below = binom.cdf(np.ceil(low - 1e-9) - 1, sizes, target)
        above = binom.sf(np.floor(high + 1e-9), sizes, target)
        assert (below + above).mean() == pytest.approx(outside, abs=within)


def test_positions() -> None:
    found = funnel(
        committees(
            *[(50, 100)] * 30,  # they hold the target at ½ and the overdispersion at 1
            # The limits are those by hand above: 1.3 and 7.7 of 10, 0.0024 and 8.998 of 10.
            (7, 10),
            (8, 10),
            (9, 10),
            (10, 10),
            (3, 10),
            (2, 10),
            (1, 10),
            (0, 10),
            (0, 0),  # nobody enrolled
            (np.nan, 10),  # not known
        )
    )
    assert (found.target, found.overdispersion) == (0.5, 1)
    assert found.points["position"].tolist()[30:] == [
        Position.WITHIN,
        Position.ABOVE_95,
        Position.ABOVE_998,
        Position.ABOVE_998,
        Position.WITHIN,
        Position.WITHIN,
        Position.BELOW_95,
        Position.BELOW_998,
        Position.NO_DATA,
        Position.NO_DATA,
    ]
    limits = ["rate", "low_95", "high_95", "low_998", "high_998"]
    assert found.points.loc[[38, 39], limits].isna().all(axis=None)


def test_winsorized_overdispersion_by_hand() -> None:
    # Target ½, n = 100: z = (y - 50) / 5, so -9, -2 four times, 2 four times, 9. The 10 % and 90 %
    # quantiles lie .9 of the way from the extremes to the next: ∓2.7. (2 · 2.7² + 8 · 2²) / 10 is
    # 4.658; for a standard normal drawn in at ∓1.28155 (density 0.17550) it would be
    # 0.8 - 2 · 1.28155 · 0.17550 + 0.2 · 1.28155² = 0.67865.
    rows = [(5, 100), *[(40, 100)] * 4, *[(60, 100)] * 4, (95, 100)]
    found = funnel(committees(*rows))
    assert found.target == 0.5
    assert found.overdispersion == pytest.approx(4.658 / 0.67865, rel=1e-4)
    assert found.points["position"].tolist() == [
        Position.BELOW_998,
        *[Position.WITHIN] * 8,
        Position.ABOVE_998,
    ]


@pytest.mark.parametrize(("share", "variance"), [(0.0, 1.0), (0.1, 0.67865), (0.25, 0.29879)])
def test_what_drawing_in_leaves_of_a_standard_normals_variance(
    share: float, variance: float
) -> None:
    # By integration: a standard normal's square up to the cut, the cut's square beyond it.
    cut = norm.ppf(1 - share)
    within, _error = quad(lambda z: z**2 * norm.pdf(z), -min(cut, 40), min(cut, 40))
    assert variance == pytest.approx(within + (2 * share * cut**2 if share else 0), abs=1e-5)
    assert winsorized_variance(share) == pytest.approx(variance, abs=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("overdispersion", OVERDISPERSION)
def test_five_and_two_tenths_of_a_hundred_lie_outside(overdispersion: float) -> None:
    made = simulate(Organization(120, 20, 200, 0.6), overdispersion, seed=3, rounds=40)
    assert made["estimated"] == pytest.approx(overdispersion, rel=0.08)
    assert made["outside_95"] == pytest.approx(5, abs=1)
    # Shares end at 0 and 1, so their tails are lighter than a normal's: 0.11 at 4 in the long run
    # (docs/benchmarks.md), of 4,800 committees as few as 2.
    assert made["outside_998"] == pytest.approx(0.2, abs=0.2)


def test_committees_that_differ_less_than_chance_do_not_narrow_the_limits() -> None:
    assert funnel(committees(*[(50, 100)] * 10)).overdispersion == 1


@pytest.mark.parametrize(
    ("rows", "target"),
    [([(0, 5), (0, 50)], 0.0), ([(5, 5), (50, 50)], 1.0), ([(3, 4)], 0.75)],
)
def test_nothing_to_differ_by(rows: list[tuple[float, float]], target: float) -> None:
    found = funnel(committees(*rows))
    assert (found.target, found.overdispersion) == (target, 1)
    assert found.points["position"].eq(Position.WITHIN).all()


def test_no_committee_with_data() -> None:
    found = funnel(committees((0, 0)))
    assert np.isnan(found.target)
    assert found.points["position"].tolist() == [Position.NO_DATA]
    assert funnel(committees()).points.empty


def test_other_columns_and_the_order_are_kept() -> None:
    rows = committees((5, 10), (9, 10)).assign(committee_id=["z", "a"])
    rows.index = [7, 3]
    found = funnel(rows).points
    assert found["committee_id"].tolist() == ["z", "a"]
    assert found.loc[3, "rate"] == 0.9
    assert found.loc[3, "high_95"] == found.loc[7, "high_95"]


def test_more_completed_than_enrolled_is_refused() -> None:
    with pytest.raises(ValueError, match="leave such records out"):
        funnel(committees((5, 4)))
