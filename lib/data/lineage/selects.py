"""What a SELECT's rows and columns rest on. Needs sqlglot: development only.

Rows rest on what FROM joins, filters and groups. A LEFT JOIN only adds columns where no two of its
rows fit one; the arms of a UNION and the sides of a FULL JOIN are kept apart as far as a column is
null or zero in all but some of them. Who only adds rows up again does not rest on what told the
groups apart.
"""

from collections.abc import Mapping

from sqlglot import exp

from lib.data.lineage.expressions import tested, value
from lib.data.lineage.identity import aggregates, identity, is_grouped
from lib.data.lineage.joining import Named, Rows, rows_of
from lib.data.lineage.relations import NOTHING, Part, Relation, Tables, together
from lib.data.lineage.scopes import Scope

Marks = Mapping[str, Tables]
"""Columns of a statement of which its text says what they rest on."""


class Analysis:
    """Makes relations of the queries of one statement."""

    def __init__(self, named: Named, marks: Marks) -> None:
        self.named = named
        self.marks = marks

    def relation(self, query: exp.Query, around: Scope | None = None) -> Relation:
        """What a query makes.

        :param around: the scope of the statement that it stands in.
        """
        made = dict(around.made) if around else {}
        scope = Scope(self.relation, made, outer=around)
        with_ = query.args.get("with_")
        for part in with_.expressions if with_ else ():
            if with_ and with_.args.get("recursive") and isinstance(part.this, exp.Union):
                # What it reads of itself is what its first arm made, or what it made of that.
                scope.made[part.alias] = self.relation(part.this.left, scope)
                scope.made[part.alias] = self.relation(part.this, scope)
            scope.made[part.alias] = self.relation(part.this, scope)
        if isinstance(query, exp.Subquery):
            return self.relation(query.this, scope)
        if isinstance(query, exp.Union):
            arms = [self.relation(side, scope) for side in (query.left, query.right)]
            return together(arms, distinct=bool(query.args.get("distinct")))
        if isinstance(query, exp.Select):
            return self._select(query, scope)
        raise NotImplementedError(type(query).__name__)

    def _select(self, query: exp.Select, scope: Scope) -> Relation:
        windows = query.args.get("windows") or []
        scope.windows = {window.name: window for window in windows}
        names = query.named_selects
        all_rows = list(rows_of(query, scope, self.named))
        parts = [self._part(query, rows, names) for rows in all_rows]
        keys, merged = identity(query, all_rows[0], names)
        return Relation(parts, names, keys, merged)

    def _part(self, query: exp.Select, rows: Rows, names: list[str]) -> Part:
        rows.require(tested(query.args.get("where"), rows.scope))
        part = self._groups(query, rows) if is_grouped(query) else self._plain(query, rows)
        marked = {n: self.marks[n] for n in names if n in self.marks and n in part.columns}
        return Part(part.rows, part.facts, {**part.columns, **marked})

    def _plain(self, query: exp.Select, rows: Rows) -> Part:
        more = rows.multiplied
        for expression in query.expressions:
            if expression.find(exp.Unnest, exp.Explode):
                more |= tested(expression, rows.scope)
        more |= _distinct(query, rows.scope)
        if query.args.get("limit"):
            more |= tested(query.args.get("order"), rows.scope)
        return Part(rows.rows | more, rows.facts | more, _columns(query, rows.scope))

    def _groups(self, query: exp.Select, rows: Rows) -> Part:
        base = rows.facts if _only_adds_up(query) else rows.rows
        having = NOTHING if _drops_zeros(query) else tested(query.args.get("having"), rows.scope)
        columns = _columns(query, rows.scope)
        group = query.args.get("group")
        for expression in query.expressions:
            if expression.find(exp.AggFunc) and expression.alias_or_name in columns:
                columns[expression.alias_or_name] |= rows.multiplied
        if group is None:
            # One row, whatever there is; its columns rest on all that there is.
            return Part(NOTHING, NOTHING, {name: of | base for name, of in columns.items()})
        told_by = NOTHING.union(*(tested(e, rows.scope) for e in group.expressions))
        return Part(base | having | told_by, base | having, columns)


def _columns(query: exp.Select, scope: Scope) -> dict[str, Tables]:
    values = ((e.alias_or_name, value(e, scope)) for e in query.expressions)
    return {name: of for name, of in values if of is not None}


def _only_adds_up(query: exp.Select) -> bool:
    return all(isinstance(aggregate, exp.Sum) for aggregate in aggregates(query))


def _drops_zeros(query: exp.Select) -> bool:
    """Whether HAVING drops only groups of which every sum is zero."""
    having = query.args.get("having")
    if having is None or not _only_adds_up(query):
        return False
    terms, compared = [having.this], set[str]()
    while terms:
        term = terms.pop()
        if isinstance(term, exp.Or):
            terms += [term.left, term.right]
        elif isinstance(term, exp.NEQ) and term.right == exp.Literal.number(0):
            compared.add(term.left.sql())
        else:
            return False
    sums = ((a.parent if isinstance(a.parent, exp.Filter) else a) for a in aggregates(query))
    return {of.sql() for of in sums if of} <= compared


def _distinct(query: exp.Select, scope: Scope) -> Tables:
    distinct = query.args.get("distinct")
    if distinct is None:
        return NOTHING
    if distinct.args.get("on") is None:
        return NOTHING.union(*(tested(e, scope) for e in query.expressions))
    # One row of each, the first: which it is rests on the order.
    own = {e.alias_or_name: e for e in query.expressions}
    result = NOTHING
    for part in (distinct.args["on"], query.args.get("order")):
        for column in part.find_all(exp.Column) if part else ():
            expression = own.get(column.name, column) if not column.table else column
            result |= tested(expression, scope)
    return result
