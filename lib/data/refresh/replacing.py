"""Make the rollups equal to what was derived, touching only the rows that differ."""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, Table, text


def replace(connection: Connection, rollups: Sequence[Table]) -> dict[str, int]:
    """Give each rollup the rows of the temporary table of its name.

    Each is compared with it once; what differs is noted by where it lies in either table, so that
    nothing has to be found a second time.

    :param rollups: parents before children; children lose rows first and gain them last.
    :return: the number of rows that each has now.
    """
    if not rollups:
        return {}
    # Of a rollup that is still empty the planner thinks that a look at each row of it is cheap; it
    # is, until the first thousands are in. Merging reads a large rollup in the order of its index,
    # a page here and a page there; hashing reads it from front to back.
    connection.execute(text("SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off"))
    rows, filled = _rows(connection, rollups)
    # Where there was nothing and is nothing, nothing differs.
    kept = [rollup for rollup in rollups if rows[rollup.name] or rollup.name in filled]
    differing = [rollup for rollup in kept if _compare(connection, rollup)]
    for rollup in reversed(differing):
        connection.execute(text(_vanish(rollup)))
    for rollup in differing:
        connection.execute(text(_change(rollup)))
    for rollup in differing:
        connection.execute(text(_appear(rollup)))
    for rollup in differing:
        connection.execute(text(f"ANALYZE {rollup.fullname}"))
    return rows


def _rows(connection: Connection, rollups: Sequence[Table]) -> tuple[dict[str, int], set[str]]:
    """How many rows were derived for each rollup, and which rollups have any so far."""
    asked = " UNION ALL ".join(
        f"SELECT '{r.name}', count(*), EXISTS (SELECT FROM {r.fullname}) FROM {r.name}"  # noqa: S608
        for r in rollups
    )
    found = connection.execute(text(asked)).all()
    filled = {name for name, _, has_rows in found if has_rows}
    return {name: rows for name, rows, _ in found}, filled


def _compare(connection: Connection, rollup: Table) -> int:
    """Note where the rows lie that differ: ``old`` in the rollup, ``fresh`` in what was derived.

    Of a row that appeared or vanished one of the two is null.

    :return: how many do.
    """
    same = " AND ".join(f"{_key('old', c)} = {_key('fresh', c)}" for c in _grain(rollup))
    differing = connection.execute(
        text(
            f"CREATE TEMPORARY TABLE {rollup.name}_difference ON COMMIT DROP AS"  # noqa: S608
            " SELECT old.ctid AS old, fresh.ctid AS fresh"
            f" FROM {rollup.fullname} AS old FULL JOIN {rollup.name} AS fresh ON {same}"
            f" WHERE ({_columns(rollup, 'old.')}) IS DISTINCT FROM ({_columns(rollup, 'fresh.')})"
        )
    )
    return differing.rowcount


def _vanish(rollup: Table) -> str:
    return (
        f"DELETE FROM {rollup.fullname} AS old USING {rollup.name}_difference AS at"  # noqa: S608
        " WHERE old.ctid = at.old AND at.fresh IS NULL"
    )


def _change(rollup: Table) -> str:
    values = ", ".join(f"{c.name} = fresh.{c.name}" for c in rollup.columns)
    return (
        f"UPDATE {rollup.fullname} AS old SET {values} FROM {rollup.name}_difference AS at"  # noqa: S608
        f" JOIN {rollup.name} AS fresh ON fresh.ctid = at.fresh WHERE old.ctid = at.old"
    )


def _appear(rollup: Table) -> str:
    return (
        f"INSERT INTO {rollup.fullname} ({_columns(rollup)})"  # noqa: S608
        f" SELECT {_columns(rollup, 'fresh.')} FROM {rollup.name}_difference AS at"
        f" JOIN {rollup.name} AS fresh ON fresh.ctid = at.fresh WHERE at.old IS NULL"
    )


def _grain(rollup: Table) -> Sequence[Column[object]]:
    """The columns that say what a row is about."""
    grains = [index.columns for index in rollup.indexes if index.unique]
    return list(grains[0] if grains else rollup.primary_key.columns)


def _key(side: str, column: Column[object]) -> str:
    # coalesce, as in the index of the grain itself, can be hashed; IS NOT DISTINCT FROM can't.
    name = f"{side}.{column.name}"
    return f"coalesce({name}, '')" if column.nullable else name


def _columns(rollup: Table, prefix: str = "") -> str:
    return ", ".join(f"{prefix}{c.name}" for c in rollup.columns)
