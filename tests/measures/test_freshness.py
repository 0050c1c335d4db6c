"""Late sources: by their newest record, by their loading, and those that have no limit."""

import pandas as pd
import pytest

from lib.measures.freshness import with_staleness

NOW = pd.Timestamp("2026-06-24 12:00", tz="UTC")


def _stale(table: str, newest: str | None, loaded: str = "2026-06-24 06:00") -> bool:
    frame = pd.DataFrame(
        {
            "source_table": [table],
            "newest_record": pd.to_datetime([newest], utc=True),
            "refreshed_at": pd.to_datetime([loaded], utc=True),
        }
    )
    return bool(with_staleness(frame, NOW)["is_stale"].iloc[0])


@pytest.mark.parametrize(
    ("table", "newest", "stale"),
    [
        ("incident", "2026-06-17 12:00", False),  # seven days exactly
        ("incident", "2026-06-17 11:59", True),
        ("member", "2026-06-17 11:59", False),  # members may be fourteen days old
        ("incident", None, True),  # no record at all, where there should be one every week
        ("message", "2026-06-10 12:00", False),  # fourteen days: as long as the press has time
        ("message", "2026-06-10 11:59", True),
        ("message", None, False),  # nobody has to fill it
        ("region", "2020-01-01 00:00", False),  # regions hardly ever change
        ("region", None, False),
    ],
)
def test_a_source_is_late_by_its_own_limit(table: str, newest: str | None, stale: bool) -> None:
    assert _stale(table, newest) is stale


@pytest.mark.parametrize(
    ("loaded", "stale"), [("2026-06-22 12:00", False), ("2026-06-22 11:59", True)]
)
def test_what_was_loaded_too_long_ago_is_late_whatever_it_holds(loaded: str, stale: bool) -> None:
    assert _stale("region", "2026-06-21 00:00", loaded) is stale


def test_late_sources_come_first() -> None:
    frame = pd.DataFrame(
        {
            "source_table": ["committee", "hotline_call", "incident"],
            "newest_record": pd.to_datetime(["2026-06-23", "2026-06-23", "2026-06-01"], utc=True),
            "refreshed_at": pd.to_datetime(["2026-06-24"] * 3, utc=True),
        }
    )
    found = with_staleness(frame, NOW)
    assert found["source_table"].tolist() == ["incident", "committee", "hotline_call"]
    assert found["limit_days"].fillna(0).tolist() == [7, 0, 7]
