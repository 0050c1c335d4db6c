import numpy as np
import pandas as pd
import pytest

from lib.measures.early_warning.evaluation import auc, calibration, gain_low
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


@pytest.mark.parametrize(
    "table",
    [
        months({0: (20, 0), 1: (0, 20)}),  # perfectly separated
        months({0: (20, 5), 1: (5, 20)}).assign(rhythm=lambda t: 2 * t["coordinators"]),  # a copy
    ],
)
def test_a_hazard_that_has_no_maximum_is_not_fitted(table: pd.DataFrame) -> None:
    assert fit(table) is None
