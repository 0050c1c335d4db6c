"""What a statement's rows and columns rest on, as the steps of its analysis pass it on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

Tables = frozenset[str]
NOTHING: Tables = frozenset()


@dataclass(frozen=True)
class Part:
    """One of several kinds of facts that make up a relation, such as one arm of a ``UNION ALL``.

    :ivar rows: the source tables that decide which rows there are.
    :ivar facts: of these, without what only tells groups apart: all that matters to whoever adds
        the rows up again.
    :ivar columns: what each column's values rest on beside that; without the columns that are null
        or zero in every row of this part.
    """

    rows: Tables
    facts: Tables
    columns: Mapping[str, Tables]


@dataclass(frozen=True)
class Relation:
    """A table, a statement, or a part of one in parentheses.

    :ivar names: its columns in their order.
    :ivar keys: sets of columns of which no two rows have the same values; an empty set says that
        there is one row at most.
    :ivar merged: the columns by which rows of several parts were made one row; none where each row
        is of one part.
    """

    parts: Sequence[Part]
    names: Sequence[str]
    keys: frozenset[frozenset[str]] = frozenset()
    merged: frozenset[str] | None = None

    @property
    def rows(self) -> Tables:
        """What decides which rows there are."""
        return NOTHING.union(*(part.rows for part in self.parts))

    def column(self, name: str, matched: Iterable[str] = ()) -> Tables:
        """What a column rests on, the rows that it stands in included.

        :param matched: columns by which its rows are looked up.
        """
        matched = list(matched)
        result = NOTHING
        for part in self.parts:
            if name in part.columns:
                result |= part.rows | part.columns[name]
                for other in matched:
                    result |= self.beside(part, other)
        return result

    def beside(self, part: Part, name: str) -> Tables:
        """What a column rests on as a test on a part's rows.

        Where rows of several parts were made one, a test on one part's column decides on the
        others' too; but not one on what they were made one by.
        """
        if self.merged is None or name in self.merged:
            return part.columns.get(name, NOTHING)
        return self.column(name)

    def named(self, names: Sequence[str]) -> "Relation":
        """The same with other names for its columns."""
        new = dict(zip(self.names, names, strict=False))
        parts = [
            replace(part, columns={new[c]: of for c, of in part.columns.items() if c in new})
            for part in self.parts
        ]
        keys = frozenset(frozenset(new[c] for c in key) for key in self.keys)
        merged = None if self.merged is None else frozenset(new[c] for c in self.merged)
        return Relation(parts, tuple(new.values()), keys, merged)


def of_table(name: str, columns: Sequence[str], key: Iterable[str]) -> Relation:
    """A source table."""
    tables = frozenset({name})
    part = Part(tables, tables, dict.fromkeys(columns, tables))
    return Relation([part], tuple(columns), frozenset({frozenset(key)}))


def together(arms: Sequence[Relation], *, distinct: bool) -> Relation:
    """The rows of several, one below the other, under the names of the first.

    :param distinct: whether equal rows become one.
    """
    names = arms[0].names
    arms = [arm.named(names) for arm in arms]
    parts = [part for arm in arms for part in arm.parts]
    if distinct:
        parts = [replace(part, rows=part.rows.union(*part.columns.values())) for part in parts]
    merges = [arm.merged for arm in arms if arm.merged is not None]
    merged = frozenset.intersection(*merges) if merges else None
    return Relation(parts, names, frozenset(), merged)
