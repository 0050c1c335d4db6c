"""What a read rests on: the source tables from which its rows and columns are worked out.

Derived from the SQL of the read, through rollups and working statements down to ``source``
(:mod:`lib.data.lineage.deriving`), and written to ``queries/lineage.toml``; a test compares it with
the SQL. After changing a statement write it anew::

    python -m lib.data.lineage

Which region a row belongs to decides who may see it; row security is no part of what a figure rests
on beyond what the statements themselves say.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from lib.data.configuration import ROOT

FILE = ROOT / "queries" / "lineage.toml"

Source = tuple[str, str]
"""A database and a table of its schema ``source``."""

Entry = Mapping[str, Sequence[str] | Mapping[str, Sequence[str]]]


@cache
def _entries() -> Mapping[str, Mapping[str, Entry]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _sources(database: str, name: str, columns: frozenset[str] | None) -> frozenset[Source]:
    try:
        entry = _entries()[database][name]
    except KeyError:
        raise KeyError(f"no read {name} of {database} in {FILE.name}") from None
    if columns is None or not entry["all"]:
        return _pairs(database, entry["all"])
    by_column = entry.get("columns", {})
    assert isinstance(by_column, Mapping)
    unknown = sorted(columns - set(by_column) - set(entry["plain"]))
    if unknown:
        raise KeyError(f"{database}/{name} has no column {unknown[0]}")
    return _pairs(database, entry["rows"]).union(
        *(_pairs(database, by_column.get(column, ())) for column in columns)
    )


def _pairs(database: str, tables: Sequence[str] | Mapping[str, Sequence[str]]) -> frozenset[Source]:
    """Tables as the file names them: those of another database with its name before."""
    pairs = ((database if "." not in t else t.split(".")[0], t.rpartition(".")[2]) for t in tables)
    return frozenset(pairs)


def sources(database: str, name: str, columns: Collection[str] | None = None) -> frozenset[Source]:
    """The source tables that ``queries/<database>/reads/<name>.sql`` rests on.

    :param columns: only what these output columns rest on, and which rows there are; the whole
        statement unless given. Always a part of what the whole statement rests on.
    :return: pairs of database and table.
    :raises KeyError: if there is no such read, or no such column in it.
    """
    return _sources(database, name, None if columns is None else frozenset(columns))
