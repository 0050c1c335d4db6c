"""Databases apart from the run's own, for tests that spoil them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from lib.data import engines, server
from lib.data.contract import DATABASES
from tests.templates.copying import new_directory

Configure = Callable[[Mapping[str, URL], str], None]


def connect(url: URL) -> Engine:
    """An engine that keeps no connection and commits each statement."""
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def alter(url: URL, *statements: str) -> None:
    """Run statements, each committed at once, without letting Tejido know."""
    with connect(url).connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


@contextmanager
def configured(urls: Mapping[str, URL], reader: str) -> Iterator[None]:
    """Point Tejido at other databases, as its configuration would, reading as a given role."""
    with pytest.MonkeyPatch.context() as patch:
        for database, url in urls.items():
            for section, user in (("CONNECTIONS", reader), ("OWNERS", url.username)):
                patch.setenv(
                    f"TEJIDO_{section}__{database.upper()}__URL",
                    url.set(username=user).render_as_string(hide_password=False),
                )
        engines.forget()
        yield
    engines.forget()


@contextmanager
def scratch_databases(directory: Path) -> Iterator[dict[str, URL]]:
    """Three empty databases beside the run's own; Tejido uses them meanwhile."""
    main = server.start(directory)
    urls = {name: main.set(database=f"scratch_{name}") for name in DATABASES}
    alter(main, *(f"CREATE DATABASE {url.database}" for url in urls.values()))
    try:
        with configured(urls, "tejido_reader"):
            yield urls
    finally:
        alter(main, *(f"DROP DATABASE {url.database} WITH (FORCE)" for url in urls.values()))


@pytest.fixture
def configure() -> Iterator[Configure]:
    """:func:`configured`, until the end of the test."""
    with ExitStack() as stack:
        yield lambda urls, reader: stack.enter_context(configured(urls, reader))


@pytest.fixture
def scratch(databases: Path) -> Iterator[dict[str, URL]]:
    """:func:`scratch_databases`, for one test."""
    with scratch_databases(databases) as urls:
        yield urls


@pytest.fixture(scope="module")
def other_server() -> URL:
    """A second server without Tejido's roles; the superuser's URL of its database postgres."""
    return server.start(new_directory())
