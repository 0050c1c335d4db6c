"""What is withheld, by hand; and whether withholding a total tells what the total would have."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.publication.cells import due_cells
from lib.publication.insider import feasible_interval
from lib.publication.parameters import NATION, parameters
from lib.publication.protection import Reason, derivable, protect
from lib.publication.rounding import MASKED, classes, rounded
from tests.publication.frames import WEEK, inputs

RULES = parameters()


def protected(
    metrics: Mapping[str, Mapping[str, Sequence[int]]],
) -> dict[tuple[str, str], tuple[int, str]]:
    """Value and reason by metric and area, of committees' raw numbers by metric and region."""
    regions = sorted({area for amounts in metrics.values() for area in amounts})
    raw = [inputs(metric, amounts) for metric, amounts in metrics.items()]
    frame = pd.concat(raw)
    cells = due_cells(frame, [(metric, WEEK, 4) for metric in metrics], regions)
    cells_protected = protect(cells, RULES, len(regions) + 1)
    return {(r.metric, r.area): (r.value, r.reason) for r in cells_protected.itertuples()}


def members(**amounts: Sequence[int]) -> dict[str, tuple[int, str]]:
    return {area: outcome for (_, area), outcome in protected({"members": amounts}).items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("committees", "value", "reason"),
    [
        ((5, 5, 5), 20, Reason.PUBLISHED),  # 15 is told as 20
        ((5, 5, 4), MASKED, Reason.BELOW),  # 14
        ((), MASKED, Reason.BELOW),  # zero is told like any small number
        ((40, 40), MASKED, Reason.FEW),  # two committees
        ((500,), MASKED, Reason.FEW),
        ((40, 40, 20), 100, Reason.PUBLISHED),  # two have 80 %
        ((45, 45, 10), MASKED, Reason.DOMINATED),  # two have exactly 90 %
        (
            (45, 44, 11),
            100,
            Reason.PUBLISHED,
        ),  # two have 89 %; the others' 11 hide 45 to within 24 %
        ((27, 0, 3), MASKED, Reason.FEW),  # a committee with nothing is not behind a number
        # Two have 895 of 1,000, below 90 %; the others' 105 are above 10 % of 880.
        ((880, 15, 15, 15, 15, 15, 15, 15, 15), 1_000, Reason.PUBLISHED),
    ],
)
def test_what_stands_behind_a_number(
    committees: tuple[int, ...], value: int, reason: Reason
) -> None:
    assert members(r0=committees, r1=())["r0"] == (value, reason)


def test_the_p_percent_rule_is_one_of_its_own() -> None:
    # A largest share of 95 % would pass a top-two rule of 99 %: the second knows it to within 5 %.
    committees = RULES.committees.model_copy(update={"top_two_share": 0.99})
    rules = RULES.model_copy(update={"committees": committees})
    # 95, 1 and 4 others: 4 is less than 10 % of 95.
    cells = due_cells(
        inputs("members", {"r0": (95, 1, 1, 1, 1, 1)}), [("members", WEEK, 4)], ["r0"]
    )
    result = protect(cells, rules, 2)
    assert result["reason"].tolist() == [Reason.DOMINATED, Reason.DOMINATED]


def test_people_without_a_committee_dilute_but_do_not_count_as_one() -> None:
    frame = inputs("members", {"r0": (40, 40)})
    frame.loc[2] = ["r0", "members", "", WEEK, 4, 900]
    cells = due_cells(frame, [("members", WEEK, 4)], ["r0"])
    assert cells.loc[0, ["raw", "contributors", "largest", "second"]].tolist() == [980, 2, 40, 40]
    assert protect(cells, RULES, 2)["reason"].tolist() == [Reason.FEW, Reason.FEW]


def test_what_no_region_is_known_of_is_in_no_number() -> None:
    frame = inputs("members", {"r0": (10, 10, 10), "unknown": (10, 10, 10)})
    cells = due_cells(frame, [("members", WEEK, 4)], ["r0"])
    assert cells.set_index("area")["raw"].to_dict() == {"r0": 30, NATION: 30}


def test_what_a_withheld_number_would_be_bounded_by_is_withheld_with_it() -> None:
    many = {"r0": (1,) * 20, "r1": (1,) * 20}
    # One committee holds nearly all gatherings of r0.
    gatherings = {"r0": (200, *(1,) * 19), "r1": (3,) * 20}
    outcomes = protected({"committees_active": many, "gatherings": gatherings})
    assert outcomes["gatherings", "r0"] == (MASKED, Reason.DOMINATED)
    assert outcomes["committees_active", "r0"] == (MASKED, Reason.PAIRED)
    assert outcomes["committees_active", "r1"] == (20, Reason.PUBLISHED)


