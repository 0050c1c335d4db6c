"""Run the statements under ``queries/``, each inside the viewer's scope."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from sqlalchemy import Connection, CursorResult, RowMapping, TextClause, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from lib.data import engines, many_rows
from lib.data.configuration import ROOT
from lib.data.errors import unavailable
from lib.data.many_rows import Column
from lib.data.scope import Scope

if TYPE_CHECKING:
    import pandas as pd

QUERIES = ROOT / "queries"
Rows = TypeVar("Rows")
_ENTER = "SELECT set_config('app.regions', :entered_regions, true)"

# Type numbers of PostgreSQL's catalogue (pg_type.oid).
_DATES = {1082, 1114, 1184}
_NUMBERS = {700, 701, 1700}

_columns: dict[str, list[Column]] = {}
"""A statement's text → the columns that it returns, whatever its parameters."""


Folder = Literal["reads", "writes", "publication"]
"""What a statement is: what pages read, what the app changes, what publishing reads."""


@cache
def statement(database: str, name: str, folder: Folder = "reads") -> TextClause:
    """The statement in ``queries/<database>/<folder>/<name>.sql``.

    :raises FileNotFoundError: if there is none.
    """
    path = QUERIES / database / folder / f"{name}.sql"
    return text(path.read_text(encoding="utf-8"))


def _frame(result: CursorResult[Any]) -> "pd.DataFrame":
    columns = _columns_of(result)
    return _of_rows([tuple(row) for row in result.all()], columns)


def _columns_of(result: CursorResult[Any]) -> list[Column]:
    described: Any = result.cursor.description
    return [(column[0], column[1]) for column in described]


def _of_rows(rows: list[tuple[Any, ...]], columns: list[Column]) -> "pd.DataFrame":
    # Half of what a command loads: here, since most commands read no frame.
    import pandas as pd

    _read_plain_strings()
    frame = pd.DataFrame(rows, columns=[name for name, _kind in columns])
    for name, kind in columns:
        if kind in _DATES:
            frame[name] = pd.to_datetime(frame[name], utc=kind == 1184)
        elif kind in _NUMBERS:
            # Exact decimals, and columns of nulls alone, which nothing else says are numbers.
            frame[name] = frame[name].astype("float64")
    return frame


def _read_plain_strings() -> None:
    import pandas as pd

    # They are read several times as fast as Arrow's, and let go of the interpreter's lock less
    # often.
    if pd.get_option("mode.string_storage") != "python":
        pd.set_option("mode.string_storage", "python")


def enter(connection: Connection, scope: Scope) -> None:
    """Give a transaction the scope that row security holds it to, as long as it lasts."""
    connection.execute(text(_ENTER), _entering(scope))


def _entering(scope: Scope) -> dict[str, str]:
    return {"entered_regions": scope.setting}


@cache
def _entered(sql: str) -> TextClause:
    """A statement after the one that takes a scope, in one message: what it returns is returned."""
    return text(f"{_ENTER};\n{sql}")


def read(database: str, name: str, scope: Scope, **parameters: Any) -> "pd.DataFrame":
    """The rows that ``queries/<database>/reads/<name>.sql`` returns inside a scope.

    Dates and times come as ``datetime64`` (times in UTC), decimals and fractions as floats. The
    scope lives as long as the transaction, so a pooled connection carries nothing over to the next
    reader.

    :raises Unavailable: if the database can't be read, with the reason.
    """
    return _within(database, statement(database, name), scope, parameters, _frame)


def read_many(database: str, name: str, scope: Scope, **parameters: Any) -> "pd.DataFrame":
    """The frame of :func:`read`, where it may have thousands of rows; for a few it takes longer.

    :raises Unavailable: as :func:`read`.
    :raises ValueError: if a column is no text, number, truth value, date or time.
    """
    query = statement(database, name)
    columns = _columns.get(query.text)
    if columns is None:
        none = many_rows.none_of(query)
        columns = _columns[query.text] = _within(database, none, scope, parameters, _columns_of)

    def unpacked(result: CursorResult[Any]) -> "pd.DataFrame":
        _read_plain_strings()
        sent = result.scalar()
        return many_rows.unpacked(sent, columns) if sent else _of_rows([], columns)

    return _within(database, many_rows.packed(query), scope, parameters, unpacked)


def rows(database: str, name: str, scope: Scope, **parameters: Any) -> list[RowMapping]:
    """The same as the database's own values: for a few rows, a frame takes longer than the read.

    :raises Unavailable: as :func:`read`.
    """
    query = statement(database, name)
    return _within(database, query, scope, parameters, lambda result: list(result.mappings()))


def _within(
    database: str,
    query: TextClause,
    scope: Scope,
    parameters: dict[str, Any],
    taken_from: Callable[[CursorResult[Any]], Rows],
) -> Rows:
    def once() -> Rows:
        with engines.in_one_message(database) as connection:
            asked = parameters | _entering(scope)
            return taken_from(connection.execute(_entered(query.text), asked))

    try:
        try:
            return once()
        except DBAPIError as error:
            if not _may_be_over(error):
                raise
            # A stopped replica, or a row that its primary has no more: the next connection is
            # another server's, or sees what is new.
            return once()
    except SQLAlchemyError as error:
        raise unavailable(database, error) from None


def _may_be_over(error: DBAPIError) -> bool:
    """Whether the server was lost in the middle of a read, or took it back for another's sake.

    That none could be reached is not: whoever waited for that once does not wait twice.
    """
    if getattr(error.orig, "pgcode", None) == "40001":  # serialization_failure
        return True
    return error.statement is not None and error.connection_invalidated
