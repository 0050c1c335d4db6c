"""What the names in a statement stand for. Needs sqlglot: development only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlglot import exp

from lib.data.lineage.relations import NOTHING, Part, Relation, Tables

Value = Tables | None
"""What a value rests on; none where it is null or zero in every row."""


class Bound(Protocol):
    """A relation of a FROM clause, as expressions beside it see it."""

    def value(self, name: str) -> Value:
        """What a column's values rest on."""

    def test(self, name: str) -> Tables:
        """What a column rests on where it decides which rows there are."""


@dataclass(frozen=True)
class Leading:
    """A part of the relation whose rows are gone through."""

    relation: Relation
    part: Part

    def value(self, name: str) -> Value:
        """What a column's values rest on."""
        return self.part.columns.get(name)

    def test(self, name: str) -> Tables:
        """What a column rests on where it decides which rows there are."""
        return self.relation.beside(self.part, name)


@dataclass(frozen=True)
class Joined:
    """A relation whose columns are added to those rows.

    :ivar by: what finds its rows: the columns beside it in ON.
    :ivar matched: its own columns in ON.
    """

    relation: Relation
    by: Tables = NOTHING
    matched: frozenset[str] = frozenset()

    def value(self, name: str) -> Value:
        """What a column's values rest on."""
        present = any(name in part.columns for part in self.relation.parts)
        return self.by | self.relation.column(name, self.matched) if present else None

    def test(self, name: str) -> Tables:
        """What a column rests on where it decides which rows there are."""
        return self.value(name) or NOTHING


Analyse = Callable[[exp.Query, "Scope"], Relation]


@dataclass
class Scope:
    """What the names in an expression mean.

    :ivar analyse: makes a relation of a sub-query.
    :ivar made: parts that WITH names.
    :ivar bound: by their names in FROM.
    :ivar outer: of the statement around, where this one may see it.
    """

    analyse: Analyse
    made: dict[str, Relation] = field(default_factory=dict)
    bound: dict[str, Bound] = field(default_factory=dict)
    outer: "Scope | None" = None
    windows: Mapping[str, exp.Expr] = field(default_factory=dict)

    def of(self, table: str) -> Bound:
        """The relation of that name."""
        if table in self.bound:
            return self.bound[table]
        if self.outer is None:
            raise LookupError(f"no {table} in FROM")
        return self.outer.of(table)
