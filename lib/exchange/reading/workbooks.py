"""A sheet of a workbook (XLSX, ODS, XLS, XLSB) as a stream of rows."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.reading.heading import heading
from lib.exchange.reading.packing import UNREADABLE
from lib.exchange.reading.tables import sound

LARGEST = 200 << 20
"""Bytes that a workbook may unpack to: it is held in memory."""

_CONTENT = "content.xml"
_UNTYPED = re.compile(rb"<table:table-cell(?![^>]*office:value-type=)(?![^>]*/>)")


class SheetRows:
    """The rows of a sheet with their numbers; rows in which nothing stands are no rows.

    Dates are ISO texts, and whole numbers have no point.

    :raises NotImportable: if the workbook or its sheet can't be read, or has no header.
    """

    columns_vary = False

    def __init__(self, name: str, path: Path, form: FileFormat):
        self.name = name
        sheet = _sheet(name, path, form.sheet)
        self._rows = (
            (number, [_text(cell) for cell in cells])
            for number, cells in enumerate(sheet.iter_rows(), start=1)
            if number > form.skip_lines
        )
        heads = heading(self._rows, form, name)
        self.header = heads.names
        self._cells = heads.cells

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for number, row in self._rows:
            if (cells := self._cells(row)) is not None:
                yield number, cells


def _sheet(file: str, path: Path, name: str | None) -> CalamineSheet:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_content(file, path)))
        names = workbook.sheet_names
        if name is None and len(names) != 1:
            raise NotImportable(
                f"{file}: say in the mapping which sheet to read (file.sheet): {', '.join(names)}"
            )
        if name is not None and name not in names:
            raise NotImportable(f"{file}: has no sheet {name!r}; it has {', '.join(names)}")
        return workbook.get_sheet_by_name(name or names[0])
    except (CalamineError, RuntimeError, *UNREADABLE) as error:
        raise NotImportable(
            f"{file}: can't be read as a workbook ({error}); if it has a password, save it without"
        ) from None


def _content(file: str, path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise _too_large(file)
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST:
            raise _too_large(file)
        is_open_document = _CONTENT in archive.namelist()
        text = archive.read(_CONTENT) if is_open_document else b""
    return _typed(path, text) if _UNTYPED.search(text) else path.read_bytes()


def _too_large(file: str) -> NotImportable:
    return NotImportable(
        f"{file}: unpacks to more than {LARGEST >> 20} MB; save the sheet as CSV and import that"
    )


def _typed(path: Path, text: bytes) -> bytes:
    """A sheet of OpenDocument whose cells say of what type they are: programs leave that out, and
    calamine takes such cells for empty ones."""
    whole = io.BytesIO()
    typed = b'<table:table-cell office:value-type="string"'
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(whole, "w") as copy:
        for part in archive.namelist():
            same = part != _CONTENT
            copy.writestr(part, archive.read(part) if same else _UNTYPED.sub(typed, text))
    return whole.getvalue()


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
    return sound(str(cell))
