"""The 287(g) agreements, and the counties that the agencies work in."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lib.reference.compiling.counties import CountyIndex, county_of, plain_name
from lib.reference.compiling.regions import state_rows

Row = Mapping[str, str]

# What each agreement allows, as https://www.ice.gov/identify-and-arrest/287g describes the models.
MODELS = {
    "Task Force Model": "task_force",
    "Warrant Service Officer": "warrant_service_officer",
    "Jail Enforcement Model": "jail_enforcement",
}
# Counties that the list misspells, that are cities, or that a jail is not in but named after.
CORRECTED = {
    ("alabama", "Frankin County"): "Franklin County",
    ("michigan", "Berrian County"): "Berrien County",
    ("north carolina", "Albemarle County"): "Pasquotank County",
    ("virginia", "Hopewell County"): "Hopewell city",
}
# Agencies without a county in the list that work in one, and bear no listed city's name or that of
# a city elsewhere: four of Pennsylvania's counties have a Derry Township, and Sewickley Township is
# not around Sewickley.
LOCAL = {
    ("florida", "florida a&m university board of trustees"): "Leon County",
    ("florida", "florida gulf coast university police"): "Lee County",
    ("florida", "florida polytechnic university police"): "Polk County",
    ("florida", "florida southwestern state college police"): "Lee County",
    ("florida", "ft myers police"): "Lee County",
    ("florida", "indian river shores of public safety"): "Indian River County",
    ("florida", "indiatlantic police"): "Brevard County",
    ("florida", "jupiter inlet colony police"): "Palm Beach County",
    ("florida", "jupiter island of public safety"): "Martin County",
    ("florida", "key colony beach police"): "Monroe County",
    ("florida", "lake clark shores police"): "Palm Beach County",
    ("florida", "marco island police"): "Collier County",
    ("florida", "melbourne international airport police"): "Brevard County",
    ("florida", "new college of florida police"): "Sarasota County",
    ("florida", "northwest florida state college police"): "Okaloosa County",
    ("florida", "sanford airport police"): "Seminole County",
    ("florida", "sarasota manatee airport authority police"): "Sarasota County",
    ("florida", "sunny isles police"): "Miami-Dade County",
    ("florida", "tallahassee state college police"): "Leon County",
    ("florida", "university of central florida board of trustees"): "Orange County",
    ("florida", "university of florida police"): "Alachua County",
    ("florida", "university of west florida police"): "Escambia County",
    ("indiana", "green forks police"): "Wayne County",
    ("maine", "wells police"): "York County",
    ("missouri", "st mary police"): "Ste. Genevieve County",
    ("new hampshire", "pittsburgh police"): "Coos County",
    ("oklahoma", "sterling police"): "Comanche County",
    ("pennsylvania", "damascus township constable"): "Wayne County",
    ("pennsylvania", "derry township constable"): "Westmoreland County",
    ("pennsylvania", "manheim borough police"): "Lancaster County",
    ("pennsylvania", "northwest regional police"): "Lancaster County",
    ("pennsylvania", "preston township constable"): "Wayne County",
    ("pennsylvania", "sewickley township constable"): "Westmoreland County",
    ("south carolina", "coward police"): "Florence County",
    ("virginia", "southwest virginia regional jail authority"): "Washington County",
}
_OF_A_CITY = re.compile(r" (police|public safety|(township )?constable|marshal|.* enforcement)$")

CountiesOfCities = dict[tuple[str, str], set[str]]
"""FIPS codes of the counties that have a city of the name, by state (lower case) and plain name."""


def counties_of_cities(cities: Iterable[Row], index: CountyIndex) -> CountiesOfCities:
    """The counties of the cities of ``cities_county.csv``."""
    counties: CountiesOfCities = defaultdict(set)
    for row in cities:
        county = county_of(row, index)
        if county is not None:
            counties[row["admin1"].lower(), plain_name(row["name"])].add(county["fips"])
    return counties


def agreement_rows(
    agreements: Iterable[Row], index: CountyIndex, cities: CountiesOfCities
) -> Iterator[dict[str, str]]:
    """Rows of ``agreements_287g.csv``; one of a whole state's agency has no county.

    The list names no county for most cities' agencies: theirs is the county of the city that they
    bear the name of, where only one county of the state has such a city.
    """
    fips_of = {row["name"].lower(): row["state_fips"] for row in state_rows()}
    for row in agreements:
        state = row["state"].lower()
        yield {
            "state_fips": fips_of[state],
            "county_fips": _county_fips(state, row, index, cities),
            "agency": row["agency"],
            "model": MODELS[row["type"]],
            "as_of": row["date"][:10],
        }


def _county_fips(state: str, row: Row, index: CountyIndex, cities: CountiesOfCities) -> str:
    agency = row["agency"]
    name = CORRECTED.get((state, row["county"])) or LOCAL.get((state, agency)) or row["county"]
    county = index.get((state, plain_name(name)))
    if county is not None:
        return county["fips"]
    candidates = cities.get((state, plain_name(_OF_A_CITY.sub("", agency))), set())
    return next(iter(candidates)) if len(candidates) == 1 else ""
