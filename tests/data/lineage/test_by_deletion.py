"""Nothing that is not said to rest on a table changes when the table loses its rows.

The statements themselves are asked, so that a wrong rule of the derivation shows, whatever it is.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from lib.data import engines, lineage, reading
from lib.data.configuration import ROOT
from lib.data.refresh import refresh, transactions
from lib.data.role_names import USUAL
from tests.data.rows import Rows
from tests.queries.test_scope import AS_OF, PARAMETERS, fill_two_regions

pytestmark = pytest.mark.slow

TABLES = {
    "membership": (
        *("member", "dues_payment", "gathering", "enrollment", "role_term"),
        *("support_request", "support_visit", "partner", "jurisdiction_policy"),
        *("resource_use", "resource"),
    ),
    "incidents": ("incident", "response", "hotline_call", "deportation_case"),
}
"""Those whose rows may all be missing; without the catalogues a refresh fails."""

Column = tuple[str, str]
"""A read and one of its columns."""


def fill(rows: Rows) -> None:
    """What the reads' scope is tried on, and of every other table something that counts."""
    fill_two_regions(rows)
    for region in ("southwest", "southeast"):
        member, committee = f"m-{region}", f"c-{region}"
        rows("membership", "dues_payment", {"member_id": member})
        rows("membership", "support_request", {"committee_id": committee})
        for role in ("coordinator", "responder"):
            term = {"member_id": member, "committee_id": committee, "role": role}
            rows("membership", "role_term", term)


def _health(connection: Connection) -> Iterator[tuple[Column, Counter[Any]]]:
    result = connection.execute(text("SELECT * FROM rollup.committee_snapshot"))
    names, found = list(result.keys()), result.all()
    for place, name in enumerate(names):
        yield ("health_snapshots", name), Counter(row[place] for row in found)


def _columns(connection: Connection, database: str) -> dict[Column, Counter[Any]]:
    """The values of every column of every read, in no order."""
    values: dict[Column, Counter[Any]] = {}
    for path in sorted((ROOT / "queries" / database / "reads").glob("*.sql")):
        statement = reading.statement(database, path.stem)
        result = connection.execute(
            statement, {k: PARAMETERS[k] for k in statement.compile().params}
        )
        names, found = list(result.keys()), result.all()
        for place, name in enumerate(names):
            values[path.stem, name] = Counter(row[place] for row in found)
    return values | (dict(_health(connection)) if database == "membership" else {})


def refreshed_without(
    database: str, table: str | None, monkeypatch: pytest.MonkeyPatch
) -> dict[Column, Counter[Any]]:
    """The reads' columns after a refresh that finds a table empty; nothing of it stays."""
    with engines.owner(database).connect() as connection:

        @contextmanager
        def here(_: Engine, _database: str) -> Iterator[Connection]:
            connection.execute(text(f"SET LOCAL ROLE {USUAL.owner}"))
            yield connection

        if table:
            # Rows that refer to it stay, as in a source that was not loaded.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text(f"DELETE FROM source.{table}"))
        with monkeypatch.context() as patch:
            patch.setattr(transactions, "alone", here)
            refresh(database, AS_OF)
        connection.execute(text("RESET ROLE"))
        values = _columns(connection, database)
        connection.rollback()
    return values


def rests_on(database: str, column: Column) -> set[str]:
    of = "dashboard" if column[0] == "health_snapshots" else database
    return {t for d, t in lineage.sources(of, column[0], [column[1]]) if d == database}


@pytest.mark.parametrize("database", ["membership", "incidents"])
def test_a_column_changes_only_with_what_it_rests_on(
    rows: Rows, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(rows)
    whole = refreshed_without(database, None, monkeypatch)
    unsaid, unmoved = [], []
    for table in TABLES[database]:
        without = refreshed_without(database, table, monkeypatch)
        changed = {column for column in whole if without[column] != whole[column]}
        if not changed:
            unmoved.append(table)
        unsaid += [(table, *c) for c in changed if table not in rests_on(database, c)]
    assert not unmoved, "no column shows whether these matter"
    assert not unsaid
