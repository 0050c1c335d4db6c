"""Which sources are late: their newest record, or their loading, is older than it should be."""

from functools import cache

import pandas as pd

from lib.measures.thresholds import Positive, Section, read_section


class FreshnessThresholds(Section):
    """``[freshness]``."""

    loaded_days: Positive
    newest_record_days: dict[str, Positive]
    may_be_empty: tuple[str, ...]


@cache
def thresholds() -> FreshnessThresholds:
    """Return ``[freshness]``."""
    return read_section("freshness", FreshnessThresholds)


def with_staleness(freshness: pd.DataFrame, now: pd.Timestamp) -> pd.DataFrame:
    """The frame with ``limit_days`` (NaN: none) and ``is_stale``, late sources first.

    A source is late when its newest record is older than its limit, when it has a limit and no
    record (unless nobody has to fill it), or when it was loaded too long ago.

    :param freshness: one row a source table: ``source_table``, ``newest_record`` and
        ``refreshed_at`` (times with a zone), and more columns that stay as they are.
    """
    rules = thresholds()
    limit = freshness["source_table"].map(rules.newest_record_days).astype("float64")
    age = (now - freshness["newest_record"]).dt.total_seconds() / 86_400
    is_unused = freshness["source_table"].isin(rules.may_be_empty) & age.isna()
    late = limit.notna() & ~(age <= limit) & ~is_unused
    unloaded = now - freshness["refreshed_at"] > pd.Timedelta(days=rules.loaded_days)
    return freshness.assign(limit_days=limit, is_stale=late | unloaded).sort_values(
        ["is_stale", "source_table"], ascending=[False, True], ignore_index=True
    )
