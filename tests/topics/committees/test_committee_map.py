"""The map of the committees says in its title how many there are and how many are fragile."""

import pandas as pd
import pytest

from lib.language import use
from lib.topics.committees.committee_map import title


def committees(*marks: str) -> pd.DataFrame:
    rows = [("active", "TX", mark) for mark in marks]
    # Closed ones are drawn, and count for nothing.
    rows.append(("closed", "AZ", "closed"))
    return pd.DataFrame(rows, columns=["status", "usps", "mark"])


@pytest.mark.parametrize(
    ("marks", "english", "spanish"),
    [
        (["strong"], "1 committee in 1 state", "1 comité en 1 estado"),
        # Not enough data is not fragile.
        (
            ["fragile", "not_enough_data"],
            "2 committees in 1 state: 1 is fragile",
            "2 comités en 1 estado: 1 está frágil",
        ),
        (
            ["fragile", "fragile", "steady"],
            "3 committees in 1 state: 2 are fragile",
            "3 comités en 1 estado: 2 están frágiles",
        ),
    ],
)
def test_the_title_says_how_many_are_fragile(marks: list[str], english: str, spanish: str) -> None:
    assert title(committees(*marks)) == english
    with use("es"):
        assert title(committees(*marks)) == spanish
