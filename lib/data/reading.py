"""Run the statements under ``queries/``, each inside the viewer's scope."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from sqlalchemy import Connection, CursorResult, RowMapping, TextClause, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from lib.data import engines
from lib.data.configuration import ROOT
from lib.data.errors import unavailable
from lib.data.scope import Scope

if TYPE_CHECKING:
    import pandas as pd

QUERIES = ROOT / "queries"
Rows = TypeVar("Rows")
_ENTER = text("SELECT set_config('app.regions', :regions, true)")

# Type numbers of PostgreSQL's catalogue (pg_type.oid).
_DATES = {1082, 1114, 1184}
_NUMBERS = {700, 701, 1700}


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
    # Half of what a command loads: here, since most commands read no frame.
    import pandas as pd

    # The frames are small: plain strings are read several times as fast as Arrow's, and let go of
    # the interpreter's lock less often.
    if pd.get_option("mode.string_storage") != "python":
        pd.set_option("mode.string_storage", "python")
    kinds = {column[0]: column[1] for column in result.cursor.description}
    frame = pd.DataFrame([tuple(row) for row in result.all()], columns=list(result.keys()))
    for name, kind in kinds.items():
        if kind in _DATES:
            frame[name] = pd.to_datetime(frame[name], utc=kind == 1184)
        elif kind in _NUMBERS:
            # Exact decimals, and columns of nulls alone, which nothing else says are numbers.
            frame[name] = frame[name].astype("float64")
    return frame


def enter(connection: Connection, scope: Scope) -> None:
    """Give a transaction the scope that row security holds it to, as long as it lasts."""
    connection.execute(_ENTER, {"regions": scope.setting})


def read(database: str, name: str, scope: Scope, **parameters: Any) -> "pd.DataFrame":
    """The rows that ``queries/<database>/reads/<name>.sql`` returns inside a scope.

    Dates and times come as ``datetime64`` (times in UTC), decimals and fractions as floats. The
    scope lives as long as the transaction, so a pooled connection carries nothing over to the next
    reader.

    :raises Unavailable: if the database can't be read, with the reason.
    """
    return _within(database, name, scope, parameters, _frame)


def rows(database: str, name: str, scope: Scope, **parameters: Any) -> list[RowMapping]:
    """The same as the database's own values: for a few rows, a frame takes longer than the read.

    :raises Unavailable: as :func:`read`.
    """
    return _within(database, name, scope, parameters, lambda result: list(result.mappings()))


def _within(
    database: str,
    name: str,
    scope: Scope,
    parameters: dict[str, Any],
    taken_from: Callable[[CursorResult[Any]], Rows],
) -> Rows:
    query = statement(database, name)

    def once() -> Rows:
        with engines.reader(database).connect() as connection:
            enter(connection, scope)
            return taken_from(connection.execute(query, parameters))

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
