"""Whether a mapping fits the table of the contract that it is for, and which columns it fills."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Date, Table

from lib.data.contract import SOURCES, source_table
from lib.data.contract.plausible import is_temporal
from lib.exchange.conversion import is_numeric
from lib.exchange.errors import NotImportable
from lib.exchange.mapping import ColumnMapping, ImportMapping, WholeList
from lib.exchange.place import place_columns

_TEMPORAL_ONLY = (
    *("formats", "time_zone", "at", "days_after", "plus_days", "plus_months"),
    *("unreadable", "no_later_than"),
)
LISTED = ("source", "first_listed_on", "last_listed_on")
"""Columns that say of which list a row is, and since and until when."""


def find_table(name: str) -> tuple[str, Table]:
    """The database and the source table of that name (``incident`` or ``incidents.incident``).

    :raises NotImportable: if there is none, or one in each database.
    """
    database, _, table = name.rpartition(".")
    databases = [database] if database in SOURCES else [] if database else list(SOURCES)
    holders = [d for d in databases if f"source.{table}" in SOURCES[d].tables]
    if len(holders) == 1:
        return holders[0], source_table(holders[0], table)
    if holders:
        either = " or ".join(f"{d}.{table}" for d in holders)
        raise NotImportable(f"table {name} is in several databases; name it {either}")
    names = sorted({t.name for metadata in SOURCES.values() for t in metadata.sorted_tables})
    raise NotImportable(f"there is no table {name}; there are {', '.join(names)}")


@dataclass(frozen=True, slots=True)
class Step:
    """A table that an import fills, and how.

    :ivar name: of the table, where it is a further one.
    """

    mapping: ImportMapping
    table: Table
    name: str | None = None


def ordered(mapping: ImportMapping, database: str, table: Table) -> list[Step]:
    """The tables that a mapping fills, those first that others refer to.

    :raises NotImportable: if it does not fit one of them, or one is in another database.
    """
    steps = [Step(mapping, table)]
    for further in mapping.further():
        holder, other = find_table(further.table)
        if holder != database:
            raise NotImportable(
                f"the mapping: also: {further.table} is in the {holder} database and"
                f" {table.name} in the {database} database, which are imported one by one"
            )
        steps.append(Step(further, other, other.name))
    for step in steps:
        filled_columns(step.mapping, step.table)
    order = [each.name for each in SOURCES[database].sorted_tables]
    return sorted(steps, key=lambda step: order.index(step.table.name))


def filled_columns(mapping: ImportMapping, table: Table) -> list[str]:
    """The columns of the table that the mapping fills, its key first.

    :raises NotImportable: if the mapping does not fit the table, naming the key.
    """
    (key,) = (column.name for column in table.primary_key.columns)
    problem = next(_problems(mapping, table, key), None)
    if problem:
        raise NotImportable(f"the mapping: {problem}")
    return [key, *mapping.columns, *_places(mapping, table)]


def _places(mapping: ImportMapping, table: Table) -> tuple[str, ...]:
    return place_columns(mapping.place, table.c.keys()) if mapping.place else ()


def _problems(mapping: ImportMapping, table: Table, key: str) -> Iterator[str]:
    if mapping.table.rpartition(".")[2] != table.name:
        yield f"table: is {mapping.table}, not {table.name}"
    if key in mapping.columns:
        yield f"columns.{key}: is the key of the row; say under identity what it is made of"
    for name, spec in mapping.columns.items():
        if name not in table.c:
            columns = ", ".join(table.c.keys())
            yield f"columns.{name}: is not a column of {table.fullname} ({columns})"
        else:
            yield from (f"columns.{name}.{p}" for p in _misfits(spec, table.c[name]))
    yield from _references(mapping, table)
    places = _places(mapping, table)
    if mapping.place and not places:
        yield f"place: fills no column of {table.fullname}"
    for name in places:
        if name in mapping.columns:
            yield f"columns.{name}: is given by place as well"
    for column in table.c:
        is_filled = column.name in (key, *mapping.columns, *places)
        if not is_filled and not column.nullable and column.server_default is None:
            yield f"columns.{column.name}: is missing; {table.fullname} needs it"


def _references(mapping: ImportMapping, table: Table) -> Iterator[str]:
    """What a mapping says of columns that it does not fill."""
    if mapping.whole_list:
        yield from _problems_of_list(mapping.whole_list, mapping, table)
    if mapping.edition:
        yield from (f"edition: needs columns.{n}" for n in LISTED if n not in mapping.columns)
    for name, spec in mapping.columns.items():
        if spec.no_later_than and spec.no_later_than not in mapping.columns:
            yield f"columns.{name}.no_later_than: {spec.no_later_than} is not one of columns"
        elif spec.no_later_than and _differ(table, name, spec.no_later_than):
            yield f"columns.{name}.no_later_than: one is a day and the other a time"


def _problems_of_list(whole: WholeList, mapping: ImportMapping, table: Table) -> Iterator[str]:
    if mapping.edition:
        yield "whole_list: is beside edition, which is a whole list of another kind"
    if not (whole.keys or mapping.identity.beginning):
        yield "whole_list: keys do not begin with the name of their source; say keys"
    days = [column.name for column in table.c if isinstance(column.type, Date)]
    if whole.ends and whole.ends not in days:
        yield f"whole_list.ends: is none of the days of {table.fullname} ({', '.join(days)})"


def _differ(table: Table, *names: str) -> bool:
    """Whether columns that are all there are of several types, which can't be compared."""
    return len({type(table.c[name].type) for name in names if name in table.c}) > 1


def _misfits_of_rows(spec: ColumnMapping, column: Column[Any]) -> Iterator[str]:
    """What a column can't be of what differs by row, or is made of several rows."""
    if spec.adds_by_row and not isinstance(column.type, Date):
        yield "plus_months: is for days only, and so is plus_days by row"
    if spec.several in ("sum", "count") and not is_numeric(column):
        yield f"several: {spec.several} is for numbers only"
    if spec.several and column.foreign_keys:
        yield "several: is not for columns that name a row of another table"


def _misfits(spec: ColumnMapping, column: Column[Any]) -> Iterator[str]:
    options = spec.model_fields_set
    yield from _misfits_of_rows(spec, column)
    for option in _TEMPORAL_ONLY:
        if option in options and not is_temporal(column):
            yield f"{option}: is for dates and times only"
    if "at" in options and isinstance(column.type, Date):
        yield "at: is for times, and this is a date"
    if spec.number is not None and not is_numeric(column):
        yield "number: is for numbers only"
    if spec.find is not None:
        parents = [key.column.table for key in column.foreign_keys]
        if not parents:
            yield "find: is for columns that name a row of another table"
        elif spec.find not in parents[0].c:
            yield f"find: {parents[0].fullname} has no column {spec.find}"
