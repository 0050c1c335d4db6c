"""A workbook of one sheet, made by hand: what Excel writes, and no more of it than is read."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

Cell = str | date | float | None

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BEFORE_DAY_1 = date(1899, 12, 30)


def write(path: Path, rows: Sequence[Sequence[Cell]], sheets: Sequence[str] = ("Sheet1",)) -> None:
    """Write a workbook whose sheets all have these rows; a missing cell is left out."""
    body = "".join(
        f'<row r="{n}">{"".join(_cell(cell, n, m) for m, cell in enumerate(row))}</row>'
        for n, row in enumerate(rows, start=1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in (
            ("workbook.xml", "sheet.main"),
            ("styles.xml", "styles"),
            *((f"sheet{n}.xml", "worksheet") for n, _ in enumerate(sheets)),
        )
    )
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n + 1}" r:id="s{n}"/>'
        for n, name in enumerate(sheets)
    )
    links = "".join(
        f'<Relationship Id="s{n}" Type="{_LINK}/worksheet" Target="sheet{n}.xml"/>'
        for n, _ in enumerate(sheets)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="w"'
        f' Type="{_LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_LINK}">'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'{links}<Relationship Id="t" Type="{_LINK}/styles" Target="styles.xml"/></Relationships>',
        # Format 14 is a date.
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEET}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for n, _ in enumerate(sheets):
        parts[f"xl/sheet{n}.xml"] = (
            f'<worksheet xmlns="{_SHEET}"><sheetData>{body}</sheetData></worksheet>'
        )
    with ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def _cell(cell: Cell, row: int, column: int) -> str:
    where = f"{chr(ord('A') + column)}{row}"
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f'<c r="{where}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    if isinstance(cell, date):
        return f'<c r="{where}" s="1"><v>{(cell - _BEFORE_DAY_1).days}</v></c>'
    return f'<c r="{where}"><v>{cell}</v></c>'
