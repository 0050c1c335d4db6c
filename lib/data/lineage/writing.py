"""The text of ``queries/lineage.toml``. Needs sqlglot: development only."""

from collections.abc import Iterable, Iterator, Mapping

from lib.data.contract import DATABASES
from lib.data.lineage.deriving import Lineage, lineages

_HEAD = """\
# What each read rests on; written by python -m lib.data.lineage, never by hand.
# all: every source table of the statement; rows: those that decide which rows there are;
# columns: what an output column rests on beside these; plain: those that rest on no more.
"""


def text() -> str:
    """Every read of every database, sorted; one line a column."""
    lines = [_HEAD]
    for database in sorted(DATABASES):
        for name, lineage in sorted(lineages(database).items()):
            lines += [f"[{database}.{name}]", *_lines(lineage), ""]
    return "\n".join(lines)


def _lines(lineage: Lineage) -> Iterator[str]:
    yield f"all = {_list(lineage.all)}"
    yield f"rows = {_list(lineage.rows)}"
    if lineage.all:
        yield from _columns(lineage.columns, lineage.rows)


def _columns(columns: Mapping[str, frozenset[str]], rows: frozenset[str]) -> Iterator[str]:
    beside = {column: tables - rows for column, tables in sorted(columns.items())}
    yield f"plain = {_list(column for column, tables in beside.items() if not tables)}"
    for column, tables in beside.items():
        if tables:
            yield f"columns.{column} = {_list(tables)}"


def _list(tables: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{table}"' for table in sorted(tables)) + "]"
