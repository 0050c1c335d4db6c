"""Every test that needs a database gets a real one of its own; none can reach a configured one."""

import gc
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import bcrypt
import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from sqlalchemy import Engine, TextClause, text
from sqlalchemy.engine import URL
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner

from lib.access import audit_queue
from lib.access.audit_batches import Happened
from lib.data import configuration, engines, server
from lib.data.contract import DATABASES, metadata_of
from tests.data import derived
from tests.data.rows import Rows
from tests.templates.copying import copy, end, new_directory

TESTS = Path(__file__).parent


settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=200, deadline=None)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
settings.load_profile(PROFILE)
if PROFILE == "quick":
    # Else each process parses all of Tejido for the numbers and words that stand in it, and the
    # examples are others wherever one changes.
    NO_CONSTANTS = providers._local_constants
    providers._get_local_constants = lambda: NO_CONSTANTS

SERVERS = (
    ("tests/attacks/test_attacks.py", "tests/benchmarks/", "tests/browser/test_every_page.py"),
    ("tests/browser/",),
)
"""Tests that start servers: two groups of equal length, each in one process with its servers."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage while modules are loaded, and never again in what they hold."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        # By default it is looked for after each 700 new objects.
        gc.set_threshold(50_000, 20, 100)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the system's own programs."""
    for item in items:
        if item.path.is_relative_to(TESTS / "stack"):
            item.add_marker("stack")


def pytest_unconfigure() -> None:
    """Leave no server and no directory behind."""
    engines.forget()
    end()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let one process run the tests of a file, which share what it prepares."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            groups = (" ".join(group) for group in SERVERS if nodeid.startswith(group))
            return next(groups, nodeid.partition("::")[0])

    return ByFile(config, log)


@pytest.fixture(scope="session", autouse=True)
def data_directory() -> Iterator[Path]:
    """Point the whole run at an empty directory, whatever this machine is configured to use."""
    directory = new_directory()
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.startswith("TEJIDO_")]:
            patch.delenv(name)
        patch.setenv("TEJIDO_DATA_DIRECTORY", str(directory))
        patch.setattr(configuration, "SECRETS", directory / "no-secrets.toml")
        patch.setattr(configuration, "OWNERS", directory / "no-owner.toml")
        engines.forget()
        yield directory
        engines.forget()


Salt = Callable[..., bytes]


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[Salt]:
    """Let bcrypt work as little as it may; gives bcrypt's own way back to who tests that."""
    salt = bcrypt.gensalt
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bcrypt, "gensalt", lambda rounds=4, prefix=b"2b": salt(4, prefix))
        yield salt


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Let Streamlit look through the installed packages for components once in a run.

    It does so at each run of a tested page, where a server does at its start.
    """
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session", autouse=True)
def waited_for_at_rest() -> Iterator[None]:
    """Let who waits for a tested page sleep until it has run.

    Streamlit's harness looks each millisecond, for which the page's own thread has to stop.
    """
    look = local_script_runner.require_widgets_deltas

    def wait(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        if not runner.script_stopped():
            look(runner, 0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture(scope="session", autouse=True)
def recorded_at_once() -> Iterator[None]:
    """Let what is recorded off the page's way be there at once, in the database of this test."""
    put = audit_queue.put

    def put_and_wait(row: Happened, room: float = 1.0) -> bool:
        is_taken = put(row, room)
        if not audit_queue.settle():
            audit_queue.finish(0)
        return is_taken

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit_queue, "put", put_and_wait)
        yield


@pytest.fixture(scope="session")
def databases(data_directory: Path) -> Iterator[Path]:
    """Start an embedded PostgreSQL with three migrated databases, once in a run and worker."""
    copy("migrated", data_directory)
    own = server.start(data_directory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "_for_commands", _outliving(engines._for_commands, own))
        engines.forget()
        yield data_directory
    engines.forget()


Make = Callable[[URL, str], Engine]


def _outliving(make: Make, own: URL) -> Make:
    """Let the owner's engines of the run's own databases outlive what forgets all others.

    A new connection would look up every table anew, for each test that refreshes.
    """

    @cache
    def make_once(url: URL, name: str) -> Engine:
        engine = make(url, name)
        engines._made.remove(engine)
        return engine

    def make_or_take(url: URL, name: str) -> Engine:
        is_own = url.query == own.query and url.database in DATABASES
        return (make_once if is_own else make)(url, name)

    return make_or_take


def empty_tables() -> None:
    """Empty every table of the three databases."""
    engines.forget()
    derived.forget()
    for database in DATABASES:
        with engines.owner(database).begin() as connection:
            # Without triggers, which keep even the owner from emptying the audit.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            # Most are empty already, and TRUNCATE would make new files for each all the same.
            for name in connection.scalars(_filled(database)).all():
                connection.execute(text(f"DELETE FROM {name}"))


@cache
def _filled(database: str) -> TextClause:
    """Asks which tables have a row."""
    names = [t.fullname for m in metadata_of(database) for t in m.sorted_tables]
    return text(" UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in names))


@pytest.fixture
def clean(databases: Path) -> Path:
    """Empty every table of the three databases before the test."""
    empty_tables()
    return databases


@pytest.fixture
def rows(clean: Path) -> Rows:
    """Put rows into ``source``: ``rows("membership", "member", {...}, {...})``."""
    return Rows()
