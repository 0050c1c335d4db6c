import numpy as np
import pandas as pd
import pytest

from lib.measures.early_warning.evaluation import _Ordered, auc, calibration, gain_low
from lib.measures.early_warning.hazard import fit


@pytest.mark.parametrize(
    ("silent", "score", "expected"),
    [
        ([0, 0, 1, 1], [1, 2, 3, 4], 1.0),
        ([1, 1, 0, 0], [1, 2, 3, 4], 0.0),
        # pairs: 3 > 1, 3 > 2, 2 > 1, and 2 against 2 counts half: 3.5 of 4
        ([0, 0, 1, 1], [1, 2, 2, 3], 0.875),
        ([0, 1, 0, 1], [5, 5, 5, 5], 0.5),
    ],
)
def test_auc_is_the_share_of_pairs_in_the_right_order(
    silent: list[float], score: list[float], expected: float
) -> None:
    assert auc(np.array(silent, float), np.array(score, float)) == expected


@pytest.mark.parametrize("silent", [[0.0, 0.0], [1.0, 1.0]])
def test_auc_needs_both_kinds(silent: list[float]) -> None:
    assert np.isnan(auc(np.array(silent), np.array([1.0, 2.0])))


def test_calibration_by_tenths() -> None:
    # 20 committee-months predicted .01 … .20, so two a tenth; the last three fell silent.
    months = pd.DataFrame({"silent": [0.0] * 17 + [1.0] * 3})
    got = calibration(months, np.arange(1, 21) / 100)
    assert got["tenth"].tolist() == list(range(1, 11))
    assert got["committee_months"].tolist() == [2] * 10
    assert got["silent"].tolist() == [0] * 8 + [1, 2]
    assert got["predicted"].tolist() == pytest.approx([0.015 + 0.02 * i for i in range(10)])
    assert got["rate"].tolist() == [0] * 8 + [0.5, 1]
    # Wilson's interval of 1 of 2: (1/2 ± 1.96 sqrt(1/8 + 1.96²/16)) … .0945 to .9055
    assert got.loc[8, ["low", "high"]].tolist() == pytest.approx([0.0945, 0.9055], abs=1e-4)


def test_the_gain_is_in_doubt_where_it_rests_on_one_committee() -> None:
    # Days order all wrong, the model all right: in every draw with both kinds the gain is 1.
    silent = [0.0, 1.0] * 10
    months = pd.DataFrame(
        {
            "committee_id": [f"c{i}" for i in range(20)],
            "silent": silent,
            "days": [1 - s for s in silent],
        }
    )
    assert gain_low(months, np.array(silent)) == 1
    # The same, but right only where one committee is concerned: some draws are without it.
    one = np.array([0.5] * 19 + [1.0])
    level = months.assign(days=0.5)
    assert auc(level["silent"].to_numpy(), one) > 0.5
    assert gain_low(level, one) == 0


def test_a_draw_takes_a_committee_with_all_its_months_as_often_as_it_was_drawn() -> None:
    # Against the definition, over draws that take some committees twice and some never, with ties.
    random = np.random.default_rng(3)
    committees = np.repeat(np.arange(8), 3)
    silent = random.integers(0, 2, 24).astype(float)
    score = random.integers(0, 6, 24).astype(float)
    ordered = _Ordered(silent == 1, score, committees)
    for _ in range(20):
        drawn = random.integers(0, 8, 8)
        taken = np.concatenate([np.flatnonzero(committees == each) for each in drawn])
        times = np.bincount(drawn, minlength=8).astype(float)
        assert ordered.auc(times) == pytest.approx(auc(silent[taken], score[taken]), nan_ok=True)


def months(counts: dict[float, tuple[int, int]]) -> pd.DataFrame:
    """Committee-months by number of coordinators: so many that fell silent, so many that didn't."""
    rows = [
        {"coordinators": coordinators, "silent": silent}
        for coordinators, numbers in counts.items()
        for silent, number in zip((1.0, 0.0), numbers, strict=True)
        for _ in range(number)
    ]
    return pd.DataFrame(rows).assign(days=2.0, rhythm=1.0, turnout_trend=0.0)


