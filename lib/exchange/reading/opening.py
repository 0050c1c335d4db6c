"""Opening whatever a file is as a table."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.reading import kinds
from lib.exchange.reading.delimited import Lines, Rows
from lib.exchange.reading.documents import DocumentRows
from lib.exchange.reading.packing import UNREADABLE, Piece, files, is_pattern, pieces
from lib.exchange.reading.parquet import ParquetRows
from lib.exchange.reading.parts import Parts
from lib.exchange.reading.tables import Table
from lib.exchange.reading.workbooks import SheetRows

_READERS: dict[str, Callable[[str, Path, FileFormat], Table]] = {
    "workbook": SheetRows,
    "parquet": ParquetRows,
    "documents": DocumentRows,
}


@contextmanager
def open_rows(path: Path, form: FileFormat) -> Iterator[Table]:
    """Open a file as a stream of rows: delimited, a workbook, Parquet or JSON, plain or in a gzip
    or zip; or several that are one table.

    :param path: the file, or a pattern of names such as ``export-*.csv``.
    :raises NotImportable: there or while reading, if the file is not what the format says.
    """
    with ExitStack() as stack:
        every = [piece for file in files(path) for piece in _pieces(file, form)]
        if len(every) == 1 and not is_pattern(path):
            yield stack.enter_context(_opened(every[0], form))
        else:
            yield Parts(path.name, every, lambda piece: _opened(piece, form))


def _pieces(file: Path, form: FileFormat) -> list[Piece]:
    try:
        if kinds.packed_kind(file) == "workbook":
            return [Piece(file.name, file)]
        return pieces(file, form.member)
    except NotImportable as error:
        raise NotImportable(f"{file.name}: {error}") from None


@contextmanager
def _opened(piece: Piece, form: FileFormat) -> Iterator[Table]:
    with ExitStack() as stack:
        try:
            table = _table(piece, form, stack)
        except NotImportable as error:
            told = str(error)
            named = told if told.startswith(f"{piece.name}: ") else f"{piece.name}: {told}"
            raise NotImportable(named) from None
        yield table


def _table(piece: Piece, form: FileFormat, stack: ExitStack) -> Table:
    stream = piece.open(stack)
    beginning = _beginning(stream)
    kind = kinds.kind_of(beginning)
    if beginning.startswith(b"PK\x03\x04"):
        kind = kinds.packed_kind(piece.on_disk(stack)) or kind
    if kind == "delimited":
        lines = Lines(stream, form.encoding)
        lines.skip(form.skip_lines)
        return Rows(piece.name, lines, form)
    return _READERS[kind](piece.name, piece.on_disk(stack), form)


def _beginning(stream: io.BufferedReader) -> bytes:
    try:
        return stream.peek(kinds.BEGINNING)[: kinds.BEGINNING]
    except (*UNREADABLE, RuntimeError) as error:
        raise NotImportable(f"can't be read to its end ({error})") from None
