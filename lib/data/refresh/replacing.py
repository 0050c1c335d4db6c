"""Make the rollups equal to what was derived, touching only the rows that differ."""

from collections.abc import Collection, Sequence

from sqlalchemy import Column, Connection, Table, text

MANY = 0.5
"""Share of a rollup's rows that differ from which on plans can't wait for autovacuum."""


def replace(
    connection: Connection, rollups: Sequence[Table], turned: Collection[str] = ()
) -> dict[str, int]:
    """Give each rollup the rows of the temporary table of its name.

    Each is compared with it once; what differs is noted by where it lies in either table, so that
    nothing has to be found a second time.

    :param rollups: parents before children; children lose rows first and gain them last.
    :param turned: those of which ``turned_…`` has the rows that are others than before, each with
        whether it is there at all now, and no table has all.
    :return: the number of rows that each has now.
    """
    if not rollups:
        return {}
    # Of a rollup that is still empty the planner thinks that a look at each row of it is cheap; it
    # is, until the first thousands are in. Merging reads a large rollup in the order of its index,
    # a page here and a page there; hashing reads it from front to back.
    connection.execute(text("SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off"))
    rows, filled = _rows(connection, [rollup for rollup in rollups if rollup.name not in turned])
    # Where there was nothing and is nothing, nothing differs.
    kept = [r for r in rollups if r.name in turned or rows[r.name] or r.name in filled]
    differs = {rollup: _compare(connection, rollup, rollup.name in turned) for rollup in kept}
    differing = [rollup for rollup, many in differs.items() if many]
    for rollup in reversed(differing):
        connection.execute(text(_vanish(rollup)))
    for rollup in differing:
        connection.execute(text(_change(rollup, _fresh(rollup, turned))))
    for rollup in differing:
        connection.execute(text(_appear(rollup, _fresh(rollup, turned))))
    for rollup in differing:
        if rollup.name in turned:
            counted = f"SELECT count(*) FROM {rollup.fullname}"  # noqa: S608
            rows[rollup.name] = int(connection.scalar(text(counted)) or 0)
        if differs[rollup] > MANY * rows[rollup.name]:
            connection.execute(text(f"ANALYZE {rollup.fullname}"))
    return rows


def _rows(connection: Connection, rollups: Sequence[Table]) -> tuple[dict[str, int], set[str]]:
    """How many rows were derived for each rollup, and which rollups have any so far."""
    if not rollups:
        return {}, set()
    asked = " UNION ALL ".join(
        f"SELECT '{r.name}', count(*), EXISTS (SELECT FROM {r.fullname}) FROM {r.name}"  # noqa: S608
        for r in rollups
    )
    found = connection.execute(text(asked)).all()
    filled = {name for name, _, has_rows in found if has_rows}
    return {name: rows for name, rows, _ in found}, filled


def _fresh(rollup: Table, turned: Collection[str]) -> str:
    """The temporary table of what was derived for a rollup."""
    return f"turned_{rollup.name}" if rollup.name in turned else rollup.name


def _compare(connection: Connection, rollup: Table, is_turned: bool) -> int:
    """Note where the rows lie that differ: ``old`` in the rollup, ``fresh`` in what was derived.

    Of a row that appeared or vanished one of the two is null.

    :return: how many do.
    """
    same = " AND ".join(f"{_key('old', c)} = {_key('fresh', c)}" for c in _grain(rollup))
    there, rows = "fresh.ctid", f"FULL JOIN {rollup.name}"
    if is_turned:
        there = "CASE WHEN fresh.is_there THEN fresh.ctid END"
        rows = f"RIGHT JOIN turned_{rollup.name}"
    differing = connection.execute(
        text(
            f"CREATE TEMPORARY TABLE {rollup.name}_difference ON COMMIT DROP AS"  # noqa: S608
            f" SELECT old.ctid AS old, {there} AS fresh"
            f" FROM {rollup.fullname} AS old {rows} AS fresh ON {same}"
            f" WHERE ({_columns(rollup, 'old.')}) IS DISTINCT FROM ({_columns(rollup, 'fresh.')})"
        )
    )
    return differing.rowcount


def _vanish(rollup: Table) -> str:
    return (
        f"DELETE FROM {rollup.fullname} AS old USING {rollup.name}_difference AS at"  # noqa: S608
        " WHERE old.ctid = at.old AND at.fresh IS NULL"
    )


def _change(rollup: Table, derived: str) -> str:
    values = ", ".join(f"{c.name} = fresh.{c.name}" for c in rollup.columns)
    return (
        f"UPDATE {rollup.fullname} AS old SET {values} FROM {rollup.name}_difference AS at"  # noqa: S608
        f" JOIN {derived} AS fresh ON fresh.ctid = at.fresh WHERE old.ctid = at.old"
    )


def _appear(rollup: Table, derived: str) -> str:
    return (
        f"INSERT INTO {rollup.fullname} ({_columns(rollup)})"  # noqa: S608
        f" SELECT {_columns(rollup, 'fresh.')} FROM {rollup.name}_difference AS at"
        f" JOIN {derived} AS fresh ON fresh.ctid = at.fresh WHERE at.old IS NULL"
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
