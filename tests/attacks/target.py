"""What is attacked: an invented organization with a mark on every region's names, and a server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from lib.access import demo_accounts
from lib.data import configuration, engines
from lib.data.contract import DERIVED, metadata_of
from lib.data.migrate import migrate_all
from lib.data.refresh import refresh_all
from lib.demo.filling import make
from lib.demo.plan import Plan
from tests.benchmarks.servers import Server, serving

PLAN = Plan(members=1_500, seed=7, committees=40)
NAMES = ("name", "place_name", "crm_url")
"""Columns of names: what a row of a region is recognized by, wherever it turns up."""
TRACES = (
    b"Traceback",
    b"sqlalchemy",
    b"psycopg",
    b"site-packages",
    b'File "/',
    str(configuration.ROOT).encode(),
)
"""What no answer says: where it comes from, and what went wrong inside."""
HOME, ELSEWHERE = "southwest", "southeast"
"""The region of the attacking organizers, and one that is not theirs."""


def mark(region: str) -> str:
    """What stands in every name of a region's."""
    return f"zq{region}qz"


@dataclass(frozen=True)
class Target:
    """A dashboard that runs.

    :ivar server: its process and its log.
    :ivar committees: the committees of each region, by id.
    """

    server: Server
    committees: dict[str, list[str]]

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.server.port

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://localhost:{self.port}"

    def betrayed(self, answer: bytes, regions: frozenset[str]) -> str | None:
        """What an answer to someone of these regions holds of others, or of the inside."""
        for region in self.committees.keys() - regions:
            if mark(region).encode() in answer:
                return f"a name of {region}"
            for committee in self.committees[region]:
                if committee.encode() in answer:
                    return f"{committee} of {region}"
        return next((f"says {trace!r}" for trace in TRACES if trace in answer), None)


def fill() -> None:
    """Invent the organization in empty databases, refresh it and mark its regions' names."""
    make(plan=PLAN)
    refresh_all()
    for database in ("membership", "incidents"):
        _mark(database)
    demo_accounts.create()


def _mark(database: str) -> None:
    with engines.owner(database).begin() as connection:
        for table in DERIVED[database].sorted_tables:
            if "region_id" not in table.c or table.name == "region":
                continue
            for column in set(table.c.keys()) & set(NAMES):
                marked = f"{column} || ' zq' || region_id || 'qz'"
                connection.execute(text(f"UPDATE {table.fullname} SET {column} = {marked}"))


@contextmanager
def own_databases(directory: Path) -> Iterator[None]:
    """Empty databases in a directory, and no others, whatever this machine is configured for."""
    configured = [path for path in (configuration.SECRETS, configuration.OWNERS) if path.exists()]
    if configured:
        raise SystemExit(f"attacks: move {configured[0]} away first; the server would read it")
    for name in [name for name in os.environ if name.startswith("TEJIDO_")]:
        del os.environ[name]
    os.environ["TEJIDO_DATA_DIRECTORY"] = str(directory)
    engines.forget()
    migrate_all()
    yield
    engines.forget()


@contextmanager
def attacked(directory: Path) -> Iterator[Target]:
    """A server over the filled databases of a directory, for the length of a block."""
    with serving("lib", "serve", directory=directory) as server:
        yield Target(server, _committees())


def _committees() -> dict[str, list[str]]:
    query = "SELECT region_id, array_agg(committee_id) FROM rollup.committee GROUP BY region_id"
    with engines.owner("membership").connect() as connection:
        return {region: list(found) for region, found in connection.execute(text(query))}


def run(statement: str, **values: object) -> None:
    """Change the dashboard's database as its owner."""
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text(statement), values)


def standing() -> dict[str, str]:
    """A digest of what no attack changes: accounts, links, codes, scenarios and published data."""
    tables = {
        t.fullname
        for m in metadata_of("dashboard")
        for t in m.sorted_tables
        if t.name not in ("audit", "session", "attempt")
    }
    with engines.owner("dashboard").connect() as connection:
        return {
            table: str(
                connection.scalar(
                    text(
                        "SELECT md5(coalesce(string_agg(said, '|' ORDER BY said), '')) FROM ("
                        " SELECT CAST(to_jsonb(whole_row) - 'last_used_at' AS text) AS said"
                        f" FROM {table} AS whole_row) AS digested"
                    )
                )
            )
            for table in sorted(tables)
        }
