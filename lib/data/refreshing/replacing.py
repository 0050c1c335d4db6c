"""Make the rollups equal to what was derived, touching only the rows that differ."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Table,
    and_,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy import table as named


def replace(connection: Connection, rollups: Sequence[Table]) -> dict[str, int]:
    """Give each rollup the rows of the temporary table of its name.

    :param rollups: parents before children; children lose rows first and gain them last.
    :returns: the number of rows that each has now.
    """
    # Of a rollup that is still empty the planner thinks that a look at each row of it is cheap; it
    # is, until the first thousands are in.
    connection.execute(text("SET LOCAL enable_nestloop = off"))
    pairs = [(rollup, _derived(rollup)) for rollup in rollups]
    touched: dict[str, int] = dict.fromkeys((rollup.fullname for rollup in rollups), 0)
    for rollup, fresh in reversed(pairs):
        touched[rollup.fullname] += connection.execute(_vanished(rollup, fresh)).rowcount
    for rollup, fresh in pairs:
        touched[rollup.fullname] += connection.execute(_changed(rollup, fresh)).rowcount
    for rollup, fresh in pairs:
        touched[rollup.fullname] += connection.execute(_appeared(rollup, fresh)).rowcount
    for name, rows in touched.items():
        if rows:
            connection.execute(text(f"ANALYZE {name}"))
    return {
        rollup.name: connection.scalars(select(func.count()).select_from(fresh)).one()
        for rollup, fresh in pairs
    }


def _derived(rollup: Table) -> FromClause:
    columns = (column(c.name, c.type) for c in rollup.columns)
    return named(rollup.name, *columns).alias("fresh")


def _same(rollup: Table, fresh: FromClause) -> ColumnElement[bool]:
    """Whether two rows are about the same thing: equal in the columns of the rollup's grain."""
    grains = [index.columns for index in rollup.indexes if index.unique]
    # coalesce, as in the index of the grain itself, can be hashed; IS NOT DISTINCT FROM can't.
    return and_(
        *(
            func.coalesce(rollup.c[c.name], "") == func.coalesce(fresh.c[c.name], "")
            if c.nullable
            else rollup.c[c.name] == fresh.c[c.name]
            for c in (grains[0] if grains else rollup.primary_key.columns)
        )
    )


def _absent(side: FromClause, same: ColumnElement[bool]) -> ColumnElement[bool]:
    return ~select(literal(1)).select_from(side).where(same).exists()


def _vanished(rollup: Table, fresh: FromClause) -> Any:
    return delete(rollup).where(_absent(fresh, _same(rollup, fresh)))


def _changed(rollup: Table, fresh: FromClause) -> Any:
    differs = tuple_(*rollup.c).is_distinct_from(tuple_(*fresh.c))
    values = {c.name: fresh.c[c.name] for c in rollup.columns}
    return update(rollup).values(values).where(_same(rollup, fresh), differs)


def _appeared(rollup: Table, fresh: FromClause) -> Any:
    new = select(*fresh.c).where(_absent(rollup, _same(rollup, fresh)))
    return insert(rollup).from_select(rollup.columns.keys(), new)
