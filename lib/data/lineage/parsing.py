"""Statements as trees in which every column names its table. Needs sqlglot: development only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify

from lib.data.configuration import ROOT
from lib.data.contract import DERIVED, SOURCES
from lib.data.refresh.flagging import PLACING
from lib.data.refresh.ordering import FLAGGED, statements

MADE = "made"
"""Stands for the schema of what a refresh makes: temporary tables, some of them rollups to be."""

Schema = dict[str, dict[str, dict[str, str]]]


@dataclass(frozen=True)
class Statements:
    """The statements of a database, parsed.

    :ivar made: what a refresh makes, in its order.
    :ivar reads: what pages read.
    """

    database: str
    made: Mapping[str, exp.Query] = field(default_factory=dict)
    reads: Mapping[str, exp.Query] = field(default_factory=dict)


def parse(sql: str, schema: Schema) -> exp.Query:
    """A statement whose every column names its table, and whose stars are spelled out.

    :param schema: schema → table → its columns; :data:`MADE` where a statement names none.
    """
    tree = sqlglot.parse_one(sql, dialect="postgres")
    own = {part.alias for part in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        if table.name and not table.db and table.name not in own:
            table.set("db", exp.to_identifier(MADE))
    tree = qualify(
        tree,
        schema=dict(schema),
        dialect="postgres",
        validate_qualify_columns=False,
        identify=False,
    )
    assert isinstance(tree, exp.Query)
    return tree


def sql_of_reads(database: str) -> Mapping[str, str]:
    """The statements of ``reads/`` by name; of the dashboard's own too.

    What a release is made from counts as a read of the source databases: ``publication_inputs``.
    """
    folder: Path = ROOT / "queries" / database
    paths = {path.stem: path for path in sorted(folder.glob("reads/*.sql"))}
    if database in SOURCES:
        paths["publication_inputs"] = folder / "publication" / "inputs.sql"
    return {name: path.read_text(encoding="utf-8") for name, path in sorted(paths.items())}


def schema_of(database: str) -> Schema:
    """What a statement of a source database may read before anything is made."""
    schema: Schema = {"source": {}, "rollup": {}, MADE: {}}
    for table in (*SOURCES[database].sorted_tables, *DERIVED[database].sorted_tables):
        schema[str(table.schema)][table.name] = dict.fromkeys(table.columns.keys(), "text")
    schema[MADE][FLAGGED] = dict.fromkeys(("source_table", "record_id", "rule", *PLACING), "text")
    return schema


@cache
def parsed(database: str) -> Statements:
    """The statements of a source database, their columns named with their tables."""
    schema = schema_of(database)
    made: dict[str, exp.Query] = {}
    for name, sql in statements(database).items():
        made[name] = parse(sql, schema)
        schema[MADE][name] = dict.fromkeys(made[name].named_selects, "text")
    reads = {name: parse(sql, schema) for name, sql in sql_of_reads(database).items()}
    return Statements(database, made, reads)
