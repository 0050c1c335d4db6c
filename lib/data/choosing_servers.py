"""Which of several servers is connected to: each is asked what it is.

libpq goes by what is said when it connects (``target_session_attrs``). Behind PgBouncer that is the
pooler's word: it repeats what its server said when it first connected to it, also while that server
is gone and after it was promoted. So reads stayed with a replica that was no more, and no new
primary was ever found.
"""

from collections.abc import Iterator
from itertools import cycle
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Dialect

_IS_STANDBY = "SELECT pg_catalog.pg_is_in_recovery()"
_WANTS_STANDBY = {"prefer-standby": True, "standby": True, "primary": False}
"""By ``target_session_attrs``; what else it may say is left to libpq."""
SILENT_SECONDS = 10
"""For so long a server that did not answer is asked last, and not at all where another will do: a
pooler whose server is gone holds each question back for seconds, and a page has several."""
_silent: dict[tuple[str, str], float] = {}
"""When a server did not answer, by its host and port."""


def ask_servers(engine: Engine) -> Engine:
    """Have an engine ask, where its address says which kind of server it wants."""
    if engine.url.query.get("target_session_attrs") in _WANTS_STANDBY:
        event.listen(engine, "do_connect", connected)
    return engine


def connected(dialect: Dialect, _record: object, args: Any, settings: dict[str, Any]) -> Any:
    """A connection to the first server of the kind that is wanted: an engine's ``do_connect``.

    :raises Exception: the driver's error, if there is none.
    """
    kind = settings["target_session_attrs"]
    error: Exception = dialect.loaded_dbapi.OperationalError(f"no server is a {kind}")
    another: Any = None
    for server in sorted(servers(settings), key=_is_silent):
        if another is not None and _is_silent(server):
            break
        try:
            connection, is_standby = _asked(dialect, args, server)
        except dialect.loaded_dbapi.Error as problem:
            error = problem
            continue
        if is_standby is _WANTS_STANDBY[kind]:
            if another is not None:
                another.close()
            return connection
        if another is None and kind == "prefer-standby":
            another = connection
        else:
            connection.close()
    if another is None:
        raise error
    return another


def _asked(dialect: Dialect, args: Any, server: dict[str, Any]) -> tuple[Any, bool]:
    """A connection to a server, and whether it is a standby."""
    name = _name(server)
    try:
        connection = dialect.connect(*args, **server)
        try:
            is_standby = _is_standby(connection)
        except dialect.loaded_dbapi.Error:
            connection.close()
            raise
    except dialect.loaded_dbapi.Error:
        _silent[name] = monotonic()
        raise
    _silent.pop(name, None)
    return connection, is_standby


def _is_silent(server: dict[str, Any]) -> bool:
    return monotonic() - _silent.get(_name(server), -SILENT_SECONDS) < SILENT_SECONDS


def _name(server: dict[str, Any]) -> tuple[str, str]:
    return str(server["host"]), str(server.get("port", ""))


def forget() -> None:
    """Take no server for silent any more."""
    _silent.clear()


def servers(settings: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """How each server is connected to, in their order.

    :param settings: of all of them, as libpq takes them: hosts and ports joined by commas, one port
        for all or one for each, empty where it is the usual one.
    """
    ports = str(settings.get("port", "")).split(",")
    for host, port in zip(str(settings["host"]).split(","), cycle(ports), strict=False):
        one = {name: value for name, value in settings.items() if name != "port"}
        yield one | {"host": host, "target_session_attrs": "any"} | ({"port": port} if port else {})


def _is_standby(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_IS_STANDBY)
        (is_standby,) = cursor.fetchone()
    connection.rollback()
    return bool(is_standby)
