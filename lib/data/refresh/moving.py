"""Whose records came, went or changed since the last refresh."""

from collections.abc import Mapping

from sqlalchemy import Table

from lib.data.contract import DERIVED, source_table
from lib.data.refresh import lacking
from lib.data.refresh.keeping import told
from lib.data.refresh.working import Work

_LATE = "interval '1 hour'"
"""How long a transaction may take that puts the time of its beginning into ``updated_at``."""


def find_moved(work: Work, risen: Mapping[str, int]) -> frozenset[str]:
    """Make the temporary table ``moved``, and ``unlike_…`` of each table: ``who``, each once.

    :param risen: source table → by how much the sum of its records' digests rose.
    :return: those of which ``newer_…`` has all records that changed.
    """
    timed = set()
    for name, rise in risen.items():
        table = source_table(work.database, name)
        if sides := _newer(work, table, rise):
            timed.add(name)
        kept, present = sides or _all(work, table)
        work.derive(
            f"unlike_{name}",
            f"SELECT DISTINCT coalesce(k.who, p.who) AS who FROM {kept} AS k"  # noqa: S608
            f" FULL JOIN {present} AS p ON p.digest = k.digest"
            " WHERE p.digest IS NULL OR k.digest IS NULL",
        )
    work.derive("moved", " UNION ".join(f"SELECT who FROM unlike_{name}" for name in risen))  # noqa: S608
    return frozenset(timed)


def _newer(work: Work, table: Table, rise: int) -> tuple[str, str] | None:
    """The records that say that they changed, as they were and as they are.

    :return: None where these are not all: where taking the old ones off the sum of digests and
        adding the new ones does not come to what the table has now.
    """
    name = table.name
    key = ", ".join(column.name for column in table.primary_key.columns)
    clocks = DERIVED[work.database].tables["rollup.refresh"]
    work.derive(
        f"newer_{name}",
        f"{told(table, lacking.over(table.fullname, work.lacked))}"  # noqa: S608
        f" WHERE updated_at > (SELECT newest_record - {_LATE} FROM {clocks.fullname}"
        f" WHERE source_table = '{name}')",
    )
    work.derive(
        f"older_{name}",
        f"SELECT who, digest FROM kept.{name}"  # noqa: S608
        f" WHERE ({key}) IN (SELECT {key} FROM newer_{name})",
    )
    newer, older = f"pg_temp.newer_{name}", f"pg_temp.older_{name}"
    sums = [f"(SELECT coalesce(sum(digest), 0) FROM {side})" for side in (newer, older)]  # noqa: S608
    return (older, newer) if work.number(f"SELECT {sums[0]} - {sums[1]}") == rise else None


def _all(work: Work, table: Table) -> tuple[str, str]:
    """All records, as they were and as they are."""
    present = told(table, lacking.over(table.fullname, work.lacked))
    return f"kept.{table.name}", f"({present})"
