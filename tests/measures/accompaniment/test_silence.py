"""Who never asks, at the edges of its definition; as of 2026-03-25, 180 days before 2025-09-26."""

import pandas as pd
import pytest

from lib.measures.accompaniment import count_new, is_silence_known, silent, without_mentor

TODAY = pd.Timestamp("2026-03-25")
EDGE, BEYOND = "2025-09-26", "2025-09-25"
"""180 and 181 days ago."""


def one(**given: object) -> pd.DataFrame:
    row = {
        "committee_id": "c",
        "status": "active",
        "formed_on": "2024-01-01",
        "last_request_on": BEYOND,
        "last_mentored_on": None,
    } | given
    days = ("formed_on", "last_request_on", "last_mentored_on")
    return pd.DataFrame([row]).assign(**{day: pd.to_datetime([row[day]]) for day in days})


def is_silent(falling: bool = True, **given: object) -> bool:
    return bool(len(silent(one(**given), {"c"} if falling else set(), TODAY, 180)))


def test_who_asked_for_nothing_in_180_days_while_its_health_fell_is_silent() -> None:
    assert is_silent()
    assert is_silent(last_request_on=None)  # it never asked
    assert is_silent(formed_on=None)  # nobody knows since when it is active


@pytest.mark.parametrize(
    "given",
    [
        {"falling": False},  # it is well, and need not ask
        {"last_request_on": EDGE},  # 180 days ago
        {"formed_on": EDGE, "last_request_on": None},  # too young to be silent for longer
        {"status": "dormant"},
        {"status": "forming"},
        {"status": "closed"},
    ],
)
def test_others_are_not(given: dict[str, object]) -> None:
    assert not is_silent(**given)  # type: ignore[arg-type]


def test_who_never_asked_comes_first_then_who_asked_longest_ago() -> None:
    rows = pd.concat(
        [
            one(committee_id="late", last_request_on="2025-09-01"),
            one(committee_id="later", last_request_on="2024-09-01"),
            one(committee_id="never", last_request_on=None),
        ]
    )
    found = silent(rows, {"late", "later", "never"}, TODAY, 180)
    assert found["committee_id"].tolist() == ["never", "later", "late"]
    assert found["silent_for"].tolist()[1:] == [570, 205]


@pytest.mark.parametrize(
    ("since", "known"), [(None, False), (pd.NaT, False), (EDGE, False), (BEYOND, True)]
)
def test_a_silence_is_told_once_requests_were_recorded_for_longer(
    since: object, known: bool
) -> None:
    assert is_silence_known(since, TODAY, 180) == known


@pytest.mark.parametrize(
    ("given", "is_new"),
    [
        ({"status": "forming"}, True),  # however long it has been forming
        ({"status": "forming", "formed_on": None}, True),
        ({"formed_on": EDGE}, True),
        ({"formed_on": BEYOND}, False),
        ({"formed_on": None}, False),  # active since nobody knows when
        ({"status": "dormant", "formed_on": EDGE}, False),
        ({"status": "closed", "formed_on": EDGE}, False),
    ],
)
def test_who_is_new_needs_a_mentor(given: dict[str, object], is_new: bool) -> None:
    rows = one(**given)
    assert bool(len(without_mentor(rows, TODAY, 180))) == is_new
    assert count_new(rows, TODAY, 180) == is_new
    # With a mentor it is new still, and not listed.
    mentored = rows.assign(last_mentored_on=TODAY)
    assert without_mentor(mentored, TODAY, 180).empty
    assert count_new(mentored, TODAY, 180) == is_new
