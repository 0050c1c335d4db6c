import numpy as np
import pandas as pd
import pytest

from lib.measures.defense import added, courses, middle

COLUMNS = ["is_detained", "day_until", "outcome", "at_least", "at_most"]


def told(*rows: tuple[bool, int, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def test_the_middle_of_a_class() -> None:
    frame = pd.DataFrame({"at_least": [0, 1, 5, 10], "at_most": [0, 4, 9, 14]})
    assert middle(frame).tolist() == [0, 2.5, 7, 12]


def test_a_sum_is_told_as_its_parts_tell_it() -> None:
    frame = pd.DataFrame({"by": ["b", "a", "b"], "at_least": [5, 1, 1], "at_most": [9, 4, 4]})
    assert added(frame, ["by"]).to_numpy().tolist() == [["a", 1, 4], ["b", 6, 13]]


def test_two_ends_by_hand() -> None:
    """Each class counts as its middle: 12 stopped and 7 removed by day 30; 22 open there.

    Half of the open ones, 11, are followed to the middle of the step, and are not at risk at its
    end: 62 in all less 11 are 51. Of these 12/51 were stopped and 7/51 removed; 32/51 go on, less
    the other 11 of the open ones: 21 at risk, all stopped by day 60: 32/51 more.
    """
    frame = told(
        (True, 30, "stopped", 10, 14),
        (True, 30, "removed", 5, 9),
        (True, 30, "open", 20, 24),
        (True, 60, "stopped", 20, 22),  # 21
        (True, 60, "removed", 0, 0),
        (True, 60, "open", 0, 0),
    )
    curves = courses(frame)
    stopped = curves[curves["outcome"] == "stopped"]
    removed = curves[curves["outcome"] == "removed"]
    assert stopped["day"].tolist() == [0, 30, 60]
    assert stopped["at_risk"].tolist() == [62, 51, 21]
    assert stopped["share"].tolist() == pytest.approx([0, 12 / 51, 12 / 51 + 32 / 51])
    assert removed["share"].tolist() == pytest.approx([0, 7 / 51, 7 / 51])
    assert curves["is_detained"].all()


def test_where_nobody_is_open_a_share_is_that_of_all() -> None:
    """12 removed and 7 and 21 stopped, of 40 in all."""
    frame = told(
        (False, 30, "removed", 10, 14),
        (False, 30, "stopped", 5, 9),
        (False, 60, "removed", 0, 0),
        (False, 60, "stopped", 20, 22),
    )
    curves = courses(frame).set_index(["outcome", "day"])["share"]
    assert curves["removed", 60] == pytest.approx(12 / 40)
    assert curves["stopped", 30] == pytest.approx(7 / 40)
    assert curves["stopped", 60] == pytest.approx(28 / 40)


def test_a_line_ends_where_fewer_than_ten_are_followed() -> None:
    frame = told(
        (True, 30, "stopped", 10, 14),
        (True, 60, "stopped", 8, 10),  # 9 at risk
        (False, 30, "stopped", 10, 14),
        (False, 60, "stopped", 10, 10),  # 10 at risk
    )
    curves = courses(frame).set_index(["is_detained", "day"])
    assert curves["at_risk"].to_dict()[True, 60] == 9
    assert np.isnan(curves["share"][True, 60])
    assert np.isnan(curves["high"][True, 60])
    assert curves["share"][False, 60] == pytest.approx(1)


def test_of_classes_that_may_all_be_empty_nothing_is_told() -> None:
    """36 classes of 0 to 4 count as 72 cases, of which there may be none at all."""
    frame = told(
        *(
            (True, day, outcome, 0, 4)
            for day in (30, 60, 90, 120, 180, 270, 365, 545, 730)
            for outcome in ("stopped", "removed", "otherwise", "open")
        )
    )
    curves = courses(frame)
    assert curves["at_risk"].max() == 72
    assert set(curves["day"][curves["share"].notna()]) == {0}


@pytest.mark.parametrize(("least", "is_told"), [(35, False), (42, True)])
def test_a_step_is_told_where_classes_that_may_be_empty_change_little(
    least: int, is_told: bool
) -> None:
    """Besides those stopped 0 to 4 were removed: 2 of 46 are less than 5 %, 2 of 39 more."""
    frame = told((True, 30, "stopped", least, least + 4), (True, 30, "removed", 0, 4))
    curves = courses(frame)
    assert curves.loc[curves["day"] == 30, "share"].notna().tolist() == [is_told] * 2


@pytest.mark.parametrize(("sure", "is_told"), [(55, False), (56, True)])
def test_half_of_those_followed_are_followed_for_sure(sure: int, is_told: bool) -> None:
    """Besides the sure ones 28 classes of 0 to 4 are followed at day 30, which count as 56."""
    frame = told(
        (True, 30, "removed", 0, 4),
        (True, 60, "removed", sure, sure),
        *(
            (True, day, outcome, 0, 4)
            for day in range(90, 360, 30)
            for outcome in ("stopped", "removed", "open")
        ),
    )
    curves = courses(frame).set_index(["outcome", "day"])
    assert curves["at_risk"]["removed", 30] == sure + 56
    assert pd.notna(curves["share"]["removed", 30]) == is_told


def test_what_comes_after_a_step_that_is_not_told_is_not_told_either() -> None:
    """Of 28 the first step counts 4 that there may not be, 2 stopped: more than a twentieth."""
    frame = told(
        (True, 30, "stopped", 0, 4),
        (True, 30, "removed", 0, 4),
        (True, 60, "stopped", 20, 24),
        (True, 60, "removed", 0, 4),
    )
    curves = courses(frame)
    assert set(curves["day"][curves["share"].notna()]) == {0}


def test_of_nobody_there_is_no_curve() -> None:
    assert courses(told()).empty
    # Told as none: nobody ended.
    assert courses(told((True, 30, "stopped", 0, 0), (True, 30, "open", 10, 14))).empty
