"""What published numbers add up to: sound, exact, and nothing that they don't say themselves."""

from datetime import date
from itertools import product

import numpy as np
import pandas as pd
import pytest

from lib.publication import totals
from lib.publication.gate import GateError, derived, examine
from lib.publication.parameters import Rounding, parameters
from lib.publication.rounding import MASKED, in_classes, rounded
from lib.publication.totals import Total, farthest, newest, tables, this_year
from tests.publication.frames import atoms

RULES = parameters()


def _newest(frame: pd.DataFrame, metric: str = "hotline_calls") -> Total | None:
    return newest(tables(frame, RULES), [metric], RULES)


def test_regions_that_are_all_told_are_added_up_where_the_nation_is_not() -> None:
    # 1,000 is 975–1,050 (below it steps are of 50), 2,000 is 1,950–2,050.
    told = _newest(atoms("hotline_calls", [1_000, 2_000, None]))
    assert told == Total(
        value=3_000, least=975 + 1_950, most=1_050 + 2_050, is_whole=True, has_noise=False,
        is_direct=False, told=2, regions=2, start=date(2024, 1, 1), end=date(2024, 1, 28),
    )  # fmt: skip
    assert told.is_narrow


def test_where_a_region_is_withheld_the_others_are_a_lower_bound() -> None:
    told = _newest(atoms("hotline_calls", [200, None, 300, None]))
    assert told is not None
    # 200 is 176–224 and 300 is 275–325: half to even, so 175 is 200's and 225 too.
    assert (told.value, told.least, told.most) == (500, 450, 550)
    assert (told.is_whole, told.told, told.regions) == (False, 2, 3)


def test_a_nation_that_is_told_is_bounded_by_its_regions() -> None:
    # 40 is 35–45 and 50 is 46–54, together 81–99; the nation's 100 is 95–125.
    told = _newest(atoms("hotline_calls", [40, 50, 100]))
    assert told is not None
    assert (told.value, told.least, told.most, told.is_direct) == (99, 95, 99, True)


def test_a_sum_over_other_bands_takes_each_number_by_those_that_it_was_told_by() -> None:
    # By tens 50 is 46–54. By twenties, which tell no 50, 60 is 51–69: half to even.
    before = in_classes(atoms("hotline_calls", [50, 50, None]), RULES.rounding)
    twenties = Rounding(threshold=20, bands=((20, 20), (100, 100)))
    now = RULES.model_copy(update={"rounding": twenties})
    later = atoms("hotline_calls", [60, 60, None], start="2024-01-29")
    sums = tables(pd.concat([before, later], ignore_index=True), now)
    both = this_year(sums, ["hotline_calls"], now)
    assert both is not None
    assert (both.value, both.least, both.most) == (220, 2 * 46 + 2 * 51, 2 * 54 + 2 * 69)


def test_an_interval_of_half_its_value_is_not_narrow() -> None:
    # 20 is 15–25: ten wide, and half of 20 is ten.
    assert not _narrow(atoms("hotline_calls", [20, None, None]))
    # 30 is 26–34: eight wide, less than 15.
    assert _narrow(atoms("hotline_calls", [30, None, None]))


def _narrow(frame: pd.DataFrame) -> bool:
    told = _newest(frame)
    return told is not None and told.is_narrow


def test_nothing_told_is_no_total() -> None:
    assert _newest(atoms("hotline_calls", [None, None, None])) is None
    assert this_year(tables(atoms("hotline_calls", [20, None, None]), RULES), ["x"], RULES) is None


def test_a_year_begins_with_its_first_period_and_adds_up_its_topics() -> None:
    sums = tables(
        pd.concat(
            [
                atoms("incidents_verified.raids", [90, None, 90], start="2023-12-04"),
                atoms("incidents_verified.raids", [90, None, 90], start="2024-01-01"),
                atoms("incidents_verified.raids", [90, None, None], start="2024-01-29"),
                atoms("incidents_verified.roads", [40, 30, 70], start="2024-01-29"),
            ]
        ),
        RULES,
    )
    codes = ["incidents_verified.raids", "incidents_verified.roads"]
    told = this_year(sums, codes, RULES)
    assert told is not None
    # 90 is 86–94; 70 is 66–74, and 40 and 30 (35–45, 26–34) say no more. A year before is not in.
    assert (told.value, told.least, told.most) == (250, 86 + 86 + 66, 94 + 94 + 74)
    assert (told.start, told.end, told.is_whole) == (date(2024, 1, 1), date(2024, 2, 25), False)


