"""Results of thousands of rows, sent as one text: a tuple a row takes several times as long.

PostgreSQL writes each row as it writes any composite value, and what it writes is CSV but for
backslashes, which it doubles. Everything else is a statement as any other: its transaction, its
row security and its errors.

Source: PostgreSQL's manual, "Composite Type Input and Output Syntax".
"""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import TextClause, text

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Column = tuple[str, int]
"""A column's name, and the number of its type in PostgreSQL's catalogue (pg_type.oid)."""

_TEXT = {19, 25, 1043}
_TRUTH = {16}
_WHOLE = {20, 21, 23}
_FRACTION = {700, 701, 1700}
_DATE = {1082}
_TIME = {1184}

# Unquoted whatever stands between: so no value is ever next to a bracket.
_BEGIN, _END = "(0", "0)"


def none_of(query: TextClause) -> TextClause:
    """The statement that tells a query's columns, and no row."""
    # Only statements of this project are put in: their parameters stay parameters.
    return text(f"SELECT * FROM (\n{query.text}\n) AS asked LIMIT 0")  # noqa: S608


def packed(query: TextClause) -> TextClause:
    """The statement that returns all rows of a query as one text, in its order; null: none."""
    rows = "string_agg(ROW(0, asked.*, 0)::text, E'\\n')"
    return text(f"SELECT {rows} FROM (\n{query.text}\n) AS asked")  # noqa: S608 - as above


def unpacked(rows: str, columns: Sequence[Column]) -> "pd.DataFrame":
    """The frame that the same rows give one by one, to the types of its columns.

    :param rows: at least one, of a :func:`packed` statement.
    :raises ValueError: if a column has a type that is not read in this way.
    """
    import pandas as pd

    table = _table(rows, columns)
    frame = {}
    for name, kind in columns:
        values = table.column(name)
        if kind in _TIME:
            frame[name] = pd.to_datetime(values.to_pandas(), utc=True, format="ISO8601")
        elif kind in _DATE:
            frame[name] = pd.Series(values.to_numpy().astype("datetime64[s]"))
        elif kind not in _FRACTION and values.null_count == len(values):
            # Nothing says of what it would be.
            frame[name] = pd.Series([None] * len(values), dtype=object)
        else:
            frame[name] = values.to_pandas()
    return pd.DataFrame(frame)


def _table(rows: str, columns: Sequence[Column]) -> "pa.Table":
    from pyarrow import csv

    written = rows.replace("\\\\", "\\").encode()
    names = [name for name, _ in columns]
    return csv.read_csv(
        io.BytesIO(written),
        read_options=csv.ReadOptions(
            column_names=[_BEGIN, *names, _END], use_threads=False, block_size=len(written) + 1
        ),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            include_columns=names,
            column_types={name: _arrow(name, kind) for name, kind in columns},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )


def _arrow(name: str, kind: int) -> "pa.DataType":
    import pyarrow as pa

    for kinds, of in (
        (_TEXT | _TIME, pa.string()),
        (_TRUTH, pa.bool_()),
        (_WHOLE, pa.int64()),
        (_FRACTION, pa.float64()),
        (_DATE, pa.date32()),
    ):
        if kind in kinds:
            return of
    raise ValueError(f"{name}: type {kind} is not read by thousands of rows.")
