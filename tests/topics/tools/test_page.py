"""What the page of tools says, over organizations small enough to count by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from lib.data.scope import Scope
from lib.topics.tools import callers, coverage, languages, review, surges, to_do, tool_list, use
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Table
from lib.ui.text import Text
from tests.data.derived import derive
from tests.data.rows import Rows

AS_OF = date(2026, 6, 1)
MEMBERSHIP = (
    *("committee", "committee_support", "committee_week", "county", "partner_sector"),
    *("policy", "region", "state", "tool", "tool_use"),
)
INCIDENTS = ("call_language", "incident_week")
"""What the page reads of each source."""
SOUTHWEST = Choice(Scope(("southwest",)), weeks=13)
BOTH = Choice(Scope(("southeast", "southwest")), weeks=13)
CARD = {"topic": "know_your_rights", "repression_type": "race", "audience_sector": "labor"}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What was made of another test's organization is of the same choice."""
    st.cache_data.clear()


@pytest.fixture
def organization(rows: Rows) -> Rows:
    """Three tools; three active committees in the Southwest, of which two used one; one beyond."""
    rows("membership", "place", {"place_id": "tucson"}, {"place_id": "atlanta", "state_fips": "13"})
    rows(
        "membership",
        "committee",
        *({"committee_id": each} for each in ("c1", "c2", "c3")),
        {"committee_id": "c4", "status": "dormant"},
        {"committee_id": "east", "place_id": "atlanta"},
    )
    rows("membership", "partner", {"partner_id": "union", "name": "A union", "place_id": "tucson"})
    rows(
        "membership",
        "resource",
        {
            **CARD,
            "resource_id": "card",
            "title_en": "Card",
            "title_es": "Tarjeta",
            "language": "es",
            "published_on": "2024-01-01",
            "is_proven": True,
            "source_partner_id": "union",
            "url": "https://example.org/card",
        },
        {**CARD, "resource_id": "card-en", "edition_of": "card", "language": "en"},
        {"resource_id": "bond", "title_en": "Bond", "topic": "deportation_defense"},
        {"resource_id": "agenda", "title_en": "Agenda", "topic": "facilitation", "language": "en"},
    )
    rows(
        "membership",
        "resource_use",
        {"resource_id": "card", "committee_id": "c1", "used_on": "2026-05-01", "participants": 12},
        {
            "resource_id": "card-en",
            "committee_id": "c1",
            "used_on": "2026-05-02",
            "participants": 3,
        },
        {"resource_id": "card-en", "committee_id": "c2", "used_on": "2026-05-31"},
        {"resource_id": "bond", "committee_id": "c3", "used_on": "2025-01-01"},  # too long ago
        {"resource_id": "bond", "committee_id": "c4", "used_on": "2026-05-01"},  # not active
        {"resource_id": "agenda", "committee_id": "east", "used_on": "2026-05-01"},
    )
    return rows


def refreshed() -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    derive("incidents", AS_OF, *INCIDENTS)
    st.cache_data.clear()


def made(figure: Figure[Any], choice: Choice = SOUTHWEST) -> Any:
    return figure.made(choice).value


@pytest.mark.slow
def test_two_of_three_active_committees_used_a_tool(organization: Rows) -> None:
    refreshed()
    one = made(use.USE)
    assert isinstance(one, Text)
    assert one.title == "67% (2 of 3) of active committees used a tool in 12 months"
    # Wilson at 95% of 2 of 3.
    assert one.caption is not None
    assert "between 21% and 94%" in one.caption
    several = made(use.USE, BOTH)
    assert isinstance(several, Chart)
    assert several.title == "75% (3 of 4) of active committees used a tool in 12 months"
    assert several.table["used"].sum() == 3


@pytest.mark.slow
def test_committees_without_a_use_come_first(organization: Rows) -> None:
    refreshed()
    table = made(use.WITHOUT)
    assert isinstance(table, Table)
    assert table.title == "1 of 3 active committees used no tool in 12 months"
    assert table.frame["committee_id"].iloc[0] == "c3"
    # It used one on 1 January 2025: 516 days before 1 June 2026.
    assert table.frame["ago"].iloc[0] == 516


@pytest.mark.slow
def test_a_tool_counts_once_with_all_its_editions(organization: Rows) -> None:
    refreshed()
    table = made(use.UNUSED)
    assert table.title == "1 of 3 tools was used by nobody here in 12 months"
    card = table.frame.set_index("title").loc["Card"]
    assert (card["committees"], card["uses"]) == (2, 3)
    assert card["people"] == "12 participants · 1 group of 1–4 · nobody counted 1 time"
    assert card["ago"] == 1


@pytest.mark.slow
def test_the_library_opens_tools_and_says_who_vouches_for_them(organization: Rows) -> None:
    refreshed()
    rows = tool_list.rows(SOUTHWEST)
    html = tool_list.listing(rows).html
    assert 'href="https://example.org/card" target="_blank" rel="noopener noreferrer"' in html
    assert html.count("href=") == 1  # the others have no address
    assert "Tried and true, says A union" in html
    assert rows["title"].tolist() == ["Agenda", "Bond", "Card"]
    found = tool_list.filtered(rows, "espanol", {})
    assert found.empty  # the names of languages are those of the viewer's own
    assert tool_list.filtered(rows, "tarjeta SPANISH", {})["title"].tolist() == ["Card"]
    assert tool_list.filtered(rows, "", {"topic": ["facilitation"]})["title"].tolist() == ["Agenda"]


