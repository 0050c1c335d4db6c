"""What the library has for whom, worked out by hand over five tools."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.tools import by_language, coverage, gaps, known_code, told_apart

TYPES, SECTORS = ("race", "gender"), ("labor", "faith")
TOOLS = pd.DataFrame(
    [
        {"repression_type": "race", "audience_sector": "labor", "languages": ("es",)},
        {"repression_type": "race", "audience_sector": "labor", "languages": ("en", "es")},
        {"repression_type": "gender", "audience_sector": "faith", "languages": ()},
        # Nobody wrote down for whom, or what it answers to: in no cell.
        {"repression_type": "gender", "audience_sector": None, "languages": ("es",)},
        {"repression_type": None, "audience_sector": "labor", "languages": ("ht",)},
    ]
)


def test_cells_count_tools_and_name_their_languages() -> None:
    cells = coverage(TOOLS, TYPES, SECTORS)
    rows = [tuple(row) for row in cells.itertuples(index=False)]
    assert rows == [
        ("race", "labor", 2, ("en", "es")),
        ("race", "faith", 0, ()),
        ("gender", "labor", 0, ()),
        ("gender", "faith", 1, ()),
    ]
    assert cells["tools"].sum() == len(told_apart(TOOLS)) == 3


def test_the_gap_comes_first_that_would_reach_the_most_partners() -> None:
    ranked = gaps(coverage(TOOLS, TYPES, SECTORS), pd.Series({"faith": 7.0}))
    # race × faith: 7 partners; gender × labor: nobody recorded one.
    assert ranked[["repression_type", "audience_sector", "partners"]].to_numpy().tolist() == [
        ["race", "faith", 7],
        ["gender", "labor", 0],
    ]


def test_of_one_sector_the_type_with_the_fewest_tools_comes_first() -> None:
    cells = coverage(
        TOOLS, ("race", "gender", "religious_affiliation"), ("faith", "labor", "legal")
    )
    ranked = gaps(cells, pd.Series({"legal": 3.0}))
    # Of legal: religious affiliation has no tool at all, gender one, race two.
    legal = ranked[ranked["audience_sector"] == "legal"]
    assert legal["repression_type"].tolist() == ["religious_affiliation", "gender", "race"]
    assert ranked["audience_sector"].iloc[0] == "legal"


def test_a_code_that_no_list_has_is_other_and_no_gap() -> None:
    codes = known_code(pd.Series(["race", "caste", None]), TYPES)
    assert codes.tolist()[:2] == ["race", "other"]
    assert pd.isna(codes.iloc[2])
    tools = TOOLS.iloc[:1].assign(repression_type=["other"])
    cells = coverage(tools, TYPES, SECTORS)
    assert cells.loc[cells["repression_type"] == "other", "tools"].tolist() == [1, 0]
    # Four cells of the two listed types are empty; the empty one of "other" is no gap.
    assert len(gaps(cells, pd.Series(dtype=float))) == 4


@pytest.mark.parametrize("nothing", [None, np.nan])
def test_where_no_tool_says_for_whom_no_cell_is_filled(nothing: Any) -> None:
    silent = TOOLS.assign(audience_sector=nothing)
    assert told_apart(silent).empty


def test_topics_count_a_tool_of_two_languages_in_both_and_once() -> None:
    tools = pd.DataFrame(
        [
            {"topic": "security", "languages": ("en", "es")},
            {"topic": "security", "languages": ("ht",)},
            {"topic": "coordination", "languages": ()},  # in a language that nobody wrote down
            {"topic": None, "languages": ("es",)},  # on no topic: in no row
        ]
    )
    topics = by_language(tools, ("security", "coordination", "facilitation"), ("es", "en"))
    assert topics.set_index("topic").to_dict("index") == {
        "security": {"es": 1, "en": 1, "ht": 1, "tools": 2, "unsaid": 0},
        "coordination": {"es": 0, "en": 0, "ht": 0, "tools": 1, "unsaid": 1},
        "facilitation": {"es": 0, "en": 0, "ht": 0, "tools": 0, "unsaid": 0},
    }
