"""Who rose and who fell, between the newest measurement up to a day and the newest of all."""

import pandas as pd

from lib.topics.this_week.levels import in_words

NAMES = {"a": "Álamo", "b": "Bisbee", "c": "Cholla", "d": "Douglas", "e": "Eloy"}


def levels(*rows: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["as_of", "committee_id", "level"])
    return frame.assign(as_of=pd.to_datetime(frame["as_of"]))


LEVELS = levels(
    ("2026-11-15", "a", "fragile"),  # older than the newest up to the day: not compared with
    ("2026-11-22", "a", "strong"),
    ("2026-11-22", "b", "steady"),
    ("2026-11-22", "c", "fragile"),
    ("2026-11-22", "d", "building"),  # forming: it has no such level
    ("2026-11-27", "a", "fragile"),
    ("2026-11-27", "b", "fragile"),
    ("2026-11-27", "c", "steady"),
    ("2026-11-27", "d", "steady"),
    ("2026-11-27", "e", "fragile"),  # not measured then
)


def test_who_fell_comes_first_by_the_level_that_they_came_to() -> None:
    assert in_words(LEVELS, pd.Timestamp("2026-11-24"), NAMES) == [
        "**2** committees fell to fragile: Álamo, Bisbee",
        "**1** committee rose to steady: Cholla",
    ]


def test_who_stays_is_not_told_and_before_the_first_measurement_nobody_knows() -> None:
    assert in_words(LEVELS, pd.Timestamp("2026-11-27"), NAMES) == []
    assert in_words(LEVELS, pd.Timestamp("2026-11-14"), NAMES) is None


def test_three_are_named_of_many_and_one_that_may_not_be_seen_is_left_out() -> None:
    many = [
        (day, str(i), level)
        for i in range(5)
        for day, level in (("2026-11-22", "steady"), ("2026-11-27", "strong"))
    ]
    names = {str(i): f"C{i}" for i in range(4)}
    assert in_words(levels(*many), pd.Timestamp("2026-11-22"), names) == [
        "**4** committees rose to strong: C0, C1, C2, +1"
    ]
