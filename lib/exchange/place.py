"""The columns of a row that say where: region, state, county and place."""

from collections.abc import Callable, Collection
from functools import lru_cache

from lib.exchange.geography import Geography
from lib.exchange.header import Cells, Header, Pick
from lib.exchange.mapping import Place
from lib.exchange.notes import Notes
from lib.exchange.resolving import Located, Resolver, Said

COLUMNS = ("region_id", "state_fips", "county_fips", "place_id")
FOUND_IN = (
    ("state", "state_fips"),
    ("zip", "state_fips"),
    ("latitude", "state_fips"),
    ("county", "county_fips"),
    ("city", "place_id"),
)
"""What a row may say of its place, and the column that has no value where nobody knows it."""
CELLS = ("state", "county", "area", "city", "zip", "latitude", "longitude", "agency")


def place_columns(place: Place, table_columns: Collection[str]) -> tuple[str, ...]:
    """The columns of a table that a mapping's place fills."""
    in_a_county = place.says("county", "zip", "latitude")
    # A city that the table can name says its county itself.
    by_city = "place_id" not in table_columns and place.says("city")
    sources = {
        "region_id": place.says("state", "area") or in_a_county or by_city,
        "state_fips": place.says("state", "area") or in_a_county or by_city,
        "county_fips": in_a_county or place.says("agency") or by_city,
        "place_id": place.says("city"),
    }
    return tuple(name for name in COLUMNS if sources[name] and name in table_columns)


def locator(
    place: Place,
    header: Header,
    geography: Geography,
    columns: Collection[str],
    notes: Notes | None = None,
) -> Callable[[Cells], Located]:
    """A function from a row to its place columns.

    The function raises ``Rejected`` for a place that is not known, unless the mapping lets it pass
    as null.

    :param notes: where what a row says of its place and nobody knows is noted.
    """
    notes = notes or Notes()
    tell = _telling(Resolver(place, geography, columns), columns, notes)
    nowhere = {text.strip() for text in place.none}
    # Of millions of rows only what the mapping names is looked at.
    picks = {key: _pick(header, place, key, nowhere) for key in CELLS if place.says(key)}
    if "state" in picks:
        picks["state"] = _first_known(header, place, geography, picks["state"])
    used, picked = tuple(picks), tuple(picks.values())
    whole = [
        (header.pick([name], "place.whole_state"), set(values))
        for name, values in place.whole_state.items()
    ]

    def told(is_whole: bool, *cells: str | None) -> Located:  # noqa: FBT001
        located = tell(Said(**dict(zip(used, cells, strict=True)), is_whole=is_whole))
        return {name: located[name] for name in columns}

    resolve = notes.remembering(told)

    def locate(cells: Cells) -> Located:
        is_whole = bool(whole) and any(pick(cells) in values for pick, values in whole)
        return resolve(is_whole, *[pick(cells) for pick in picked])

    return locate


def _telling(
    resolver: Resolver, columns: Collection[str], notes: Notes
) -> Callable[[Said], Located]:
    """The resolver, noting what a row says of its place and nobody knows."""

    def resolve(said: Said) -> Located:
        located = resolver(said)
        for cell, column in FOUND_IN:
            if column in columns and located[column] is None and getattr(said, cell) is not None:
                notes.add(column, f"its {cell} is none that is known: no value")
        return located

    return resolve


def _pick(header: Header, place: Place, key: str, nowhere: set[str]) -> Pick:
    names: list[str] | None = getattr(place, key)
    constant = next((text for name, text in place.constant.items() if name == key), None)
    if names is None:
        return lambda _: constant
    first = header.pick(names, f"place.{key}")

    def pick(cells: Cells) -> str | None:
        text = first(cells)
        return constant if text is None else None if text in nowhere else text

    return pick


def _first_known(header: Header, place: Place, geography: Geography, first: Pick) -> Pick:
    """Of several columns with a state, the first that has one that is known, or else ``first``."""
    if place.state is None or len(place.state) < 2:
        return first
    picks = [header.pick([name], "place.state") for name in place.state]
    is_known = lru_cache(10_000)(lambda text: geography.state(text) is not None)

    def pick(cells: Cells) -> str | None:
        texts = (text for each in picks if (text := each(cells)) is not None)
        return next((text for text in texts if is_known(text)), first(cells))

    return pick
