"""The audit only grows, and a change behind its back is found and named."""

import hashlib
import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from lib.access import audit
from lib.access.audit import Event
from lib.data import engines
from tests.data.rows import Rows


def _rows() -> list[tuple[int, str, str | None, str, str, str, str]]:
    with engines.owner("dashboard").connect() as connection:
        return [
            tuple(row)
            for row in connection.execute(
                text(
                    "SELECT entry_id, to_char(happened_at AT TIME ZONE 'UTC',"
                    """ 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, event, facts\\:\\:text,"""
                    " previous, hash FROM dashboard.audit ORDER BY entry_id"
                )
            )
        ]


def test_a_row_is_chained_to_the_one_before_as_the_contract_says(rows: Rows) -> None:
    audit.record(Event.SIGNED_IN, actor="ana", facts={})
    audit.record(Event.EXPORTED, actor="ana", facts={"rows": 12, "file": "ñandú", "regions": ["a"]})
    first, second = _rows()
    assert (first[0], first[5], second[0], second[5]) == (1, "0" * 64, 2, first[6])
    # By hand, as contract/audit.py words it: keys by length, then by bytes.
    facts = '{"file": "ñandú", "rows": 12, "regions": ["a"]}'
    assert second[4] == facts
    entry = f'[2, "{second[1]}", "ana", "exported", {facts}]'
    assert second[6] == hashlib.sha256((first[6] + entry).encode()).hexdigest()
    assert json.loads(entry)


@pytest.mark.slow
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dashboard.audit SET actor = 'bea'",
        "DELETE FROM dashboard.audit",
        "TRUNCATE dashboard.audit",
        "INSERT INTO dashboard.audit (entry_id, event, facts) VALUES (9, 'signed_in', '{}')",
        "INSERT INTO dashboard.audit (hash, event, facts) VALUES ('x', 'signed_in', '{}')",
        "INSERT INTO dashboard.audit (event, facts) VALUES ('pruned', '{}')",
        "ALTER TABLE dashboard.audit DISABLE TRIGGER ALL",
        "SET LOCAL app.audit_prune = 'on'; DELETE FROM dashboard.audit",
        "SET session_replication_role = replica",
    ],
)
def test_the_app_can_change_nothing_that_is_written(rows: Rows, statement: str) -> None:
    audit.record(Event.SIGNED_IN, actor="ana", facts={})
    before = _rows()
    with engines.reader("dashboard").connect() as connection:
        connection.execute(text("SET TRANSACTION READ WRITE"))
        with pytest.raises(ProgrammingError, match="permission denied|must be owner|only the"):
            connection.execute(text(statement))
    assert _rows() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dashboard.audit SET actor = 'bea'",
        "DELETE FROM dashboard.audit",
        "TRUNCATE dashboard.audit",
    ],
)
def test_not_even_the_owner_changes_it_by_mistake(rows: Rows, statement: str) -> None:
    audit.record(Event.SIGNED_IN, actor="ana", facts={})
    before = _rows()
    with (
        engines.owner("dashboard").connect() as connection,
        pytest.raises(ProgrammingError, match="the audit only grows"),
    ):
        connection.execute(text(statement))
    assert _rows() == before
