"""PgBouncer in transaction mode: what must hold does, no scope is another's, nothing hangs."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pandas as pd
import psycopg2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lib.access.database import changing
from lib.data import engines, in_force, reading
from lib.data.doctor import examine, poolers
from lib.data.errors import Reason, Unavailable
from lib.data.scope import Scope
from tests.stack.pooler import Pooler, pooler
from tests.stack.postgres import Cluster, addresses, url
from tests.stack.processes import ROOT
from tests.stack.programs import free_ports
from tests.templates.copying import new_directory

DAY = date(2026, 6, 24)
"""On which the demo's records end."""
REGIONS = ("southwest", "southeast", "midwest", "west", "northeast")


@pytest.fixture(scope="module")
def bouncer(primary: Cluster) -> Iterator[Pooler]:
    directory = new_directory()
    directory.chmod(0o755)
    with pooler(directory, primary, *free_ports(1)) as running:
        yield running


def through(bouncer: Pooler, primary: Cluster) -> dict[str, str]:
    """The settings by which all of Tejido, its owner too, comes through the pooler."""
    return {
        name: value.replace(f":{primary.port}/", f":{bouncer.port}/")
        for name, value in addresses(primary).items()
    }


@pytest.fixture
def pooled(
    bouncer: Pooler, primary: Cluster, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, str]]:
    """Let this process come through the pooler."""
    settings = through(bouncer, primary)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    engines.forget()
    yield settings
    engines.forget()


def committees(scope: tuple[str, ...]) -> pd.DataFrame:
    return reading.read("membership", "committees", Scope(scope), as_of=DAY)


def regions_read(scope: tuple[str, ...]) -> set[str]:
    return set(committees(scope)["region_id"])


def in_force_now(database: str) -> tuple[str, ...]:
    with engines.reader(database).connect() as connection:
        assert in_force.is_pooled(connection)
        names = ("statement_timeout", "transaction_read_only", "TimeZone")
        asked = ", ".join(f"current_setting('{name}')" for name in names)
        return tuple(connection.execute(text(f"SELECT {asked}")).one())


def test_nobody_reads_in_the_scope_of_another(pooled: dict[str, str]) -> None:
    """Twelve threads share three servers; every third transaction asks without a scope."""

    def attempt(number: int) -> None:
        region = REGIONS[number % len(REGIONS)]
        if number % 3:
            assert regions_read((region,)) == {region}
            return
        with engines.reader("membership").connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM rollup.committee")) == 0
            # A scope that an error or a rollback ends is gone, too.
            reading.enter(connection, Scope(REGIONS))
            with pytest.raises(DBAPIError):
                connection.execute(text("SELECT 1/0"))
            connection.rollback()
            assert connection.scalar(text("SELECT count(*) FROM rollup.committee")) == 0

    with ThreadPoolExecutor(12) as several:
        list(several.map(attempt, range(300)))


def test_what_another_client_leaves_behind_binds_nobody(
    pooled: dict[str, str], bouncer: Pooler
) -> None:
    """Whoever has the app's login sets for the session what the next one would get."""
    left = (
        "SET statement_timeout = 0",
        "SET default_transaction_read_only = off",
        "SET TimeZone = 'Asia/Tokyo'",
        f"SET app.regions = '{','.join(REGIONS)}'",
    )
    address = url("membership", "tejido_reader", bouncer.port)
    # Each holds one of the pooler's three servers until all have left it.
    others = [psycopg2.connect(address) for _ in range(3)]
    for other in others:
        for statement in left:
            other.cursor().execute(statement)
    for other in others:
        other.commit()
        other.close()
    for _ in range(6):
        assert in_force_now("membership") == ("15s", "on", "UTC")
        with engines.reader("membership").connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM rollup.committee")) == 0
    assert regions_read(("west",)) == {"west"}


def test_a_login_that_brings_nothing_along_is_held_all_the_same_and_doctor_says_so(
    pooled: dict[str, str], bouncer: Pooler, primary: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = psycopg2.connect(primary.url("membership"))
    owner.autocommit = True
    owner.cursor().execute("CREATE ROLE organizer LOGIN; GRANT tejido_reader TO organizer")
    try:
        monkeypatch.setenv(
            "TEJIDO_CONNECTIONS__MEMBERSHIP__URL", url("membership", "organizer", bouncer.port)
        )
        engines.forget()
        assert in_force_now("membership") == ("15s", "on", "UTC")
        with pytest.raises(Unavailable) as refused:
            _write()
        assert refused.value.reason is Reason.READ_ONLY
        (advice,) = [f for f in examine("membership") if "pooler" in f.what]
        assert advice.what.startswith("organizer comes through a pooler and does not bring along")
        assert "statement_timeout 15s" in advice.what
        for command in advice.mend.split("; ")[:-1]:
            owner.cursor().execute(command)
        admin = psycopg2.connect(url("pgbouncer", "postgres", bouncer.port))
        admin.autocommit = True
        admin.cursor().execute("RECONNECT")
        admin.close()
        engines.forget()
        assert [f for f in examine("membership") if "pooler" in f.what] == []
    finally:
        engines.forget()
        owner.cursor().execute("REVOKE tejido_reader FROM organizer; DROP ROLE organizer")
        owner.close()


def _write() -> None:
    from lib.data.errors import unavailable

    try:
        with engines.reader("membership").begin() as connection:
            connection.execute(text("CREATE TEMPORARY TABLE kept (n int)"))
    except DBAPIError as error:
        raise unavailable("membership", error) from None


def test_doctor_names_the_pooler_and_what_is_in_force(pooled: dict[str, str]) -> None:
    assert poolers("membership") == [
        "the reader comes through a pooler; in force: statement_timeout 15s,"
        " transaction_read_only on, TimeZone UTC",
        "the owner comes through a pooler; in force: statement_timeout 0,"
        " transaction_read_only off, TimeZone UTC",
    ]


def test_the_app_writes_what_it_may(pooled: dict[str, str]) -> None:
    with changing() as connection:
        connection.execute(
            text(
                "INSERT INTO dashboard.attempt (kind, subject) VALUES ('pair', decode('00', 'hex'))"
            )
        )
        connection.rollback()
    with (
        engines.reader("dashboard").connect() as connection,
        pytest.raises(DBAPIError) as refused,
    ):
        connection.execute(text("DELETE FROM dashboard.attempt"))
    assert getattr(refused.value.orig, "pgcode", None) == "25006"


def test_commands_hold_no_lock_in_a_session_that_is_another_s_by_then(
    pooled: dict[str, str], settings: dict[str, str]
) -> None:
    """Two refreshes at once, and two after them; migration, audit, doctor."""

    def begun(*command: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "lib", *command],
            cwd=ROOT,
            env=settings | pooled,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def ended(process: "subprocess.Popen[str]") -> str:
        said = process.communicate(timeout=600)[0]
        assert not process.returncode, f"{process.args}: {said}"
        assert "Traceback" not in said
        return said

    at_once = [begun("refresh"), begun("refresh")]
    for process in at_once:
        ended(process)
    for command in ("migrate", "refresh", "audit prune", "audit verify"):
        ended(begun(*command.split()))
    assert "the reader comes through a pooler; in force" in ended(begun("doctor"))


def test_a_pooler_by_statement_is_refused_in_a_sentence(
    primary: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = new_directory()
    directory.chmod(0o755)
    with pooler(directory, primary, *free_ports(1), mode="statement") as by_statement:
        for name, value in through(by_statement, primary).items():
            monkeypatch.setenv(name, value)
        engines.forget()
        with pytest.raises(Unavailable):
            committees(("west",))
        engines.forget()
