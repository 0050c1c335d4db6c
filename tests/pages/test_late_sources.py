"""A late source greys what rests on it, and that alone, and says which source it is."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from lib.data import engines
from lib.data.contract import incidents, membership
from lib.measures.early_warning import Verdict
from lib.measures.health import Indicator
from lib.topics.committees import early_warning
from lib.topics.health import calls
from lib.topics.health.calls import Calls
from lib.topics.health.sources import sources
from tests.pages.conftest import Visit, forget_reads, headlines, words
from tests.topics.committees.test_early_warning import fit as predicted

pytestmark = pytest.mark.slow

NOT_KEPT = "CREATE TABLE kept_aside AS TABLE rollup.refresh"
FRESH = "UPDATE rollup.refresh SET refreshed_at = now(), newest_record = now()"
# Its limit is 7 days.
LATE = "UPDATE rollup.refresh SET newest_record = now() - interval '8 days' WHERE source_table = :t"
OTHER_DATABASE = {"membership": "incidents", "incidents": "membership"}


def execute(database: str, statement: str, **values: object) -> None:
    with engines.owner(database).begin() as connection:
        connection.execute(text(statement), values)


@pytest.fixture
def fresh(organization: None) -> Iterator[None]:
    """Every source is as new as can be."""
    for database in OTHER_DATABASE:
        execute(database, NOT_KEPT)
        execute(database, FRESH)
    forget_reads()
    yield
    for database in OTHER_DATABASE:
        execute(database, "TRUNCATE rollup.refresh")
        execute(database, "INSERT INTO rollup.refresh SELECT * FROM kept_aside")
        execute(database, "DROP TABLE kept_aside")
    forget_reads()


@pytest.fixture
def responses_late(fresh: None) -> None:
    """Every source is new, but the responses are 8 days old."""
    execute("incidents", LATE, t="response")
    forget_reads()


def greyed(page: AppTest) -> set[str]:
    """The keys of what the page draws in grey."""
    keys = [block.key or "" for block in page.main if isinstance(block, Block)]
    return {key.removeprefix("late-") for key in keys if key.startswith("late-")}


def opened(visit: Visit, script: str, **query: str) -> AppTest:
    page = visit(script, "southwest", **query)
    assert not page.exception
    return page


GREY: dict[str, set[str]] = {
    # Health has readiness in it, which rests on responses; so does what nobody answered.
    "this_week": {"needs", "week_map", "unanswered_lately"},
    "committees": {"committees", "committees_map"},
    "training": set(),
    # The numbers of the weeks and of the map tell of incidents that nobody answered; alarms and
    # the hotline rest on incidents and calls.
    "response": {"to_do", "incidents", "incident_map", "unanswered", "unanswered_hours", "waits"},
}
"""A page → the keys of what rests on responses there."""


def test_nothing_is_grey_while_all_is_new(fresh: None, visit: Visit) -> None:
    for name in GREY:
        page = opened(visit, f"organizer/{name}.py")
        assert greyed(page) == set(), name
        assert "Late: " not in words(page), name


def test_what_rests_on_a_late_source_is_grey(responses_late: None, visit: Visit) -> None:
    for name, grey in GREY.items():
        page = opened(visit, f"organizer/{name}.py")
        assert greyed(page) == grey, name
        assert ("Late: Responses." in words(page)) is bool(grey), name


def test_the_clock_of_a_late_source_is_its_own_and_no_newer_ones(
    responses_late: None, visit: Visit
) -> None:
    said = words(opened(visit, "organizer/this_week.py"))
    (line,) = {line for line in said.splitlines() if "Late: Responses." in line}
    # The incidents beside them are of today.
    assert "Newest record" in line
    assert "Newest record today" not in line


def committee_id() -> str:
    with engines.owner("membership").begin() as connection:
        active = "SELECT min(committee_id) FROM rollup.committee WHERE status = 'active'"
        inside = " AND region_id = 'southwest'"
        return str(connection.execute(text(active + inside)).scalar())


def test_a_committee_says_which_indicator_is_late(responses_late: None, visit: Visit) -> None:
    page = opened(visit, "organizer/committee.py", committee=committee_id())
    marked = [e.label for e in page.expander if "history_toggle_off" in e.label]
    (label,) = marked
    assert label.startswith(":gray[**Readiness to respond**")
    assert "What is known of readiness to respond is late" in words(page)
    # Whether anybody answered the incidents around it, too.
    grey = {
        "health",
        "health_readiness",
        "committee_health_year",
        "committee_responses",
        "committee_around",
    }
    # A committee without a response in the period has no such chart.
    assert grey - {"committee_responses"} <= greyed(page) <= grey
    assert not [said for said, is_late in headlines(page) if is_late]


def test_todays_figures_of_a_committee_are_greyed_one_by_one(fresh: None, visit: Visit) -> None:
    execute("membership", LATE.replace("8 days", "15 days"), t="gathering")
    forget_reads()
    page = opened(visit, "organizer/committee.py", committee=committee_id())
    # Members, in good standing, coordinators, people a gathering, last gathering.
    assert [is_late for _said, is_late in headlines(page)] == [False] * 3 + [True] * 2


def test_every_view_of_priorities_is_grey_over_a_late_source(fresh: None, visit: Visit) -> None:
    views = ("places", "choose", "scenarios", "regions")
    for view in views:
        assert greyed(visit("national/priorities.py", "national", view=view)) == set(), view
    execute("incidents", LATE, t="incident")
    forget_reads()
    for view in views:
        page = visit("national/priorities.py", "national", view=view)
        assert not page.exception, view
        # What is on in the regions rests on incidents, too.
        key = "regions" if view == "regions" else "priorities"
        assert greyed(page) == {key, "surges"}, view
        assert "Late: Incidents." in words(page), view


# Of good standing, of trained coordinators and, within strong and fragile committees, of readiness.
@pytest.mark.parametrize("table", ["dues_payment", "role_term", "support_visit"])
def test_the_regions_are_grey_over_whatever_a_figure_of_theirs_rests_on(
    fresh: None, visit: Visit, table: str
) -> None:
    # No newest record of a visit is ever too old, so all are loaded too long ago instead.
    loaded = "UPDATE rollup.refresh SET refreshed_at = now() - interval '3 days'"
    execute("membership", loaded + " WHERE source_table = :t", t=table)
    forget_reads()
    assert greyed(visit("national/priorities.py", "national", view="regions")) == {"regions"}


def test_all_of_an_early_warning_is_grey_over_a_late_source(
    fresh: None, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(early_warning, "can_be_fitted", lambda _scope: True)
    monkeypatch.setattr(early_warning, "_fitted", lambda _scope: predicted(Verdict.SHOWN))
    execute("membership", LATE.replace("8 days", "15 days"), t="gathering")
    forget_reads()
    page = visit("organizer/committees.py", "southwest")
    page.session_state["early_warning"] = True
    page.run()
    assert not page.exception
    (grey,) = [b for b in page.main if isinstance(b, Block) and b.key == "late-early_warning"]
    said = "\n".join(map(str, (e.value for e in (*grey.header, *grey.subheader, *grey.markdown))))
    # Who may fall silent, how well history tells, and how true its probabilities are.
    assert "may fall silent within 90 days" in said
    assert "Judged on 500 later ones" in said
    assert "Of those given the highest chances" in said


def test_a_late_database_leads_the_sources_page(fresh: None, visit: Visit) -> None:
    def order() -> list[str]:
        drawn = visit("admin/sources.py", "admin").header
        return [str(said.value).split(":")[0] for said in drawn]

    assert order() == ["Membership", "Incidents"]
    execute("incidents", LATE, t="incident")
    forget_reads()
    assert order() == ["Incidents", "Membership"]


def test_no_all_clear_rests_on_a_late_source(
    fresh: None, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nine are judged, and none of them needs anyone.
    monkeypatch.setattr(calls, "calls", lambda _scope: Calls(0, (), (), open=9, judged=9))
    clear, unsure = "No committee stands out this week", "The sources are late: whether a committee"
    said = words(opened(visit, "organizer/this_week.py"))
    assert clear in said
    assert unsure not in said
    execute("incidents", LATE, t="response")
    forget_reads()
    said = words(opened(visit, "organizer/this_week.py"))
    assert clear not in said
    assert unsure in said


def test_every_indicator_names_tables_of_the_contract() -> None:
    known = {
        "membership": {t.name for t in membership.metadata.tables.values()},
        "incidents": {t.name for t in incidents.metadata.tables.values()},
    }
    for indicator in Indicator:
        assert sources(indicator)
        assert all(table in known[database] for database, table in sources(indicator))