def test_a_saturated_hazard_gives_the_observed_shares() -> None:
    # 30 of 40 without a coordinator and 10 of 50 with one fell silent; nothing else varies.
    table = months({0: (30, 10), 1: (10, 40)})
    hazard = fit(table)
    assert hazard is not None
    asked = table.drop_duplicates("coordinators")
    assert hazard.probability(asked).tolist() == pytest.approx([0.75, 0.2])
    # The log odds ratio, log(3 * 4), for one coordinator fewer.
    assert hazard.coefficients[4] / hazard.spread[3] == pytest.approx(-np.log(12))


NOISE = np.random.default_rng(4).normal(size=50)
BOTH = months({0: (20, 5), 1: (5, 20)})  # a maximum: both kinds on either side


@pytest.mark.parametrize(
    "copy",
    [
        BOTH["coordinators"],
        2 * BOTH["coordinators"],
        -1e6 * BOTH["coordinators"] + 7,
        1e-6 * BOTH["coordinators"],
        BOTH["coordinators"] / 3 + 0.1,  # equal but for rounding
        BOTH["coordinators"] + 1e-12 * NOISE,
        BOTH["coordinators"] + 1e-7 * NOISE,  # too near for Newton's steps to tell them apart
    ],
)
def test_a_sign_that_copies_another_has_no_hazard(copy: "pd.Series[float]") -> None:
    assert fit(BOTH.assign(rhythm=copy)) is None


def test_a_sign_that_is_the_sum_of_others_has_no_hazard() -> None:
    signs = {"days": NOISE, "rhythm": 1e6 * np.roll(NOISE, 7)}
    total = signs["days"] + signs["rhythm"] / 1e6
    assert fit(BOTH.assign(**signs)) is not None
    assert fit(BOTH.assign(**signs, turnout_trend=total)) is None


@pytest.mark.parametrize("noise", [1e-3, 1.0])
def test_a_sign_that_only_resembles_another_is_fitted(noise: float) -> None:
    hazard = fit(BOTH.assign(rhythm=BOTH["coordinators"] + noise * NOISE))
    assert hazard is not None
    assert np.isfinite(hazard.coefficients).all()


@pytest.mark.parametrize("unit", [1e-6, 1e6])
def test_the_unit_of_a_sign_changes_no_probability(unit: float) -> None:
    table = BOTH.assign(days=NOISE, rhythm=np.roll(NOISE, 7))
    plain, scaled = fit(table), fit(table.assign(rhythm=unit * table["rhythm"]))
    assert plain is not None
    assert scaled is not None
    assert scaled.probability(table.assign(rhythm=unit * table["rhythm"])) == pytest.approx(
        plain.probability(table), rel=1e-9
    )


@pytest.mark.parametrize("value", [0.0, 0.1, 1e6 / 3, [0.3, 0.1 + 0.2] * 25])
def test_a_sign_that_never_varies_has_no_coefficient(value: float | list[float]) -> None:
    # The mean of fifty times a tenth is not a tenth, nor the spread zero: rounding is no variation.
    hazard = fit(BOTH.assign(turnout_trend=value))
    assert hazard is not None
    assert hazard.coefficients[3] == 0
    assert hazard.probability(BOTH) == pytest.approx(np.where(BOTH["coordinators"] == 0, 0.8, 0.2))


@pytest.mark.parametrize(
    "table",
    [
        months({0: (20, 0), 1: (0, 20)}),  # perfectly separated
        months({0: (20, 0), 1: (0, 1)}).assign(coordinators=lambda t: 1e6 * t["coordinators"]),
        # All with a coordinator stayed, of those without some: the coefficient grows for ever.
        months({0: (20, 5), 1: (0, 20)}),
        months({0: (20, 0), 1: (5, 5), 2: (0, 20)}),  # both kinds on the plane itself
        months({0: (20, 0), 1: (5, 0)}),  # all fell silent
    ],
)
def test_a_hazard_that_has_no_maximum_is_not_fitted(table: pd.DataFrame) -> None:
    assert fit(table) is None


def test_one_on_the_wrong_side_is_enough_for_a_maximum() -> None:
    # 20 of 21 without a coordinator, none of 20 with one: no maximum; one of 20: a maximum.
    assert fit(months({0: (20, 1), 1: (0, 20)})) is None
    hazard = fit(months({0: (20, 1), 1: (1, 19)}))
    assert hazard is not None
    assert hazard.probability(months({0: (1, 0), 1: (1, 0)})) == pytest.approx([20 / 21, 1 / 20])
