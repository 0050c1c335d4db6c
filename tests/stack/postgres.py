"""A cluster of the real PostgreSQL, with the three databases of an invented organization."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT

import psycopg2

from lib.data.contract import DATABASES
from tests.stack.programs import START_SECONDS, give_away, program, ran, running, unprivileged

ROOT = Path(__file__).parents[2]
SETTINGS = (
    # Nothing here has to survive a power cut.
    *("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"),
    *("-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"),
    # A replica can be made of it.
    *("-c", "wal_level=replica", "-c", "max_wal_senders=4"),
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL that runs.

    :ivar directory: of its files, of which a base backup can be made.
    :ivar log: what it says.
    """

    directory: Path
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def url(self, database: str, role: str = "postgres") -> str:
        """The address of a database, for a role; nobody is asked for a password."""
        return url(database, role, self.port)


def url(database: str, role: str, port: int) -> str:
    """The address of a database of this machine."""
    return f"postgresql://{role}@127.0.0.1:{port}/{database}"


@contextmanager
def cluster(directory: Path, port: int) -> Iterator[Cluster]:
    """Make a cluster in an empty directory, and run it for the length of a block."""
    give_away(directory)
    files, log = directory / "files", directory / "postgresql.log"
    as_user = unprivileged()
    made_by = (program("initdb"), "-D", files, "--auth=trust", "-U", "postgres", "-E", "UTF8")
    ran(*made_by, cwd=directory, **as_user)
    command = [program("postgres"), "-D", str(files), "-p", str(port), "-k", str(directory)]
    with running([*command, *SETTINGS], log, port, cwd=directory, end=SIGINT, **as_user) as process:
        made = Cluster(files, port, process, log)
        await_answer(made.url("postgres"))
        yield made


def await_answer(address: str) -> None:
    """Wait until a database takes connections: one that starts listens before it does."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg2.connect(address).close()
        except psycopg2.OperationalError:
            assert time.monotonic() < until, f"no answer at {address}"
            time.sleep(0.1)
        else:
            return


def addresses(owners: Cluster, readers: int | None = None) -> dict[str, str]:
    """The settings by which Tejido finds a cluster's databases.

    :param readers: the port that the app itself connects to, where that is another: a pooler's.
    """
    port = owners.port if readers is None else readers
    settings = {"TEJIDO_PUBLIC_READER__URL": url("dashboard", "tejido_public_reader", port)}
    for database in DATABASES:
        name = database.upper()
        settings |= {
            f"TEJIDO_CONNECTIONS__{name}__URL": url(database, "tejido_reader", port),
            f"TEJIDO_OWNERS__{name}__URL": owners.url(database),
            f"TEJIDO_PUBLISHERS__{name}__URL": owners.url(database, "tejido_publisher"),
        }
    return settings


def fill(owners: Cluster, environment: dict[str, str], members: int) -> None:
    """Lay out the databases, invent an organization, refresh, make the demo's accounts."""
    for database in DATABASES:
        connection = psycopg2.connect(owners.url("postgres"))
        connection.autocommit = True
        connection.cursor().execute(f'CREATE DATABASE "{database}"')
        connection.close()
    for command in (
        ("-m", "lib", "migrate", "--no-places"),
        ("-m", "lib", "demo", "--members", str(members)),
        ("-m", "lib", "refresh"),
        ("-c", "from lib.access import demo_accounts; demo_accounts.create()"),
    ):
        ran(sys.executable, *command, cwd=ROOT, env=environment)
