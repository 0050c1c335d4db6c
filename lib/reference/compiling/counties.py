"""County names as different sources spell them, and the county facts that are shipped."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

Row = Mapping[str, str]
CountyIndex = dict[tuple[str, str], Row]
"""Counties by state (lower case) and plain name."""

# Counties that the list of cities spells otherwise, or by the name that they had before.
FORMER = {
    ("alaska", "City and Borough of Wrangell"): "Wrangell",
    ("alaska", "Wade Hampton Census Area"): "Kusilvak Census Area",
    ("missouri", "Sainte Genevieve County"): "Ste. Genevieve County",
    ("south dakota", "Shannon County"): "Oglala Lakota County",
}
NOT_AVAILABLE = ("", "NA")
Centre = tuple[float, float]
"""Latitude and longitude, in degrees."""


def plain_name(name: str) -> str:
    """A county's name without its kind, case, accents of spelling and blanks.

    An independent city keeps the word, since a county of the same name may lie around it.
    """
    name = name.lower().strip()
    name = re.sub(r"^city of (.*)", r"\1 city", name)
    name = re.sub(r"\b(saint|st\.?) ", "st ", name)
    name = re.sub(r" (county|parish|municipality|census area|borough|city and borough)$", "", name)
    return re.sub(r"[^a-z]", "", name)


def county_index(context: Iterable[Row]) -> CountyIndex:
    """The counties of ``county_context.csv`` by state and plain name."""
    return {(row["state"].lower(), plain_name(row["name"])): row for row in context}


def centre_of_counties(
    populations: Iterable[Row], counties_of: Iterable[Row], index: CountyIndex
) -> dict[str, Centre]:
    """Where a county's people live: the mean of its cities' points, weighted by their people.

    Cities whose population is not listed count only where no city of the county has one. Counties
    without any listed city are left out.

    :param populations: ``cities_population.csv``.
    :param counties_of: ``cities_county.csv``.
    """
    # Both lists are GeoNames', with the same points.
    people_of = {
        (row["name"], row["latitude"], row["longitude"]): int(row["population"])
        for row in populations
    }
    cities: defaultdict[str, list[tuple[int, float, float]]] = defaultdict(list)
    for row in counties_of:
        name = row["name"].replace(", D.C.", "")
        county = county_of(row, index)
        if county is not None:
            people = people_of.get((name, row["lat"], row["lon"]), 0)
            cities[county["fips"]].append((people, float(row["lat"]), float(row["lon"])))
    return {fips: _centre(own_cities) for fips, own_cities in cities.items()}


def county_of(city: Row, index: CountyIndex) -> Row | None:
    """The county of a row of ``cities_county.csv``; none where it is not known."""
    state = "district of columbia" if "D.C." in city["admin1"] else city["admin1"].lower()
    # The District of Columbia has no county below it.
    name = FORMER.get((state, city["admin2"]), city["admin2"]) or state
    return index.get((state, plain_name(name)))


def _centre(cities: list[tuple[int, float, float]]) -> Centre:
    if not any(people for people, _latitude, _longitude in cities):
        cities = [(1, latitude, longitude) for _people, latitude, longitude in cities]
    total = sum(people for people, _latitude, _longitude in cities)
    return (
        sum(people * latitude for people, latitude, _longitude in cities) / total,
        sum(people * longitude for people, _latitude, longitude in cities) / total,
    )


def context_rows(context: Iterable[Row], centres: Mapping[str, Centre]) -> Iterator[dict[str, str]]:
    """Rows of ``counties.csv``; the point is empty where ``centres`` has none."""
    for row in context:
        centre = centres.get(row["fips"])
        yield {
            "county_fips": row["fips"],
            "name": row["name"],
            "population": str(round(float(row["pop_2019"]))),
            "latino_percent": _percent(row["hispanic_2019"]),
            "foreign_born_percent": _percent(row["foreign_born_2010"]),
            "spanish_speaking_percent": _percent(row["households_speak_spanish_2019"]),
            "limited_english_percent": _percent(row["households_speak_limited_english_2019"]),
            "latitude": f"{centre[0]:.3f}" if centre else "",
            "longitude": f"{centre[1]:.3f}" if centre else "",
        }


def _percent(value: str) -> str:
    return "" if value in NOT_AVAILABLE else value


def area_rows(areas: Iterable[Row]) -> Iterator[dict[str, str]]:
    """Rows of ``areas_of_responsibility.csv``."""
    for row in areas:
        yield {"county_fips": row["geoid"], "area": row["aor"]}
