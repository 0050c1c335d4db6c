from pathlib import Path

import pandas as pd
import pytest

from lib.measures.retention import compared
from lib.measures.retention.comparison import differences
from lib.measures.survival import Estimate, difference, kaplan_meier, restricted_mean
from tests.measures.retention.test_curves import RULES, counts

CIRRHOSIS = Path(__file__).parents[1] / "data" / "cirrhosis.csv"


def test_means_and_their_difference_as_published() -> None:
    # The vignette of R's survRM2, to 10 years: 7.146 (.283) with D-penicillamine, 7.283 (.295)
    # without; -.137 (-.939 to .665).
    patients = pd.read_csv(CIRRHOSIS)
    with_drug, without = (
        restricted_mean(kaplan_meier(rows["days"] / 365.25, rows["died"]), 10, 0.95)
        for rows in (patients[patients["arm"] == 1], patients[patients["arm"] == 0])
    )
    assert (with_drug.value, with_drug.error) == pytest.approx((7.146, 0.283), abs=5e-4)
    assert (without.value, without.error) == pytest.approx((7.283, 0.295), abs=5e-4)
    apart = difference(with_drug, without, 0.95)
    assert (apart.value, apart.low, apart.high) == pytest.approx((-0.137, -0.939, 0.665), abs=5e-4)
    # Two groups have one difference: its simultaneous limits are the plain ones.
    ours = differences({"without": without, "with": with_drug}, 0.95).iloc[0]
    assert ours[["months", "low", "high"]].tolist() == pytest.approx(
        [0.137, -0.665, 0.939], abs=5e-4
    )
    assert not ours["is_apart"]


def test_limits_of_many_differences_are_wider() -> None:
    # The studentized range of 4 means and endless degrees of freedom is 3.633 at .95 (Tukey's
    # tables), so a difference has 3.633 / √2 = 2.569 errors to each side instead of 1.960.
    means = {
        name: Estimate(value, 1, 0, 0) for name, value in zip("abcd", (9, 8, 7, 5), strict=True)
    }
    apart = differences(means, 0.95)
    assert len(apart) == 6
    first = apart.iloc[0]
    assert (first["longer"], first["shorter"], first["months"]) == ("a", "d", 4)
    assert first["high"] - 4 == pytest.approx(2.569 * 2**0.5, abs=2e-3)
    assert first["is_apart"]
    # Three apart is 2.1 errors: a finding of two groups, but not of four.
    assert not apart[apart["months"] == 3]["is_apart"].any()


def test_by_hand() -> None:
    # Of 20 all stay the year: 12 months. Of 20 others ten leave in month 6: 6 + 6 / 2 = 9; the
    # error is the area beyond, 3, times the root of 10 / (20 · 10).
    stay = counts((0, 12, False, 20), group="stay")
    half = counts((0, 6, True, 10), (0, 12, False, 10), group="half")
    made = compared(pd.concat([half, stay]), "group", RULES)
    assert (made.start, made.horizon) == (0, 12)
    assert made.means["group"].tolist() == ["stay", "half"]
    assert made.means["months"].tolist() == pytest.approx([12, 9])
    assert made.means["error"].tolist() == pytest.approx([0, 3 * (10 / 200) ** 0.5])
    found = made.differences.iloc[0]
    assert found[["longer", "shorter"]].tolist() == ["stay", "half"]
    assert found[["months", "low"]].tolist() == pytest.approx([3, 3 - 1.96 * 0.6708], abs=1e-3)
    assert found["is_apart"]


def test_all_are_compared_from_where_the_last_is_followed() -> None:
    # The older group is followed from month 6 on: of 20 ten leave in month 9. Of the younger 40
    # twenty left in month 3, of which nothing can be said beside it.
    old = counts((6, 9, True, 10), (6, 12, False, 10), group="old")
    young = counts((0, 3, True, 20), (0, 12, False, 20), group="young")
    made = compared(pd.concat([old, young]), "group", RULES)
    assert made.start == 6
    months = made.means.set_index("group")["months"]
    assert months["young"] == 6
    assert months["old"] == pytest.approx(3 + 3 / 2)


def test_who_is_not_followed_for_the_year_is_not_compared() -> None:
    new = counts((0, 7, False, 40), group="new")
    old = counts((0, 12, False, 40), group="old")
    made = compared(pd.concat([new, old]), "group", RULES)
    assert made.means["group"].tolist() == ["old"]
    assert made.differences.empty
    nobody = compared(new.head(0), "group", RULES)
    assert nobody.means.empty
    assert nobody.differences.empty
