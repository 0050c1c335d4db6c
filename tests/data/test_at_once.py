"""What two people do at the same moment: migrate, or import while the rollups are derived."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from lib.data import engines
from lib.data.contract import DATABASES
from lib.data.migrate import migrate
from lib.data.refresh import Refreshed, refresh
from lib.exchange.importing import Outcome, import_file
from tests.data.conftest import Configure, alter
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

DAY = date(2024, 1, 31)
MAPPING = """
table = "member"
[identity]
template = "{id}"
[columns]
joined_on = "joined"
committee_id = { constant = "c1" }
"""


def test_empty_databases_of_one_server_are_laid_out_by_several_at_once(
    other_server: URL, configure: Configure
) -> None:
    """Roles are the server's, and the lock of a migration is a database's."""
    names = {database: f"{database}_at_once" for database in DATABASES}
    alter(other_server, *(f'CREATE DATABASE "{name}"' for name in names.values()))
    configure({d: other_server.set(database=n) for d, n in names.items()}, "postgres")
    with ThreadPoolExecutor(6) as several:
        done = list(several.map(migrate, [*DATABASES, *DATABASES]))
    # One of the two finds nothing, the other what that one laid out.
    assert [before is None for before in done].count(True) == len(DATABASES)
    assert [migrate(database) for database in DATABASES] == [before for before in done if before]


@pytest.fixture
def members(rows: Rows, tmp_path: Path) -> tuple[Path, Path]:
    """Two members of a committee that has one already, and how to read them."""
    rows("membership", "member", {"committee_id": "c1", "state_fips": "04"})
    refresh("membership", DAY)
    file, mapping = tmp_path / "members.csv", tmp_path / "mapping.toml"
    file.write_text("id,joined\na,2024-01-02\nb,2024-01-03\n")
    mapping.write_text(MAPPING)
    return file, mapping


def _counted() -> tuple[int, int]:
    """Members of the source, and those that the rollups tell of."""
    with engines.owner("membership").connect() as connection:
        source = connection.scalar(text("SELECT count(*) FROM source.member"))
        told = connection.scalar(
            text("SELECT row_count FROM rollup.refresh WHERE source_table = 'member'")
        )
    return int(source or 0), int(told or 0)


def _until_one_waits() -> None:
    """Until an import or a refresh waits for another to end."""
    waiting = "SELECT FROM pg_locks WHERE relation = to_regclass('rollup.refresh') AND NOT granted"
    with engines.owner("membership").connect() as connection:
        while connection.execute(text(waiting)).first() is None:
            time.sleep(0.05)


def test_an_import_while_rollups_are_derived_waits_for_the_end(members: tuple[Path, Path]) -> None:
    with ThreadPoolExecutor(1) as other:
        imports: list[Future[Outcome]] = []

        def import_meanwhile(_database: str, step: str, _share: float) -> None:
            if step == "replace":
                imports.append(other.submit(import_file, "member", *members))
                _until_one_waits()

        refresh("membership", DAY, import_meanwhile)
        done = imports[0].result()
    assert (done.new, done.rejected) == (2, 0)
    assert _counted() == (3, 1)
    refresh("membership", DAY)
    assert _counted() == (3, 3)


def test_a_refresh_while_a_file_is_imported_waits_and_tells_of_all_of_it(
    members: tuple[Path, Path],
) -> None:
    with ThreadPoolExecutor(1) as other:
        refreshes: list[Future[Refreshed]] = []

        def refresh_meanwhile(_rows: int) -> None:
            if not refreshes:
                refreshes.append(other.submit(refresh, "membership", DAY))
                _until_one_waits()

        assert import_file("member", *members, progress=refresh_meanwhile).new == 2
        refreshes[0].result()
    assert _counted() == (3, 3)
