"""The list, the map and the file of committees count the same ones."""

import re
from collections.abc import Iterator

import pytest

from lib.data.scope import Scope
from lib.topics.committees import (
    committee_list,
    committee_map,
    committee_table,
    list_filters,
    map_words,
)
from lib.topics.health.listing import in_order
from lib.topics.health.standing import standing
from lib.ui.filters import Choice
from lib.ui.maps import Map
from tests.pages.conftest import Visit, forget_reads, words
from tests.pages.test_health_pages import execute

pytestmark = pytest.mark.slow

EVERYWHERE = Scope(("midwest", "northeast", "southeast", "southwest", "west"))


@pytest.fixture
def with_closed(organization: None) -> Iterator[None]:
    """One committee more of each region is closed."""
    chosen = (
        "SELECT min(committee_id) FROM rollup.committee WHERE status = 'active' GROUP BY region_id"
    )
    ids = [row[0] for row in execute("membership", chosen)]
    change = "UPDATE rollup.committee SET status = :status WHERE committee_id = ANY(:ids)"
    execute("membership", change, status="closed", ids=ids)
    forget_reads()
    yield
    execute("membership", change, status="active", ids=ids)
    forget_reads()


@pytest.mark.parametrize("scope", [Scope(("southwest",)), Scope(("southeast",)), EVERYWHERE])
def test_the_list_and_the_map_count_the_open_committees(with_closed: None, scope: Scope) -> None:
    choice = Choice(scope, 13)
    everyone = committee_table.rows(choice)
    listed = list_filters.filtered(everyone, "", [], [], [])
    count = "SELECT count(*) FROM rollup.committee WHERE status <> 'closed' AND region_id = ANY(:r)"
    n = int(execute("membership", count, r=list(scope.regions))[0][0])
    assert len(listed) == n < len(everyone)
    for figure in (committee_map.OVER_MEMBERS, committee_map.OVER_INCIDENTS):
        drawn = figure.made(choice).value
        assert isinstance(drawn, Map)
        table = drawn.table
        assert table["committees"].sum() == n
        states = int((table["committees"] > 0).sum())
        assert drawn.title.startswith(f"{n} committees in {states} states")
        # Each open one is a point, and no closed one.
        in_words = sum(int(word) for word in re.findall(r"\b\d+\b", drawn.alt))
        assert in_words == n
    assert committee_list.title(listed, everyone).startswith(f"{n} committees")


def test_of_very_many_those_are_drawn_that_need_someone_first(
    organization: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    choice = Choice(EVERYWHERE, 13)
    for module in (committee_map, map_words):
        monkeypatch.setattr(module, "MOST_POINTS", 2)
    forget_reads()
    made = committee_map.OVER_MEMBERS.made(choice).value
    health = standing(EVERYWHERE)
    forget_reads()
    assert isinstance(made, Map)
    assert health is not None
    open_ones = committee_table.rows(choice).query("status != 'closed'")
    n = len(open_ones)
    traces = [trace for trace in made.plot.to_dict()["data"] if "customdata" in trace]
    drawn = {str(each) for trace in traces for each in trace["customdata"]}
    placed = in_order(health)["committee_id"]
    assert drawn == set(placed[placed.isin(open_ones["committee_id"])].head(2))
    # What is told of them is told of all.
    assert made.title.startswith(f"{n} committees")
    assert made.table["committees"].sum() == n
    [note] = made.notes
    assert note.startswith(f"2 of {n} committees are drawn: those that need someone first.")


def test_without_any_committee_the_page_says_so(organization: None, visit: Visit) -> None:
    execute("membership", "CREATE TABLE kept_aside AS TABLE rollup.committee")
    execute("membership", "DELETE FROM rollup.committee")
    forget_reads()
    try:
        said = words(visit("organizer/committees.py", "southwest"))
    finally:
        execute("membership", "INSERT INTO rollup.committee SELECT * FROM kept_aside")
        execute("membership", "DROP TABLE kept_aside")
        forget_reads()
    assert "No committee is recorded in these regions" in said
    assert "0 " not in said


def test_what_is_chosen_by_link_is_counted_on_the_button(organization: None, visit: Visit) -> None:
    page = visit("organizer/committees.py", "southwest", status="active", level="steady")
    assert not page.exception
    assert [popover.proto.popover.label for popover in page.get("popover")].count("2 filters") == 1
