"""ICE's own sheets of 287(g) agencies, of which each is a whole list as of its day."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

Row = Mapping[str, str]

DATES = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d%Y")
"""How the sheet writes dates: as such, as text, and as text that lost its second slash."""


def sheet_rows(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a sheet by the names of its columns, trimmed, with ``listed_on``.

    Dates are ISO texts. Rows in which nothing stands are left out: of the 906 that the sheet of 18
    July 2025 says it has, 73 are.

    :raises FileNotFoundError: if the sheet is missing.
    :raises ValueError: if its name says no day (``participatingAgencies07182025pm.xlsx``).
    """
    listed = listed_on(file).isoformat()
    with file.open("rb") as workbook:
        header, *rows = CalamineWorkbook.from_filelike(workbook).get_sheet_by_index(0).to_python()
    names = [str(name).strip() for name in header]
    for cells in rows:
        row = dict(zip(names, (str(cell).strip() for cell in cells), strict=True))
        if any(row.values()):
            yield row | {"listed_on": listed}


def listed_on(file: Path) -> date:
    """The day of a sheet, which stands in its name alone.

    :raises ValueError: if it does not.
    """
    found = re.search(r"\d{8}", file.name)
    if found is None:
        raise ValueError(f"{file.name} says no day (such as 07182025)")
    return _day(found[0], "%m%d%Y")


def signed_on(row: Row) -> str:
    """The day on which an agreement was signed; empty where it is none, or one after the list's."""
    for form in DATES:
        with suppress(ValueError):
            day = _day(row["SIGNED"], form).isoformat()
            return day if day <= row["listed_on"] else ""
    return ""


def _day(text: str, form: str) -> date:
    return datetime.strptime(text, form).date()  # noqa: DTZ007
