"""Delimited files as a stream of rows, whatever they are written in.

Memory stays bounded whatever the file holds: lines, cells and rows have limits.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Self

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.reading.heading import heading
from lib.exchange.reading.packing import UNREADABLE

LONGEST_ROW = 1 << 20
"""Characters."""
_UNDECODABLE = re.compile("[\ud800-\udfff]")
"""Half of a pair, which no text has: a byte that is no character, or what an encoding let by."""


class Lines:
    """The physical lines of a text: counted, bounded, and checked to be text."""

    def __init__(self, stream: io.BufferedReader, encoding: str):
        plain = codecs.lookup(encoding).name
        # A byte that is no character becomes a lone surrogate, so that its line can be named.
        self._text = io.TextIOWrapper(
            stream,
            encoding="utf-8-sig" if plain == "utf-8" else plain,
            errors="surrogateescape",
            newline="",
        )
        self._encoding = encoding
        self.number = 0
        self.characters = 0
        """Characters read since the caller last set this to zero: those of one row."""

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.characters += len(line)
        if self.characters >= LONGEST_ROW:
            raise NotImportable(
                f"line {self.number}: a row is longer than {LONGEST_ROW:,} characters;"
                " check the delimiter, and whether a quote is left open"
            )
        if "\0" in line or (not line.isascii() and _UNDECODABLE.search(line)):
            raise self._not_text(self.number, "\0" in line)
        return line

    def skip(self, count: int) -> None:
        """Pass over so many lines, or as many as there are."""
        for _ in zip(range(count), self, strict=False):
            self.characters = 0

    def _read(self) -> str:
        try:
            return self._text.readline(LONGEST_ROW)
        except UnicodeError:
            raise self._not_text(self.number + 1, False) from None
        except UNREADABLE as error:
            raise NotImportable(f"can't be read to its end ({error})") from None

    def _not_text(self, line: int, has_nul: bool) -> NotImportable:
        culprit = "a NUL byte" if has_nul else f"a byte that is not {self._encoding}"
        return NotImportable(
            f"line {line}: has {culprit}; say the file's encoding in the mapping"
            " (file.encoding, such as cp1252 or utf-16), or save it as text anew"
        )


class Rows:
    """The rows of a delimited file with the number of the line that each begins on.

    Blank lines are no rows, nor are those of delimiters alone; every row is as wide as the header,
    unless a text stands beyond it. Every error of reading names the file.
    """

    columns_vary = False

    def __init__(self, name: str, lines: Lines, form: FileFormat):
        self.name = name
        self._lines = lines
        self._reader = csv.reader(
            lines,
            delimiter=form.delimiter,
            quotechar=form.quote or None,
            quoting=csv.QUOTE_MINIMAL if form.quote else csv.QUOTE_NONE,
            escapechar=form.escape,
            doublequote=form.escape is None,
            strict=True,
        )
        heads = heading(iter(self._next, None), form, name)
        self.header = heads.names
        self._cells = heads.cells
        self._is_range = heads.last is not None

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.header)
        while (row := self._next()) is not None:
            line, cells = row
            if len(cells) == width and cells[0].strip() and not self._is_range:
                yield row
            elif (mended := self._cells(cells)) is not None:
                yield line, mended

    def _next(self) -> tuple[int, list[str]] | None:
        self._lines.characters = 0
        line = self._lines.number + 1
        try:
            return line, next(self._reader)
        except StopIteration:
            return None
        except NotImportable as error:
            raise NotImportable(f"{self.name}: {error}") from None
        except csv.Error as error:
            raise NotImportable(
                f"{self.name}: line {line}: is not well-formed ({error}); mend its quotes, or say"
                ' the delimiter and quote in the mapping (file.quote = "" where none are used)'
            ) from None
