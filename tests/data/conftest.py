"""Databases apart from the run's own, for tests that spoil them."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from lib.data import engines, server
from lib.data.contract import DATABASES

Configure = Callable[[Mapping[str, URL], str], None]


def connect(url: URL) -> Engine:
    """An engine that keeps no connection and commits each statement."""
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Point Tejido at other databases, as its configuration would, reading as a given role."""

    def point(urls: Mapping[str, URL], reader: str) -> None:
        for database, url in urls.items():
            for section, user in (("CONNECTIONS", reader), ("OWNERS", url.username)):
                monkeypatch.setenv(
                    f"TEJIDO_{section}__{database.upper()}__URL",
                    url.set(username=user).render_as_string(hide_password=False),
                )
        engines.forget()

    yield point
    engines.forget()


@pytest.fixture
def scratch(databases: Path, configure: Configure) -> Iterator[dict[str, URL]]:
    """Three empty databases beside the run's own; Tejido uses them for the length of the test."""
    main = server.start(databases)
    urls = {name: main.set(database=f"scratch_{name}") for name in DATABASES}
    with connect(main).connect() as connection:
        for url in urls.values():
            connection.execute(text(f"CREATE DATABASE {url.database}"))
    configure(urls, "tejido_reader")
    yield urls
    engines.forget()
    with connect(main).connect() as connection:
        for url in urls.values():
            connection.execute(text(f"DROP DATABASE {url.database} WITH (FORCE)"))


@pytest.fixture(scope="session")
def other_server() -> URL:
    """A second server without Tejido's roles; the superuser's URL of its database postgres."""
    directory = Path(tempfile.mkdtemp(prefix="tj"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    return server.start(directory)
