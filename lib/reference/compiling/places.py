"""The cities that are shipped, and how many Latino and foreign-born people each may have."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lib.reference.compiling.counties import NOT_AVAILABLE, CountyIndex, plain_name
from lib.reference.compiling.regions import state_rows

Row = Mapping[str, str]
CitiesByName = dict[tuple[str, str], list[Row]]
"""Cities by state (lower case) and plain name."""

LATINO_AT_LEAST = 12_000
"""Cities with at least this many Latino people (estimated) are shipped …"""
FEWEST_OF_A_STATE = 10
"""… and so many of each state by Latino population, however small …"""
MOST_OF_A_STATE = 45
"""… and no more than so many of any."""

# Entries of the list that double a city beside them, or are no city at all.
NOT_CITIES = {
    ("City of Milford (balance)", "CT"),
    ("East Independence", "MO"),
    ("East Chattanooga", "TN"),
    ("East New York", "NY"),
    ("East Norwalk", "CT"),
    ("Lexington-Fayette", "KY"),
    ("Meads", "KY"),
    ("Metairie Terrace", "LA"),
    ("New South Memphis", "TN"),
    ("New York City", "NY"),  # its five boroughs stand for it
    ("North Chicopee", "MA"),
    ("North Stamford", "CT"),
    ("Sayreville Junction", "NJ"),
    ("South Boston", "MA"),
    ("South Peabody", "MA"),
    ("South Portland Gardens", "ME"),
    ("South Vineland", "NJ"),
    ("Tempe Junction", "AZ"),
    ("Tri-Cities", "WA"),
    ("Universal City", "CA"),
    ("West Gulfport", "MS"),
    ("West Raleigh", "NC"),
}

COUNTIES_THEMSELVES = {"Queens"}
"""Cities that the list with county names lacks, since each is a county."""

# Puerto Rico is a country of its own to GeoNames, and counties are municipios. GeoNames' id, name,
# county (FIPS), latitude, longitude, population. Shares of people: 3,249,043 of 3,285,874 are
# Latino (Census 2020); 104,497 were foreign-born (ACS 2008–12) of 3,725,789 (Census 2010).
PUERTO_RICO = """
4568127|San Juan|72127|18.4663|-66.1057|418140
4562831|Bayamón|72021|18.3986|-66.1557|203499
4563243|Carolina|72031|18.3808|-65.9574|170404
4566880|Ponce|72113|18.0103|-66.6240|137491
4562635|Arecibo|72013|18.4725|-66.7157|87754
4563008|Caguas|72025|18.2341|-66.0485|86804
4566385|Mayagüez|72097|18.2011|-67.1396|73077
"""
PUERTO_RICO_LATINO = 0.989
PUERTO_RICO_FOREIGN_BORN = 0.028


@dataclass(frozen=True)
class _City:
    name: str
    state: Row
    county_fips: str
    latitude: float
    longitude: float
    population: int
    latino: int
    foreign_born: int


def _plain(name: str) -> str:
    name = re.sub(r"^st\.? ", "saint ", name.lower())
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", name))


def _by_name(cities: Iterable[Row]) -> CitiesByName:
    by_name: CitiesByName = defaultdict(list)
    for row in cities:
        state = "district of columbia" if "D.C." in row["admin1"] else row["admin1"].lower()
        by_name[state, _plain(row["name"].replace(", D.C.", ""))].append(row)
    return by_name


def _nearest(row: Row, candidates: list[Row]) -> Row | None:
    """The candidate of the same name that is no farther than about 25 km."""

    def distance(other: Row) -> float:
        north = float(other["lat"]) - float(row["latitude"])
        east = float(other["lon"]) - float(row["longitude"])
        return north**2 + east**2

    best = min(candidates, key=distance, default=None)
    return best if best is not None and distance(best) < 0.25**2 else None


def _share(county: Row, column: str, population: int) -> int:
    value = county[column]
    return 0 if value in NOT_AVAILABLE else round(population * float(value) / 100)


def _county(row: Row, state_name: str, by_name: CitiesByName, index: CountyIndex) -> Row | None:
    twin = _nearest(row, by_name.get((state_name, _plain(row["name"])), []))
    if twin is None and row["name"] not in COUNTIES_THEMSELVES:
        return None
    # The District of Columbia has no county below it.
    name = twin["admin2"] if twin else row["name"]
    return index.get((state_name, plain_name(name or state_name)))


def _cities(
    cities: Iterable[Row], counties_of: Iterable[Row], index: CountyIndex
) -> Iterator[_City]:
    states = {row["usps"]: row for row in state_rows()}
    by_name = _by_name(counties_of)
    for row in cities:
        state = states[row["admin1code"]]
        county = _county(row, state["name"].lower(), by_name, index)
        if county is None or (row["name"], row["admin1code"]) in NOT_CITIES:
            continue
        population = int(row["population"])
        yield _City(
            row["name"],
            state,
            county["fips"],
            round(float(row["latitude"]), 4),
            round(float(row["longitude"]), 4),
            population,
            _share(county, "hispanic_2019", population),
            _share(county, "foreign_born_2010", population),
        )


def _cities_of_puerto_rico() -> Iterator[_City]:
    state = next(row for row in state_rows() if row["usps"] == "PR")
    for line in PUERTO_RICO.strip().splitlines():
        _, name, county, latitude, longitude, people = line.split("|")
        population = int(people)
        yield _City(
            name,
            state,
            county,
            float(latitude),
            float(longitude),
            population,
            round(population * PUERTO_RICO_LATINO),
            round(population * PUERTO_RICO_FOREIGN_BORN),
        )


def _shipped(cities: Iterable[_City]) -> Iterator[_City]:
    by_state = defaultdict(list)
    for city in cities:
        by_state[city.state["usps"]].append(city)
    for own_cities in by_state.values():
        own_cities.sort(key=lambda city: (-city.latino, city.name))
        large_cities = sum(city.latino >= LATINO_AT_LEAST for city in own_cities)
        yield from own_cities[: min(max(large_cities, FEWEST_OF_A_STATE), MOST_OF_A_STATE)]


def _place_id(city: _City, slug_counts: Counter[str]) -> str:
    plain = unicodedata.normalize("NFKD", city.name).encode("ascii", "ignore").decode().lower()
    slug = f"{city.state['usps'].lower()}-{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}"
    slug_counts[slug] += 1
    # The larger city of a name has the plain id; the other's county tells it apart.
    return slug if slug_counts[slug] == 1 else f"{slug}-{city.county_fips}"


def place_rows(
    cities: Iterable[Row], counties_of: Iterable[Row], index: CountyIndex
) -> list[dict[str, str]]:
    """Rows of ``places.csv``, by id.

    :param cities: ``cities_population.csv``.
    :param counties_of: ``cities_county.csv``.
    :param index: the counties, for the shares of their people.
    """
    slug_counts: Counter[str] = Counter()
    shipped = _shipped([*_cities(cities, counties_of, index), *_cities_of_puerto_rico()])
    rows = [
        {
            "place_id": _place_id(city, slug_counts),
            "name": city.name,
            "state_fips": city.state["state_fips"],
            "county_fips": city.county_fips,
            "latitude": str(city.latitude),
            "longitude": str(city.longitude),
            "population": str(city.population),
            "latino_population": str(city.latino),
            "foreign_born_population": str(city.foreign_born),
        }
        for city in shipped
    ]
    return sorted(rows, key=lambda row: row["place_id"])
