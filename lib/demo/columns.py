"""Columns of rows, from NumPy to Arrow: a hundred thousand at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows for one table of schema ``source``."""

    database: str
    table: str
    rows: pa.Table


def batch(database: str, table: str, **columns: object) -> Batch:
    """Rows of a table from its columns: Arrow arrays, lists, or one value for all rows."""
    length = max(len(c) for c in columns.values() if isinstance(c, pa.Array | list))
    arrays = {
        name: column if isinstance(column, pa.Array) else _spread(column, length)
        for name, column in columns.items()
    }
    return Batch(database, table, pa.table(arrays))


def _spread(column: object, length: int) -> pa.Array:
    return pa.array(column) if isinstance(column, list) else pa.repeat(column, length)


def _masked(values: npt.NDArray[np.generic], kind: pa.DataType, is_known: Bools | None) -> pa.Array:
    return pa.array(values, type=kind, mask=None if is_known is None else ~is_known)


def integers(values: Ints | Floats, is_known: Bools | None = None) -> pa.Array:
    """Whole numbers, null where not known."""
    return _masked(np.asarray(values).astype(np.int64), pa.int64(), is_known)


def numbers(values: Floats, is_known: Bools | None = None) -> pa.Array:
    """Quantities to two decimals, null where not known."""
    return _masked(np.round(values, 2), pa.float64(), is_known)


def flags(values: Bools) -> pa.Array:
    """Yes or no."""
    return pa.array(values)


def dates(days: Ints, is_known: Bools | None = None) -> pa.Array:
    """Dates from days since 1970, null where not known."""
    return _masked(np.asarray(days).astype(np.int32), pa.int32(), is_known).cast(pa.date32())


def moments(seconds: Ints, is_known: Bools | None = None) -> pa.Array:
    """Instants from seconds since 1970 in UTC, null where not known."""
    values = np.asarray(seconds).astype(np.int64)
    return _masked(values, pa.int64(), is_known).cast(pa.timestamp("s", tz="UTC"))


def picked(values: Sequence[str | None], index: Ints, is_known: Bools | None = None) -> pa.Array:
    """The value at each index, null where not known or where the value is."""
    indexes = pa.array(index, type=pa.int64(), mask=None if is_known is None else ~is_known)
    return pa.array(values, type=pa.string()).take(indexes)


def identifiers(prefix: str, values: Ints, width: int, is_known: Bools | None = None) -> pa.Array:
    """Ids such as ``m0000001``; the number grows wider than ``width`` where it must."""
    digits = pc.utf8_lpad(integers(values, is_known).cast(pa.string()), width, "0")
    return joined(prefix, digits)


def joined(*parts: object) -> pa.Array:
    """Texts put together part by part, null where a part is."""
    return pc.binary_join_element_wise(*parts, "")


def ordinals(sizes: Ints) -> Ints:
    """The place of each row in its group, from 0, for groups of these sizes one after another."""
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)
