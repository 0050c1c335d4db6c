"""A land of two states and what was recorded in it, small enough to add up by hand."""

from datetime import date
from typing import Any

import pandas as pd

from lib.measures.priorities.land import Land
from lib.measures.priorities.records import Records

DAY = date(2026, 3, 25)
"""A Wednesday."""

REGIONS = pd.DataFrame([("southwest", True), ("west", False)], columns=["region_id", "is_priority"])
STATES = pd.DataFrame(
    [("04", "AZ", "Arizona", "southwest"), ("06", "CA", "California", "west")],
    columns=["state_fips", "usps", "name", "region_id"],
)
COUNTY = [
    "county_fips", "state_fips", "latitude", "longitude", "population", "latino_population",
    "foreign_born_population", "spanish_speaking_percent", "limited_english_percent",
]  # fmt: skip
COUNTIES = [
    # Tucson's own, and one within 80 km of it: 0.5 degrees of latitude are 55.6 km.
    ("04019", "04", 32.0, -111.0, 900, 300, 200, 20.0, 4.0),
    ("04021", "04", 32.5, -111.0, 100, 50, 40, 60.0, None),
    # Too far from any city of its state: the rest of Arizona.
    ("04001", "04", 35.0, -109.0, 500, 20, None, None, None),
    # The rest of California, which has no city.
    ("06001", "06", 37.0, -122.0, 1_000, 300, 250, 10.0, 5.0),
]
CITY = [
    "place_id", "name", "state_fips", "county_fips", "latitude", "longitude", "population",
    "latino_population", "foreign_born_population", "has_presence", "has_anticipated_gap",
]  # fmt: skip
CITIES = [
    ("az-tucson", "Tucson", "04", "04019", 32.0, -111.0, 800, 280, 190, True, False),
    # In Tucson's county, and so of its place; marked itself.
    ("az-marana", "Marana", "04", "04019", 32.4, -111.2, 50, 5, 5, False, True),
]
COMMITTEE = [
    "committee_id", "name", "county_fips", "latitude", "longitude", "status", "score",
    "good_standing", "responders", "trained",
]  # fmt: skip


def land(
    counties: list[tuple[Any, ...]] = COUNTIES, cities: list[tuple[Any, ...]] = CITIES
) -> Land:
    """The two states with these counties and cities."""
    return Land(
        REGIONS,
        STATES,
        pd.DataFrame(counties, columns=COUNTY),
        pd.DataFrame(cities, columns=CITY),
    )


def committees(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Committees with the columns of ``COMMITTEE``; numbers are numbers also where all lack."""
    frame = pd.DataFrame(rows, columns=COMMITTEE)
    numbers = ["latitude", "longitude", "score", "good_standing", "responders", "trained"]
    return frame.astype(dict.fromkeys(numbers, float))


def records(**given: Any) -> Records:
    """Records of ``DAY``; what isn't given is recorded nowhere."""
    return Records(**({"day": DAY, "committees": committees()} | given))


def incidents(*rows: tuple[str | None, float, float | None, float]) -> pd.DataFrame:
    """Incidents by county: how many, people affected, unanswered."""
    columns = ["county_fips", "incidents", "people_affected", "unanswered"]
    return pd.DataFrame(rows, columns=columns)


def policies(*rows: tuple[str, str | None, str, str | None, str | None]) -> pd.DataFrame:
    """Policies by state and county, with their first and last day."""
    columns = ["state_fips", "county_fips", "policy", "in_force_from", "in_force_until"]
    return _dated(pd.DataFrame(rows, columns=columns), "in_force_from", "in_force_until")


def hubs(*rows: tuple[str | None, str | None, str | None]) -> pd.DataFrame:
    """Hubs by county, with the days of joining and leaving."""
    frame = pd.DataFrame(rows, columns=["county_fips", "joined_on", "left_on"])
    return _dated(frame, "joined_on", "left_on")


def _dated(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in columns})
