"""Rapid response: the views that are drawn only when chosen, and what an organizer's leaves out."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from lib.data import engines
from tests.pages.conftest import Visit, forget_reads, words

PAGE = "organizer/response.py"
BEYOND = "Committees beyond these regions are not counted"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "query",
    [
        {"place": "unanswered", "delays": "month", "step": "verify"},
        {"delays": "hour", "step": "dispatch", "verification": "unverified"},
        {"delays": "weekday", "verification": "verified"},
        {"place": "forged", "delays": "forged", "step": "forged"},
    ],
    ids=str,
)
def test_every_view_opens(visit: Visit, query: dict[str, str], language: str) -> None:
    seen = visit(PAGE, "national", language, **query)
    assert not seen.exception
    assert not seen.error
    assert not seen.warning


QUESTIONS = [
    "What to do first",
    "What is happening?",
    "Where does it happen?",
    "What did nobody answer?",
    "How fast are we?",
    "Who is far from responders?",
    "Does the hotline answer?",
]


@pytest.mark.slow
def test_the_page_asks_one_question_after_the_other_and_begins_with_what_to_do(
    visit: Visit,
) -> None:
    seen = visit(PAGE, "southeast")
    assert [section.value for section in seen.header] == QUESTIONS


@pytest.mark.slow
def test_each_title_names_the_period(visit: Visit) -> None:
    seen = visit(PAGE, "southeast", weeks="4")
    titles = [title.value for title in seen.subheader]
    assert len(titles) >= 7
    # The readiness of today has no period, and how late reports are is of the last weeks.
    without = [title for title in titles if "4 weeks" not in title]
    assert all("by car" in title or "last weeks" in title for title in without), without


@pytest.mark.slow
def test_the_map_is_of_incidents_or_of_those_that_nobody_answered(visit: Visit) -> None:
    assert "had the most: " in words(visit(PAGE, "national"))
    assert "Nobody answered" in _map_title(visit(PAGE, "national", place="unanswered"))


def _map_title(seen: AppTest) -> str:
    return next(str(t.value) for t in seen.subheader if "had the most" in str(t.value))


def test_the_choice_of_verification_changes_its_own_chart_alone(visit: Visit) -> None:
    everything = [t.value for t in visit(PAGE, "national").subheader]
    verified = [t.value for t in visit(PAGE, "national", verification="verified").subheader]
    changed = [new for old, new in zip(everything, verified, strict=True) if old != new]
    assert len(changed) == 1
    assert "verified incidents in 13 weeks" in changed[0]


@pytest.mark.slow
def test_an_organizer_reads_that_committees_beyond_the_region_do_not_count(visit: Visit) -> None:
    assert BEYOND in words(visit(PAGE, "southeast"))
    assert BEYOND not in words(visit(PAGE, "national"))


@pytest.mark.slow
def test_the_counties_are_those_of_the_scope(visit: Visit) -> None:
    seen = visit(PAGE, "southwest")
    (counties,) = [f.value for f in seen.dataframe if "county" in f.value.columns]
    assert set(counties["usps"]) <= {"AZ", "CO", "NM", "NV", "OK", "TX", "UT"}
    assert (counties["km"].dropna() > 50).all()


def test_alarms_and_the_chart_say_that_the_last_weeks_may_rise(visit: Visit) -> None:
    seen = words(visit(PAGE, "national"))
    assert "The last weeks may still rise: when a week ends, about " in seen
    assert "once late reports are in" in seen


def test_verified_incidents_are_not_corrected_but_said_to_be_incomplete(visit: Visit) -> None:
    seen = words(visit(PAGE, "national", verification="verified"))
    assert "by how much can't be told" in seen
    assert "once late reports are in" not in seen


@pytest.mark.slow
def test_hours_are_those_of_the_organizations_clock(visit: Visit) -> None:
    assert "in Central Time" in words(visit(PAGE, "national", delays="hour"))


@pytest.fixture
def own_counties(organization: None) -> Iterator[None]:
    """An organization that replaced the counties by one of its own, in the middle of nowhere."""
    with engines.owner("membership").begin() as connection:
        connection.execute(text("CREATE TABLE kept_counties AS SELECT * FROM rollup.county"))
        connection.execute(text("DELETE FROM rollup.county WHERE county_fips <> '35003'"))
        change = "UPDATE rollup.county SET name = 'Our own', population = 777, latitude = 33.9"
        connection.execute(text(f"{change}, longitude = -108.4"))
    forget_reads()
    yield
    with engines.owner("membership").begin() as connection:
        connection.execute(text("TRUNCATE rollup.county"))
        connection.execute(text("INSERT INTO rollup.county SELECT * FROM kept_counties"))
        connection.execute(text("DROP TABLE kept_counties"))
    forget_reads()


@pytest.mark.slow
def test_the_map_of_readiness_is_of_the_organizations_own_counties(
    own_counties: None, visit: Visit
) -> None:
    seen = visit(PAGE, "southwest")
    (counties,) = [f.value for f in seen.dataframe if "county" in f.value.columns]
    assert counties[["county", "usps", "population"]].to_numpy().tolist() == [
        ["Our own", "NM", 777]
    ]
    # Nobody else is known to live there, and the one county is far from any committee.
    assert "777 of 777" in words(seen)
