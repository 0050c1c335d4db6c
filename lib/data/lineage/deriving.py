"""What each read rests on, from its SQL. Needs sqlglot: development only."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from lib.data.contract import SOURCES
from lib.data.contract.rollup.snapshots import committee_snapshot, dispatch_snapshot
from lib.data.lineage.parsing import parsed, sql_of_reads
from lib.data.lineage.whole import of_made, tables_of

Tables = frozenset[str]


@dataclass(frozen=True)
class Lineage:
    """What a read rests on.

    :ivar all: every source table of the statement.
    :ivar rows: those that decide which rows there are.
    :ivar columns: what each output column rests on.
    """

    all: Tables
    rows: Tables
    columns: Mapping[str, Tables]


def lineages(database: str) -> Mapping[str, Lineage]:
    """What each read of a database rests on."""
    if database not in SOURCES:
        return {name: _of_dashboard(sql) for name, sql in sql_of_reads(database).items()}
    result = {}
    for name, query in parsed(database).reads.items():
        tables = tables_of(database, query)
        result[name] = Lineage(tables, tables, dict.fromkeys(query.named_selects, tables))
    return result


_SAVED = {"health_snapshot", "health_saving"}
"""Tables of the dashboard's own that are filled from the rollups of both source databases."""


def _of_dashboard(sql: str) -> Lineage:
    query = sqlglot.parse_one(sql, dialect="postgres")
    assert isinstance(query, exp.Query)
    tables: Tables = frozenset()
    if {table.name for table in query.find_all(exp.Table)} & _SAVED:
        snapshots = {"membership": committee_snapshot, "incidents": dispatch_snapshot}
        tables = frozenset(
            f"{database}.{table}"
            for database, snapshot in snapshots.items()
            for table in of_made(database, snapshot.name)
        )
    return Lineage(tables, tables, dict.fromkeys(query.named_selects, tables))
