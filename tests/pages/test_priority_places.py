"""The frame that priorities are measured from, against the sources of the invented organization."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.scope import Scope
from lib.language.vocabulary import NAMES
from lib.measures.priorities.codes import Component, Unranked
from lib.measures.priorities.definitions import COLUMNS
from lib.measures.priorities.scoring import priorities
from lib.topics.health.standing import standing
from lib.topics.priorities.places import PriorityPlaces, read

COUNTRY = Scope(("midwest", "northeast", "southeast", "southwest", "unknown", "west"))
SOUTHEAST = Scope(("southeast",))
BEFORE = date(2026, 3, 29)
"""The Sunday that ended the 13th week back from Wednesday 24 June 2026."""


@pytest.fixture
def places(organization: None) -> PriorityPlaces:
    return read(COUNTRY)


def ask(database: str, query: str, **values: Any) -> Any:
    """The one value of a statement on the sources."""
    with engines.owner(database).connect() as connection:
        return connection.scalar(text(query), values)


@pytest.mark.slow
def test_every_column_and_no_place_twice_on_both_days(places: PriorityPlaces) -> None:
    for frame in (places.now, places.before):
        assert set(COLUMNS) <= set(frame)
        assert frame["place_id"].is_unique
        assert set(frame["region_id"]) == set(COUNTRY.regions) - {"unknown"}
    assert (places.as_of, places.before_on) == (date(2026, 6, 24), BEFORE)
    assert set(places.counties["place_id"]) == set(places.now["place_id"])


def test_all_incidents_of_the_year_are_in_a_place_or_said_to_be_in_none(
    places: PriorityPlaces,
) -> None:
    query = (
        "SELECT count(*) FROM source.incident WHERE verification <> 'false_report'"
        " AND (occurred_at AT TIME ZONE 'America/Chicago')::date BETWEEN :first AND :last"
    )
    for frame, last in ((places.now, date(2026, 6, 21)), (places.before, BEFORE)):
        first = last - pd.Timedelta(days=52 * 7 - 1)
        whole = ask("incidents", query, first=first, last=last)
        placed = ask("incidents", f"{query} AND county_fips IS NOT NULL", first=first, last=last)
        assert frame["incidents"].sum() == placed > 0
        if frame is places.now:
            assert places.unplaced == whole - placed > 0


def test_open_cases_are_those_of_the_states_on_both_days(places: PriorityPlaces) -> None:
    # In full fives of each state: fewer than five are told as none.
    query = (
        "SELECT sum(cases / 5 * 5)::integer FROM (SELECT count(*) AS cases"
        " FROM source.deportation_case WHERE state_fips IS NOT NULL"
        " AND opened_on <= :day AND (closed_on IS NULL OR closed_on > :day) GROUP BY state_fips)"
    )
    for frame, day in ((places.now, places.as_of), (places.before, BEFORE)):
        of_states = frame.drop_duplicates("state_fips")["cases"].sum()
        assert of_states == ask("incidents", query, day=day) > 0


def test_committees_hubs_and_agreements_are_all_there(places: PriorityPlaces) -> None:
    open_ = "SELECT count(*) FROM source.committee WHERE status <> 'closed'"
    assert places.now["committees"].sum() == ask("membership", open_)
    hubs = (
        "SELECT count(*) FROM source.partner WHERE is_hub AND place_id IS NOT NULL"
        " AND (left_on IS NULL OR left_on > :day)"
    )
    assert places.now["hubs"].sum() == ask("membership", hubs, day=places.as_of) > 0
    # Each of the list once in its county, and a whole state's in each of its places.
    # What is only applied for, what a newer list leaves out and what protects are none.
    in_force = (
        "SELECT count(*) FROM source.jurisdiction_policy WHERE policy LIKE '287g%'"
        " AND policy NOT LIKE '%pending%' AND coalesce(in_force_until, :day) >= :day"
    )
    local = f"{in_force} AND county_fips IS NOT NULL"
    each = f"{in_force} AND county_fips IS NULL AND state_fips = :state"
    by_state = places.now["state_fips"].value_counts()
    day = places.as_of
    expected = sum(
        n * ask("membership", each, state=state, day=day) for state, n in by_state.items()
    )
    assert places.now["agreements"].sum() == ask("membership", local, day=day) + expected


def test_health_is_that_of_the_committees_pages(places: PriorityPlaces) -> None:
    health = standing(COUNTRY)
    assert health is not None
    assert places.now["healthy_committees"].sum() == pytest.approx(health.measured["score"].sum())
    active = health.rows[health.rows["status"] != "closed"]
    assert places.now["good_standing"].sum() == active["covered_by_dues"].sum()


@pytest.mark.slow
def test_a_region_sees_its_own_places_with_the_same_figures(places: PriorityPlaces) -> None:
    theirs = read(SOUTHEAST).now.set_index("place_id")
    assert set(theirs["region_id"]) == {"southeast"}
    country = places.now.set_index("place_id")
    # Ready committees beyond the region may be nearer, and are not theirs to see.
    shared = [c for c in theirs if c not in ("km_to_ready", "reached_today")]
    pd.testing.assert_frame_equal(theirs[shared], country.loc[theirs.index, shared])
    assert (theirs["km_to_ready"] >= country.loc[theirs.index, "km_to_ready"]).all()


def test_a_scope_without_land_has_no_places_and_says_so(organization: None) -> None:
    nowhere = read(Scope(("unknown",)))
    assert nowhere.now.empty
    assert priorities(nowhere.now).statement is Unranked.NO_PLACES
    # Incidents of no region at all are its own.
    assert nowhere.unplaced > 0


def test_every_component_has_a_source_with_a_name_and_a_day(places: PriorityPlaces) -> None:
    origins = places.origins.set_index("component")
    assert set(origins.index) == {str(component) for component in Component}
    assert set(origins["source"]) <= set(NAMES["source_table"])
    assert origins["as_of"].notna().all()
    assert origins.loc["agreements", "as_of"] == pd.Timestamp("2025-07-18")
    # The foreign-born share is that of 2006 to 2010.
    assert origins.loc["incidents", "people_as_of"] == pd.Timestamp("2010-12-31")
    assert pd.isna(origins.loc["agreements", "people_as_of"])


def test_most_places_can_be_ranked(places: PriorityPlaces) -> None:
    ranks = priorities(places.now)
    assert ranks.statement is None
    assert ranks.places["rank"].notna().mean() > 0.95
