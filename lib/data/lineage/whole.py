"""Every source table that a statement reads, whatever for. Needs sqlglot: development only."""

from functools import cache

from sqlglot import exp

from lib.data.contract import SOURCES
from lib.data.lineage.parsing import MADE, parsed
from lib.data.refresh.flagging import files
from lib.data.refresh.ordering import FLAGGED

Tables = frozenset[str]
NOTHING: Tables = frozenset()


def flagged_tables(database: str, table: exp.Table) -> Tables:
    """The source tables of the flagged records that a statement reads.

    The one that ``source_table = '…'`` names beside it; every one that has rules without that.
    """
    place = table.find_ancestor(exp.Join, exp.Select)
    assert place is not None
    where = place.args.get("on") if isinstance(place, exp.Join) else place.args.get("where")
    for test in where.find_all(exp.EQ) if where else ():
        column, value = test.left, test.right
        if (
            isinstance(column, exp.Column)
            and column.name == "source_table"
            and column.table == table.alias_or_name
            and isinstance(value, exp.Literal)
        ):
            return frozenset({value.name})
    return frozenset(path.stem for path in files(database))


def tables_of(database: str, query: exp.Query) -> Tables:
    """The source tables of a parsed statement, through everything that it reads."""
    result = NOTHING
    for table in query.find_all(exp.Table):
        if table.db == "source":
            result |= {table.name}
        elif table.db == MADE and table.name == FLAGGED:
            result |= flagged_tables(database, table)
        elif table.db in (MADE, "rollup"):
            result |= of_made(database, table.name)
    return result


@cache
def of_made(database: str, name: str) -> Tables:
    """The source tables of something that a refresh makes."""
    if name == "refresh":
        return frozenset(table.name for table in SOURCES[database].sorted_tables)
    return tables_of(database, parsed(database).made[name])
