"""Delimited files as a stream of rows, whatever they are packed and written in.

Memory stays bounded whatever the file holds: lines, cells, rows and unpacked sizes have limits.
"""

import codecs
import csv
import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Self, cast

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.width import fitted, is_blank
from lib.exchange.workbooks import SheetRows, is_workbook

LONGEST_ROW = 1 << 20
"""Characters."""
LARGEST_EXPANSION = 200
"""Unpacked bytes for each packed one; tables pack to a tenth or a thirtieth."""
ALWAYS_UNPACKED = 100 << 20
"""Bytes that are unpacked whatever the expansion."""

_UNDECODABLE = re.compile("[\ud800-\udfff]")
"""Half of a pair, which no text has: a byte that is no character, or what an encoding let by."""


_UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
)
"""What the packings say of a damaged file, each in its own way."""


class _Bounded(io.RawIOBase):
    """A packed stream that ends in an error when it grows out of all proportion."""

    def __init__(self, stream: IO[bytes], limit: int):
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise NotImportable(
                f"unpacks to more than {LARGEST_EXPANSION} times its size;"
                " unpack it yourself if you trust it"
            )
        buffer[: len(data)] = data
        return len(data)


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
        except _UNREADABLE as error:
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
        self.header = form.names or self._header()

    def _header(self) -> list[str]:
        while (row := self._next()) is not None:
            if not is_blank(row[1]):
                return [cell.strip() for cell in row[1]]
        raise NotImportable(f"{self.name}: has no header: it is empty, or ends before it")

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.header)
        while (row := self._next()) is not None:
            line, cells = row
            if len(cells) == width and cells[0].strip():
                yield row
            elif not is_blank(cells):
                yield line, fitted(cells, width)

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


def _check_readable(path: Path) -> None:
    if path.is_dir():
        raise NotImportable("is a directory; name a file")
    if not path.exists():
        raise NotImportable("there is no such file")
    if not path.is_file():
        raise NotImportable("is not a regular file")
    if path.stat().st_size == 0:
        raise NotImportable("is empty")


def _member(archive: zipfile.ZipFile, member: str | None) -> str:
    names = [n for n in archive.namelist() if not n.endswith("/") and "__MACOSX" not in n]
    if member is None and len(names) == 1:
        return names[0]
    if member not in names:
        choices = ", ".join(names[:5]) or "none"
        raise NotImportable(f"say in the mapping which file of it to read (file.member): {choices}")
    return member


def _open(path: Path, member: str | None, stack: ExitStack) -> io.BufferedReader:
    _check_readable(path)
    raw = stack.enter_context(path.open("rb"))
    start = raw.peek(4)[:4]
    packed: IO[bytes]
    if start.startswith(b"\x1f\x8b"):
        packed = cast(IO[bytes], stack.enter_context(gzip.GzipFile(fileobj=raw)))
    elif start == b"PK\x03\x04":
        archive = stack.enter_context(zipfile.ZipFile(raw))
        packed = stack.enter_context(archive.open(_member(archive, member)))
    else:
        return raw
    limit = max(ALWAYS_UNPACKED, LARGEST_EXPANSION * path.stat().st_size)
    return io.BufferedReader(_Bounded(packed, limit))


@contextmanager
def open_rows(path: Path, form: FileFormat) -> Iterator[Rows | SheetRows]:
    """Open a delimited file, plain or packed as gzip or zip, or a workbook, as a stream of rows.

    :raises NotImportable: there or while reading, if the file is not what the format says.
    """
    if is_workbook(path):
        yield SheetRows(path, form)
        return
    with ExitStack() as stack:
        try:
            lines = Lines(_open(path, form.member, stack), form.encoding)
            lines.skip(form.skip_lines)
        except NotImportable as error:
            raise NotImportable(f"{path.name}: {error}") from None
        # zipfile says RuntimeError of a password and NotImplementedError of a rare packing.
        except (*_UNREADABLE, RuntimeError) as error:
            raise NotImportable(f"{path.name}: can't be opened ({error})") from None
        yield Rows(path.name, lines, form)
