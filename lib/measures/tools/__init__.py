"""The library of defense tools: what it has for whom, and what committees do with it."""

from lib.measures.tools.coverage import OTHER, by_language, coverage, gaps, known_code, told_apart
from lib.measures.tools.library import library
from lib.measures.tools.settings import ToolThresholds, settings
from lib.measures.tools.use import (
    committees_that_used,
    counted_by_topics,
    surges_and_tools,
    to_review,
    used_by_region,
    with_use,
)

__all__ = [
    "OTHER",
    "ToolThresholds",
    "by_language",
    "committees_that_used",
    "counted_by_topics",
    "coverage",
    "gaps",
    "known_code",
    "library",
    "settings",
    "surges_and_tools",
    "to_review",
    "told_apart",
    "used_by_region",
    "with_use",
]
