"""What the value of an expression rests on. Needs sqlglot: development only."""

from collections.abc import Callable, Iterable, Iterator

from sqlglot import exp

from lib.data.lineage.relations import NOTHING, Tables
from lib.data.lineage.scopes import Leading, Scope, Value


def columns_of(node: exp.Expr) -> Iterator[exp.Column]:
    """The columns in an expression that name a table, sub-queries left out."""
    for part in node.walk(prune=lambda n: isinstance(n, exp.Query)):
        if isinstance(part, exp.Column) and part.table:
            yield part


def tested(node: exp.Expr | None, scope: Scope) -> Tables:
    """What a condition, or anything else that decides which rows there are, rests on."""
    if node is None:
        return NOTHING
    result = NOTHING.union(*(scope.of(c.table).test(c.name) for c in columns_of(node)))
    return result | _subqueries(node, scope)


def _subqueries(node: exp.Expr, scope: Scope) -> Tables:
    result = NOTHING
    for part in node.walk(prune=lambda n: isinstance(n, exp.Query)):
        if isinstance(part, exp.Query):
            relation = scope.analyse(part, scope)
            result |= relation.rows.union(*(relation.column(name) for name in relation.names))
    return result


def value(node: exp.Expr, scope: Scope) -> Value:
    """What the value of an expression rests on, beside the rows that it is worked out from."""
    result, mixed = _value(node, scope), _mixed(node, scope)
    return mixed if result is None else result | (mixed or NOTHING)


def _mixed(node: exp.Expr, scope: Scope) -> Value:
    """What rests on columns that are worked with together, each maybe of another part's rows."""
    pairs = {(column.table, column.name) for column in columns_of(node)}
    bound = [(scope.of(table), name) for table, name in pairs]
    apart = [
        (of, name)
        for of, name in bound
        if isinstance(of, Leading)
        and of.relation.merged is not None
        and name not in of.relation.merged
    ]
    # One alone is mixed with none; and of this part none may be in it.
    if len(apart) < 2 or all(of.value(name) is None for of, name in apart):  # noqa: PLR2004
        return None
    return NOTHING.union(*(of.relation.column(name) for of, name in apart))


def _value(node: exp.Expr, scope: Scope) -> Value:
    if isinstance(node, exp.Query):
        return _subqueries(node, scope)
    if isinstance(node, exp.Column):
        return scope.of(node.table).value(node.name) if node.table else NOTHING
    if _is_nothing(node):
        return None
    for kinds, rule in _RULES:
        if isinstance(node, kinds):
            return rule(node, scope)
    return _union(_value(child, scope) for child in node.iter_expressions())


def _is_nothing(node: exp.Expr) -> bool:
    return isinstance(node, exp.Null) or (isinstance(node, exp.Literal) and node.this == "0")


def _union(values: Iterable[Value]) -> Tables:
    return NOTHING.union(*(v for v in values if v is not None))


def _of_this(node: exp.Expr, scope: Scope) -> Value:
    """As what it is made of: null of null, zero of zero."""
    return _value(node.this, scope)


def _any(node: exp.Expr, scope: Scope) -> Value:
    """Null or zero where everything in it is."""
    values = [_value(child, scope) for child in node.iter_expressions()]
    return None if all(v is None for v in values) else _union(values)


def _count(node: exp.Expr, scope: Scope) -> Value:
    return NOTHING if isinstance(node.this, exp.Star) else _any(node, scope)


def _product(node: exp.Expr, scope: Scope) -> Value:
    values = [_value(child, scope) for child in node.iter_expressions()]
    return None if None in values else _union(values)


def _filter(node: exp.Expr, scope: Scope) -> Value:
    """An aggregate of some of the rows."""
    of = _value(node.this, scope)
    return None if of is None else of | tested(node.expression, scope)


def _window(node: exp.Expr, scope: Scope) -> Value:
    of = _value(node.this, scope)
    if of is None:
        return None
    named = scope.windows.get(node.text("alias")) if node.args.get("alias") else None
    parts = [*node.args.get("partition_by", ()), node.args.get("order"), named]
    return of.union(*(tested(part, scope) for part in parts if isinstance(part, exp.Expr)))


_RULES: tuple[tuple[tuple[type[exp.Expr], ...], Callable[[exp.Expr, Scope], Value]], ...] = (
    ((exp.Count,), _count),
    ((exp.Filter,), _filter),
    ((exp.Window,), _window),
    ((exp.Mul,), _product),
    ((exp.Coalesce, exp.Add, exp.Sub, exp.Least, exp.Greatest), _any),
    ((exp.Alias, exp.Paren, exp.Cast, exp.Neg, exp.Sum, exp.Max, exp.Min), _of_this),
)
