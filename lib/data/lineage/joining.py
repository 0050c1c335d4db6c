"""What the relations of a FROM clause are to each other. Needs sqlglot: development only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from lib.data.lineage.expressions import columns_of, tested, value
from lib.data.lineage.relations import NOTHING, Part, Relation, Tables
from lib.data.lineage.scopes import Joined, Leading, Scope

Named = Callable[[exp.Table], Relation]
"""Finds a table or a statement by its name."""


@dataclass
class Rows:
    """The rows of a FROM clause, for one part of the relation that leads it.

    :ivar rows: what decides which there are; what only multiplies them left out.
    :ivar facts: see :class:`lib.data.lineage.relations.Part`.
    :ivar multiplied: what decides how many there are of each.
    :ivar alone: whether no join makes several rows of one.
    """

    scope: Scope
    relation: Relation
    rows: Tables
    facts: Tables
    multiplied: Tables = NOTHING
    alone: bool = True

    def require(self, tables: Tables) -> None:
        """Note what also decides which rows there are."""
        self.rows |= tables
        self.facts |= tables

    def join(self, join: exp.Join, named: Named) -> None:
        """Join one more relation."""
        relation = relation_of(join.this, self.scope, named)
        alias, condition = join.this.alias_or_name, join.args.get("on")
        if join.args.get("using"):
            raise NotImplementedError("USING that was not spelled out")
        if join.side not in ("", "LEFT") or join.kind not in ("", "CROSS", "INNER"):
            raise NotImplementedError(f"{join.side} {join.kind} JOIN")
        matched = (
            frozenset(c.name for c in columns_of(condition) if c.table == alias)
            if (condition)
            else frozenset[str]()
        )
        self.scope.bound[alias] = Joined(relation, matched=matched)
        by = self._beside(condition, alias)
        self.scope.bound[alias] = Joined(relation, by, matched)
        is_one = any(key <= _equated(condition, alias) for key in relation.keys)
        self.alone &= is_one
        if join.side == "LEFT":
            self.multiplied |= NOTHING if is_one else relation.rows | tested(condition, self.scope)
        else:
            self.require(relation.rows | tested(condition, self.scope))

    def _beside(self, condition: exp.Expr | None, alias: str) -> Tables:
        """What the other side of a condition rests on."""
        others = (c for c in columns_of(condition) if c.table != alias) if condition else ()
        return NOTHING.union(*(self.scope.of(c.table).test(c.name) for c in others))


def rows_of(query: exp.Select, scope: Scope, named: Named) -> Iterator[Rows]:
    """The rows of a statement's FROM clause, by the parts of the relation that leads it."""
    if query.args.get("from_") is None:
        yield Rows(
            scope,
            Relation([Part(NOTHING, NOTHING, {})], (), frozenset({frozenset()})),
            NOTHING,
            NOTHING,
        )
        return
    first = query.args["from_"].this
    joins = query.args.get("joins") or []
    if any(join.side == "FULL" for join in joins):
        yield from _alternatives(first, joins, scope, named)
        return
    relation = relation_of(first, scope, named)
    for part in relation.parts:
        inner = _inside(scope)
        inner.bound[first.alias_or_name] = Leading(relation, part)
        rows = Rows(inner, relation, part.rows, part.facts)
        for join in joins:
            rows.join(join, named)
        yield rows


def _inside(scope: Scope) -> Scope:
    return Scope(scope.analyse, scope.made, dict(scope.bound), scope.outer, scope.windows)


def _alternatives(
    first: exp.Expr, joins: list[exp.Join], scope: Scope, named: Named
) -> Iterator[Rows]:
    """Of FULL JOINs: each row is made of one of each relation, or of nothing of it."""
    if any(join.side != "FULL" for join in joins):
        raise NotImplementedError("FULL JOIN among others")
    sides = [
        (s.alias_or_name, relation_of(s, scope, named)) for s in (first, *(j.this for j in joins))
    ]
    by = [
        frozenset(c.name for join in joins for c in columns_of(join.args["on"]) if c.table == alias)
        for alias, _ in sides
    ]
    for (alias, relation), columns in zip(sides, by, strict=True):
        if frozenset(columns) not in relation.keys or not relation.merged == columns:
            raise NotImplementedError("FULL JOIN of what is not one row by the columns of USING")
        for part in relation.parts:
            inner = _inside(scope)
            for other, of in sides:
                inner.bound[other] = Leading(of, Part(NOTHING, NOTHING, {}))
            inner.bound[alias] = Leading(relation, part)
            yield Rows(inner, relation, part.rows, part.facts)


def relation_of(node: exp.Expr, scope: Scope, named: Named) -> Relation:
    """A relation of a FROM clause: a table, a sub-query, VALUES or a function's rows."""
    if isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier):
        if not node.db:
            return scope.made[node.name]
        return named(node)
    body = node.this if isinstance(node, exp.Lateral) else node
    names = list(node.alias_column_names)
    if isinstance(body, exp.Subquery) and isinstance(body.this, exp.Query):
        relation = scope.analyse(body.this, scope)
        return relation.named(names) if names else relation
    if isinstance(body, exp.Subquery):
        body = body.this
    if isinstance(body, exp.Values):
        return _values(body, names, scope)
    # A function that makes rows, each column of all that it is given.
    tables = NOTHING.union(*(scope.of(c.table).test(c.name) for c in columns_of(body)))
    return Relation([Part(tables, tables, dict.fromkeys(names, tables))], names)


def _values(values: exp.Values, names: list[str], scope: Scope) -> Relation:
    columns = dict.fromkeys(names, NOTHING)
    for row in values.expressions:
        for name, cell in zip(names, row.expressions, strict=True):
            columns[name] |= value(cell, scope) or NOTHING
    return Relation([Part(NOTHING, NOTHING, columns)], names)


def _equated(condition: exp.Expr | None, alias: str) -> frozenset[str]:
    """Columns of a relation that a condition makes equal to something beside it."""
    result: set[str] = set()
    terms = [condition] if condition else []
    while terms:
        term = terms.pop()
        if isinstance(term, exp.And):
            terms += [term.left, term.right]
        elif isinstance(term, exp.EQ):
            for side, other in ((term.left, term.right), (term.right, term.left)):
                is_own = isinstance(side, exp.Column) and side.table == alias
                if is_own and all(c.table != alias for c in columns_of(other)):
                    result.add(side.name)
    return frozenset(result)
