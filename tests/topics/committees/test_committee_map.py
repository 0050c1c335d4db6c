"""The map of the committees says in its title how many there are and how many are fragile."""

import pandas as pd
import pytest

from lib.language import use
from lib.topics.committees.committee_map import counted
from lib.topics.committees.map_words import title


def committees(*marks: str) -> pd.DataFrame:
    rows = [("TX", mark) for mark in marks]
    return pd.DataFrame(rows, columns=["usps", "mark"])


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


STATES = pd.DataFrame({"usps": ["AZ", "NM", "TX"], "name": ["Arizona", "New Mexico", "Texas"]})
MEMBERS = pd.Series({"AZ": 30, "TX": 12})


def test_the_states_add_up_to_the_committees() -> None:
    rows = counted(STATES, pd.DataFrame({"usps": ["TX", "TX", "AZ"]}), MEMBERS)
    assert rows["committees"].tolist() == [1, 0, 2]
    assert rows["name"].tolist() == ["Arizona", "New Mexico", "Texas"]


def test_committees_without_a_known_place_have_a_row_of_their_own() -> None:
    # One without a place, one in a state that is not of the scope.
    rows = counted(STATES, pd.DataFrame({"usps": ["TX", None, "FL"]}), MEMBERS)
    assert rows["committees"].tolist() == [0, 0, 1, 2]
    assert rows["name"].isna().tolist() == [False, False, False, True]
