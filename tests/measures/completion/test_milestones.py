import numpy as np
import pandas as pd
import pytest

from lib.measures.completion import completion_curve, contrast, curve_at, last_day, milestones


def curves(**groups: list[tuple[int, bool, int]]) -> pd.DataFrame:
    """Curves of groups, from (days, completed, learners)."""
    rows = [(name, *row) for name, of in groups.items() for row in of]
    days = pd.DataFrame(rows, columns=["group", "days", "completed", "learners"])
    return completion_curve(days, ["group"])


# 100 learners: 20 complete after 10 days, 40 after 30, 24 are last followed on day 40; 16 remain
# and 2 complete on day 50.
ONE = [(10, True, 20), (30, True, 40), (40, False, 24), (50, True, 2), (60, False, 14)]


def test_a_curve_keeps_its_value_until_its_next_day() -> None:
    found = curve_at(curves(a=ONE), [0, 9, 10, 29, 30, 40], "group")
    assert found["completed"].tolist() == pytest.approx([0, 0, 0.2, 0.2, 0.6, 0.6])
    # Just before each day: the 20 of day 10 are still there on day 10, and gone on day 11.
    assert found["at_risk"].tolist() == [100, 100, 100, 80, 80, 40]


def test_a_day_between_two_of_the_curve_is_blank_once_too_few_are_followed() -> None:
    found = curve_at(curves(a=ONE), [41, 50, 51, 60, 61], "group")
    assert found["at_risk"].tolist() == [16, 16, 14, 14, 0]
    # 16 of 16 are followed on day 50: 14/16 of .4 remain. From day 51 on they are 14.
    assert found["completed"].tolist()[:2] == pytest.approx([0.6, 1 - 0.4 * 14 / 16])
    assert found[["completed", "low", "high"]].iloc[2:].isna().all(axis=None)


def test_the_number_that_must_be_followed_can_be_given() -> None:
    found = curve_at(curves(a=ONE), [30, 40], "group", minimum_at_risk=41)
    assert found["completed"].isna().tolist() == [False, True]


def test_milestones_by_hand() -> None:
    slow = [(20, True, 30), (100, False, 70)]
    found = milestones(curves(a=ONE, b=slow), "group", day=35).set_index("group")
    assert found["learners"].to_dict() == {"a": 100, "b": 100}
    assert found.loc["a", "half_day"] == 30  # 60 of 100 by then
    assert np.isnan(found.loc["b", "half_day"])  # 30 of 100 at most
    assert found["completed"].tolist() == pytest.approx([0.6, 0.3])
    assert (found["low"] < found["completed"]).all()
    assert (found["high"] > found["completed"]).all()


def test_exactly_half_is_half() -> None:
    found = milestones(curves(a=[(7, True, 15), (90, False, 15)]), "group")
    assert found["half_day"].tolist() == [7]


def test_half_that_too_few_show_is_not_known() -> None:
    # Of 20, 6 withdraw before the other 14 complete: 14 are fewer than fifteen.
    found = milestones(curves(a=[(5, False, 6), (10, True, 14)]), "group")
    assert np.isnan(found.loc[0, "half_day"])


def test_the_milestone_is_the_longest_horizon() -> None:
    # 90 days: the ten of day 90 count, those of day 91 don't.
    found = milestones(curves(a=[(90, True, 10), (91, True, 10), (200, False, 80)]), "group")
    assert found["completed"].tolist() == pytest.approx([0.1])


# Twenty remain, so that it has a curve to the end.
QUICK = [(10, True, 180), (200, False, 20)]


@pytest.mark.parametrize(
    ("slow", "day", "not_done"),
    [
        ([(10, True, 10), (200, False, 90)], 90, 0.9),  # 10 of 100 are done, then nobody
        ([(40, True, 180), (200, False, 20)], 30, 1.0),  # later, and then as many
        ([(70, True, 180), (200, False, 20)], 60, 1.0),
    ],
)
def test_the_groups_furthest_apart_at_the_longest_horizon_that_tells_them_apart(
    slow: list[tuple[int, bool, int]], day: int, not_done: float
) -> None:
    found = contrast(curves(between=[(20, True, 80), (200, False, 20)], q=QUICK, s=slow), "group")
    assert found is not None
    assert (found.quickest, found.half_day, found.slowest) == ("q", 10, "s")
    assert (found.day, found.not_done) == (day, pytest.approx(not_done))


@pytest.mark.parametrize(
    "groups",
    [
        {"q": QUICK},  # one alone
        {"q": QUICK, "s": [(10, True, 85), (200, False, 15)]},  # 90 % and 85 %: chance
        {
            "s": [(10, True, 10), (200, False, 90)],
            "t": [(10, True, 40), (200, False, 60)],
        },  # no half
        {"q": QUICK, "s": [(200, False, 14)]},  # too few to have a curve
    ],
)
def test_nothing_to_tell_apart(groups: dict[str, list[tuple[int, bool, int]]]) -> None:
    assert contrast(curves(**groups), "group") is None


def test_the_last_day_on_which_people_complete() -> None:
    # On day 30, 60 of 100 are done; on day 80 one more, a hundredth, which hardly matters.
    late = [(30, True, 60), (80, True, 1), (200, False, 39)]
    assert last_day(curves(a=[(10, True, 50), (200, False, 50)], b=late), "group") == 30
    assert last_day(curves(a=[(200, False, 14)]), "group") == 0
    assert last_day(curves(a=[(200, False, 50)]), "group") == 0


def test_no_curves() -> None:
    empty = curves()
    assert curve_at(empty, [0, 30], "group").empty
    assert milestones(empty, "group").empty
    assert contrast(empty, "group") is None
    assert last_day(empty, "group") == 0
