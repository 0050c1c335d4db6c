"""Where a database is, also where several servers hold it: a primary and its replicas.

They are tried in their order until one is of the kind that ``target_session_attrs`` asks for, at
each new connection (:mod:`lib.data.choosing_servers`): so a replica that stops, or one that is
promoted, is found by itself.
"""

import re

from sqlalchemy.engine import URL, make_url

DRIVER = "postgresql+psycopg2"
# libpq's own form of several servers, host:port,host:port, which SQLAlchemy knows as host= alone.
_SERVERS = re.compile(
    r"^(?P<scheme>[^:]+://(?:[^@/]*@)?)(?P<servers>[^/?@]*,[^/?@]*)(?P<rest>[/?].*)?$"
)
_MEANT = {"read-write": "primary"}
"""By the app's role no session is read-write of itself, on a primary neither."""
_OF_A_PRIMARY = (None, "primary", "read-write")


def parsed(value: str) -> URL:
    """A database's address, with several servers in either form.

    :raises ValueError: if it is none, or not PostgreSQL's.
    """
    several = _SERVERS.match(value)
    try:
        if several:
            servers = [f"host={each}" for each in several["servers"].split(",")]
            path, _, query = (several["rest"] or "/").partition("?")
            value = f"{several['scheme']}{path}?{'&'.join([*servers, *filter(None, [query])])}"
        url = make_url(value)
    except Exception:
        raise ValueError("is not a database URL (postgresql://user:password@host/name)") from None
    if not url.drivername.startswith("postgresql"):
        raise ValueError("must be a PostgreSQL URL (postgresql://…)")
    kind = url.query.get("target_session_attrs")
    if isinstance(kind, str) and kind in _MEANT:
        url = url.update_query_dict({"target_session_attrs": _MEANT[kind]})
    # Plain postgresql:// would mean psycopg 3 to SQLAlchemy 2.1.
    return url.set(drivername=DRIVER)


def of_the_primary(url: URL) -> URL:
    """The address for whoever writes: of several servers the one that takes changes.

    :raises ValueError: if it asks for another.
    """
    kind = url.query.get("target_session_attrs")
    if kind not in _OF_A_PRIMARY:
        raise ValueError(
            f"asks for target_session_attrs={kind}, and what is written needs the primary; leave it"
            " out: of several servers the primary is found"
        )
    hosts = url.query.get("host", "")
    is_several = isinstance(hosts, tuple) or "," in hosts or "," in (url.host or "")
    return url.update_query_dict({"target_session_attrs": "primary"}) if is_several else url
