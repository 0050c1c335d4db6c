"""Records of the sources that can't be right: found once, for what must leave them out.

Each file of ``queries/<database>/flags/`` bears the name of a source table and returns a row for
each of its records: ``record_id``, those of :data:`PLACING` that say where the record belongs, and
a truth value for each rule, under the rule's name. One file a table, so that each is read once.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cachetools import cached
from sqlalchemy import Connection, text

from lib.data.configuration import ROOT
from lib.data.refresh import lacking

ABSURD_TURNOUT = 5
"""People attending for each member of a committee, above which a count is a slip of the pen."""

PLACING = ("region_id", "state_fips", "committee_id", "member_id", "incident_id")
"""Columns by which a flagged record finds its region."""

FLAGS = ("source_table", "record_id", "rule", *PLACING)
"""Columns of what is flagged."""


def flag(
    connection: Connection,
    database: str,
    as_of: date,
    time_zone: str,
    lacked: frozenset[str] = frozenset(),
    tables: Collection[str] | None = None,
    over: Callable[[str, str], str] = lambda _table, sql: sql,
) -> None:
    """Make the temporary table ``flagged``: a row for each record and each rule that it breaks.

    Columns ``source_table, record_id, rule`` and :data:`PLACING`. It lives as long as the
    transaction.

    :param as_of: the day after which a date lies ahead, in the time zone.
    :param lacked: the source tables that :func:`lib.data.refresh.lacking.stand_in` stands in for.
    :param tables: the source tables to look at; all that have rules unless given.
    :param over: what is made of a source table's statement, to read other rows than the source's.
    """
    values = _parameters(as_of, time_zone)
    statements = {
        path.stem: lacking.over(over(path.stem, _sql(path)), lacked)
        for path in files(database)
        if tables is None or path.stem in tables
    }
    union = "\nUNION ALL\n".join(
        _flagged(table, sql, _columns(connection, sql, values)) for table, sql in statements.items()
    )
    connection.execute(text(f"CREATE TEMPORARY TABLE flagged ON COMMIT DROP AS\n{union}"), values)
    connection.execute(text("ANALYZE flagged"))


def rules(connection: Connection, database: str) -> Iterator[tuple[str, str]]:
    """Each source table with each of its rules."""
    values = _parameters(date.min, "UTC")
    for path in files(database):
        for rule in _rules(_columns(connection, _sql(path), values)):
            yield path.stem, rule


@cache
def files(database: str) -> tuple[Path, ...]:
    """The files of a database's rules."""
    return tuple(sorted((ROOT / "queries" / database / "flags").glob("*.sql")))


def _parameters(as_of: date, time_zone: str) -> dict[str, Any]:
    return {"as_of": as_of, "time_zone": time_zone, "absurd_turnout": ABSURD_TURNOUT}


def _sql(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cached({}, key=lambda _connection, sql, _values: sql)
def _columns(connection: Connection, sql: str, values: dict[str, Any]) -> list[str]:
    # A statement names its columns itself: they are the same in each database and refresh.
    # The statements are made of the project's own files and of nothing else.
    nothing = f"SELECT * FROM ({sql}) AS record LIMIT 0"  # noqa: S608
    return list(connection.execute(text(nothing), values).keys())


def _rules(columns: list[str]) -> list[str]:
    return [column for column in columns if column not in ("record_id", *PLACING)]


def _flagged(table: str, sql: str, columns: list[str]) -> str:
    rules = _rules(columns)
    tests = ", ".join(f"('{rule}', {rule})" for rule in rules)
    placing = (name if name in columns else f"NULL::text AS {name}" for name in PLACING)
    return (
        f"SELECT '{table}' AS source_table, record_id, rule, {', '.join(placing)}"  # noqa: S608
        f" FROM ({sql}) AS record"
        f" CROSS JOIN LATERAL (VALUES {tests}) AS test (rule, is_broken)"
        # Said twice, so that a table's sound rows are passed over in one glance.
        f" WHERE ({' OR '.join(rules)}) AND is_broken"
    )
