"""A real replica is read, in the scope alone; its end and its promotion cost no restart.

Once as it is, and once with a PgBouncer before each server, which says of a server what it said
when it first connected to it.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic, sleep

import psycopg2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lib.access.database import changing
from lib.data import engines, reading
from lib.data.doctor import examine
from lib.data.errors import Reason, Unavailable, unavailable
from lib.data.scope import CATALOGUES, Scope
from tests.stack.pooler import pooler
from tests.stack.postgres import Cluster, addresses
from tests.stack.programs import free_ports
from tests.stack.replica import backed_up, kill, promote, started
from tests.templates.copying import new_directory

DAY = date(2026, 6, 24)
"""On which the demo's records end."""
PATIENCE_SECONDS = 120


@dataclass
class Pair:
    """A primary and its replica, which the tests of this module stop one after the other.

    The session's own cluster stays as it is: both are of a copy of it.

    :ivar ports: of the servers.
    :ivar doors: the ports that Tejido connects to: the servers' own, or those of poolers.
    """

    stack: ExitStack
    directories: dict[str, Path]
    ports: dict[str, int]
    doors: dict[str, int]
    running: dict[str, Cluster] = field(default_factory=dict)

    def start(self, name: str) -> None:
        self.running[name] = self.stack.enter_context(
            started(self.directories[name], self.ports[name])
        )

    def settings(self) -> dict[str, str]:
        """As an installation with a replica has them, in libpq's own form."""
        both = f"127.0.0.1:{self.doors['replica']},127.0.0.1:{self.doors['primary']}"
        settings = addresses(self.running["primary"])
        for name, value in settings.items():
            head, _, database = value.replace("postgresql://", "").partition("@")[2].partition("/")
            login = value.partition("//")[2].partition("@")[0]
            assert head
            prefers = name.startswith("TEJIDO_CONNECTIONS") and "DASHBOARD" not in name
            asks = "?target_session_attrs=prefer-standby" if prefers else ""
            settings[name] = f"postgresql://{login}@{both}/{database}{asks}"
        return settings


@pytest.fixture(scope="module", params=["servers", "poolers"])
def pair(primary: Cluster, request: pytest.FixtureRequest) -> Iterator[Pair]:
    directories = {name: new_directory() for name in ("primary", "replica")}
    for directory in directories.values():
        directory.chmod(0o755)
    first, second, *doors = free_ports(4)
    ports = {"primary": first, "replica": second}
    is_pooled = request.param == "poolers"
    with ExitStack() as stack:
        two = Pair(
            stack, directories, ports, dict(zip(ports, doors, strict=True)) if is_pooled else ports
        )
        backed_up(primary, directories["primary"])
        for signal in ("standby.signal", "postgresql.auto.conf"):
            (directories["primary"] / "files" / signal).unlink()
        two.start("primary")
        backed_up(two.running["primary"], directories["replica"])
        two.start("replica")
        for name in ports if is_pooled else ():
            directory = new_directory()
            directory.chmod(0o755)
            stack.enter_context(pooler(directory, two.running[name], two.doors[name]))
        yield two


@pytest.fixture(scope="module", autouse=True)
def replicated(pair: Pair) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in pair.settings().items():
            patch.setenv(name, value)
        engines.forget()
        yield
    engines.forget()


def port_read(database: str) -> int:
    with engines.reader(database).connect() as connection:
        return int(connection.scalar(text("SELECT inet_server_port()")) or 0)


def regions_read(*scope: str) -> set[str]:
    read = reading.read("membership", "committees", Scope(scope), as_of=DAY)
    return set(read["region_id"])


def write() -> None:
    with changing() as connection:
        connection.execute(
            text(
                "INSERT INTO dashboard.attempt (kind, subject) VALUES ('pair', decode('00', 'hex'))"
            )
        )
        connection.rollback()


def seconds_until(done: object) -> float:
    """How long something fails before it succeeds (s)."""
    assert callable(done)
    begun = monotonic()
    while monotonic() < begun + PATIENCE_SECONDS:
        try:
            done()
        except Unavailable:
            sleep(0.05)
        else:
            return monotonic() - begun
    raise AssertionError("it never came back")


def test_pages_read_the_replica_in_their_scope_and_accounts_are_the_primarys(pair: Pair) -> None:
    assert port_read("membership") == port_read("incidents") == pair.ports["replica"]
    assert port_read("dashboard") == pair.ports["primary"]
    assert regions_read("west") == {"west"}
    assert regions_read() == set()
    with engines.reader("membership").connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM rollup.committee")) == 0
        assert connection.scalar(text("SELECT current_setting('statement_timeout')")) == "15s"
    write()
    assert examine("dashboard") == []
    assert [f.what for f in examine("membership") if "refresh was at" not in f.what] == []


def test_what_a_standby_refuses_has_its_reason(pair: Pair) -> None:
    with engines.reader("membership").connect() as connection:
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text("SET TRANSACTION READ WRITE"))
        problem = unavailable("membership", refused.value)
        assert (problem.reason, problem.code) == (Reason.READ_ONLY, "0A000")
        connection.rollback()
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text("CREATE TEMPORARY TABLE kept (n int)"))
        problem = unavailable("membership", refused.value)
        assert (problem.reason, problem.code) == (Reason.READ_ONLY, "25006")


def lag() -> float:
    return float(reading.read("membership", "lag", CATALOGUES)["seconds"].iloc[0])


def test_lag_is_told_and_is_none_where_all_that_came_is_there(pair: Pair) -> None:
    replica = psycopg2.connect(pair.running["replica"].url("membership"))
    replica.autocommit = True
    owner = psycopg2.connect(pair.running["primary"].url("membership"))
    owner.autocommit = True
    while lag():
        sleep(0.05)
    replica.cursor().execute("SELECT pg_wal_replay_pause()")
    owner.cursor().execute("CREATE TABLE public.changed (n int); DROP TABLE public.changed")
    begun = monotonic()
    while not (behind := lag()):
        assert monotonic() < begun + PATIENCE_SECONDS
        sleep(0.05)
    sleep(0.2)
    assert lag() > behind
    replica.cursor().execute("SELECT pg_wal_replay_resume()")
    while lag():
        assert monotonic() < begun + PATIENCE_SECONDS
        sleep(0.05)
    replica.close()
    owner.close()


def test_a_replica_that_ends_costs_no_read_and_is_read_again(pair: Pair) -> None:
    assert port_read("membership") == pair.ports["replica"]
    kill(pair.running["replica"])
    failed = 0
    for _ in range(20):
        try:
            assert regions_read("west") == {"west"}
        except Unavailable:
            failed += 1
    assert failed <= 1
    assert port_read("membership") == pair.ports["primary"]
    pair.start("replica")
    # As after databases.recycle_minutes: a new connection finds it, once its pooler tries it again.
    begun = monotonic()
    while port_read("membership") != pair.ports["replica"]:
        assert monotonic() < begun + PATIENCE_SECONDS
        engines.reader("membership").dispose()
        sleep(0.05)


def test_a_promotion_needs_no_restart(pair: Pair) -> None:
    """Last, since there is no primary of old afterwards."""
    write()
    kill(pair.running["primary"])
    # Reading goes on meanwhile, without a failure.
    assert regions_read("west") == {"west"}
    with pytest.raises(Unavailable) as lost:
        write()
    assert lost.value.reason in (Reason.DOWN, Reason.READ_ONLY)
    promote(pair.running["replica"])
    assert seconds_until(write) < PATIENCE_SECONDS
    assert port_read("dashboard") == pair.ports["replica"]
    assert regions_read("west") == {"west"}
    assert not lag()