def test_noise_reaches_as_far_as_it_does_19_times_in_20() -> None:
    noisy = atoms("cases_won", [100], weeks=52, kind="noisy")
    later = noisy.assign(period_start=pd.Timestamp("2024-12-30"))
    # ε = ½: beyond 6 lies 3.8 % of one draw, beyond 5 6.2 %; see the page's words.
    told = _newest(noisy, "cases_won")
    assert told is not None
    assert (told.least, told.most, told.has_noise) == (94, 106, True)
    both = this_year(tables(pd.concat([noisy, later]), RULES), ["cases_won"], RULES)
    assert both is not None
    assert (both.value, both.most - both.value) == (200, farthest(2, 0.5))


@pytest.mark.parametrize("draws", [1, 2, 5])
def test_the_reach_of_noise_is_what_drawing_it_shows(draws: int) -> None:
    chance = 1 - np.exp(-0.5)
    rng = np.random.default_rng(7)
    geometric = rng.geometric(chance, (2, 200_000, draws))
    sums = np.abs((geometric[0] - geometric[1]).sum(axis=1))
    reach = farthest(draws, 0.5)
    assert (sums <= reach).mean() == pytest.approx(0.96, abs=0.012)
    assert (sums <= reach - 1).mean() < 0.952


SMALL = range(46)
"""Masked, 20 (15–25), 30 (26–34), 40 (35–45): every number of four classes."""


@pytest.mark.parametrize("is_nation_told", [True, False], ids=["nation told", "nation withheld"])
def test_all_small_tables_are_within_their_interval_and_fill_it(is_nation_told: bool) -> None:
    """Every pair of regions below 46: the sums with which the same is told, and the interval said.

    A class without an end is cut off where the numbers end, so only its least is compared.
    """
    raw = np.array(list(product(SMALL, SMALL)))
    regions, sums = rounded(raw, RULES.rounding), raw.sum(axis=1)
    nation = rounded(sums, RULES.rounding) if is_nation_told else np.full(len(raw), MASKED)
    told = pd.DataFrame({"r0": regions[:, 0], "r1": regions[:, 1], "nation": nation, "sum": sums})
    groups = told.groupby(["r0", "r1", "nation"])["sum"].agg(["min", "max"]).reset_index()
    said = tables(_side_by_side(groups[["r0", "r1", "nation"]]), RULES)
    is_said = (said["value"] > 0).to_numpy()
    assert is_said.sum() >= len(groups) - 1
    np.testing.assert_array_equal(said["least"][is_said], groups["min"][is_said])
    has_ends = (groups[["r0", "r1"]] != MASKED).all(axis=1).to_numpy()
    np.testing.assert_array_equal(said["most"][has_ends], groups["max"][has_ends])
    is_cut = said["is_whole"].to_numpy() & ~has_ends
    assert (said["most"] >= groups["max"])[is_cut].all()


def _side_by_side(values: pd.DataFrame) -> pd.DataFrame:
    """Atoms of a table a row, each in a period of its own, in this order."""
    starts = pd.date_range("2001-01-01", periods=len(values), freq="28D")
    wide = values.set_index(starts.rename("period_start")).rename_axis(columns="area")
    atoms_of_all = wide.stack().rename("value").reset_index()
    return atoms_of_all.assign(metric="hotline_calls", weeks=4, **{"class": "rounded"})


def test_all_small_tables_leave_the_same_open_with_their_totals_and_without() -> None:
    """What a total says is implied: whoever hears it knows what they knew, and none is refused."""
    values = [MASKED, 20, 30, 40]
    every = list(product(values, values, [MASKED, 20, 40, 60, 80]))
    told = _side_by_side(pd.DataFrame(every, columns=["r0", "r1", "nation"]))
    found = examine(told, ["r0", "r1"], RULES)
    assert not (found.intervals["verdict"] == "telling").any()


def test_a_total_that_says_more_than_its_numbers_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def by_one(frame: pd.DataFrame, rules: object) -> pd.DataFrame:
        honest = totals.tables(frame, RULES)
        return honest.assign(least=honest["least"] + 1)

    told = atoms("hotline_calls", [100, 200, None])
    examine(told, ["r0", "r1"], RULES).check()
    monkeypatch.setattr(derived, "tables", by_one)
    with pytest.raises(GateError, match="telling"):
        examine(told, ["r0", "r1"], RULES).check()
