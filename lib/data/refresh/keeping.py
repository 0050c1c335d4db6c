"""What is kept from one refresh to the next: sums, and the members' records as they were then.

It stands in schema ``kept``, unlogged, without what is personal, and belongs to the owner alone.
"""

from collections.abc import Collection

from sqlalchemy import Table, text

from lib.data.contract import source_table
from lib.data.refresh import lacking
from lib.data.refresh.adding_up import WHO, Sums, sums
from lib.data.refresh.flagging import FLAGS
from lib.data.refresh.ordering import FLAGGED
from lib.data.refresh.remembering import columns_of, digest_of
from lib.data.refresh.working import Work


def keep_sums_of(work: Work, ran: Collection[str]) -> None:
    """Keep the sums of what adds up among the statements that ran over all records."""
    for name in sums(work.database).keys:
        if name in ran:
            keep_sums(work, name)


def keep_records(work: Work, changed: Collection[str] | None) -> None:
    """Keep the members' records as they are, and what is flagged of them.

    :param changed: the source tables of which any row changed; None for all.
    """
    if not sums(work.database).keys:
        return
    tables = [table for table in WHO if changed is None or table in changed]
    for name in tables:
        table = source_table(work.database, name)
        rows = lacking.over(table.fullname, work.lacked)
        work.run(f"DROP TABLE IF EXISTS kept.{name}")
        work.run(f"CREATE UNLOGGED TABLE kept.{name} AS {told(table, rows)}")
    if tables:
        listed = ", ".join(f"'{table}'" for table in WHO)
        work.run(f"DROP TABLE IF EXISTS kept.sum_{FLAGGED}")
        work.run(
            f"CREATE UNLOGGED TABLE kept.sum_{FLAGGED} AS"  # noqa: S608
            f" SELECT {', '.join(FLAGS)}, count(*) AS records FROM {FLAGGED}"
            f" WHERE source_table IN ({listed}) GROUP BY {', '.join(FLAGS)}"
        )


def is_kept(work: Work, adding: Sums) -> bool:
    """Whether there is all that following needs."""
    names = [*WHO, *(f"sum_{name}" for name in (*adding.keys, FLAGGED))]
    there = " AND ".join(f"to_regclass('kept.{name}') IS NOT NULL" for name in names)
    return bool(work.connection.scalar(text(f"SELECT {there}")))


def keep_sums(work: Work, name: str) -> None:
    """Keep the sums of a statement."""
    work.run(f"DROP TABLE IF EXISTS kept.sum_{name}")
    work.run(f"CREATE UNLOGGED TABLE kept.sum_{name} AS SELECT * FROM pg_temp.{name}")  # noqa: S608
    work.run(f"ANALYZE kept.sum_{name}")


def keep_differing(work: Work, table: Table) -> None:
    """Bring the copy of a table's records up to date, from those that differ."""
    name = table.name
    work.run(remove(f"kept.{name}", f"differing_{name}"))
    columns = f"{columns_of(table)}, who, digest"
    work.run(
        f"INSERT INTO kept.{name} ({columns})"  # noqa: S608
        f" SELECT {columns} FROM differing_{name} WHERE at IS NULL"
    )


def remove(table: str, named: str) -> str:
    """Take the rows away whose places another table names as ``at``, with no look at the others."""
    return f"DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT at FROM {named}))"  # noqa: S608


def with_place(name: str) -> str:
    """The records of a table's copy, each with where it lies."""
    return f"SELECT *, ctid AS at FROM kept.{name}"  # noqa: S608


def told(table: Table, rows: str) -> str:
    """The records of a table, with whose each is and a digest of it."""
    return (
        f"SELECT {columns_of(table)}, {WHO[table.name]} AS who,"  # noqa: S608
        f" {digest_of(table)} AS digest FROM {rows}"
    )
