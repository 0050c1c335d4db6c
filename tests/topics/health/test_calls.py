"""Five to call: their cause, what we last did, and addresses that lead nowhere else."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.language import use
from lib.topics.health import calls, cause_words
from lib.topics.health.listing import by_committee
from lib.topics.health.rows import Step
from lib.topics.health.standing import measure
from tests.topics.health.health_rows import snapshots

NAN = float("nan")
TODAY = date(2026, 3, 25)
ALONE = {"coordinators": 0, "coordinators_core": 0}
OWED = {"requests_open": 3, "requests_open_over_14_days": 3}


def row(**changes: Any) -> dict[str, Any]:
    """A committee that has no open request and was never visited, where both are kept."""
    return {
        "requests_open": 0.0,
        "requests_unanswered": 0.0,
        "oldest_request_on": pd.NaT,
        "visits": 0.0,
        "last_visit_on": pd.NaT,
        "last_visit_by": None,
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "No open request"),
        # The organization keeps no requests: that is not none.
        ({"requests_open": NAN}, "Requests are not recorded"),
        (
            {"requests_open": 2.0, "oldest_request_on": pd.Timestamp("2026-02-16")},
            "2 open requests, up to 37 days old",  # 12 days of February and 25 of March
        ),
        (
            {
                "requests_open": 2.0,
                "requests_unanswered": 1.0,
                "oldest_request_on": pd.Timestamp("2026-03-24"),
            },
            "2 open requests, up to 1 day old (1 unanswered)",
        ),
        (
            {
                "requests_open": 1.0,
                "requests_unanswered": 1.0,
                "oldest_request_on": pd.Timestamp("2026-03-25"),
            },
            "1 unanswered request, 0 days old",
        ),
    ],
)
def test_open_requests_say_their_age(changes: dict[str, Any], said: str) -> None:
    assert calls._requests(row(**changes), TODAY) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "No visit yet"),
        ({"visits": NAN}, "Visits are not recorded"),
        (
            {
                "visits": 1.0,
                "last_visit_on": pd.Timestamp("2026-01-05"),
                "last_visit_by": "desk *1*",
            },
            r"Last visit Jan 5, desk \*1\*",
        ),
        # Of another year, and nobody says whose.
        ({"visits": 1.0, "last_visit_on": pd.Timestamp("2025-12-31")}, "Last visit Dec 31, 2025"),
    ],
)
def test_the_last_visit_says_by_which_post(changes: dict[str, Any], said: str) -> None:
    assert calls._visit(row(**changes), TODAY) == said


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://crm.example.org/c/1", True),
        ("http://crm.example.org/c/1", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://[", False),
        (" https://crm.example.org", False),
        (None, False),
        (NAN, False),
    ],
)
def test_only_an_https_address_is_linked(url: object, leads: bool) -> None:
    assert calls.link(url) == (url if leads else "")


def test_a_cause_says_the_points_that_it_costs() -> None:
    first = Step("find_first_coordinator", 5.4, 8, "nobody_coordinates", 18.0, 18.0)
    assert cause_words.cause(first) == "Nobody coordinates it: all 18 points lost"
    second = Step("find_second_coordinator", 5.4, 6, "weak_indicator", 9.0, 18.0)
    assert cause_words.cause(second) == "One person coordinates it alone: 9 of 18 points lost"
    silent = Step("hold_gathering", 9.8, 4, "does_not_meet", 18.0, 18.0)
    assert cause_words.cause(silent) == "It doesn't meet: all 18 points lost"
    # 17.6 of 18 round to 18 of 18 and are not all.
    nearly = Step("hold_gathering", 9.8, 4, "does_not_meet", 17.6, 18.0)
    assert cause_words.cause(nearly) == "It doesn't meet: 17.6 of 18 points lost"
    rare = Step("hold_gathering", 9.8, 4, "weak_indicator", 16.2, 18.0)
    with use("es"):
        assert cause_words.cause(rare) == ("Se reúne muy de vez en cuando: pierde 16 de 18 puntos")
    assert cause_words.cause(Step("nothing", NAN, NAN, np.nan, NAN, NAN)) == ""  # type: ignore[arg-type]


def test_a_strong_committee_that_fell_is_watched_and_not_called() -> None:
    # a: nobody coordinates, everything else is full: 82 of 100, strong, 18 less than before.
    # b: fragile or steady, and fell: it doesn't meet either.
    silent = {"days_since_last_gathering": 90, "gatherings_90": 0}
    full = {"coordinators": 2, "coordinators_core": 2}
    frame = snapshots(
        ALONE,
        ALONE | silent | OWED | {"counted_gatherings_90": 0, "attended_90": 0},
        before={
            "a": full,
            "b": full | {"days_since_last_gathering": 21, "gatherings_90": 6},
        },
    )
    listed = by_committee(measure(frame, {"southwest": 1.0})).set_index("committee_id")
    assert listed.loc["a", ["level", "is_pressing", "is_watched"]].tolist() == [
        "strong",
        False,
        True,
    ]
    assert listed.loc["b", ["is_pressing", "is_watched"]].tolist() == [True, False]
    # Three requests would be answered in three hours; nobody coordinates comes first.
    assert listed.loc["b", "cause"] == "Nobody coordinates it: all 20 points lost"
    assert listed.loc["b", "what"].startswith("Find someone to coordinate")
