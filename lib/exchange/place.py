"""The columns of a row that say where: region, state, county and place."""

from collections.abc import Callable, Collection
from functools import lru_cache

from lib.exchange.errors import Rejected
from lib.exchange.geography import Geography, only
from lib.exchange.header import Cells, Header, Pick
from lib.exchange.mapping import Place

COLUMNS = ("region_id", "state_fips", "county_fips", "place_id")
Located = dict[str, str | None]

_CACHED = 10_000


def place_columns(place: Place, table_columns: Collection[str]) -> tuple[str, ...]:
    """The columns of a table that a mapping's place fills."""
    sources = {
        "region_id": place.state or place.county or place.area,
        "state_fips": place.state or place.county or place.area,
        "county_fips": place.county or place.agency,
        "place_id": place.city,
    }
    return tuple(name for name in COLUMNS if sources[name] and name in table_columns)


def locator(
    place: Place, header: Header, geography: Geography, columns: Collection[str]
) -> Callable[[Cells], Located]:
    """A function from a row to its place columns.

    The function raises ``Rejected`` for a place that is not known, unless the mapping lets it pass
    as null.
    """
    resolver = _Resolver(place, geography)
    resolve = lru_cache(_CACHED)(resolver)
    nowhere = {text.strip() for text in place.none}
    picks = [
        _pick(header, names, f"place.{key}", nowhere)
        for key, names in (
            ("state", place.state),
            ("county", place.county),
            ("area", place.area),
            ("city", place.city),
            ("agency", place.agency),
        )
    ]
    whole = [
        (header.pick([name], "place.whole_state"), set(values))
        for name, values in place.whole_state.items()
    ]

    def locate(cells: Cells) -> Located:
        is_whole = any(pick(cells) in values for pick, values in whole)
        located = resolve(*(pick(cells) for pick in picks), is_whole=is_whole)
        return {name: located[name] for name in columns}

    return locate


def _pick(header: Header, names: list[str] | None, needed_by: str, nowhere: set[str]) -> Pick:
    if names is None:
        return lambda _: None
    first = header.pick(names, needed_by)

    def pick(cells: Cells) -> str | None:
        text = first(cells)
        return None if text in nowhere else text

    return pick


class _Resolver:
    def __init__(self, place: Place, geography: Geography):
        self._place = place
        self._geography = geography

    def __call__(
        self,
        state: str | None,
        county: str | None,
        area: str | None,
        city: str | None,
        agency: str | None = None,
        *,
        is_whole: bool = False,
    ) -> Located:
        fips = self._state(state)
        if agency is None:
            county_fips = self._county(fips, county)
        else:
            county_fips = self._county_of(agency, fips, county, is_whole=is_whole)
        fips = fips or (county_fips[:2] if county_fips else None)
        region = self._geography.region_of.get(fips) if fips else None
        if fips is None and area is not None:
            region, fips = self._area(area)
        return {
            "region_id": region,
            "state_fips": fips,
            "county_fips": county_fips,
            "place_id": self._city(fips, city),
        }

    def _state(self, text: str | None) -> str | None:
        if text is None:
            return None
        fips = self._geography.state(text)
        if fips is None and self._place.unknown == "reject":
            raise Rejected("state_fips", f"there is no state {text!r}")
        return fips

    def _county(self, fips: str | None, text: str | None) -> str | None:
        if text is None:
            return None
        county_fips = self._geography.county(fips, text)
        if county_fips is None and self._place.unknown_county == "reject":
            where = f"in state {fips}" if fips else "without its state"
            raise Rejected("county_fips", f"there is no county {text!r} {where}")
        return county_fips

    def _county_of(
        self, agency: str, fips: str | None, county: str | None, *, is_whole: bool
    ) -> str | None:
        """The county of a law enforcement agency; null for one of a whole state."""
        known, shipped = self._geography.agency(fips, agency)
        if is_whole or (known and shipped is None):
            return shipped
        named = self._geography.county(fips, county) if county else None
        found = named or shipped or self._geography.county_of_city_in(fips, agency)
        if found is None and self._place.unknown_county == "reject":
            why = f"there is no county {county!r}" if county else "no county is named"
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
        place_id = self._geography.city(fips, text)
        if place_id is None and self._place.unknown == "reject":
            where = f"in state {fips}" if fips else "without its state"
            raise Rejected("place_id", f"there is no one place {text!r} {where}")
        return place_id