def _spread(number: int) -> tuple[int, ...]:
    return (number // 5 + number % 5, *(number // 5,) * 4)


def test_a_total_that_narrows_a_region_is_withheld() -> None:
    # 25 three times is told as 20, 15–25; the sum 75 as 80, which leaves 25 alone.
    outcomes = members(r0=_spread(25), r1=_spread(25), r2=_spread(25))
    assert outcomes[NATION] == (MASKED, Reason.DERIVABLE)
    assert outcomes["r0"] == (20, Reason.PUBLISHED)


def test_a_total_in_the_middle_of_what_is_possible_is_told() -> None:
    # 20 is 15–25: the sum lies in 45–75 and 60 (55–65) leaves every region all of its class.
    assert members(r0=_spread(20), r1=_spread(20), r2=_spread(20))[NATION] == (60, Reason.PUBLISHED)


def test_an_insider_of_the_nation_is_left_with_enough_values() -> None:
    # The others have 548, and 774 is told as 750 (726–774): r0 has 178–226 by that, and by its own
    # 250 (226–274) therefore 226. Who knows all its committees but one knows that one.
    outcomes = members(r0=_spread(226), r1=_spread(274), r2=_spread(274))
    assert outcomes[NATION] == (MASKED, Reason.INSIDER)
    # With 500 and 750, told as 750 (726–774), r0 has all of its own 226–274.
    assert members(r0=_spread(250), r1=_spread(250), r2=_spread(250))[NATION] == (
        750,
        Reason.PUBLISHED,
    )


def test_an_insider_of_a_region_who_inverts_the_rules_is_left_with_enough_values() -> None:
    # 12, 10 and 3: 25, told as 20 (15–25). Who knows 12 and 10 knows that the third has at most 3,
    # and at least 3, or the two would have 90 %.
    assert members(r0=(12, 10, 3), r1=())["r0"] == (MASKED, Reason.INSIDER)
    # 12, 10 and 8: 30, told as 30 (26–34), so at least 4 and at most 12.
    assert members(r0=(12, 10, 8), r1=())["r0"] == (30, Reason.PUBLISHED)


COMMITTEES = st.lists(st.integers(1, 12) | st.integers(1, 120), min_size=3, max_size=6)


@pytest.mark.slow
@given(COMMITTEES)
def test_what_is_left_to_an_insider_is_what_trying_every_number_leaves(
    committees: list[int],
) -> None:
    """By brute force over the unknown number, and the rules written out again."""
    ranked = sorted(committees, reverse=True)
    cells = due_cells(inputs("members", {"r0": committees}), [("members", WEEK, 4)], ["r0"]).head(1)
    if not _is_told(ranked):
        return
    value = rounded(cells["raw"], RULES.rounding)
    least, greatest = feasible_interval(cells, value, RULES)
    for place in range(3):
        others = ranked[:place] + ranked[place + 1 :]
        possible = [
            c
            for c in range(2_000)
            if _is_told([*others, c]) and rounded(sum(others) + c, RULES.rounding) == value[0]
        ]
        assert (least[0, place], greatest[0, place]) == (possible[0], possible[-1])


def _is_told(committees: list[int]) -> bool:
    ranked, total = sorted(committees, reverse=True), sum(committees)
    return (
        total >= 15
        and sum(c > 0 for c in committees) >= 3
        and 10 * (ranked[0] + ranked[1]) < 9 * total
        and 10 * (total - ranked[0] - ranked[1]) >= ranked[0]
    )


def _outcomes(values: tuple[int, ...]) -> dict[int, list[tuple[int, ...]]]:
    """All raw numbers told as these values, by what the total is told as (or withheld)."""
    low, high = classes(values, RULES.rounding)
    # A withheld number may be anything; three bands of it show what the rule does.
    ends = np.where(np.isinf(high), low + 260, high).astype(int)
    raw = np.array(list(product(*(range(int(a), b + 1) for a, b in zip(low, ends, strict=True)))))
    total = raw.sum(axis=1)
    struck = derivable(np.tile(values, (len(raw), 1)), total, RULES)
    published = np.where(struck, MASKED, rounded(total, RULES.rounding))
    outcomes = defaultdict(list)
    for numbers, value in zip(raw.tolist(), published.tolist(), strict=True):
        outcomes[value].append(tuple(numbers))
    return outcomes


TOLD = st.sampled_from([20, 30, 40, 50, 60, 90, 100])


@pytest.mark.slow
@given(st.lists(TOLD, min_size=2, max_size=3), st.booleans())
def test_whatever_becomes_of_the_total_no_region_is_narrowed(
    published: list[int], has_masked: bool
) -> None:
    """By enumeration: whoever knows the rule and the regions' values learns no more from either.

    The sets are those of the raw numbers with which the same is published. The total's own rules,
    which only withhold more, are left out: an adversary may know that they did not strike.
    """
    values = (*published[:2], MASKED) if has_masked else tuple(published)
    low, high = classes(values, RULES.rounding)
    for numbers in _outcomes(values).values():
        least, greatest = np.min(numbers, axis=0), np.max(numbers, axis=0)
        for n, value in enumerate(values):
            if value == MASKED:
                assert least[n] == 0
                assert greatest[n] >= RULES.rounding.threshold - 1
            else:
                assert (least[n], greatest[n]) == (low[n], high[n])
