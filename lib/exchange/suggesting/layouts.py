"""How a file is to be read, guessed from its beginning."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.reading import kinds
from lib.exchange.reading.documents import ways_to_rows
from lib.exchange.reading.opening import open_rows
from lib.exchange.reading.packing import Piece, files, pieces

SAMPLE = 1_000
"""Rows that are looked at."""
_BEGINNING = 1 << 18
_DELIMITERS = ",;\t|"


@dataclass(slots=True)
class Layout:
    """How a file is read, its header and first rows.

    :ivar said: the keys of ``file`` that a mapping has to say.
    :ivar unsure: what a person should look at.
    """

    said: dict[str, Any] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def cells(self, name: str) -> list[str]:
        """The cells of a column that are not empty."""
        position = self.header.index(name)
        return [text for row in self.rows if (text := row[position].strip())]


def layout_of(path: Path) -> Layout:
    """Guess how a file is read.

    :raises NotImportable: if it can't be read in any way.
    """
    layout = Layout()
    piece = _first_piece(files(path)[0], layout)
    with ExitStack() as stack:
        beginning = piece.open(stack).read(_BEGINNING)
        kind = kinds.kind_of(beginning[: kinds.BEGINNING])
        if beginning.startswith(b"PK\x03\x04"):
            kind = kinds.packed_kind(piece.on_disk(stack)) or kind
        if kind == "delimited":
            _guess_delimited(beginning, layout)
        elif kind == "workbook":
            _guess_sheet(piece.on_disk(stack), layout)
        elif kind == "documents":
            _guess_rows(piece, layout)
    with open_rows(path, FileFormat(**layout.said)) as table:
        layout.header = table.header
        layout.rows = [cells for _, cells in islice(table, SAMPLE)]
    width = len(layout.header)
    layout.rows = [row for row in layout.rows if len(row) == width]
    return layout


def _first_piece(file: Path, layout: Layout) -> Piece:
    if kinds.packed_kind(file) == "workbook":
        return Piece(file.name, file)
    try:
        return pieces(file, None)[0]
    except NotImportable:
        every = pieces(file, "*")
        ending = Counter(Path(p.name).suffix for p in every).most_common(1)[0][0]
        layout.said["member"] = f"*{ending}"
        layout.unsure.append(
            f"file.member: all files *{ending} of the zip are taken for one table; name one"
        )
        return pieces(file, f"*{ending}")[0]


def _guess_delimited(beginning: bytes, layout: Layout) -> None:
    encoding = _encoding(beginning)
    if encoding != "utf-8":
        layout.said["encoding"] = encoding
        if not encoding.startswith("utf"):
            layout.unsure.append(
                f"file.encoding: the file is not UTF-8; {encoding} is a guess: look at the accents"
            )
    text = beginning.decode(encoding, errors="ignore").lstrip("\ufeff")
    lines = text.splitlines(keepends=True)[:-1] or [text]
    delimiter = max(_DELIMITERS, key=lambda sign: _evenness(lines, sign))
    if delimiter != ",":
        layout.said["delimiter"] = delimiter
    is_hint = lines[0].lower().startswith("sep=")
    skip = 0 if is_hint else _lines_before_the_header(lines, delimiter)
    if skip:
        layout.said["skip_lines"] = skip
        layout.unsure.append(f"file.skip_lines: the header seems to be on line {skip + 1}")


def _encoding(beginning: bytes) -> str:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in beginning[:100]:
        return "utf-16-le" if beginning[1:2] == b"\0" else "utf-16-be"
    try:
        # The beginning may end within a letter.
        is_whole = len(beginning) < _BEGINNING
        codecs.getincrementaldecoder("utf-8")().decode(beginning, final=is_whole)
    except UnicodeDecodeError:
        is_old_macintosh = b"\r" in beginning and b"\n" not in beginning
        return "mac_roman" if is_old_macintosh else "cp1252"
    return "utf-8"


def _widths(lines: list[str], delimiter: str) -> Iterator[int]:
    try:
        for cells in csv.reader(io.StringIO("".join(lines)), delimiter=delimiter):
            yield len(cells) if any(cell.strip() for cell in cells) else 0
    except csv.Error:
        return


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many rows have the most usual number of cells, if that is more than one."""
    counts = Counter(width for width in _widths(lines, delimiter) if width > 1)
    width, times = counts.most_common(1)[0] if counts else (0, 0)
    return times, width


def _lines_before_the_header(lines: list[str], delimiter: str) -> int:
    """Lines above the first whose cells are as many as in most, all of them texts."""
    _, usual = _evenness(lines, delimiter)
    for number, line in enumerate(lines[:50]):
        cells = next(csv.reader([line], delimiter=delimiter), [])
        filled = [cell for cell in cells if cell.strip()]
        if len(cells) >= usual and len(filled) > usual / 2:
            return number
    return 0


def _guess_sheet(path: Path, layout: Layout) -> None:
    try:
        with closing(path.open("rb")) as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
            names = workbook.sheet_names
            heights = {name: workbook.get_sheet_by_name(name).height for name in names}
    except (CalamineError, OSError):
        return  # whoever reads it says what is wrong
    if len(names) > 1:
        largest = max(names, key=lambda name: heights[name])
        layout.said["sheet"] = largest
        layout.unsure.append(f"file.sheet: {largest} has most rows of {', '.join(names)}")


def _guess_rows(piece: Piece, layout: Layout) -> None:
    with ExitStack() as stack:
        ways = ways_to_rows(piece.name, piece.on_disk(stack), FileFormat())
    if ways:
        layout.said["rows"] = ways[0]
        if len(ways) > 1:
            layout.unsure.append(f"file.rows: taken for {ways[0]}; there are {', '.join(ways[1:])}")
