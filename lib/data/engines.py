"""One pooled engine for each database and role, made once in a process."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url

from lib.data import addresses, choosing_servers, in_force, server
from lib.data.configuration import ConfigurationError, Connections, configuration
from lib.data.role_names import names

CONNECT_TIMEOUT_S = 3
_NOTICING = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}
"""By which a machine that vanished without a word is noticed within 20 seconds."""


def _refuse_in_public() -> None:
    """In profile public there is one engine, whatever else is configured.

    :raises ConfigurationError: in that profile.
    """
    if configuration().is_public:
        raise ConfigurationError(
            "configuration: profile: is public, which reads what was published and nothing else"
        )


def _embedded(database: str, role: str) -> URL:
    return server.start(configuration().data_directory).set(database=database, username=role)


def _url(database: str, role: str, section: str) -> URL:
    """Where a role finds a database: the embedded one, or what a section of the settings says.

    Pages may read the sources' databases from a replica; accounts, sessions and the audit, and
    whatever the command line does, are the primary's.

    :raises ConfigurationError: in profile public, or if databases are configured and this is not,
        or its address asks for a replica where there is something to write.
    """
    _refuse_in_public()
    config = configuration()
    if config.is_embedded:
        return _embedded(database, role)
    configured: Connections | None = getattr(config, section)
    if configured is None:
        example = "secrets" if section == "connections" else "owner"
        raise _missing(f"{section}.{database}", example)
    url = make_url(configured.url(database))
    if section == "connections" and database != "dashboard":
        return url
    try:
        return addresses.of_the_primary(url)
    except ValueError as error:
        raise ConfigurationError(f"configuration: {section}.{database}.url: {error}") from None


def _missing(key: str, example: str) -> ConfigurationError:
    return ConfigurationError(
        f"configuration: {key}.url: is missing (see .streamlit/{example}.toml.example)"
    )


_made: list[Engine] = []
"""The engines that are in use."""


def _make(url: URL, **options: Any) -> Engine:
    _made.append(choosing_servers.ask_servers(create_engine(url, **options)))
    return _made[-1]


def _for_commands(url: URL, name: str) -> Engine:
    """An engine for the command line: statements may take as long as they need."""
    engine = _make(
        url,
        # SQL and its parameters stay out of error messages.
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_S, "application_name": name},
    )
    return in_force.hold(engine, in_force.FOR_COMMANDS)


def _for_pages(url: URL, name: str, *, pool_size: int, max_overflow: int) -> Engine:
    """An engine that pages read with: pooled, with short timeouts, unable to write."""
    pools = configuration().databases
    engine = _make(
        url,
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_timeout=pools.wait_seconds,
        pool_recycle=60 * pools.recycle_minutes,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "application_name": name,
            **_NOTICING,
        },
    )
    return in_force.hold(engine, in_force.FOR_PAGES)


@cache
def reader(database: str) -> Engine:
    """The engine that the app reads a database with.

    :raises ConfigurationError: if the configuration is wrong.
    """
    url = _url(database, names().reader, "connections")
    pools = configuration().databases
    return _for_pages(url, "tejido", pool_size=pools.kept, max_overflow=pools.more)


@cache
def owner(database: str) -> Engine:
    """The engine that migrates and fills a database; for the command line, never for the app.

    :raises ConfigurationError: if databases are configured and their owner is not.
    """
    return _for_commands(_url(database, "postgres", "owners"), "tejido-owner")


@cache
def publisher(database: str) -> Engine:
    """The engine that makes a release: reads its raw numbers, adds it to what is published.

    :raises ConfigurationError: if databases are configured and their publisher is not.
    """
    return _for_commands(_url(database, names().publisher, "publishers"), "tejido-publisher")


@cache
def public_reader() -> Engine:
    """The engine that reads the public numbers: published releases, nothing else.

    :raises ConfigurationError: if databases are configured and the public reader is not.
    """
    config = configuration()
    if config.public_reader is not None:
        url = make_url(config.public_reader.url)
    elif config.is_embedded:
        url = _embedded("dashboard", names().public_reader)
    else:
        raise _missing("public_reader", "secrets")
    pools = config.databases
    return _for_pages(
        url, "tejido-public", pool_size=pools.public_kept, max_overflow=pools.public_more
    )


@contextmanager
def in_one_message(database: str) -> Iterator[Connection]:
    """A connection of :func:`reader` for a read of one message, a transaction by itself.

    Nothing is said to the server to begin and to end one, each of which would be a way there and
    back. Through a pooler there is one all the same: what must hold is set in it.
    """
    with reader(database).connect() as connection:
        if not in_force.is_pooled(connection):
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


def forget() -> None:
    """Forget the engines and the configuration; the next use starts afresh.

    Connections that nobody uses are closed, those in use when they are given back.
    """
    for cached in (reader, owner, publisher, public_reader):
        cached.cache_clear()
    while _made:
        _made.pop().dispose()
    choosing_servers.forget()
    configuration.cache_clear()
