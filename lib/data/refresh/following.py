"""Follow the members that changed: take off what they contributed, add what they contribute now.

Of each source table of members' records the refresh keeps a copy as it last saw it, without what is
personal, and of each statement that adds up over members the sums. Both stand in schema ``kept``,
unlogged, and belong to the owner alone.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, text

from lib.data.contract import source_table
from lib.data.refresh import lacking
from lib.data.refresh.adding_up import WHO, Sums, sums
from lib.data.refresh.flagging import PLACING
from lib.data.refresh.ordering import FLAGGED, statements
from lib.data.refresh.remembering import columns_of, hash_of

MOST_MOVED = 0.2
"""Share of the members above which everything is derived: it is cheaper then."""

FEW = 1_000
"""Members who are followed whatever their share."""

_BEGIN = "dues_begin"
"""On which days cover begins: of all members at once, since it says what is on record at all."""

_FLAGS = ("source_table", "record_id", "rule", *PLACING)

_RECORDS = re.compile(rf"\bsource\.({'|'.join(WHO)})\b")


@dataclass(frozen=True, slots=True)
class Work:
    """What following works with.

    :ivar derive: makes the temporary table of a name from a statement.
    :ivar flag: makes the temporary table of flagged records of some source tables, their statements
        over what a function makes of them.
    """

    database: str
    connection: Connection
    lacked: frozenset[str]
    derive: Callable[[str, str], None]
    flag: Callable[[Collection[str], Callable[[str], str]], None]

    def run(self, sql: str) -> None:
        """Run one statement."""
        self.connection.execute(text(sql))

    def number(self, sql: str) -> int:
        """What a statement gives as its only value."""
        return int(self.connection.scalar(text(sql)) or 0)


def follow(work: Work, changed: Iterable[str], counts: Mapping[str, int]) -> int | None:
    """Make what adds up over members of what is kept and of the members that changed.

    :param changed: the source tables of which any row came, went or changed.
    :param counts: how many rows each source table has.
    :return: how many members were followed; the temporary tables of :func:`given` stand then. None
        if they can't be, and nothing stands.
    """
    adding = sums(work.database)
    tables = [table for table in WHO if table in set(changed)]
    if not tables or set(changed) & adding.others or not _is_kept(work, adding):
        return None
    attempt = work.connection.begin_nested()
    moved = _follow(work, adding, tables, counts)
    if moved is None:
        attempt.rollback()
    else:
        attempt.commit()
    return moved


def _follow(
    work: Work, adding: Sums, tables: Sequence[str], counts: Mapping[str, int]
) -> int | None:
    _find_moved(work, tables)
    moved = work.number("SELECT count(*) FROM moved")
    if moved > max(FEW, MOST_MOVED * counts["member"]):
        return None
    for name in adding.before:
        work.derive(name, lacking.over(statements(work.database)[name], work.lacked))
    _contribute(work, adding, "gone", lambda table: f"kept.{table.name}")
    _contribute(work, adding, "come", lambda table: lacking.over(table.fullname, work.lacked))
    names = (*adding.keys, FLAGGED)
    for name in names:
        _merge(work, adding, name)
    since = [f"SELECT min(day) FROM {t}" for t in (_BEGIN, f"kept.sum_{_BEGIN}")]  # noqa: S608
    if work.number(f"SELECT (({since[0]}) IS DISTINCT FROM ({since[1]}))::int"):  # noqa: S608
        # Every spell may be another: payments are on record since another day.
        return None
    for name in names:
        _keep_sums(work, name)
    work.run(f"DROP TABLE {FLAGGED}")
    for table in tables:
        _keep_moved(work, source_table(work.database, table))
        if work.number(f"SELECT count(*) FROM kept.{table}") != counts[table]:  # noqa: S608
            # A view gives some row twice, and did not before or does no more.
            return None
    return moved


def given(database: str) -> frozenset[str]:
    """The statements whose temporary tables :func:`follow` makes."""
    adding = sums(database)
    return frozenset((*adding.keys, *adding.before))


def add_flagged(work: Work) -> None:
    """Put what is kept of members' flagged records into the temporary table of the others."""
    columns = ", ".join(_FLAGS)
    work.run(
        f"INSERT INTO {FLAGGED} ({columns}) SELECT {columns} FROM kept.sum_{FLAGGED}"  # noqa: S608
        " CROSS JOIN generate_series(1, records)"
    )


def keep(work: Work, ran: Collection[str], changed: Collection[str] | None) -> None:
    """Keep what following needs, after statements ran over all records.

    :param ran: the statements.
    :param changed: the source tables of which any row changed; None for all.
    """
    adding = sums(work.database)
    if not adding.keys:
        return
    tables = [table for table in WHO if changed is None or table in changed]
    for name in adding.keys:
        if name in ran:
            _keep_sums(work, name)
    for name in tables:
        table = source_table(work.database, name)
        rows = lacking.over(table.fullname, work.lacked)
        work.run(f"DROP TABLE IF EXISTS kept.{name}")
        work.run(f"CREATE UNLOGGED TABLE kept.{name} AS {_told(table, rows)}")
    if tables:
        listed = ", ".join(f"'{table}'" for table in WHO)
        work.run(f"DROP TABLE IF EXISTS kept.sum_{FLAGGED}")
        work.run(
            f"CREATE UNLOGGED TABLE kept.sum_{FLAGGED} AS"  # noqa: S608
            f" SELECT {', '.join(_FLAGS)}, count(*) AS records FROM {FLAGGED}"
            f" WHERE source_table IN ({listed}) GROUP BY {', '.join(_FLAGS)}"
        )


