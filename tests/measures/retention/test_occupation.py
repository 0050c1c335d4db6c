import pandas as pd
import pytest

from lib.measures.retention import occupation
from tests.measures.retention.test_curves import RULES


def counts(months: dict[int, tuple[int, int, int, int]]) -> pd.DataFrame:
    """Members in good standing, behind, returned and lapsed, by month."""
    states = ("good_standing", "behind", "returned", "lapsed")
    rows = [
        (month, state, members)
        for month, numbers in months.items()
        for state, members in zip(states, numbers, strict=True)
        if members
    ]
    return pd.DataFrame(rows, columns=["month", "state", "members"])


def test_shares_are_of_those_followed() -> None:
    # 40 joined; of 30 is known how they stood after a month.
    shares = occupation(counts({0: (40, 0, 0, 0), 1: (15, 6, 0, 9), 2: (10, 5, 5, 5)}), RULES)
    assert shares["month"].tolist() == [0, 1, 2]
    assert shares["followed"].tolist() == [40, 30, 25]
    assert shares.loc[1, ["good_standing", "behind", "returned", "lapsed"]].tolist() == [
        0.5,
        0.2,
        0,
        0.3,
    ]
    columns = ["good_standing", "behind", "returned", "lapsed"]
    assert shares[columns].sum(axis=1).tolist() == pytest.approx([1, 1, 1])


def test_it_ends_where_fewer_than_ten_are_followed() -> None:
    # In month 3 there are ten again, of another cohort: the line does not begin anew.
    shares = occupation(
        counts({0: (40, 0, 0, 0), 1: (10, 0, 0, 0), 2: (9, 0, 0, 0), 3: (10, 0, 0, 0)}), RULES
    )
    assert shares["month"].tolist() == [0, 1]


def test_no_standing_of_one_to_four_is_told_alone() -> None:
    # Returned are never more than four: told with those in good standing. Lapsed are three in
    # month 1, which is left out, and five in month 2.
    shares = occupation(counts({0: (40, 0, 0, 0), 1: (37, 0, 0, 3), 2: (31, 0, 4, 5)}), RULES)
    assert shares["month"].tolist() == [0, 2]
    assert "returned" not in shares
    assert shares["good_standing"].tolist() == [1, 35 / 40]


def test_nobody_has_no_standing() -> None:
    assert occupation(counts({}), RULES).empty
    assert occupation(counts({0: (9, 0, 0, 0)}), RULES).empty
