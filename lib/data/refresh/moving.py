"""Whose records came, went or changed since the last refresh."""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Table

from lib.data.contract import DERIVED, source_table
from lib.data.refresh import lacking
from lib.data.refresh.adding_up import WHO
from lib.data.refresh.keeping import told, with_place
from lib.data.refresh.remembering import columns_of
from lib.data.refresh.working import Work

_LATE = "interval '1 hour'"
"""How long a transaction may take that puts the time of its beginning into ``updated_at``."""


def find_newer(work: Work, tables: Collection[str]) -> int:
    """Make the temporary table ``near``: ``who`` has records newer than all of the last refresh.

    ``newer_…`` has these records of each table.

    :return: how many members they are.
    """
    for name in tables:
        _since(work, f"newer_{name}", name, "newest_record")
    work.derive("near", " UNION ".join(f"SELECT who FROM newer_{name}" for name in tables))  # noqa: S608
    return work.number("SELECT count(*) FROM near")


def find_moved(work: Work, risen: Mapping[str, int]) -> int | None:
    """Make the temporary table ``moved``, and of each table ``unlike_…``: ``who``, each once.

    ``differing_…`` has the records by which it is told: as they were, each with where it lies in
    the copy (``at``), and as they are (``at`` is null). ``same_…`` has the other records of them
    all, and of who is in ``near``.

    :param risen: source table → by how much the sum of its records' digests rose.
    :return: how many members moved; None if the records don't tell, as where a view gives some of
        them twice.
    """
    _look_up(work, "near")
    for name, rise in risen.items():
        if not _differ(work, source_table(work.database, name), rise):
            return None
        work.derive(f"unlike_{name}", f"SELECT DISTINCT who FROM differing_{name}")  # noqa: S608
    work.derive("moved", " UNION ".join(f"SELECT who FROM unlike_{name}" for name in risen))  # noqa: S608
    if work.number("SELECT count(*) FROM (SELECT who FROM moved EXCEPT SELECT who FROM near) AS m"):
        for name in WHO:
            work.run(f"DROP TABLE pg_temp.same_{name}")
        _look_up(work, "moved")
    for name in risen:
        work.run(f"DELETE FROM same_{name} WHERE at IN (SELECT at FROM differing_{name})")  # noqa: S608
    return work.number("SELECT count(*) FROM moved")


def _look_up(work: Work, people: str) -> None:
    """All records of some members as they were, in one look at each copy."""
    for name in WHO:
        there = f"{with_place(name)} WHERE who IN (SELECT who FROM {people})"  # noqa: S608
        work.derive(f"same_{name}", there)


def _differ(work: Work, table: Table, rise: int) -> bool:
    """Make ``differing_…`` of what is near, else of all that is not old, else of all records.

    :return: whether taking the old ones off the sum of digests and adding the new ones comes to
        what the table has now.
    """
    name = f"differing_{table.name}"
    columns = (*columns_of(table).split(", "), "who", "digest")
    listed = ", ".join(f"coalesce(k.{column}, p.{column}) AS {column}" for column in columns)
    for kept, present in _sides(work, table):
        work.run(f"DROP TABLE IF EXISTS pg_temp.{name}")
        work.derive(
            name,
            f"SELECT {listed}, k.at FROM {kept} AS k"  # noqa: S608
            f" FULL JOIN {present} AS p ON p.digest = k.digest"
            " WHERE p.digest IS NULL OR k.digest IS NULL",
        )
        signed = "CASE WHEN at IS NULL THEN digest ELSE -digest END"
        if work.number(f"SELECT sum({signed}) FROM {name}") == rise:  # noqa: S608
            return True
    return False


def _sides(work: Work, table: Table) -> Iterator[tuple[str, str]]:
    """Records as they were and as they are, ever more of them."""
    name = table.name
    yield _by_key(work, table, f"SELECT * FROM same_{name}", f"newer_{name}")  # noqa: S608
    _since(work, f"late_{name}", name, f"newest_record - {_LATE}")
    yield _by_key(work, table, with_place(name), f"late_{name}")
    yield _all(work, table)


def _by_key(work: Work, table: Table, there: str, present: str) -> tuple[str, str]:
    """Records that say that they changed, and the same before that."""
    key = ", ".join(column.name for column in table.primary_key.columns)
    before = f"before_{present}"
    work.derive(before, f"{there} WHERE ({key}) IN (SELECT {key} FROM {present})")  # noqa: S608
    return before, present


def _all(work: Work, table: Table) -> tuple[str, str]:
    """All records, as they were and as they are."""
    present = told(table, lacking.over(table.fullname, work.lacked))
    return f"({with_place(table.name)})", f"({present})"


def _since(work: Work, made: str, name: str, moment: str) -> None:
    """The records of a table that changed since a moment, as they say themselves."""
    table = source_table(work.database, name)
    clocks = DERIVED[work.database].tables["rollup.refresh"]
    work.derive(
        made,
        f"{told(table, lacking.over(table.fullname, work.lacked))}"  # noqa: S608
        f" WHERE updated_at > (SELECT {moment} FROM {clocks.fullname}"
        f" WHERE source_table = '{name}')",
    )
