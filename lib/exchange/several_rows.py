"""Rows of one key taken as one: which of them counts, and what is summed over all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    cast,
    delete,
    func,
    or_,
    select,
    update,
)

from lib.exchange.dates import ISO, digits, parser
from lib.exchange.errors import Rejected
from lib.exchange.header import Cells, Header
from lib.exchange.mapping import Several

PLACE = "file_place"
"""The staged column with the order in which rows came, whatever line or file they are of."""
RANK = "file_rank"
"""The staged column by which rows of one key are ordered; the highest counts."""

_OVER_ALL: Mapping[str, Callable[[Any], Any]] = {
    "sum": func.sum,
    "count": func.sum,
    "smallest": func.min,
    "largest": func.max,
}
_ALWAYS_FIRST = float("inf")
_DAY_ONE = date(1, 1, 1).toordinal()
_SECONDS = 86_400


def ranker(several: Several, header: Header) -> Callable[[Cells], float | None]:
    """A function from a row to its rank among those of its key.

    :raises NotImportable: if the header lacks the column that rows are ordered by.
    """
    if not several.by:
        return lambda _: None
    pick = header.pick(several.by, "several.by")
    read = _number if several.keep in ("largest", "smallest") else _moment(several.formats or [ISO])
    sign = 1 if several.keep in ("largest", "newest") else -1

    def rank(cells: Cells) -> float | None:
        text = pick(cells)
        if text is None:
            return _ALWAYS_FIRST if several.empty == "counts" else None
        try:
            return sign * read(text)
        except ValueError as error:
            raise Rejected("", f"several.by: {error}") from None

    return rank


def _number(text: str) -> float:
    return float(digits(text.replace(",", "")))


def _moment(formats: Sequence[str]) -> Callable[[str], float]:
    parse = parser(formats)

    def seconds(text: str) -> float:
        value = parse(text)
        if not isinstance(value, datetime):
            return (value.toordinal() - _DAY_ONE) * _SECONDS
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return (moment - datetime(1, 1, 1, tzinfo=UTC)).total_seconds()

    return seconds


def sum_up(connection: Connection, rows: Table, key: str, over_all: Mapping[str, str]) -> None:
    """Give every row of a key what is summed, counted or chosen over all of them.

    :param over_all: by column of the table, how.
    """
    if not over_all:
        return
    values: dict[str, ColumnElement[Any]] = {
        name: cast(_OVER_ALL[how](rows.c[name]), rows.c[name].type).label(name)
        for name, how in over_all.items()
    }
    totals = (
        select(rows.c[key].label("key"), *values.values())
        .group_by(rows.c[key])
        .having(func.count() > 1)
        .cte("totals")
    )
    differs = or_(*(rows.c[name].is_distinct_from(totals.c[name]) for name in over_all))
    connection.execute(
        update(rows)
        .where(rows.c[key] == totals.c.key, differs)
        .values({name: totals.c[name] for name in over_all})
    )


def keep_one(connection: Connection, rows: Table, key: str, several: Several) -> int:
    """Keep of the rows of a key the one of the highest rank, or the first or last of the file.

    :return: how many were dropped.
    """
    place = rows.c[PLACE]
    is_last = several.keep in ("last", "newest", "largest")
    in_file = [place.desc()] if is_last else [place]
    ranked = [rows.c[RANK].desc().nulls_last()] if RANK in rows.c else []
    ordered = select(
        place,
        func.row_number().over(partition_by=rows.c[key], order_by=[*ranked, *in_file]).label("n"),
    ).cte("ordered")
    surplus = select(ordered.c[PLACE]).where(ordered.c.n > 1)
    return connection.execute(delete(rows).where(place.in_(surplus))).rowcount
