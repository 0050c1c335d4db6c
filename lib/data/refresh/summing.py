"""Bring the sums that are kept up to date, by what members contributed and contribute now."""

from collections.abc import Sequence

from sqlalchemy import text

from lib.data.refresh.keeping import remove
from lib.data.refresh.working import Work


def add_up(work: Work, name: str, keys: Sequence[str], gone: str, come: str) -> None:
    """Take what is gone off the kept sums of a statement, and add what has come.

    :param keys: the columns by which it adds up.
    :param gone: the statement over what was.
    :param come: over what is.

    The temporary table ``turned_…`` then has the rows that are others than before, each with
    whether it is there at all now.
    """
    types = dict(types_of(work, f"kept.sum_{name}"))
    values = [column for column in types if column not in keys]
    listed = ", ".join((*keys, *values))
    sides = " UNION ALL ".join(
        f"SELECT {', '.join((*keys, *(f'{sign}{v} AS {v}' for v in values)))}"  # noqa: S608
        f" FROM (\n{sql}\n) AS side"
        for sql, sign in ((gone, "-"), (come, ""))
    )
    change = (
        f"SELECT {', '.join(keys)}, {', '.join(f'sum({v}) AS {v}' for v in values)}"  # noqa: S608
        f" FROM ({sides}) AS side GROUP BY {', '.join(keys)}"
        f" HAVING {' OR '.join(f'sum({v}) <> 0' for v in values)}"
    )
    now = {v: f"(coalesce(k.{v}, 0) + c.{v})::{types[v]}" for v in values}
    one, other = (f"ROW({', '.join(f'{side}.{key}' for key in keys)})" for side in "kc")
    work.derive(
        f"turned_{name}",
        f"SELECT k.ctid AS at, {', '.join(f'c.{key}' for key in keys)},"  # noqa: S608
        f" {', '.join(f'{sum_} AS {v}' for v, sum_ in now.items())},"
        f" {' OR '.join(f'{sum_} <> 0' for sum_ in now.values())} AS is_there"
        f" FROM ({change}) AS c LEFT JOIN kept.sum_{name} AS k"
        # A key may be null: what has a hash can be joined by it.
        f" ON hash_record_extended({one}, 0) = hash_record_extended({other}, 0)"
        f" AND {one} IS NOT DISTINCT FROM {other}",
    )
    work.run(remove(f"kept.sum_{name}", f"turned_{name}"))
    work.run(
        f"INSERT INTO kept.sum_{name} ({listed})"  # noqa: S608
        f" SELECT {listed} FROM turned_{name} WHERE is_there"
    )


def types_of(work: Work, table: str) -> list[tuple[str, str]]:
    """The columns of a table in their order, each with its type."""
    asked = text(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = to_regclass(:of) AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    )
    return [(row[0], row[1]) for row in work.connection.execute(asked, {"of": table})]