@pytest.mark.slow
def test_gaps_are_counted_over_what_is_told(organization: Rows) -> None:
    refreshed()
    grid = made(coverage.COVERAGE)
    # One of five forms × ten sectors is filled; two tools say nothing of either.
    assert (
        grid.title
        == "98% (49 of 50) of combinations of a sector and a form of repression have no tool"
    )
    assert "2 more tools don't say" in grid.caption
    deeds = made(to_do.TO_DO).body
    assert "**Find or make a tool on immigrant status for labor**" in deeds
    assert "1 partner of that sector" in deeds


@pytest.mark.slow
def test_topics_without_spanish_are_counted(organization: Rows) -> None:
    rows = {"county_fips": "04019", "population": 100, "limited_english_percent": 5.0}
    organization(
        "membership",
        "county",
        {**rows, "spanish_speaking_percent": 20.0},
        {**rows, "county_fips": "04021", "population": 300, "spanish_speaking_percent": 40.0},
    )
    refreshed()
    table = made(languages.LANGUAGES)
    # Of seven topics only the card's is in Spanish.
    assert (
        table.title
        == "6 of 7 topics have no tool in Spanish, none has one beyond Spanish and English"
    )
    # (100 × 20% + 300 × 40%) of 400.
    assert "About 35% of the households" in table.caption
    assert table.frame.set_index("topic").loc[
        "know_your_rights", ["es", "en", "tools"]
    ].tolist() == [1, 1, 1]
    # The bond names no language.
    assert table.frame["unsaid"].sum() == 1


@pytest.mark.slow
def test_a_language_of_five_callers_is_told_and_one_of_four_is_not(organization: Rows) -> None:
    calls = [("mam", 5), ("es", 6), ("ht", 4)]
    organization(
        "incidents",
        "hotline_call",
        *(
            {"state_fips": "04", "language": code, "received_at": "2026-05-01 18:00+00"}
            for code, n in calls
            for _each in range(n)
        ),
    )
    refreshed()
    table = made(callers.CALLERS)
    assert table.title == "Callers speak a language without any tool: Mam"
    assert table.frame[["name", "calls", "tools"]].to_numpy().tolist() == [
        ["Spanish", 6, 1],
        ["Mam", 5, 0],
    ]
    assert "**Have tools translated into Mam**" in made(to_do.TO_DO).body


@pytest.mark.slow
def test_a_tool_is_reviewed_where_the_law_is_newer(organization: Rows) -> None:
    organization(
        "membership",
        "jurisdiction_policy",
        {"state_fips": "04", "in_force_from": "2026-01-01"},
        {"state_fips": "13", "in_force_from": "2026-01-01"},
    )
    refreshed()
    table = made(review.REVIEW)
    assert table.title == "Review 1 tool: the law is newer where it is used"
    assert table.frame[["title", "where"]].to_numpy().tolist() == [["Card", "AZ"]]


@pytest.mark.slow
def test_where_nothing_is_recorded_nothing_is_said_to_be_none(rows: Rows) -> None:
    rows("membership", "committee")
    refreshed()
    for figure in (use.USE, use.WITHOUT, use.UNUSED, surges.SURGES, coverage.COVERAGE):
        assert made(figure) is None, figure.key
    for figure in (languages.LANGUAGES, callers.CALLERS, review.REVIEW, to_do.TO_DO):
        assert made(figure) is None, figure.key
    assert tool_list.rows(SOUTHWEST).empty


@pytest.mark.slow
def test_tools_without_any_record_of_use_are_not_unused(rows: Rows) -> None:
    rows("membership", "committee")
    rows("membership", "resource", {**CARD, "language": "es", "is_proven": True})
    refreshed()
    assert made(use.UNUSED) is None
    assert "by nobody here" not in tool_list.listing(tool_list.rows(SOUTHWEST)).html
    assert "uses_published" not in made(review.PROVEN).columns
    assert "There is no data" in made(to_do.TO_DO).body


def test_surges_are_held_against_what_helps_there() -> None:
    frame = pd.DataFrame(
        [("southwest", "raid", ("rapid_response",), 1, 3), ("west", "raid", ("security",), 2, 4)],
        columns=["region_id", "kind", "topics", "used", "active"],
    )
    table = surges.table(surges.Prepared(frame, False, 9, 0), BOTH)
    assert isinstance(table, Table)
    assert table.title == (
        "2 surges are on: in 1 of them, less than half of the active committees there used a tool"
        " that helps in 12 months"
    )
    calm = surges.table(surges.Prepared(frame.iloc[:0], True, 9, 0), BOTH)
    assert calm.title == "The sources are late: whether a surge is on can't be told"
