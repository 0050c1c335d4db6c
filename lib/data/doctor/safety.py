"""Whether the app may begin to read a database: what its own login can say of its own powers."""

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.contract import SOURCES
from lib.data.doctor import layout, permissions, reach
from lib.data.doctor.finding import Finding, wrong
from lib.data.errors import unavailable
from lib.data.role_names import names


def unsafe(database: str) -> list[Finding]:
    """What must keep the app from reading a database: what its own login sees of its own powers.

    No owner is needed. That something is missing keeps nobody from starting; only what would show
    the app more than it may see counts here, or a layout that a newer version made and this one
    can't understand, and :func:`examine` finds it too.

    :raises Unavailable: if the database does not answer or refuses the login.
    """
    try:
        with engines.reader(database).connect() as connection:
            basic = reach.version(database, connection) or reach.login(database, connection)
            if basic or (basic := layout.newer(database, connection)):
                return basic
            return list(_powers(database, connection))
    except SQLAlchemyError as error:
        raise unavailable(database, error) from None


def _powers(database: str, connection: Connection) -> Iterator[Finding]:
    if database not in SOURCES:
        yield from permissions.beyond(database, connection)
        return
    user = str(connection.scalar(text("SELECT current_user")))
    yield from permissions.exposed(database, connection, "source", (user,))
    yield from _unforced(database, connection)


def _unforced(database: str, connection: Connection) -> Iterator[Finding]:
    """Rollups, known to the contract or not, that the connected role reads without row security."""
    rows = connection.execute(
        text(
            "SELECT c.oid::regclass::text, pg_has_role(current_user, relowner, 'MEMBER'),"
            " relkind FROM pg_class c WHERE relnamespace = to_regnamespace('rollup')"
            " AND relkind IN ('r', 'p', 'v', 'm', 'f')"
            " AND has_table_privilege(current_user, c.oid, 'SELECT')"
            " AND (pg_has_role(current_user, relowner, 'MEMBER') OR relkind NOT IN ('r', 'p')"
            " OR NOT (relrowsecurity AND relforcerowsecurity)) ORDER BY 1"
        )
    )
    for name, owns, kind in rows:
        if owns:
            mend = f"ALTER TABLE {name} OWNER TO {names().owner};"
            yield wrong(database, f"{name} belongs to the app's own login", mend)
        elif kind not in ("r", "p"):
            mend = f"REVOKE ALL ON {name} FROM {names().reader}, PUBLIC;"
            yield wrong(database, f"{name} is no table, and can have no row security", mend)
        else:
            mend = f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
            yield wrong(database, f"row security is not forced on {name}", mend)
