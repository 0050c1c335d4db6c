"""The county of each town of GeoNames' list, where its name within a state tells it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lib.reference.compiling.counties import CountyIndex, county_of
from lib.reference.compiling.regions import state_rows
from lib.reference.names import town
from lib.reference.outlines import counties_at

Row = Mapping[str, str]

OF_SEVERAL_COUNTIES = {("36", "new york"), ("36", "new york city")}
"""Cities whose centre says little of the county."""
LARGEST_SHARE = 0.9
"""Of several towns of a name in a state the one with at least this share of their people counts."""


def town_rows(
    populations: Iterable[Row], counties_of: Iterable[Row], index: CountyIndex
) -> list[dict[str, str]]:
    """Rows of ``towns.csv``: ``state_fips, name`` (folded), ``county_fips``, and ``later_fips``
    where another code has taken that one's place since.

    :param populations: ``cities_population.csv``; ``counties_of``: ``cities_county.csv``.
    """
    people_of = {
        (row["name"], row["latitude"], row["longitude"]): int(row["population"])
        for row in populations
    }
    by_name: defaultdict[tuple[str, str], defaultdict[tuple[str, str], int]]
    by_name = defaultdict(lambda: defaultdict(int))
    fips = {row["name"].lower(): row["state_fips"] for row in state_rows()}
    for row in counties_of:
        county = county_of(row, index)
        state = "district of columbia" if "D.C." in row["admin1"] else row["admin1"].lower()
        if county is not None and state in fips:
            name = row["name"].replace(", D.C.", "")
            codes = (county["fips"], _later(county["fips"], row))
            people = people_of.get((name, row["lat"], row["lon"]), 0)
            by_name[fips[state], town(name)][codes] += people + 1
    return sorted(_told(by_name), key=lambda row: (row["state_fips"], row["name"]))


def _later(code: str, row: Row) -> str:
    """The code that has taken the place of a county's at a town."""
    found = counties_at(float(row["lat"]), float(row["lon"]))
    return found[1] if len(found) > 1 and found[1][:2] == code[:2] else ""


def _told(
    by_name: Mapping[tuple[str, str], Mapping[tuple[str, str], int]],
) -> Iterator[dict[str, str]]:
    for (state, name), people in by_name.items():
        (county, later), most = max(people.items(), key=lambda each: each[1])
        if (state, name) not in OF_SEVERAL_COUNTIES and most >= LARGEST_SHARE * sum(
            people.values()
        ):
            yield {"state_fips": state, "name": name, "county_fips": county, "later_fips": later}
