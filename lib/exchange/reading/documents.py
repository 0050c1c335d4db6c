"""JSON as a stream of rows: one document, or one a line (NDJSON), with rows somewhere in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.reading.tables import sound

LARGEST = 200 << 20
"""Bytes of one document: it is held in memory."""
MOST_COLUMNS = 5_000


class DocumentRows:
    """The rows of JSON, each with its number.

    What lies deeper is named by the way to it: ``address.0.city``. The values of a list stand in
    one cell as well, with commas between. A document a line is read as a stream.

    :raises NotImportable: there or while reading, if it is no JSON, or has no rows there.
    """

    columns_vary = True

    def __init__(self, name: str, path: Path, form: FileFormat):
        self.name = name
        self._path = path
        self._encoding = "utf-8-sig" if form.encoding == "utf-8" else form.encoding
        self._steps = form.rows.split(".") if form.rows else []
        self._is_lines = self._has_a_document_a_line()
        self._whole: Any = None if self._is_lines else self._document()
        self._heads: list[str] | None = None
        self.header = self._names()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for number, row in enumerate(self._rows(), start=1):
            flat = _flat(row)
            yield number, [flat.get(name, "") for name in self.header]

    def _names(self) -> list[str]:
        names: dict[str, None] = {}
        count = 0
        for row in self._rows():
            count += 1
            names.update(dict.fromkeys(_flat(row)))
            if len(names) > MOST_COLUMNS:
                raise NotImportable(f"{self.name}: has more than {MOST_COLUMNS:,} columns")
        if not count:
            raise NotImportable(f"{self.name}: {self._no_rows()}")
        return list(names)

    def _no_rows(self) -> str:
        ways = list(dict.fromkeys(w for d in self._documents() for w in _ways(d, "")))[:5]
        if ways:
            return f"say in the mapping where its rows are (file.rows): {', '.join(ways)}"
        return "has no rows: no list of objects is in it"

    def _rows(self) -> Iterator[Any]:
        heads: list[str] | None = None
        for document in self._documents():
            for row in _at(document, self._steps):
                if isinstance(row, dict):
                    yield row
                elif isinstance(row, list) and heads is None:
                    heads = [
                        sound(str(cell)) for cell in row
                    ]  # a table whose first row is its header
                elif isinstance(row, list) and heads is not None:
                    yield dict(zip(heads, row, strict=False))

    def _documents(self) -> Iterator[Any]:
        if not self._is_lines:
            yield self._whole
            return
        for number, line in self._lines():
            yield self._parsed(line, f"line {number}: ")

    def _lines(self) -> Iterator[tuple[int, str]]:
        try:
            with self._path.open(encoding=self._encoding) as stream:
                number = 0
                while line := stream.readline(LARGEST):
                    number += 1
                    if line.strip():
                        yield number, line
        except (UnicodeError, OSError) as error:
            raise NotImportable(f"{self.name}: can't be read ({error})") from None

    def _has_a_document_a_line(self) -> bool:
        lines = self._lines()
        first = next(lines, (0, ""))[1]
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return False
        return next(lines, None) is not None

    def _document(self) -> Any:
        if self._path.stat().st_size > LARGEST:
            raise NotImportable(
                f"{self.name}: is larger than {LARGEST >> 20} MB; export it as NDJSON (a row a"
                " line), Parquet or CSV"
            )
        try:
            text = self._path.read_text(encoding=self._encoding)
        except UnicodeError as error:
            raise NotImportable(f"{self.name}: can't be read ({error})") from None
        document = self._parsed(text, "")
        # An object alone is a row, unless its rows lie deeper.
        is_row = isinstance(document, dict) and not self._steps
        if is_row and (ways := list(_ways(document, ""))):
            raise NotImportable(
                f"{self.name}: say in the mapping where its rows are (file.rows):"
                f" {', '.join(ways[:5])}"
            )
        return document

    def _parsed(self, text: str, where: str) -> Any:
        try:
            # Numbers as they are written: an id has no exponent, an amount no rounding.
            return json.loads(text, parse_float=str, parse_int=str, parse_constant=lambda _: None)
        except (ValueError, RecursionError) as error:
            raise NotImportable(f"{self.name}: {where}is not well-formed JSON ({error})") from None


def ways_to_rows(name: str, path: Path, form: FileFormat) -> list[str]:
    """Where in a file of JSON lists of objects are; none where the document is one.

    :raises NotImportable: if it is no JSON.
    """
    try:
        DocumentRows(name, path, form)
    except NotImportable as error:
        _, asked, ways = str(error).partition("(file.rows): ")
        if not asked:
            raise
        return ways.split(", ")
    return []


def _at(value: Any, steps: list[str]) -> Iterator[Any]:
    """The rows where the steps lead; lists on the way are gone through."""
    if isinstance(value, list) and not (steps and steps[0].isdigit()):
        for each in value:
            if steps:
                yield from _at(each, steps)
            else:
                yield each
    elif not steps:
        yield value
    elif isinstance(value, dict) and steps[0] in value:
        yield from _at(value[steps[0]], steps[1:])


def _ways(value: Any, way: str) -> Iterator[str]:
    """Where lists of objects are."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _ways(each, f"{way}.{name}" if way else name)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value) and way:
        yield way


def _flat(value: Any, way: str = "") -> dict[str, str]:
    cells: dict[str, str] = {}
    if isinstance(value, dict):
        for name, each in value.items():
            cells |= _flat(each, f"{way}.{sound(name)}" if way else sound(name).strip())
        return cells
    if isinstance(value, list):
        if not any(isinstance(each, dict | list) for each in value):
            cells[way] = ", ".join(map(_text, value))
        for number, each in enumerate(value):
            cells |= _flat(each, f"{way}.{number}")
        return cells
    return {way: _text(value)}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return sound(str(value))
