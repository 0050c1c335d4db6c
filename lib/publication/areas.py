"""The areas that numbers are published for: names and the states of each, release by release.

An organization may draw its regions anew. Earlier numbers stand for the regions of their time, so a
row says for which periods it holds: from the first that no earlier release covered, through the
last that a release covered while the row held. Releases that were made before there was this file
have none, and what the regions were in them is not known here.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lib.publication.parameters import NATION

NAME, TAGGED = "areas.csv", "areas-hxl.csv"

COLUMNS = {
    "area": "#region+code",
    "name_en": "#region+name+i_en",
    "name_es": "#region+name+i_es",
    "state_fips": "#adm1+code+v_fips",
    "state": "#adm1+code+v_usps",
    "state_name": "#adm1+name",
    "since": "#date+start",
    "until": "#date+end",
}
"""The columns of a file, each with its HXL tag."""

Row = dict[str, str]
"""A state of an area, or an area without one, by :data:`COLUMNS`; empty: nothing."""

_NATION = {"area": NATION, "name_en": "The whole country", "name_es": "Todo el país"}


@dataclass(frozen=True, slots=True)
class Area:
    """An area as a release has it.

    :ivar states: postal codes of the states that make it up; none of the nation, and of an area
        that is no more.
    """

    code: str
    name_en: str
    name_es: str
    states: tuple[str, ...]


Areas = tuple[Area, ...]


def area_rows(present: Sequence[Row], earlier: Sequence[Row], through: date | None) -> list[Row]:
    """The rows of a release, by area and state, those that no longer hold among them.

    :param present: the regions' states as they are now, by :data:`COLUMNS` but ``since`` and
        ``until``.
    :param earlier: the rows of the last release; none: it has no such file, or there is none.
    :param through: last day that earlier releases cover; none: there is no earlier release.
    """
    since = "" if through is None else (through + timedelta(days=1)).isoformat()
    until = "" if through is None else through.isoformat()
    holding = {_key(row): row for row in earlier if not row["until"]}
    rows = [row for row in earlier if row["until"]]
    for row in (dict.fromkeys(COLUMNS, "") | _NATION, *present):
        earlier_row = holding.pop(_key(row), None)
        rows.append(
            {**row, "since": since if earlier_row is None else earlier_row["since"], "until": ""}
        )
    rows += [{**row, "until": until} for row in holding.values()]
    return sorted(rows, key=lambda row: (*_key(row), row["since"]))


def _key(row: Row) -> tuple[str, str]:
    return row["area"], row["state_fips"]


def files(rows: Sequence[Row]) -> dict[str, bytes]:
    """The files of a release that say what its areas are, by name."""
    return {NAME: _written(rows), TAGGED: _written([COLUMNS, *rows])}


def _written(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(content: bytes | None) -> list[Row]:
    """The rows of :data:`NAME` of a release; none where it has no such file."""
    return list(csv.DictReader(io.StringIO((content or b"").decode(), newline="")))


def areas(rows: Sequence[Row]) -> Areas:
    """The areas of a release's rows, by code, each by its newest name."""
    newest_areas = {}
    for code in sorted({row["area"] for row in rows}):
        own_rows = [row for row in rows if row["area"] == code]
        current = [row for row in own_rows if not row["until"]]
        newest = current[0] if current else max(own_rows, key=lambda row: row["until"])
        states = tuple(sorted(row["state"] for row in current if row["state"]))
        newest_areas[code] = Area(code, newest["name_en"], newest["name_es"], states)
    return tuple(newest_areas.values())
