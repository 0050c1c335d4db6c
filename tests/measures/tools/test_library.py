"""A tool is all its editions together."""

from typing import Any

import pandas as pd

from lib.measures.tools import library

COLUMNS = (
    *("resource_id", "tool_id", "title_en", "title_es", "kind", "topic", "repression_type"),
    *("audience_sector", "language", "published_on", "is_proven", "says_so", "url"),
)


def editions(*rows: dict[str, Any]) -> pd.DataFrame:
    """Editions, of a guide in English unless a row says otherwise."""
    common: dict[str, Any] = dict.fromkeys(COLUMNS) | {
        "title_en": "A guide",
        "kind": "guide",
        "language": "en",
        "is_proven": False,
    }
    filled = [{**common, "tool_id": row["resource_id"], **row} for row in rows]
    return pd.DataFrame(filled, columns=list(COLUMNS))


def test_editions_count_as_one_tool_with_their_languages() -> None:
    tools = library(
        editions(
            {"resource_id": "card-en", "tool_id": "card", "title_en": "Card (English)"},
            {"resource_id": "card", "title_en": "Card", "language": "es", "is_proven": True},
            {"resource_id": "card-2", "tool_id": "card", "language": "es"},  # es once
            {"resource_id": "bond", "title_en": "Bond", "language": None},
        )
    ).set_index("tool_id")
    assert tools["editions"].to_dict() == {"bond": 1, "card": 3}
    assert tools.loc["card", "languages"] == ("en", "es")
    assert tools.loc["card", "title_en"] == "Card"  # the first edition's
    assert tools["is_proven"].to_dict() == {"bond": False, "card": True}  # one edition is
    assert tools.loc["bond", "languages"] == ()  # nobody wrote it down: no language


def test_what_the_first_edition_leaves_open_the_next_one_says() -> None:
    tools = library(
        editions(
            {"resource_id": "a", "repression_type": " ", "audience_sector": None},
            {"resource_id": "a-es", "tool_id": "a", "repression_type": "race"},
        )
    )
    assert tools["repression_type"].tolist() == ["race"]
    assert tools["audience_sector"].isna().all()


def test_a_tool_is_as_old_as_its_oldest_edition() -> None:
    tools = library(
        editions(
            {"resource_id": "a", "published_on": "2026-03-01"},
            {"resource_id": "b", "tool_id": "a", "published_on": "2024-03-01"},
            {"resource_id": "c", "tool_id": "a", "published_on": None},
            {"resource_id": "d", "published_on": None},  # nobody dated it
        ).assign(published_on=lambda f: pd.to_datetime(f["published_on"]))
    ).set_index("tool_id")
    assert tools.loc["a", "published_on"] == pd.Timestamp("2024-03-01")
    assert pd.isna(tools.loc["d", "published_on"])


def test_editions_of_what_is_not_in_the_library_are_one_tool() -> None:
    both = editions(
        {"resource_id": "b", "tool_id": "gone"}, {"resource_id": "a", "tool_id": "gone"}
    )
    tools = library(both)
    assert tools["tool_id"].tolist() == ["gone"]
    assert tools["editions"].tolist() == [2]


def test_an_empty_library_is_empty() -> None:
    assert library(editions()).empty
