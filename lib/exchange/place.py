"""The columns of a row that say where: region, state, county and place."""

from collections.abc import Callable, Collection
from functools import lru_cache

from lib.exchange.geography import Geography
from lib.exchange.header import Cells, Header, Pick
from lib.exchange.mapping import Place
from lib.exchange.resolving import Located, Resolver, Said

COLUMNS = ("region_id", "state_fips", "county_fips", "place_id")
CELLS = ("state", "county", "area", "city", "zip", "latitude", "longitude", "agency")

_CACHED = 10_000


def place_columns(place: Place, table_columns: Collection[str]) -> tuple[str, ...]:
    """The columns of a table that a mapping's place fills."""
    in_a_county = place.county or place.zip or place.latitude
    # A city that the table can name says its county itself.
    city = None if "place_id" in table_columns else place.city
    sources = {
        "region_id": place.state or place.area or in_a_county or city,
        "state_fips": place.state or place.area or in_a_county or city,
        "county_fips": in_a_county or place.agency or city,
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
    resolve = lru_cache(_CACHED)(Resolver(place, geography, columns))
    nowhere = {text.strip() for text in place.none}
    picks = {key: _pick(header, getattr(place, key), f"place.{key}", nowhere) for key in CELLS}
    whole = [
        (header.pick([name], "place.whole_state"), set(values))
        for name, values in place.whole_state.items()
    ]

    def locate(cells: Cells) -> Located:
        is_whole = any(pick(cells) in values for pick, values in whole)
        located = resolve(
            Said(**{key: pick(cells) for key, pick in picks.items()}, is_whole=is_whole)
        )
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