def _is_kept(work: Work, adding: Sums) -> bool:
    names = [*WHO, *(f"sum_{name}" for name in (*adding.keys, FLAGGED))]
    there = " AND ".join(f"to_regclass('kept.{name}') IS NOT NULL" for name in names)
    return bool(work.connection.scalar(text(f"SELECT {there}")))


def _told(table: Table, rows: str) -> str:
    """The records of a table, with whose each is and a digest of it."""
    return (
        f"SELECT {columns_of(table)}, {WHO[table.name]} AS who,"  # noqa: S608
        # One bit less, so that it can be taken off.
        f" {hash_of(table)} >> 1 AS digest FROM {rows}"
    )


def _find_moved(work: Work, tables: Iterable[str]) -> None:
    """Make the temporary table of whose records came, went or changed."""
    parts = []
    for name in tables:
        table = source_table(work.database, name)
        present = _told(table, lacking.over(table.fullname, work.lacked))
        parts.append(
            f"SELECT coalesce(k.who, p.who) AS who FROM kept.{name} AS k"  # noqa: S608
            f" FULL JOIN ({present}) AS p ON p.digest = k.digest"
            " WHERE p.digest IS NULL OR k.digest IS NULL"
        )
    every = " UNION ALL ".join(parts)
    work.derive("moved", f"SELECT DISTINCT who FROM ({every}) AS record")  # noqa: S608


def _contribute(work: Work, adding: Sums, phase: str, rows_of: Callable[[Table], str]) -> None:
    """Run what adds up over the records of the members that moved, into tables of this phase."""
    for name, who in WHO.items():
        table = source_table(work.database, name)
        work.derive(
            f"moved_{name}",
            f"SELECT {columns_of(table)} FROM {rows_of(table)}"  # noqa: S608
            f" WHERE {who} IN (SELECT who FROM moved)",
        )
    work.flag(tuple(WHO), _over_moved)
    for name in adding.chain:
        work.derive(name, lacking.over(_over_moved(statements(work.database)[name]), work.lacked))
        if name in adding.keys:
            work.run(f"ALTER TABLE pg_temp.{name} RENAME TO {phase}_{name}")
        if name == _BEGIN:
            work.derive(name, f"SELECT * FROM kept.sum_{name}")  # noqa: S608
    work.derive(
        f"{phase}_{FLAGGED}",
        f"SELECT {', '.join(_FLAGS)}, count(*) AS records FROM {FLAGGED}"  # noqa: S608
        f" GROUP BY {', '.join(_FLAGS)}",
    )
    passed = [name for name in adding.chain if name not in adding.keys]
    for name in (*passed, _BEGIN, FLAGGED, *(f"moved_{name}" for name in WHO)):
        work.run(f"DROP TABLE pg_temp.{name}")


def _over_moved(sql: str) -> str:
    return _RECORDS.sub(r"pg_temp.moved_\1", sql)


def _merge(work: Work, adding: Sums, name: str) -> None:
    """Make the temporary table of a statement from its kept sums and the two contributions."""
    keys = _FLAGS if name == FLAGGED else adding.keys[name]
    listed = text(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = to_regclass(:name) AND attnum > 0"
    )
    types = {
        row[0]: row[1] for row in work.connection.execute(listed, {"name": f"kept.sum_{name}"})
    }
    values = [column for column in types if column not in keys]
    sides = {f"kept.sum_{name}": "", f"pg_temp.gone_{name}": "-", f"pg_temp.come_{name}": ""}
    rows = " UNION ALL ".join(
        f"SELECT {', '.join((*keys, *(f'{sign}{v} AS {v}' for v in values)))} FROM {side}"  # noqa: S608
        for side, sign in sides.items()
    )
    added = ", ".join(f"sum({v})::{types[v]} AS {v}" for v in values)
    work.derive(
        name,
        f"SELECT {', '.join(keys)}, {added} FROM ({rows}) AS part"  # noqa: S608
        f" GROUP BY {', '.join(keys)} HAVING {' OR '.join(f'sum({v}) <> 0' for v in values)}",
    )
    for phase in ("gone", "come"):
        work.run(f"DROP TABLE pg_temp.{phase}_{name}")


def _keep_sums(work: Work, name: str) -> None:
    work.run(f"DROP TABLE IF EXISTS kept.sum_{name}")
    work.run(f"CREATE UNLOGGED TABLE kept.sum_{name} AS SELECT * FROM pg_temp.{name}")  # noqa: S608


def _keep_moved(work: Work, table: Table) -> None:
    """Bring the copy of a table's records up to date."""
    moved = "(SELECT who FROM moved)"
    rows = lacking.over(table.fullname, work.lacked)
    work.run(f"DELETE FROM kept.{table.name} WHERE who IN {moved}")  # noqa: S608
    work.run(
        f"INSERT INTO kept.{table.name} {_told(table, rows)}"  # noqa: S608
        f" WHERE {WHO[table.name]} IN {moved}"
    )
