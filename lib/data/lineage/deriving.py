"""What each read rests on, from its SQL. Needs sqlglot: development only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import sqlglot
from sqlglot import exp

from lib.data.contract import SOURCES, source_table
from lib.data.contract.rollup.snapshots import committee_snapshot, dispatch_snapshot
from lib.data.contract.snapshots import DISPATCHES
from lib.data.lineage.marks import Marks, marks_of
from lib.data.lineage.parsing import parsed, sql_of_reads
from lib.data.lineage.relations import NOTHING, Part, Relation, Tables, of_table
from lib.data.lineage.selects import Analysis
from lib.data.lineage.whole import flagged_tables, of_made, tables_of
from lib.data.refresh.flagging import PLACING
from lib.data.refresh.ordering import FLAGGED, statements


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


@cache
def made(database: str, name: str) -> Relation:
    """What something that a refresh makes rests on."""
    if name == "refresh":
        tables = of_made(database, name)
        columns = [c.name for c in committee_snapshot.metadata.tables["rollup.refresh"].columns]
        return Relation([Part(tables, tables, dict.fromkeys(columns, tables))], columns)
    marks = marks_of(statements(database)[name])
    return _marked(_analysis(database, marks).relation(parsed(database).made[name]), marks)


def _analysis(database: str, marks: Marks) -> Analysis:
    def named(table: exp.Table) -> Relation:
        if table.db == "source":
            of = source_table(database, table.name)
            return of_table(table.name, of.columns.keys(), of.primary_key.columns.keys())
        if table.name == FLAGGED:
            return _flagged(flagged_tables(database, table))
        return made(database, table.name)

    return Analysis(named, marks.columns)


def _flagged(tables: Tables) -> Relation:
    key = ("source_table", "rule", "record_id")
    names = (*key, *PLACING)
    part = Part(tables, tables, dict.fromkeys(names, tables))
    return Relation([part], names, frozenset({frozenset(key)}))


def _marked(relation: Relation, marks: Marks) -> Relation:
    parts = relation.parts
    if marks.rows is not None:
        parts = [replace(part, rows=marks.rows, facts=marks.rows) for part in parts]
    keys = relation.keys | ({marks.key} if marks.key else frozenset())
    return replace(relation, parts=parts, keys=keys)


def lineages(database: str) -> Mapping[str, Lineage]:
    """What each read of a database rests on."""
    if database not in SOURCES:
        return {name: _of_dashboard(sql) for name, sql in sql_of_reads(database).items()}
    analysis = _analysis(database, marks_of(""))
    result = {}
    for name, query in parsed(database).reads.items():
        relation = analysis.relation(query)
        columns = {column: relation.column(column) for column in relation.names}
        result[name] = Lineage(tables_of(database, query), relation.rows, columns)
    return result


_SNAPSHOTS = {"membership": committee_snapshot, "incidents": dispatch_snapshot}
"""The rollup of each source database from which health is saved."""


def _of_dashboard(sql: str) -> Lineage:
    """As :mod:`lib.data.refresh.health_saving` fills the dashboard's own tables."""
    query = sqlglot.parse_one(sql, dialect="postgres")
    assert isinstance(query, exp.Query)
    tables = {table.name for table in query.find_all(exp.Table)}
    names = query.named_selects
    if not tables & {"health_snapshot", "health_alike", "health_saving"}:
        return Lineage(NOTHING, NOTHING, dict.fromkeys(names, NOTHING))
    whole = NOTHING.union(
        *(_of(d, of_made(d, snapshot.name)) for d, snapshot in _SNAPSHOTS.items())
    )
    if "health_saving" in tables:
        return Lineage(whole, whole, dict.fromkeys(names, whole))
    committees = made("membership", committee_snapshot.name)
    dispatches = made("incidents", dispatch_snapshot.name)
    columns = {name: _of("membership", committees.column(name)) for name in names}
    for name in DISPATCHES:
        # Added up over the regions, so these tell nothing apart.
        parts = dispatches.parts
        facts = NOTHING.union(*(p.facts | p.columns.get(name, NOTHING) for p in parts))
        columns[name] = columns.get(name, NOTHING) | _of("incidents", facts)
    return Lineage(whole, _of("membership", committees.rows), columns)


def _of(database: str, tables: Tables) -> Tables:
    return frozenset(f"{database}.{table}" for table in tables)
