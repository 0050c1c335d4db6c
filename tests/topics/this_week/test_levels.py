"""Who rose and who fell between two days."""

import pandas as pd

from lib.topics.this_week.levels import in_words

NAMES = {"a": "Álamo", "b": "Bisbee", "c": "Cholla", "d": "Douglas", "e": "Eloy"}


def levels(**of: str) -> "pd.Series[str]":
    return pd.Series(of)


THEN = levels(
    a="strong",
    b="steady",
    c="fragile",
    d="building",  # forming: it has no such level
)
NOW = levels(
    a="fragile",
    b="fragile",
    c="steady",
    d="steady",
    e="fragile",  # not measured then
)


def test_who_fell_comes_first_by_the_level_that_they_came_to() -> None:
    assert in_words(THEN, NOW, NAMES) == [
        "**2** committees fell to fragile: Álamo, Bisbee",
        "**1** committee rose to steady: Cholla",
    ]


def test_who_stays_is_not_told() -> None:
    assert in_words(NOW, NOW, NAMES) == []


def test_three_are_named_of_many_and_one_that_may_not_be_seen_is_left_out() -> None:
    then, now = ({str(i): level for i in range(5)} for level in ("steady", "strong"))
    names = {str(i): f"C{i}" for i in range(4)}
    assert in_words(pd.Series(then), pd.Series(now), names) == [
        "**4** committees rose to strong: C0, C1, C2, +1"
    ]
