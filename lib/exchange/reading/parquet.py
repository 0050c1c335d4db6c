"""A Parquet file as a stream of rows."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import compute
from pyarrow.parquet import ParquetFile

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.reading.tables import sound

BATCH = 5_000
"""Rows that are unpacked at a time."""


class ParquetRows:
    """The rows of a Parquet file, each with its number.

    Dates and times are ISO texts, whole numbers have no point, what is missing is empty; the values
    of a list stand in one cell, with commas between.

    :raises NotImportable: there or while reading, if it can't be read as Parquet.
    """

    columns_vary = False

    def __init__(self, name: str, path: Path, form: FileFormat):
        self.name = name
        try:
            self._file = ParquetFile(path, memory_map=False, pre_buffer=False)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise self._unreadable(error) from None
        names = list(self._file.schema_arrow.names)
        self.header = [sound(text).strip() for text in form.names or names]

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        number = 0
        try:
            for batch in self._file.iter_batches(batch_size=BATCH, use_threads=False):
                columns = [_texts(column) for column in batch.columns]
                for cells in zip(*columns, strict=True):
                    number += 1
                    if any(cells):
                        yield number, list(cells)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> NotImportable:
        what = str(error).partition("\n")[0]
        return NotImportable(f"{self.name}: can't be read as Parquet ({what})")


def _texts(column: Any) -> list[str]:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _texts(column.dictionary_decode())
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return [sound(text) if text else "" for text in column.to_pylist()]
    if pa.types.is_integer(kind) or pa.types.is_date32(kind) or pa.types.is_boolean(kind):
        return [text or "" for text in compute.cast(column, pa.string()).to_pylist()]
    text = _MAKERS.get(_name(kind), str)
    if pa.types.is_timestamp(kind):
        column = compute.cast(column, pa.timestamp("us", kind.tz), safe=False)
    return ["" if value is None else text(value) for value in column.to_pylist()]


def _name(kind: Any) -> str:
    if pa.types.is_floating(kind):
        return "floating"
    if pa.types.is_timestamp(kind) or pa.types.is_date64(kind):
        return "moment"
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return "list"
    return "bytes" if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) else "other"


def _floating(value: float) -> str:
    if value != value:  # not a number, which is what pandas writes for nothing
        return ""
    return str(int(value)) if value.is_integer() else repr(value)


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        if midnight and value.tzinfo is None:
            return value.date().isoformat()
        return value.isoformat(sep=" ")
    return str(value.isoformat())


def _list(values: list[Any]) -> str:
    return sound(", ".join("" if value is None else str(value) for value in values))


_MAKERS: dict[str, Callable[[Any], str]] = {
    "floating": _floating,
    "moment": _moment,
    "list": _list,
    "bytes": lambda value: sound(value.decode("utf-8", errors="replace")),
}
