"""The shipped facts as typed rows, read once in a process."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FACTS = Path(__file__).parent / "facts"


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the plan, by its names in English and Spanish."""

    region_id: str
    name_en: str
    name_es: str
    is_priority: bool


@dataclass(frozen=True, slots=True)
class State:
    """A state, the District of Columbia or Puerto Rico."""

    state_fips: str
    usps: str
    name: str
    region_id: str


@dataclass(frozen=True, slots=True)
class Place:
    """A city by its centre (degrees) and its people.

    Latino and foreign-born populations are estimates: the city's population times its county's
    share.
    """

    place_id: str
    name: str
    state_fips: str
    county_fips: str
    latitude: float
    longitude: float
    population: int
    latino_population: int
    foreign_born_population: int


@dataclass(frozen=True, slots=True)
class County:
    """A county of 2019: people, and percentages of its people (of households, for languages).

    A percentage that the Census does not give is null. The point (degrees) is where its people
    live, the mean of its cities weighted by their people, or the middle of its land where none of
    its cities is known, and in Puerto Rico.
    """

    county_fips: str
    name: str
    population: int
    latino_percent: float | None
    foreign_born_percent: float | None
    spanish_speaking_percent: float | None
    limited_english_percent: float | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A 287(g) agreement between ICE and an agency, or one that an agency applied for.

    :ivar county_fips: null where the agency is the whole state's.
    :ivar signed_on: null where ICE's list says no day that can be.
    :ivar first_listed_on: the first of the lists read that has it; ``last_listed_on``: the last.
    """

    state_fips: str
    county_fips: str | None
    agency: str
    model: str
    is_pending: bool
    signed_on: date | None
    first_listed_on: date
    last_listed_on: date


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a fact file, as texts."""
    with (FACTS / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _number(value: str) -> float | None:
    return float(value) if value else None


@cache
def regions() -> tuple[Region, ...]:
    """The five regions."""
    return tuple(
        Region(r["region_id"], r["name_en"], r["name_es"], r["is_priority"] == "true")
        for r in rows("regions.csv")
    )


@cache
def states() -> tuple[State, ...]:
    """The 52 states, by FIPS code."""
    return tuple(State(**r) for r in rows("states.csv"))


@cache
def places() -> tuple[Place, ...]:
    """The cities, by id (``tx-houston``)."""
    number: dict[str, Callable[[str], float | int]] = {
        "latitude": float,
        "longitude": float,
        "population": int,
        "latino_population": int,
        "foreign_born_population": int,
    }
    return tuple(
        Place(**{k: number.get(k, str)(v) for k, v in r.items()})  # type: ignore[arg-type]
        for r in rows("places.csv")
    )


@cache
def counties() -> tuple[County, ...]:
    """The counties of 2019 of the 50 states and the District of Columbia, and Puerto Rico's
    municipios, by FIPS code.
    """
    return tuple(
        County(
            r["county_fips"],
            r["name"],
            int(r["population"]),
            _number(r["latino_percent"]),
            _number(r["foreign_born_percent"]),
            _number(r["spanish_speaking_percent"]),
            _number(r["limited_english_percent"]),
            _number(r["latitude"]),
            _number(r["longitude"]),
        )
        for r in rows("counties.csv")
    )


@cache
def agreements_287g() -> tuple[Agreement, ...]:
    """The 287(g) agreements, those that ended and those applied for among them."""
    return tuple(
        Agreement(
            r["state_fips"],
            r["county_fips"] or None,
            r["agency"],
            r["model"],
            r["is_pending"] == "true",
            date.fromisoformat(r["signed_on"]) if r["signed_on"] else None,
            date.fromisoformat(r["first_listed_on"]),
            date.fromisoformat(r["last_listed_on"]),
        )
        for r in rows("agreements_287g.csv")
    )


@cache
def areas_of_responsibility() -> dict[str, str]:
    """ICE's area of responsibility (such as ``ATL``) of each county, by FIPS code."""
    return {r["county_fips"]: r["area"] for r in rows("areas_of_responsibility.csv")}
