import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from lib.measures.completion import Position, funnel, funnel_lines


def committees(*rows: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["completed", "enrolled"])


def test_exact_limits_by_hand() -> None:
    # Binomial(10, ½): P(at most 1) = .0107 < .025, P(at most 2) = .0547; P(none) = .00098 < .001.
    lines = funnel_lines(0.5, 1, [10]).loc[0]
    assert lines.tolist() == pytest.approx([10, 0.2, 0.8, 0.1, 0.9])


def test_overdispersion_widens_about_the_target_and_stays_within_0_and_1() -> None:
    lines = funnel_lines(0.5, 2.25, [10]).loc[0]
    # half a width of .3 becomes .45; .4 becomes .6
    assert lines.tolist() == pytest.approx([10, 0.05, 0.95, 0, 1])


def test_limits_narrow_with_size() -> None:
    lines = funnel_lines(0.3, 1, [20, 200, 2000])
    assert (lines["high_95"] - lines["low_95"]).is_monotonic_decreasing
    assert (lines["high_998"] > lines["high_95"]).all()


@pytest.mark.parametrize("size", [0, np.nan])
def test_no_trials_have_no_limits(size: float) -> None:
    assert funnel_lines(0.5, 1, [size]).isna().all(axis=None)


@pytest.mark.parametrize("target", [0.1, 0.37, 0.5])
@pytest.mark.parametrize("size", [5, 23, 80])
def test_chance_alone_leaves_the_limits_no_more_often_than_stated(target: float, size: int) -> None:
    lines = funnel_lines(target, 1, [size]).loc[0]
    count = np.arange(size + 1)
    for name, tail in (("95", 0.025), ("998", 0.001)):
        above = binom.pmf(count, size, target)[count / size > lines[f"high_{name}"] + 1e-9].sum()
        below = binom.pmf(count, size, target)[count / size < lines[f"low_{name}"] - 1e-9].sum()
        assert above <= tail
        assert below <= tail


def test_positions() -> None:
    found = funnel(
        committees(
            *[(50, 100)] * 30,  # they hold the target at ½ and the overdispersion at 1
            (8, 10),  # on the 95 % limit: within
            (9, 10),
            (10, 10),
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
        Position.WITHIN,
        Position.BELOW_95,
        Position.BELOW_998,
        Position.NO_DATA,
        Position.NO_DATA,
    ]
    limits = ["rate", "low_95", "high_95", "low_998", "high_998"]
    assert found.points.loc[[36, 37], limits].isna().all(axis=None)


def test_winsorized_overdispersion_by_hand() -> None:
    # Target ½, n = 100: z = (y - 50) / 5, so -8, -2 four times, 2 four times, 8. The 10 % and 90 %
    # quantiles lie .9 of the way from the extremes to the next: ∓2.6. (2 · 2.6² + 8 · 2²) / 10.
    rows = [(10, 100), *[(40, 100)] * 4, *[(60, 100)] * 4, (90, 100)]
    found = funnel(committees(*rows))
    assert found.target == 0.5
    assert found.overdispersion == pytest.approx(4.552)
    assert found.points["position"].tolist() == [
        Position.BELOW_998,
        *[Position.WITHIN] * 8,
        Position.ABOVE_998,
    ]


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
