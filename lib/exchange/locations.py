"""Places as people write them into one cell: a town and its state, a ZIP code, a point."""

import re
from dataclasses import dataclass
from functools import cache

_NUMBER = r"[-+−]?\d{1,3}(?:\.\d+)?"
_POINT = re.compile(
    rf"^\(?(?P<latitude>{_NUMBER})\s*°?\s*(?P<north>[ns])?\s*[,;\s]\s*"
    rf"(?P<longitude>{_NUMBER})\s*°?\s*(?P<east>[ew])?\)?$",
    re.IGNORECASE,
)
_WELL_KNOWN = re.compile(
    rf"^point\s*\(\s*(?P<longitude>{_NUMBER})\s+(?P<latitude>{_NUMBER})\s*\)$", re.IGNORECASE
)
"""How databases write a point, its longitude first."""
_ZIP = re.compile(r"^(?P<zip>\d{3,5})(?:-\d{4})?$")
_COUNTRY = re.compile(r"[,\s]+(usa?|u\.s\.(a\.)?|united states( of america)?|ee\.? ?uu\.?)$", re.I)
_ZIP_BEHIND = re.compile(r"[,\s]+(?P<zip>\d{5})(?:-\d{4})?$")
_NUMERIC = re.compile(r"^(\d+)\.0+$")
_STATE_BEHIND = re.compile(
    r"^(?P<place>.+?)\s*(?:,\s*(?P<state>[^,]+)|\((?P<other>[^()]+)\)|\s(?P<code>[A-Z]{2}))$"
)


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees; looked up and thrown away."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Named:
    """A town or county, the state that the text puts behind it, and a ZIP code behind both."""

    place: str
    state: str
    zip_code: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """The state and the counties that a text may mean: none, one, or two of one name."""

    state_fips: str | None = None
    counties: tuple[str, ...] = ()

    def within(self, state_fips: str | None) -> tuple[str, ...]:
        """The counties, as far as they lie in a state; in any, if none is given."""
        return self.counties if state_fips in (None, self.state_fips) else ()


def as_typed(text: str) -> str:
    """A cell without what a spreadsheet added: the apostrophe before a text, ``.0`` behind a whole
    number.
    """
    return _NUMERIC.sub(r"\1", text.strip().removeprefix("'").strip())


def point(text: str) -> Point | None:
    """The point of a text like ``33.45, -112.07``, ``33.45 N, 112.07 W`` or ``POINT(-112 33)``."""
    found = _WELL_KNOWN.match(text)
    if found:
        return at(found["latitude"], found["longitude"])
    found = _POINT.match(text)
    if found is None or "." not in text:
        return None
    south, west = (found["north"] or "").lower() == "s", (found["east"] or "").lower() == "w"
    return at(f"{'-' * south}{found['latitude']}", f"{'-' * west}{found['longitude']}")


def at(latitude: str, longitude: str) -> Point | None:
    """The point of two numbers; none if they are no degrees, or those of nowhere (0, 0)."""
    try:
        north, east = (float(each.replace("−", "-")) for each in (latitude, longitude))
    except ValueError:
        return None
    is_on_earth = abs(north) <= 90 and abs(east) <= 180  # noqa: PLR2004 - degrees
    return Point(north, east) if is_on_earth and (north or east) else None


def zip_code(text: str) -> str | None:
    """The five digits of a ZIP code, those that a spreadsheet took for leading zeros too."""
    found = _ZIP.match(text)
    return found["zip"].zfill(5) if found else None


def named(text: str) -> Named | None:
    """The town or county and the state of ``Phoenix, AZ``, ``Atlanta, Georgia 30303, USA`` or
    ``12 Elm Street, Macon, GA``: the last two parts count.
    """
    rest = _COUNTRY.sub("", text)
    code = _ZIP_BEHIND.search(rest)
    rest = rest[: code.start()] if code else rest
    found = _STATE_BEHIND.match(rest)
    if found is None:
        return None
    place = found["place"].rpartition(",")[2].strip()
    state = found["state"] or found["other"] or found["code"]
    return Named(place, state.strip(), code["zip"] if code else None)


def postal(code: str) -> tuple[str, str, Point | None] | None:
    """The state (by its abbreviation), the county and the middle of a ZIP code; none if there is
    none of that number.
    """
    found = _postal().get(code)
    if found is None:
        return None
    state, county, latitude, longitude = found
    return state, county, at(latitude, longitude)


@cache
def _postal() -> dict[str, tuple[str, str, str, str]]:
    """State, county, latitude and longitude by ZIP code: the package looks through its whole list
    for each.
    """
    import zipcodes  # noqa: PLC0415 - takes a while, and few mappings name a ZIP code

    return {
        each["zip_code"]: (each["state"], each["county"], each["lat"], each["long"])
        for each in zipcodes.list_all()  # type: ignore[no-untyped-call]
    }
