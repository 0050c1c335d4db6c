"""The restore drill: an empty server, the dumps, and everything that can't be derived is there."""

import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from lib.data.contract import DATABASES
from tests.stack.postgres import Cluster, addresses, await_answer, cluster
from tests.stack.processes import ROOT, environment
from tests.stack.programs import free_ports, program, ran
from tests.templates.copying import new_directory


def _to(server: Cluster) -> tuple[str, ...]:
    return ("-h", "127.0.0.1", "-p", str(server.port), "-U", "postgres")


@pytest.fixture(scope="module")
def restored(primary: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A new server with what ``docs/operations.md`` says that a backup has."""
    backup = tmp_path_factory.mktemp("backup")
    dump = (program("pg_dumpall"), *_to(primary), "--roles-only", "--no-role-passwords")
    (backup / "roles.sql").write_text(ran(*dump))
    for database in DATABASES:
        one = ("-Fc", "-f", backup / f"{database}.dump", database)
        ran(program("pg_dump"), *_to(primary), *one)
    with cluster(new_directory(), *free_ports(1)) as server:
        await_answer(server.url("postgres"))
        # The superuser is there already, and psql goes on after saying so.
        ran(program("psql"), *_to(server), "-q", "-f", backup / "roles.sql", "postgres")
        for database in DATABASES:
            ran(program("createdb"), *_to(server), database)
            dumped = backup / f"{database}.dump"
            ran(program("pg_restore"), *_to(server), "--exit-on-error", "-d", database, dumped)
        yield server


def _rows(
    server: Cluster, database: str, role: str, statement: str, scope: str = ""
) -> list[object]:
    connection = psycopg2.connect(server.url(database, role))
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.regions', %s, true)", [scope])
        cursor.execute(statement)
        rows = cursor.fetchall()
    connection.close()
    return list(rows)


def test_commands_find_a_restored_server_whole(restored: Cluster, tmp_path: Path) -> None:
    settings = environment(tmp_path, addresses(restored))
    for command in ("migrate --no-places", "refresh", "audit verify", "doctor"):
        ran(sys.executable, "-m", "lib", *command.split(), cwd=ROOT, env=settings)


def test_accounts_are_what_they_were(primary: Cluster, restored: Cluster) -> None:
    # What a sign-in changes is left out: the dump may be older.
    said = (
        "SELECT username, password_hash, role, regions, is_demo FROM dashboard.account ORDER BY 1"
    )
    before = _rows(primary, "dashboard", "postgres", said)
    assert before
    assert _rows(restored, "dashboard", "postgres", said) == before


def test_the_apps_role_sees_its_scope_and_no_more(primary: Cluster, restored: Cluster) -> None:
    counted = "SELECT count(*) FROM rollup.committee_week"
    for scope in ("southwest", "southeast,midwest"):
        before = _rows(primary, "membership", "tejido_reader", counted, scope)
        assert before != [(0,)]
        assert _rows(restored, "membership", "tejido_reader", counted, scope) == before
    assert _rows(restored, "membership", "tejido_reader", counted) == [(0,)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        _rows(restored, "membership", "tejido_reader", "SELECT * FROM source.member")
