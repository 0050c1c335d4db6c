"""What the page of deportation defense says of a tiny organization, by hand."""

from datetime import date

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.measures.defense import courses
from lib.topics.defense import course, mobilizations, moving, open_cases, states, to_do, unled
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Table
from lib.ui.text import Text
from tests.data.derived import behind, derive
from tests.data.rows import Rows
from tests.pages.conftest import forget_reads

AS_OF = date(2026, 3, 25)
SOUTHWEST = Choice(Scope(("southwest",)), weeks=13)
COUNTRY = Choice(Scope(("southwest", "southeast", "midwest", "unknown")), weeks=13)
FIGURES: tuple[Figure[object], ...] = (
    to_do.TO_DO,
    unled.UNLED,
    unled.LOADS,
    states.STATES,
    open_cases.PARTS_OPEN,
    open_cases.BY_REGION,
    moving.BY_QUARTER,
    moving.ENDED,
    mobilizations.CALLS,
    mobilizations.WITHOUT,
)  # type: ignore[assignment]

READ = {
    "membership": behind("membership", "partners", "priority_counties"),
    "incidents": behind(
        "incidents",
        *("case_durations", "cases_by_quarter", "cases_ended", "cases_led", "cases_open"),
        *("cases_unled", "mobilization_calls", "mobilized", "priority_cases"),
    ),
}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Read anew: each test has an organization of its own."""
    forget_reads()


def fill(rows: Rows) -> None:
    """Arizona with 11 open cases, Texas with 3, Georgia with 2; 12 that closed a quarter before."""
    rows("incidents", "region", *({"region_id": r} for r in ("southwest", "southeast", "midwest")))
    for database in ("incidents", "membership"):
        rows(database, "state", *({"state_fips": fips} for fips in ("04", "48", "13", "17")))
    rows("membership", "partner", {"partner_id": "far", "sector": "legal", "place_id": None})
    people = {"latitude": 32.2, "longitude": -111.0, "foreign_born_population": 100}
    rows("membership", "county", {"county_fips": "04019", "state_fips": "04"} | people)
    old = {"opened_on": "2026-03-01", "state_fips": "04"}
    cases = (
        *[{**old, "stage": "intake"}] * 6,  # nobody leads them, for more than a week
        *[{**old, "state_fips": "48", "stage": "hearing", "lead_partner_id": "far"}] * 3,
        *[{**old, "is_detained": True, "lead_partner_id": "far"}] * 5,
        *[{"opened_on": "2026-03-24", "state_fips": "13"}] * 2,  # since yesterday
        *[{"opened_on": "2025-10-02", "closed_on": "2025-12-01", "state_fips": "04"}] * 12,
    )
    rows("incidents", "deportation_case", *cases)


def refreshed() -> None:
    """Both databases, with the rollups that these figures read."""
    for database, rollups in READ.items():
        derive(database, AS_OF, *rollups)


def title(made: object) -> str:
    assert isinstance(made, Chart | Table | Text)
    return made.title or made.body if isinstance(made, Text) else made.title  # type: ignore[return-value]


@pytest.mark.slow
def test_an_organizer_sees_a_region_by_class(rows: Rows) -> None:
    fill(rows)
    refreshed()
    said = {figure.key: figure.made(SOUTHWEST).value for figure in FIGURES}
    assert title(said["cases_to_do"]) == (
        "- **A region: find a lead partner** for 5–9 open cases that have had none for more than"
        " 7 days."
    )
    assert title(said["cases_unled"]) == (
        "5–9 open cases have had nobody lead them for more than 7 days"
    )
    assert title(said["cases_led"]) == "On no lead partner rest five open cases that may be told"
    # States, and how long cases take, are told where all regions are in view.
    assert said["cases_far"] is None
    assert course.REMOVED.made(SOUTHWEST, "otherwise").value is None
    parts = said["cases_open"]
    assert isinstance(parts, Chart)
    assert parts.title == "11–22 cases are open, 5–9 of them of people who are detained"
    assert parts.table[["part", "at_least", "at_most"]].to_numpy().tolist() == [
        ["detained", 5, 9],
        ["intake", 5, 9],
        ["hearing", 1, 4],
    ]
    assert title(said["cases_by_quarter"]) == "Since Oct 2025: 10–14 cases opened, 10–14 closed"
    assert said["mobilizations"] is None


@pytest.mark.slow
def test_the_nation_sees_states_without_legal_help(rows: Rows) -> None:
    fill(rows)
    refreshed()
    far = states.STATES.made(COUNTRY).value
    assert isinstance(far, Table)
    assert far.frame[["name", "told", "reached"]].to_numpy().tolist() == [["A state", "10–14", 0]]
    assert "Find a legal partner" in title(to_do.TO_DO.made(COUNTRY).value)
    regions = unled.UNLED.made(COUNTRY).value
    assert isinstance(regions, Chart)
    # Georgia's two were opened yesterday: none of them has been without a lead for a week.
    assert regions.table[["region_id", "at_least", "at_most"]].to_numpy().tolist() == [
        ["southwest", 5, 9],
        ["southeast", 0, 0],
    ]
    # Of 28 cases, in classes from 0 to 4 for the most part, a curve would be made up.
    curve = course.REMOVED.made(COUNTRY, "otherwise").value
    assert title(curve) == "Too few cases have ended to tell how soon"


def test_of_many_cases_it_is_told_how_soon_they_end() -> None:
    columns = ["is_detained", "day_until", "outcome", "at_least", "at_most"]
    steps = [
        (is_detained, day, outcome, 400, 404)
        for is_detained in (True, False)
        for day in (180, 365)
        for outcome in ("stopped", "removed")
    ]
    rows = courses(pd.DataFrame(steps, columns=columns))
    rows = rows[rows["outcome"] == "stopped"]
    made = course.chart(course.Course(rows, 0.6, is_recorded=True), COUNTRY, "stopped")
    assert isinstance(made, Chart)
    assert made.title.endswith(
        "within 180 days: 25% of the cases of detained people, 25% of the others"
    )


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        ([(10, 14), (5, 9), (5, 9)], "southwest has the most open cases: 10–14"),
        (
            [(10, 14), (10, 14), (5, 9)],
            "One of these has the most open cases: southwest and midwest",
        ),
        # The second may have 10, as the first.
        (
            [(10, 14), (6, 10), (1, 4)],
            "One of these has the most open cases: southwest and midwest",
        ),
        ([(1, 4), (1, 4), (1, 4)], "Open cases by region: which has the most can't be told"),
    ],
)
def test_a_region_has_the_most_only_where_no_other_may_have_as_many(
    classes: list[tuple[int, int]], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_cases, "region_name", str)
    whole = pd.DataFrame(classes, columns=["at_least", "at_most"])
    whole["region_id"] = ["southwest", "midwest", "unknown"]
    assert open_cases.title_by_region(whole) == said


@pytest.mark.slow
def test_a_region_without_a_case_is_told_apart_from_no_record(rows: Rows) -> None:
    fill(rows)
    refreshed()
    midwest = Choice(Scope(("midwest",)), weeks=13)
    assert title(open_cases.PARTS_OPEN.made(midwest).value) == "No case is open in these regions"
    assert title(unled.UNLED.made(midwest).value) == "No case is open in these regions"
    assert title(moving.BY_QUARTER.made(midwest).value) == "No quarter with cases is over yet"


@pytest.mark.slow
@pytest.mark.parametrize("choice", [SOUTHWEST, COUNTRY])
def test_without_any_record_nothing_is_said_to_be_none(rows: Rows, choice: Choice) -> None:
    rows("incidents", "state", {"state_fips": "04"})
    rows("incidents", "incident", {"state_fips": "04"})
    refreshed()
    assert [figure.made(choice).value for figure in FIGURES] == [None] * len(FIGURES)


@pytest.mark.slow
def test_mobilizations_and_what_had_none(rows: Rows) -> None:
    rows("incidents", "state", {"state_fips": "04"})
    heard = {"reported_at": "2026-03-10 18:00+00", "occurred_at": "2026-03-10 17:00+00"}
    rows("incidents", "incident", *({"incident_id": i, "state_fips": "04"} | heard for i in "abcd"))
    rows(
        "incidents",
        "mobilization",
        {"incident_id": "a", "called_at": "2026-03-10 21:00+00", "participants": 40},  # 3 hours
        {"incident_id": "b", "called_at": "2026-03-10 19:00+00", "participants": 3},  # 1 hour
        {"region_id": "southwest", "called_at": "2026-03-11 19:00+00", "is_national": True},
        {"region_id": "southwest", "called_at": "2026-03-24 19:00+00"},  # the running week
    )
    refreshed()
    calls = mobilizations.CALLS.made(SOUTHWEST).value
    assert isinstance(calls, Table)
    assert calls.title == "3 mobilizations in 13 complete weeks; 40 people took part"
    assert calls.caption == (
        "1 of 3 say how many took part, from five people on. With national support: 1 of 3."
        " Half of the 2 that were called after their incident's report were called within 2 hr of"
        " it."
    )
    without = mobilizations.WITHOUT.made(SOUTHWEST).value
    assert isinstance(without, Chart)
    assert without.title == (
        "Nobody was called out after 50% (2 of 4) of the incidents of 13 complete weeks"
    )


@pytest.mark.slow
def test_a_mobilization_before_the_report_and_one_after_another_regions_incident(
    rows: Rows,
) -> None:
    rows("incidents", "region", {"region_id": "southwest"}, {"region_id": "southeast"})
    rows("incidents", "state", {"state_fips": "04"}, {"state_fips": "13", "region_id": "southeast"})
    heard = {"reported_at": "2026-03-10 18:00+00", "occurred_at": "2026-03-10 17:00+00"}
    rows(
        "incidents",
        "incident",
        {"incident_id": "here", "state_fips": "04", "kind": "raid"} | heard,
        {"incident_id": "there", "state_fips": "13", "kind": "raid"} | heard,
    )
    called = {"region_id": "southwest", "called_at": "2026-03-10 17:30+00"}
    rows(
        "incidents",
        "mobilization",
        {**called, "incident_id": "here", "participants": 9},
        # In the streets of the Southwest for what happened in Georgia: who sees the Southwest alone
        # learns of the crowd and not of the incident.
        {**called, "incident_id": "there", "participants": 30},
        {"incident_id": "there", "called_at": "2026-03-10 20:00+00"},  # in its incident's region
    )
    refreshed()
    calls = mobilizations.CALLS.made(SOUTHWEST).value
    assert isinstance(calls, Table)
    told = calls.frame.sort_values("participants")[["state", "incident_kind", "minutes"]]
    assert told.isna().to_numpy().tolist() == [[False, False, True], [True, True, True]]
    assert calls.caption is not None
    assert calls.caption.endswith("1 was called before its incident was reported.")
    everywhere = mobilizations.CALLS.made(COUNTRY).value
    assert isinstance(everywhere, Table)
    assert everywhere.frame["minutes"].dropna().tolist() == [120]
