import numpy as np
import pandas as pd
import pytest

from lib.measures.retention import retention_curves, told_steps
from lib.measures.retention.settings import RetentionThresholds
from lib.measures.survival import kaplan_meier
from tests.measures.retention.channing import DIED, SEEN
from tests.measures.survival.single_records import curve_of

RULES = RetentionThresholds(minimum_at_risk=10, horizon_months=12)


def counts(*rows: tuple[int, int, bool, int], group: str = "all") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["entered", "months", "left", "members"])
    return frame.assign(group=group)


@pytest.fixture(scope="module")
def men() -> pd.DataFrame:
    everyone = pd.concat(
        [pd.DataFrame(DIED).assign(left=True), pd.DataFrame(SEEN).assign(left=False)]
    )
    # One was seen on the day on which he came, and no longer.
    return everyone[everyone["months"] > everyone["entered"]].assign(members=1, group="men")


def test_late_entry_as_published(men: pd.DataFrame) -> None:
    # Klein and Moeschberger, section 4.6: of the two men followed at 777 months one dies, and at
    # 781 the only one; from there on the curve from birth is 0, though 24 are at risk at 869.
    curve = kaplan_meier(men["months"], men["left"], men["members"], men["entered"])
    ends = curve[curve["ended"] > 0].head(3)
    assert ends["time"].tolist() == [777, 781, 869]
    assert ends["at_risk"].tolist() == [2, 1, 24]
    assert ends["surviving"].tolist() == [0.5, 0, 0]


def test_a_curve_begins_where_ten_are_followed(men: pd.DataFrame) -> None:
    curve = retention_curves(men, "group", RULES)
    # By 836 months eleven have come who are not gone; by 835, nine.
    came = (men["entered"] <= 835) & (men["months"] > 835)
    assert (came.sum(), curve["start"].unique().tolist()) == (9, [836])
    assert curve.iloc[0][["month", "at_risk", "staying"]].tolist() == [836, 11, 1]
    # As statsmodels has it of those who were there then.
    later = men[men["months"] > 836]
    expected = curve_of(later["months"], later["left"], later["entered"].clip(lower=836))
    ours = curve[curve["left"] > 0].set_index("month")
    shown = expected[expected["time"] <= curve["month"].max()]
    assert ours.index.tolist() == shown["time"].tolist()
    for column in ("at_risk", "low", "high"):
        assert ours[column].to_numpy() == pytest.approx(shown[column].to_numpy())
    assert ours["staying"].to_numpy() == pytest.approx(shown["surviving"].to_numpy())


def test_a_curve_ends_where_fewer_than_ten_are_followed() -> None:
    # Twelve joined; three leave in month 2, and of nine more is known in month 3.
    curve = retention_curves(counts((0, 2, True, 3), (0, 5, False, 9)), "group", RULES)
    assert curve["month"].tolist() == [0, 1, 2]
    assert curve["at_risk"].tolist() == [12, 12, 12]
    assert curve["staying"].tolist() == [1, 1, 0.75]


def test_who_came_before_the_records_is_not_followed_from_the_beginning() -> None:
    # Ten joined in the records and half of them left in month 1. Ninety had joined long before, and
    # are followed since their month 24: without late entry it would seem that 95 of 100 stay.
    rows = counts((0, 1, True, 5), (0, 2, False, 5), (24, 30, False, 90))
    curve = retention_curves(rows, "group", RULES)
    assert curve["month"].tolist() == [0, 1]
    assert curve["staying"].tolist() == [1, 0.5]


def test_nine_have_no_curve() -> None:
    few = counts((0, 2, True, 4), (0, 5, False, 5), group="few")
    some = counts((0, 2, True, 4), (0, 5, False, 6), group="some")
    assert set(retention_curves(pd.concat([few, some]), "group", RULES)["group"]) == {"some"}
    assert retention_curves(few, "group", RULES).empty
    assert retention_curves(few.head(0), "group", RULES).empty


def test_no_step_of_fewer_than_five_is_told_alone() -> None:
    # In months 1 to 5 leave 6, 2, 0, 3 and 4; then nobody.
    rows = counts(
        (0, 1, True, 6), (0, 2, True, 2), (0, 4, True, 3), (0, 5, True, 4), (0, 7, False, 20)
    )
    told = told_steps(retention_curves(rows, "group", RULES), "group", 5)
    # The two of month 2 are told with the three of month 4; the four of month 5 not at all.
    assert told["month"].tolist() == [0, 1, 4]
    assert told["left"].tolist() == [0, 6, 5]
    assert told["staying"].tolist() == pytest.approx([1, 29 / 35, 24 / 35])
    assert not told["left"].between(1, 4).any()


def test_steps_of_one_group_are_not_told_with_those_of_another() -> None:
    one = counts((0, 1, True, 3), (0, 2, False, 20), group="a")
    other = counts((0, 1, True, 3), (0, 2, False, 20), group="b")
    curves = retention_curves(pd.concat([one, other]), "group", RULES)
    told = told_steps(curves, "group", 5)
    assert told[["group", "month"]].to_numpy().tolist() == [["a", 0], ["b", 0]]
    assert np.all(told["staying"] == 1)
