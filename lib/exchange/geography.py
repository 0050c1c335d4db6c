"""Places as files name them: states, counties, cities, and ICE's areas of responsibility."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from sqlalchemy import Connection, select

from lib.data.contract import SOURCES, source_table
from lib.exchange import locations
from lib.exchange.county_names import CountyNames
from lib.exchange.locations import Point, Where, as_typed, postal, zip_code
from lib.exchange.own_counties import NOT_OWN, own_counties
from lib.exchange.state_names import IN_SHORT, IN_SPANISH, plain_state
from lib.reference import agreements_287g, areas_of_responsibility
from lib.reference.names import folded, town
from lib.reference.vintages import ONLY_COUNTY, TERRITORIES, of_changes, towns

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

_KIND_OF_AGENCY = re.compile(
    r" (police( services)?( department| dept)?|(department of )?public safety|marshals?( office)?"
    r"|constables?( office)?)$"
)
_KIND_OF_AREA = re.compile(r"\s*(area of responsibility|field office|aor)$")


def only(values: Iterable[str | None]) -> str | None:
    """The one value, if they are all the same; else none."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


class Geography:
    """The states, regions and cities of a source database, the organization's counties, and the
    shipped counties, towns and areas.

    Every look-up gives none for a name that is not known, or that is not that of one place only.
    """

    def __init__(self, connection: Connection, database: str):
        state = source_table(database, "state")
        self._states: dict[str, str] = dict(_territories())
        self.region_of: dict[str, str] = {}
        query = select(state.c.state_fips, state.c.usps, state.c.name, state.c.region_id)
        for fips, usps, name, region in connection.execute(query):
            self.region_of[fips] = region
            self._states |= {fips: fips, plain_state(usps): fips, plain_state(name): fips}
        others = {plain_state(name): fips for name, fips in (IN_SPANISH | IN_SHORT).items()}
        self._states |= {name: fips for name, fips in others.items() if fips in self.region_of}
        self._cities: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._counties_of_cities: defaultdict[tuple[str, str], set[str | None]] = defaultdict(set)
        self._read_cities(connection, database)
        self._own = own_counties()
        self._counties = CountyNames({code: own.name for code, own in self._own.items()})
        self._areas = _areas()

    def _read_cities(self, connection: Connection, database: str) -> None:
        if "source.place" not in SOURCES[database].tables:
            return
        place = source_table(database, "place")
        query = select(place.c.place_id, place.c.state_fips, place.c.name, place.c.county_fips)
        for place_id, fips, name, county_fips in connection.execute(query):
            self._cities[fips, town(name)].append(place_id)
            self._counties_of_cities[fips, folded(name)].add(county_fips)

    def state(self, text: str) -> str | None:
        """The code of a state by its postal abbreviation, name or code (with or without its 0), or
        by what lies in it: a town or county with its state, a ZIP code, a point.
        """
        text = as_typed(text)
        if text.isdigit() and len(text) <= len("48"):
            return self._states.get(text.zfill(2))
        return self._states.get(plain_state(text)) or self.where(text).state_fips

    def where(self, text: str) -> Where:
        """The state, and the county as far as it is told, of what a cell says in its own way."""
        point = locations.point(text)
        if point:
            return self.at(point)
        code = zip_code(text)
        if code:
            return self.postal(code)
        named = locations.named(text)
        state = self._states.get(plain_state(named.state)) if named else None
        if named is None or state is None:
            return Where()
        found = self.town(state, named.place)
        # What says that it is a county is no town of that name.
        counties = (found,) if found else self._counties.codes(state, named.place)
        if not counties and named.zip_code:
            counties = self.postal(named.zip_code).within(state)
        return Where(state, counties)

    def county(self, state_fips: str | None, text: str) -> tuple[str, ...]:
        """The codes of the counties that a text may mean: none, one, or two of a county and a city
        of the same name.

        :param text: a code, a name within its state, or any place that lies in a county.
        """
        text = as_typed(text)
        found = self._counties.codes(state_fips, text)
        if found:
            return found
        named = locations.named(text)
        state = self._states.get(plain_state(named.state)) if named else None
        if named and state and state_fips in (None, state):
            found = self._counties.codes(state, named.place)
        if found or zip_code(text):
            return found
        return self.where(text).within(state_fips)

    def called(self, county_fips: str) -> str:
        """What the county of a code is called."""
        return self._counties.name(county_fips)

    def at(self, point: Point) -> Where:
        """Where a point is; nowhere, unless it lies in a county."""
        from lib.reference.outlines import counties_at  # noqa: PLC0415 - few files have points

        county = self._counted(counties_at(point.latitude, point.longitude))
        return Where(county[:2], (county,)) if county else Where()

    def postal(self, code: str) -> Where:
        """Where a ZIP code is: in the county that has most of it."""
        found = postal(code)
        state = self._states.get(plain_state(found[0])) if found else None
        if found is None or state is None:
            return Where()
        _usps, name, point = found
        counties = self._counties.codes(state, name) if name else ()
        # The list of ZIP codes has counties of several years, and some without a code.
        if point and (len(counties) != 1 or counties[0] in of_changes()):
            counties = self.at(point).within(state) or counties
        alone = ONLY_COUNTY.get(state)
        return Where(state, counties or ((alone,) if alone else ()))

    def town(self, state_fips: str | None, text: str) -> str | None:
        """The code of the county of a town in a state."""
        name = town(text)
        own = only(self._counties_of_cities.get((state_fips or "", folded(text)), ()))
        codes = towns().get((state_fips or "", name), ())
        return own if own and own not in codes else self._counted(codes)

    def _counted(self, codes: tuple[str, ...]) -> str | None:
        """Of the codes of one county, older ones first, the newest whose people are known."""
        known = (code for code in reversed(codes) if self._own.get(code, NOT_OWN).has_people)
        return next(known, codes[0] if codes else None)

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
        return self._areas.get(_KIND_OF_AREA.sub("", folded(text)))

    def city(self, state_fips: str | None, text: str) -> str | None:
        """The place of that name in a state."""
        return only(self._cities.get((state_fips or "", town(text)), []))


def _territories() -> Iterator[tuple[str, str]]:
    for fips, names in TERRITORIES.items():
        yield from ((plain_state(name), fips) for name in (fips, *names))


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
    return {folded(key): states_of[code] for code, name in AREAS.items() for key in (code, name)}
