from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.health import who_first
from tests.measures.health.rows import AS_OF


def snapshot(committee_id: str, days_ago: int, score: float, **more: Any) -> dict[str, Any]:
    return {
        "region_id": "southwest",
        "committee_id": committee_id,
        "as_of": AS_OF - pd.Timedelta(days=days_ago),
        "status": "active",
        "level": "steady",
        "score": score,
        "progress": np.nan,
    } | more


def first(*snapshots: dict[str, Any], **need: float) -> pd.DataFrame:
    return who_first(pd.DataFrame(list(snapshots)), AS_OF, need).set_index("committee_id")


@pytest.mark.parametrize(
    ("days_ago", "change"),
    [
        (27, None),  # not yet four weeks
        (28, -0.1),
        (34, -0.1),  # six days older, the last that counts
        (35, None),
    ],
)
def test_change_is_against_the_snapshot_of_that_day_or_just_before(
    days_ago: int, change: float | None
) -> None:
    got = first(snapshot("a", 0, 0.6), snapshot("a", days_ago, 0.7)).at["a", "change_4_weeks"]
    assert np.isnan(got) if change is None else got == pytest.approx(change)


def test_the_newest_of_several_older_snapshots_counts() -> None:
    # In whatever order they come.
    got = first(snapshot("a", 29, 0.5), snapshot("a", 33, 0.1), snapshot("a", 0, 0.6))
    assert got.at["a", "change_4_weeks"] == pytest.approx(0.1)


def test_urgency_is_the_weighted_mean_of_level_trend_and_region() -> None:
    # level 1 - .6 = .4; trend: .05 of .10 in four weeks .5, .15 of .20 in thirteen .75; region .2
    # (50 * .4 + 35 * .75 + 15 * .2) / 100
    got = first(
        snapshot("a", 0, 0.6), snapshot("a", 28, 0.65), snapshot("a", 91, 0.75), southwest=0.2
    ).loc["a"]
    assert got["urgency"] == pytest.approx(0.4925)
    assert got[["level_part", "trend_part", "region_part"]].tolist() == pytest.approx(
        [0.4, 0.75, 0.2]
    )
    assert got[["change_4_weeks", "change_13_weeks"]].tolist() == pytest.approx([-0.05, -0.15])


def test_what_is_not_known_is_left_out_of_the_mean() -> None:
    assert first(snapshot("a", 0, 0.6)).loc["a", "urgency"] == pytest.approx(0.4)
    # level .4 of 50, region 1 of 15
    assert first(snapshot("a", 0, 0.6), southwest=1).loc["a", "urgency"] == pytest.approx(35 / 65)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("score", "before_4", "before_13", "need", "reasons"),
    [
        (0.5, 0.5, 0.5, 0, "level"),  # half is lacking: just a reason
        (0.51, 0.51, 0.51, 0, "none"),
        (0.9, 0.95, 0.9, 0, "falling_4_weeks"),  # half of a full fall
        (0.8, 0.8, 0.95, 0, "falling_13_weeks"),  # slowly: .15 of .20
        (0.8, 0.95, 0.9, 0, "falling_4_weeks"),  # all of .10, half of .20
        (0.9, 0.9, 0.9, 0.6, "region_need"),
        (0.9, 0.8, 0.7, 0, "none"),  # rising
        # weights times parts: 50 * .7 = 35, 35 * 1, 15 * 1: a tie is settled by the code's name
        (0.3, 0.5, 0.5, 1, "falling_4_weeks,level,region_need"),
        (0.2, 0.3, 0.2, 0, "level,falling_4_weeks"),  # 40, 35
    ],
)
def test_the_reasons_are_the_parts_that_count_at_least_half(
    score: float, before_4: float, before_13: float, need: float, reasons: str
) -> None:
    got = first(
        snapshot("a", 0, score),
        snapshot("a", 28, before_4),
        snapshot("a", 91, before_13),
        southwest=need,
    ).loc["a"]
    assert got["reasons"] == reasons
    assert got["reason"] == reasons.split(",")[0]


def test_the_neediest_first_and_the_unknown_last() -> None:
    got = first(
        snapshot("steady", 0, 0.6),
        snapshot("falling", 0, 0.65),
        snapshot("falling", 28, 0.75),
        snapshot("fragile", 0, 0.2, level="fragile"),
        snapshot("unknown", 0, np.nan, level="not_enough_data"),
        snapshot("west", 0, 0.6, region_id="west"),
        west=1,
    )
    # fragile .8; falling (50 * .35 + 35 * 1)/85 = .62; west (20 + 15)/65 = .54; steady .4
    assert got.index.tolist() == ["fragile", "falling", "west", "steady", "unknown"]
    assert got["reason"].tolist() == [
        "level",
        "falling_4_weeks",
        "region_need",
        "none",
        "not_enough_data",
    ]
    assert np.isnan(got.loc["unknown", "urgency"])


def test_not_enough_data_comes_last_however_much_its_region_needs() -> None:
    got = first(
        snapshot("a", 0, np.nan, region_id="west", level="not_enough_data"),
        snapshot("a", 28, 0.9, region_id="west"),
        snapshot("b", 0, 0.99, level="strong"),
        west=1,
    )
    assert got.index.tolist() == ["b", "a"]
    assert np.isnan(got.loc["a", "urgency"])
    assert got["reasons"].tolist() == ["none", "not_enough_data"]


def test_other_statuses_are_listed_where_someone_can_do_something() -> None:
    forming = {"status": "forming", "score": np.nan}
    dormant = {"status": "dormant", "score": np.nan}
    got = first(
        snapshot("ready", 0, 0) | forming | {"level": "ready", "progress": 0.9},
        snapshot("stalled", 0, 0) | forming | {"level": "stalled", "progress": 0.2},
        snapshot("nearly", 0, 0) | forming | {"level": "stalled", "progress": 0.8},
        snapshot("building", 0, 0) | forming | {"level": "building", "progress": 0.2},
        snapshot("reviving", 0, 0) | dormant | {"level": "reviving", "progress": 0.5},
        snapshot("resting", 0, 0) | dormant | {"level": "resting", "progress": 0.0},
        snapshot("closed", 0, np.nan, status="closed", level="closed"),
    )
    # A stalled one lacks .8; the other stalled, the ready and the reviving count one half.
    assert got["urgency"].to_dict() == {
        "stalled": 0.8,
        "nearly": 0.5,
        "ready": 0.5,
        "reviving": 0.5,
    }
    assert got["reason"].to_dict() == {
        "stalled": "stalled",
        "nearly": "stalled",
        "ready": "ready",
        "reviving": "reviving",
    }


def test_only_the_day_asked_for_is_listed() -> None:
    got = first(snapshot("a", 0, 0.6), snapshot("b", 28, 0.2))
    assert got.index.tolist() == ["a"]


def test_a_region_without_anyone_to_list_has_an_empty_list() -> None:
    resting = {"status": "dormant", "level": "resting", "progress": 0.1}
    got = first(snapshot("a", 0, np.nan) | resting)
    assert got.empty
    assert {"reasons", "reason", "urgency"} <= set(got.columns)


def test_who_stopped_meeting_is_as_urgent_as_a_fragile_one_and_says_why() -> None:
    got = first(snapshot("a", 0, 0.8, level="fragile"), snapshot("b", 0, 0.8))
    # Its score alone would leave .2; a committee is fragile below .45, so .55.
    assert got.loc["a", "level_part"] == pytest.approx(0.55)
    assert got.loc["a", "reasons"] == "silent"
    assert got.loc["b", "reasons"] == "none"
    assert got.index.tolist() == ["a", "b"]
