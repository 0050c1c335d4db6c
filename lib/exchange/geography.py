"""Places as files name them: states, counties, cities, and ICE's areas of responsibility."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection, select

from lib.data.contract import SOURCES, source_table
from lib.reference import agreements_287g, areas_of_responsibility, counties
from lib.reference.names import folded

AREAS = {
    "ATL": "Atlanta", "BAL": "Baltimore", "BOS": "Boston", "BUF": "Buffalo", "CHI": "Chicago",
    "DAL": "Dallas", "DEN": "Denver", "DET": "Detroit", "ELP": "El Paso", "HOU": "Houston",
    "LOS": "Los Angeles", "MIA": "Miami", "NEW": "Newark", "NOL": "New Orleans",
    "NYC": "New York City", "PHI": "Philadelphia", "PHO": "Phoenix", "SEA": "Seattle",
    "SFR": "San Francisco", "SLC": "Salt Lake City", "SNA": "San Antonio", "SND": "San Diego",
    "SPM": "St. Paul", "WAS": "Washington",
}  # fmt: skip
"""ICE's areas of responsibility: the code, and the city of the field office that names it
(https://www.ice.gov/contact/field-offices)."""

_KIND_OF_COUNTY = re.compile(
    r" (county|parish|municipality|census area|city and borough|borough|municipio)$"
)
_KIND_OF_AGENCY = re.compile(
    r" (police( services)?( department| dept)?|(department of )?public safety|marshals?( office)?"
    r"|constables?( office)?)$"
)
_KIND_OF_AREA = re.compile(r"\s*(area of responsibility|field office|aor)$")


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(folded.casefold().split())


def _plain_county(name: str) -> str:
    """The name without the kind of county; an independent city keeps the word, since a county of
    the same name may lie around it."""
    plain = re.sub(r"^city of (.*)$", r"\1 city", _plain(name))
    return re.sub(r"[^a-z]", "", re.sub(r"\bsaint\b", "st", _KIND_OF_COUNTY.sub("", plain)))


def only(values: Iterable[str | None]) -> str | None:
    """The one value, if they are all the same; else none."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


class Geography:
    """The states, regions and cities of a source database, and the shipped counties and areas.

    Every look-up gives none for a name that is not known, or that is not that of one place only.
    """

    def __init__(self, connection: Connection, database: str):
        state = source_table(database, "state")
        self._states: dict[str, str] = {}
        self.region_of: dict[str, str] = {}
        query = select(state.c.state_fips, state.c.usps, state.c.name, state.c.region_id)
        for fips, usps, name, region in connection.execute(query):
            self.region_of[fips] = region
            self._states |= {fips: fips, _plain(usps): fips, _plain(name): fips}
        self._cities: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._counties_of_cities: defaultdict[tuple[str, str], set[str | None]] = defaultdict(set)
        self._read_cities(connection, database)
        self._counties = _counties()
        self._areas = _areas()

    def _read_cities(self, connection: Connection, database: str) -> None:
        if "source.place" not in SOURCES[database].tables:
            return
        place = source_table(database, "place")
        query = select(place.c.place_id, place.c.state_fips, place.c.name, place.c.county_fips)
        for place_id, fips, name, county_fips in connection.execute(query):
            self._cities[fips, _plain(name)].append(place_id)
            self._counties_of_cities[fips, folded(name)].add(county_fips)

    def state(self, text: str) -> str | None:
        """The code of a state by its postal abbreviation, name or code (with or without its 0)."""
        return self._states.get(text.zfill(2) if text.isdigit() else _plain(text))

    def county(self, state_fips: str | None, text: str) -> str | None:
        """The code of a county by its code, or by its name within a state."""
        if text.isdigit():
            code = text.zfill(5)
            exists = code in self._counties.values()
            return code if exists and state_fips in (None, code[:2]) else None
        name = _plain_county(text)
        codes = (self._counties.get((state_fips or "", n)) for n in (name, f"{name}city"))
        return next(filter(None, codes), None)

    def agency(self, state_fips: str | None, text: str) -> tuple[bool, str | None]:
        """Whether a law enforcement agency is among those that ship, and the code of its county;
        none for one of a whole state."""
        found = _agencies().get((state_fips or "", folded(text)))
        return found is not None, only(found or ())

    def county_of_city_in(self, state_fips: str | None, agency: str) -> str | None:
        """The code of the county of the city that an agency bears the name of."""
        city = _KIND_OF_AGENCY.sub("", folded(agency))
        return only(self._counties_of_cities.get((state_fips or "", city), ()))

    def area(self, text: str) -> frozenset[str] | None:
        """The codes of the states that an area of responsibility lies in, by its code or name."""
        return self._areas.get(_KIND_OF_AREA.sub("", _plain(text)))

    def city(self, state_fips: str | None, text: str) -> str | None:
        """The place of that name in a state."""
        return only(self._cities.get((state_fips or "", _plain(text)), []))


def _counties() -> dict[tuple[str, str], str]:
    return {
        (county.county_fips[:2], _plain_county(county.name)): county.county_fips
        for county in counties()
    }


@cache
def _agencies() -> dict[tuple[str, str], frozenset[str | None]]:
    """By state and folded name: the counties of the agencies with an agreement that ships."""
    found = defaultdict(set)
    for each in agreements_287g():
        found[each.state_fips, folded(each.agency)].add(each.county_fips)
    return {key: frozenset(codes) for key, codes in found.items()}


def _areas() -> dict[str, frozenset[str]]:
    states = defaultdict(set)
    for county_fips, code in areas_of_responsibility().items():
        states[code].add(county_fips[:2])
    states_of = {code: frozenset(fips) for code, fips in states.items()}
    return {_plain(key): states_of[code] for code, name in AREAS.items() for key in (code, name)}
