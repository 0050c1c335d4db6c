"""A sheet of a workbook as a stream of rows, as a delimited file is one."""

import struct
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.width import fitted, is_blank

LARGEST = 200 << 20
"""Bytes that a workbook may unpack to: it is held in memory."""
_WORKBOOK = "[Content_Types].xml"


class SheetRows:
    """The rows of a sheet with their numbers; rows in which nothing stands are no rows.

    Dates are ISO texts, and whole numbers have no point.

    :raises NotImportable: if the workbook or its sheet can't be read, or has no header.
    """

    def __init__(self, path: Path, form: FileFormat):
        self.name = path.name
        sheet = _sheet(path, form.sheet)
        self._rows = (
            (number, [_text(cell) for cell in cells])
            for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1)
            if number > form.skip_lines
        )
        self.header = form.names or self._header()

    def _header(self) -> list[str]:
        for _, cells in self._rows:
            if not is_blank(cells):
                return [cell.strip() for cell in cells]
        raise NotImportable(f"{self.name}: has no header: the sheet is empty, or ends before it")

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for number, cells in self._rows:
            if not is_blank(cells):
                yield number, fitted(cells, len(self.header))


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook of Excel's (XLSX)."""
    # Whatever is no file (a device, say) may have no end to look for.
    if not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _WORKBOOK in archive.namelist()
    except (OSError, ValueError, RuntimeError, struct.error, zipfile.BadZipFile):
        # Damaged, or packed in a way that is not known here: reading it says which.
        return False


def _sheet(path: Path, name: str | None) -> CalamineSheet:
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST:
            raise NotImportable(
                f"{path.name}: unpacks to more than {LARGEST >> 20} MB; save the sheet as CSV and"
                " import that"
            )
    try:
        with path.open("rb") as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
            names = workbook.sheet_names
            if name is None and len(names) != 1:
                raise NotImportable(
                    f"{path.name}: say in the mapping which sheet to read (file.sheet):"
                    f" {', '.join(names)}"
                )
            if name is not None and name not in names:
                raise NotImportable(
                    f"{path.name}: has no sheet {name!r}; it has {', '.join(names)}"
                )
            return workbook.get_sheet_by_name(name or names[0])
    except (CalamineError, OSError) as error:
        raise NotImportable(f"{path.name}: can't be read as a workbook ({error})") from None


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        day, clock = cell.date(), cell.time()
        return day.isoformat() if clock == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
