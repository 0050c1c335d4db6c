"""What must hold on every connection, made to a server or through a pooler.

A pooler that hands out servers by transaction (PgBouncer's ``pool_mode = transaction``, and the
hosted ones like it) passes no ``options`` on when it connects, and whatever a session sets goes to
whoever comes next. So nothing is asked for when connecting, and each connection is looked at once:

* ``migrate`` puts the settings on the roles, so that mostly they are in force already;
* where they are not, a connection of one's own sets them for itself;
* through a pooler every transaction sets them for itself: the server behind it may be older than
  the role's settings, or keep what another client has set.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, event, text

Settings = Mapping[str, str]
"""Settings of PostgreSQL and their values, as ``current_setting`` says them."""

STATEMENT_TIMEOUT = "15s"
FOR_PAGES: Settings = {
    "statement_timeout": STATEMENT_TIMEOUT,
    "default_transaction_read_only": "on",
    "TimeZone": "UTC",
    "random_page_cost": "1.1",
}
"""Of whoever serves pages: nothing takes long, nothing is written unless a transaction says so.

A page jumped to costs little more than the next one, from memory and on any disk of today: told
otherwise, PostgreSQL reads a whole rollup where an index leads to a region's few weeks.
"""
FOR_COMMANDS: Settings = {"TimeZone": "UTC"}
"""Of the command line: statements may take as long as they need."""

_POOLED = "tejido_pooled"
_LACKED = "tejido_lacked"


def hold(engine: Engine, settings: Settings) -> Engine:
    """See that settings hold on each connection and in each transaction of an engine.

    :return: the engine.
    """

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, record: Any) -> None:
        _look(connection, record.info, settings)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if is_pooled(connection):
            # None of these takes a snapshot: whoever waits for a lock first still sees what is new.
            # A cursor on the server, which a connection may want for its rows, can't set anything.
            connection.exec_driver_sql(
                _for_the_transaction(settings),
                execution_options={"stream_results": False, "yield_per": None},
            )

    return engine


def is_pooled(connection: Connection) -> bool:
    """Whether a pooler stands between a connection and its server."""
    return bool(connection.info.get(_POOLED))


def lacked(connection: Connection) -> dict[str, str]:
    """Settings that a connection's login does not bring along, so that they have to be set."""
    return dict(connection.info.get(_LACKED, {}))


def by_role(role: str, database: str, settings: Settings) -> list[str]:
    """The commands that let a login bring settings along, from its next connection on.

    :param role: a role's name, quoted where it must be.
    :param database: a database's name, as well.
    """
    return [
        f"ALTER ROLE {role} IN DATABASE {database} SET {name} = '{value}'"
        for name, value in settings.items()
    ]


def put_on_role(connection: Connection, role: str, settings: Settings) -> bool:
    """Let a role bring settings along to the connected database; whether that was allowed."""
    present = connection.scalar(
        text(
            "SELECT setconfig FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole"
            " JOIN pg_database ON pg_database.oid = setdatabase"
            " WHERE rolname = :role AND datname = current_database()"
        ),
        {"role": role},
    )
    if {f"{name}={value}" for name, value in settings.items()} <= set(present or ()):
        return True
    may = connection.scalar(
        text(
            "SELECT rolsuper OR rolname = :role OR (rolcreaterole AND (:version < 160000"
            " OR EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid"
            " WHERE r.rolname = :role AND m.member = pg_roles.oid AND m.admin_option)))"
            " FROM pg_roles WHERE rolname = current_user"
        ),
        {"role": role, "version": int(connection.scalar(text("SHOW server_version_num")) or 0)},
    )
    if may:
        name = connection.scalar(text("SELECT quote_ident(current_database())"))
        for command in by_role(role, str(name), settings):
            connection.exec_driver_sql(command)
    return bool(may)


def _look(connection: Any, info: dict[str, Any], settings: Settings) -> None:
    """Find out what a new connection is; set what it lacks where nobody else has its session."""
    names = ", ".join(f"current_setting('{name}')" for name in settings)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_backend_pid(), {names}")
            process, *values = cursor.fetchone()
            # A pooler has to invent the number by which a client may cancel a statement.
            info[_POOLED] = process != connection.get_backend_pid()
            info[_LACKED] = {
                name: wanted
                for (name, wanted), value in zip(settings.items(), values, strict=True)
                if value != wanted
            }
            if info[_LACKED] and not info[_POOLED]:
                cursor.execute(_set("SESSION", info[_LACKED]))
    finally:
        connection.autocommit = False


def _for_the_transaction(settings: Settings) -> str:
    """Of a transaction that has begun, the default is no longer asked: it is told itself."""
    local = {name: value for name, value in settings.items() if not name.startswith("default_")}
    if settings.get("default_transaction_read_only") != "on":
        return _set("LOCAL", local)
    # No scope before a transaction takes one, whatever another client left behind.
    return _set("LOCAL", {**local, "app.regions": ""}) + "; SET TRANSACTION READ ONLY"


def _set(extent: str, settings: Settings) -> str:
    return "; ".join(f"SET {extent} {name} = '{value}'" for name, value in settings.items())
