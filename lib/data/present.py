"""Which tables and columns a database has, as its catalogue says at once."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

TABLES = ("r", "p")
"""Kinds of relations whose columns Tejido may add to: tables, partitioned ones too."""
VIEWS = ("v", "m")
"""Kinds that an organization may offer in their place, stored ones too."""
ANY = (*TABLES, *VIEWS, "f")
"""Those and foreign tables."""

_THERE = text(
    "SELECT c.relname::text, array_remove(array_agg(attname::text), NULL)"
    " FROM pg_class c LEFT JOIN pg_attribute a"
    " ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped"
    " WHERE c.relnamespace = to_regnamespace(:schema) AND c.relkind = ANY (:kinds)"
    " GROUP BY c.oid"
)


def columns(
    connection: Connection, schema: str | None, kinds: Sequence[str] = ANY
) -> Mapping[str, frozenset[str]]:
    """The names of the columns of each table and view of a schema; nothing if there is no such.

    SQLAlchemy's inspector looks up their types, too, which takes many times as long.

    :param kinds: as ``pg_class.relkind`` has them.
    """
    rows = connection.execute(_THERE, {"schema": schema, "kinds": list(kinds)})
    return {name: frozenset(names) for name, names in rows}
