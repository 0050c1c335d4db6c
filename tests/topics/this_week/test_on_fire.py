"""Each surge is said in a sentence with its numbers; a calm week says what was looked at."""

from datetime import date

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.measures.alarms.recent import RecentAlarms
from lib.topics.response import surge_words
from lib.topics.this_week.on_fire import Burning, in_words
from lib.ui.filters import Choice

CHOICE = Choice(Scope(("southeast",)), 13)
WEEK = pd.Timestamp("2026-11-16")
COLUMNS = list(surge_words._Surge.__dataclass_fields__)


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surge_words, "region_name", lambda _region: "Southeast")


def surge(state: str, **of_it: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "region_id": "southeast",
        "kind": "raid",
        "week_start": WEEK,
        "observed": 17.0,
        "expected": 0.42,
        "chance": 1 / 280,
        "since": pd.Timestamp("2026-10-19"),
        "weeks_since": 5,
        "observed_since": 120.0,
        "state": state,
    }
    return usual | of_it


def said(
    *surges: dict[str, object], series: int = 12, too_short: int = 0, late: bool = False
) -> str:
    frame = pd.DataFrame(surges, columns=COLUMNS)
    alarms = RecentAlarms(frame, date(2026, 10, 26), series, too_short, 0.1)
    body = in_words(Burning(alarms, WEEK, late), CHOICE).body
    assert body is not None
    return body


def test_what_is_still_high_says_place_count_expected_for_how_long_and_the_chance() -> None:
    assert said(surge("still_high")).splitlines() == [
        "In the week of Nov 16:",
        "",
        "- **Southeast: 17 raids**, 0.4 expected · high for 5 weeks (120) · chance 1 in 280",
    ]


def test_a_new_alarm_has_no_past_and_one_that_is_over_its_own_week() -> None:
    over = surge("over", week_start=pd.Timestamp("2026-11-02"), observed=1.0, expected=11.6)
    lines = said(surge("new"), over).splitlines()
    assert lines[2] == "- **Southeast: 17 raids**, 0.4 expected · chance 1 in 280"
    assert lines[3] == (
        "- **Southeast: 1 raid**, 12 expected · week of Nov 2 · over by now · chance 1 in 280"
    )


def test_more_than_three_are_counted() -> None:
    lines = said(*[surge("new")] * 7).splitlines()
    assert len(lines) == 2 + 3 + 1
    assert lines[-1] == "- 4 more surges: see Rapid response"


def test_a_chance_that_nobody_knows_is_not_told() -> None:
    assert "chance" not in said(surge("new", chance=float("nan")))


def test_below_one_in_ten_thousand_a_chance_is_no_more_than_that() -> None:
    assert said(surge("new", chance=9.9e-5)).endswith("· chance < 1 in 10,000")
    assert said(surge("new", chance=1e-4)).endswith("· chance 1 in 10,000")


def test_a_calm_week_says_what_was_looked_at() -> None:
    assert said() == (
        "**No alarm** in the 4 weeks to that of Nov 16: none of 12 series of a region and a kind of"
        " incident is above what its past makes likely."
    )
    assert said(too_short=2).endswith(
        "none of 10 series of a region and a kind of incident is above what its past makes likely."
        " 2 more have too short a past to tell."
    )


@pytest.mark.parametrize(
    ("series", "too_short", "late", "why"),
    [
        (0, 0, False, "No incident was ever recorded"),
        (0, 0, True, "No incident was ever recorded"),
        (12, 12, False, "too little history"),
        (12, 0, True, "The sources are late"),
    ],
)
def test_no_all_clear_without_data(series: int, too_short: int, late: bool, why: str) -> None:
    body = said(series=series, too_short=too_short, late=late)
    assert why in body
    assert "No alarm" not in body
