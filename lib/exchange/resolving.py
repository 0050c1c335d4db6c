"""From what a row says of its place to region, state, county and city."""

from collections.abc import Collection
from typing import NamedTuple

from lib.exchange.errors import Rejected
from lib.exchange.geography import Geography, only
from lib.exchange.locations import Where, as_typed, at, named, zip_code
from lib.exchange.mapping import Place
from lib.reference.vintages import ONLY_COUNTY, TERRITORIES

Located = dict[str, str | None]

FIRST_CITY = 510
"""The county part of a code from which on it is an independent city's."""


class Said(NamedTuple):
    """What the cells of a row say of its place, each as it is written; none where they are empty.

    :ivar is_whole: whether the row is of its whole state.
    """

    state: str | None = None
    county: str | None = None
    area: str | None = None
    city: str | None = None
    zip: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    agency: str | None = None
    is_whole: bool = False


class Resolver:
    """Looks the places of rows up; see :meth:`__call__`.

    :param columns: those to be filled.
    """

    def __init__(self, place: Place, geography: Geography, columns: Collection[str]):
        self._place = place
        self._geography = geography
        self._columns = frozenset(columns)

    def __call__(self, said: Said) -> Located:
        """Region, state, county and city by the name of their column.

        :raises Rejected: for a place that is not known, unless the mapping lets it pass as null.
        """
        fips = self._state(said.state)
        where = self._where(said, fips)
        if said.agency is not None:
            county_fips = self._county_of(said.agency, fips, said)
        else:
            county_fips = self._county(fips, said, where)
        fips = fips or (county_fips[:2] if county_fips else where.state_fips if where else None)
        region_of = self._geography.region_of
        region = region_of.get(fips) if fips else None
        if fips is None and said.area is not None:
            region, fips = self._area(said.area)
        if fips in TERRITORIES and fips not in region_of:
            # A place in no region: source.state has it only where the organization drew it.
            county_fips, fips = county_fips or ONLY_COUNTY.get(fips), None
        return {
            "region_id": region,
            "state_fips": fips,
            "county_fips": county_fips,
            "place_id": self._city(fips, said.city) if "place_id" in self._columns else None,
        }

    def _state(self, text: str | None) -> str | None:
        if text is None:
            return None
        fips = self._geography.state(text)
        if fips is None and self._place.unknown == "reject":
            raise Rejected("state_fips", f"there is no state {text!r}")
        return fips

    def _where(self, said: Said, fips: str | None) -> Where | None:
        """Where ZIP code, point or city are, whichever the row has; none if it has no such cell."""
        if said.zip is not None:
            code = zip_code(as_typed(said.zip))
            found = self._geography.postal(code) if code else Where()
            return self._known(found, f"there is no ZIP code {said.zip!r}")
        if said.latitude is not None and said.longitude is not None:
            point = at(said.latitude, said.longitude)
            found = self._geography.at(point) if point else Where()
            return self._known(found, "the point lies in no county")
        if said.city is None:
            return None
        if fips is None:
            return self._geography.where(said.city)
        county = self._geography.town(fips, _without_state(said.city))
        return Where(fips, (county,) if county else ())

    def _known(self, found: Where, otherwise: str) -> Where:
        if found.state_fips is None and self._place.unknown == "reject":
            raise Rejected("state_fips", otherwise)
        return found

    def _county(self, fips: str | None, said: Said, where: Where | None) -> str | None:
        if said.county is not None:
            place = f"in state {fips}" if fips else "without its state"
            codes = self._geography.county(fips, said.county)
            other = where.within(fips) if where else ()
            # ZIP code, point or city tell which one is meant, or where no county is named.
            codes = other if other and (not codes or set(other) <= set(codes)) else codes
            return self._one(codes, said.county, f"there is no county {said.county!r} {place}")
        if where is None or "county_fips" not in self._columns:
            return None
        if said.zip is not None:
            missing = f"the county of the ZIP code {said.zip!r} is not known"
        elif said.latitude is not None:
            missing = f"the point lies in no county of state {fips}"
        elif "place_id" in self._columns:
            return only(where.within(fips))
        else:
            missing = f"the county of the city {said.city!r} is not known"
        return self._one(where.within(fips), "", missing)

    def _one(self, codes: tuple[str, ...], text: str, missing: str) -> str | None:
        """The one county of codes, or that of two of a name which the mapping prefers."""
        if len(codes) > 1 and self._place.same_name != "reject":
            wants_city = self._place.same_name == "city"
            codes = tuple(c for c in codes if (int(c[2:]) >= FIRST_CITY) == wants_city)
        if len(codes) == 1:
            return codes[0]
        if self._place.unknown_county == "null":
            return None
        if codes:
            both = " and ".join(f"{self._geography.called(code)} ({code})" for code in codes)
            missing = f"{text!r} may be {both}: write which, or say place.same_name in the mapping"
        raise Rejected("county_fips", missing)

    def _county_of(self, agency: str, fips: str | None, said: Said) -> str | None:
        """The county of a law enforcement agency; null for one of a whole state."""
        known, shipped = self._geography.agency(fips, agency)
        if said.is_whole or (known and shipped is None):
            return shipped
        codes = self._geography.county(fips, said.county) if said.county else ()
        # Where two counties are of the name, the agency tells which it means.
        named = shipped if shipped in codes else only(codes)
        found = named or shipped or self._geography.county_of_city_in(fips, agency)
        if found is None and self._place.unknown_county == "reject":
            why = f"there is no county {said.county!r}" if said.county else "no county is named"
            raise Rejected(
                "county_fips",
                f"{why}, and none is known of {agency!r} in state {fips}: write its county into"
                " the file",
            )
        return found

    def _area(self, text: str) -> tuple[str | None, str | None]:
        """Region and state: null each where the area lies in several."""
        states = self._geography.area(text)
        if states is None:
            if self._place.unknown == "reject":
                raise Rejected("region_id", f"there is no area of responsibility {text!r}")
            return None, None
        region_of = self._geography.region_of
        state = only(states)
        return only(region_of.get(fips) for fips in states), state if state in region_of else None

    def _city(self, fips: str | None, text: str | None) -> str | None:
        if text is None:
            return None
        place_id = self._geography.city(fips, _without_state(text))
        if place_id is None and self._place.unknown == "reject":
            where = f"in state {fips}" if fips else "without its state"
            raise Rejected("place_id", f"there is no one place {text!r} {where}")
        return place_id


def _without_state(city: str) -> str:
    found = named(city)
    return found.place if found else city
