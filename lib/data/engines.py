"""One pooled engine for each database and role, made once in a process."""

from functools import cache

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url

from lib.data import roles, server
from lib.data.configuration import ConfigurationError, configuration

STATEMENT_TIMEOUT_MS = 15_000
CONNECT_TIMEOUT_S = 3


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


@cache
def reader(database: str) -> Engine:
    """The engine that the app reads a database with.

    :raises ConfigurationError: if the configuration is wrong.
    """
    _refuse_in_public()
    config = configuration()
    if config.is_embedded:
        url = _embedded(database, roles.READER)
    elif config.connections is None:
        raise ConfigurationError(
            f"configuration: connections.{database}.url: is missing"
            " (see .streamlit/secrets.toml.example)"
        )
    else:
        url = make_url(config.connections.url(database))
    return create_engine(
        url,
        pool_size=8,
        max_overflow=8,
        pool_timeout=5,
        pool_pre_ping=True,
        # SQL and its parameters stay out of error messages.
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "application_name": "tejido",
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c timezone=UTC"
            " -c default_transaction_read_only=on",
        },
    )


@cache
def owner(database: str) -> Engine:
    """The engine that migrates and fills a database; for the command line, never for the app.

    :raises ConfigurationError: if databases are configured and their owner is not.
    """
    _refuse_in_public()
    config = configuration()
    if config.is_embedded:
        url = _embedded(database, "postgres")
    elif config.owners is None:
        raise ConfigurationError(
            f"configuration: owners.{database}.url: is missing (see .streamlit/owner.toml.example)"
        )
    else:
        url = make_url(config.owners.url(database))
    return create_engine(
        url,
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "application_name": "tejido-owner",
            "options": "-c timezone=UTC",
        },
    )


@cache
def publisher(database: str) -> Engine:
    """The engine that makes a release: reads its raw numbers, adds it to what is published.

    :raises ConfigurationError: if databases are configured and their publisher is not.
    """
    _refuse_in_public()
    config = configuration()
    if config.is_embedded:
        url = _embedded(database, roles.PUBLISHER)
    elif config.publishers is None:
        raise ConfigurationError(
            f"configuration: publishers.{database}.url: is missing"
            " (see .streamlit/owner.toml.example)"
        )
    else:
        url = make_url(config.publishers.url(database))
    return create_engine(
        url,
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "application_name": "tejido-publisher",
            "options": "-c timezone=UTC",
        },
    )


@cache
def public_reader() -> Engine:
    """The engine that everyone's numbers are read with: published releases, nothing else.

    :raises ConfigurationError: if databases are configured and the public reader is not.
    """
    config = configuration()
    if config.public_reader is not None:
        url = make_url(config.public_reader.url)
    elif config.is_embedded:
        url = _embedded("dashboard", roles.PUBLIC_READER)
    else:
        raise ConfigurationError(
            "configuration: public_reader.url: is missing (see .streamlit/secrets.toml.example)"
        )
    return create_engine(
        url,
        pool_size=2,
        max_overflow=4,
        pool_timeout=5,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "application_name": "tejido-public",
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c timezone=UTC"
            " -c default_transaction_read_only=on",
        },
    )


def forget() -> None:
    """Forget the engines and the configuration; the next use starts afresh."""
    for cached in (reader, owner, publisher, public_reader):
        cached.cache_clear()
    configuration.cache_clear()
