"""The chain is computed apart from the database, and the first row that does not fit is named."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from lib.access import audit
from lib.access.audit import Event
from lib.access.audit_chain import Entry, Head, prune, verdict_on, verify
from lib.access.audit_command import app
from lib.data import engines
from tests.data.rows import Rows

ZEROS = "0" * 64


def _chain(length: int) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(1, length + 1):
        previous = entries[-1].hash if entries else ZEROS
        moment = f"2026-06-24T18:00:{number:02}.000000Z"
        entry = Entry(number, moment, None, "signed_in", "{}", previous, "")
        entries.append(replace(entry, hash=entry.computed()))
    return entries


def _record(times: int) -> None:
    for number in range(times):
        audit.record(
            Event.EXPORTED,
            actor="ana",
            facts={"rows": number, "file": 'a "quoted"\\ ñandú\t\n', "regions": ["b", "a"], "é": 1},
        )


def _behind_its_back(*statements: str) -> None:
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))


def test_what_the_database_chained_is_computed_alike_here(rows: Rows) -> None:
    _record(5)
    verdict = verify()
    assert (verdict.rows, verdict.broken) == (5, None)
    assert verdict.head.startswith("5:")
    assert verify(Head.parsed(verdict.head)) == verdict


def test_an_empty_audit_is_sound(rows: Rows) -> None:
    assert (verify().rows, verify().head, verify().broken) == (0, "", None)


@pytest.mark.parametrize(
    ("statement", "broken", "reason"),
    [
        ("UPDATE dashboard.audit SET actor = 'bea' WHERE entry_id = 3", 3, "of what it says"),
        ("UPDATE dashboard.audit SET facts = '{}' WHERE entry_id = 1", 1, "of what it says"),
        ("UPDATE dashboard.audit SET event = 'signed_in' WHERE entry_id = 5", 5, "of what"),
        (
            "UPDATE dashboard.audit SET happened_at = happened_at + interval '1 us'"
            " WHERE entry_id = 2",
            2,
            "of what it says",
        ),
        ("DELETE FROM dashboard.audit WHERE entry_id = 3", 4, "are gone"),
        ("DELETE FROM dashboard.audit WHERE entry_id <= 2", 3, "no pruning is recorded"),
    ],
)
def test_the_first_row_that_was_tampered_with_is_named(
    rows: Rows, statement: str, broken: int, reason: str
) -> None:
    _record(5)
    _behind_its_back(statement)
    verdict = verify()
    assert verdict.broken == broken
    assert reason in verdict.reason


def test_a_row_made_to_fit_its_own_hash_breaks_at_the_next() -> None:
    entries = _chain(4)
    forged = replace(entries[1], actor="bea")
    entries[1] = replace(forged, hash=forged.computed())
    assert verdict_on(entries).broken == 3


def test_rows_cut_off_at_the_end_show_only_beside_a_head_kept_elsewhere() -> None:
    entries = _chain(4)
    head = Head.parsed(verdict_on(entries).head)
    assert verdict_on(entries[:2]).broken is None
    verdict = verdict_on(entries[:2], head)
    assert (verdict.broken, verdict.reason) == (4, "the row of the known head is gone")


def test_a_chain_written_anew_shows_beside_a_head_kept_elsewhere() -> None:
    head = Head(4, "f" * 64)
    assert verdict_on(_chain(6), head).broken == 4


def test_pruning_takes_what_is_older_and_leaves_a_chain_that_verifies(rows: Rows) -> None:
    _record(4)
    head = verify().head
    # Rows 1 and 2 are ten days old; the boundary itself, row 3, is kept.
    _behind_its_back("UPDATE dashboard.audit SET happened_at = now() - interval '10 days'")
    boundary = datetime(2026, 1, 10, 12, tzinfo=UTC)
    _behind_its_back(
        "UPDATE dashboard.audit SET happened_at = '2026-01-10T11:59:59Z' WHERE entry_id <= 2",
        "UPDATE dashboard.audit SET happened_at = '2026-01-10T12:00:00Z' WHERE entry_id >= 3",
    )
    assert prune(7, boundary + timedelta(days=7)) == 2
    with engines.owner("dashboard").connect() as connection:
        remaining = connection.execute(
            text("SELECT entry_id, event, facts FROM dashboard.audit ORDER BY entry_id")
        ).all()
    assert [row.entry_id for row in remaining] == [3, 4, 5]
    assert remaining[-1].event == "pruned"
    assert remaining[-1].facts["through"] == 2
    assert remaining[-1].facts["rows"] == 2
    assert head.startswith("4:")


def test_a_pruned_chain_verifies_from_where_it_begins(rows: Rows) -> None:
    _record(3)
    head = verify().head
    assert prune(1, datetime.now(UTC) + timedelta(days=2)) == 3
    verdict = verify(Head.parsed(head))
    # Only the row that says so is left, and stays the anchor of what follows.
    assert (verdict.rows, verdict.broken) == (1, None)
    _record(2)
    assert (verify().rows, verify().broken) == (3, None)


def test_nothing_old_is_nothing_to_prune(rows: Rows) -> None:
    assert prune(1) == 0
    _record(1)
    assert prune(1) == 0
    assert verify().rows == 1


def test_an_anchor_that_names_another_hash_is_none() -> None:
    entries = _chain(3)
    facts = json.dumps({"through": 1, "hash": "f" * 64})
    forged = Entry(4, "2026-06-24T18:00:09.000000Z", None, "pruned", facts, entries[-1].hash, "")
    entries.append(replace(forged, hash=forged.computed()))
    assert verdict_on(entries[1:]).broken == 2


def test_the_command_names_the_row_and_fails(rows: Rows) -> None:
    run = CliRunner()
    _record(3)
    sound = run.invoke(app, ["verify"])
    assert (sound.exit_code, "3 rows, unbroken" in sound.output) == (0, True)
    head = next(line for line in sound.output.splitlines() if line.startswith("head "))
    assert run.invoke(app, ["verify", "--head", head.removeprefix("head ")]).exit_code == 0
    _behind_its_back("UPDATE dashboard.audit SET actor = 'bea' WHERE entry_id = 2")
    broken = run.invoke(app, ["verify"])
    assert broken.exit_code == 1
    assert "row 2 of the audit is broken" in broken.output
    assert run.invoke(app, ["verify", "--head", "nonsense"]).exit_code == 2


def test_the_command_prunes_as_configured(rows: Rows) -> None:
    _record(2)
    assert "0 rows older than 365 days" in CliRunner().invoke(app, ["prune"]).output
