"""What no two rows of a SELECT have the same. Needs sqlglot: development only."""

from collections.abc import Iterator

from sqlglot import exp

from lib.data.lineage.expressions import columns_of
from lib.data.lineage.joining import Rows


def is_grouped(query: exp.Select) -> bool:
    """Whether a query makes one row of several."""
    return bool(query.args.get("group")) or any(True for _ in aggregates(query))


def aggregates(query: exp.Select) -> Iterator[exp.AggFunc]:
    """Aggregates over groups; not those over a window."""
    for expression in query.expressions:
        for node in expression.walk(prune=lambda n: isinstance(n, (exp.Query, exp.Window))):
            if isinstance(node, exp.AggFunc):
                yield node


def identity(
    query: exp.Select, rows: Rows, names: list[str]
) -> tuple[frozenset[frozenset[str]], frozenset[str] | None]:
    """The keys of a query's rows, and what rows of several parts were made one by."""
    group = query.args.get("group")
    if is_grouped(query):
        told_by = _told_by(query, group.expressions if group else [])
        keys = frozenset() if told_by is None else frozenset({told_by})
        return keys, told_by or frozenset()
    if any(join.side == "FULL" for join in query.args.get("joins") or []):
        return _sides(query, names)
    merged = _followed(query, rows)
    distinct = query.args.get("distinct")
    if distinct is not None:
        on = distinct.args.get("on")
        told_by = _told_by(query, on.expressions) if on else frozenset(names)
        return frozenset() if told_by is None else frozenset({told_by}), merged
    return _carried(query, rows), merged


def _told_by(query: exp.Select, expressions: list[exp.Expr]) -> frozenset[str] | None:
    """The output columns that are these expressions; none if one is not among them."""
    own = {e.unalias().sql(): e.alias_or_name for e in query.expressions}
    # ON of DISTINCT may name them as the output does.
    own |= {e.alias_or_name: e.alias_or_name for e in query.expressions}
    names = [own.get(e.sql(), "") for e in expressions]
    return frozenset(names) if all(names) else None


def _sides(query: exp.Select, names: list[str]) -> tuple[frozenset[frozenset[str]], frozenset[str]]:
    by = {c.name for j in query.args["joins"] for c in columns_of(j.args["on"])}
    key = frozenset(by & set(names))
    return frozenset({key}), key


def _plain_columns(query: exp.Select, leading: str) -> dict[str, str]:
    """Columns of the relation that leads, as they are handed on."""
    result = {}
    for expression in query.expressions:
        column = expression.unalias()
        if isinstance(column, exp.Column) and column.table == leading:
            result[column.name] = expression.alias_or_name
    return result


def _carried(query: exp.Select, rows: Rows) -> frozenset[frozenset[str]]:
    """The keys of the relation that leads, where nothing makes several rows of one."""
    if query.args.get("from_") is None:
        return frozenset({frozenset()})
    if not rows.alone or any(e.find(exp.Unnest, exp.Explode) for e in query.expressions):
        return frozenset()
    own = _plain_columns(query, query.args["from_"].this.alias_or_name)
    return frozenset(
        frozenset(own[c] for c in key) for key in rows.relation.keys if key <= set(own)
    )


def _followed(query: exp.Select, rows: Rows) -> frozenset[str] | None:
    """Output columns that are worked out from what rows of several parts were made one by."""
    if rows.relation.merged is None:
        return None
    leading = query.args["from_"].this.alias_or_name
    result = set()
    for expression in query.expressions:
        is_worked_out = all(
            c.table == leading and c.name in rows.relation.merged for c in columns_of(expression)
        )
        if is_worked_out and not expression.find(exp.Window, exp.Query):
            result.add(expression.alias_or_name)
    return frozenset(result)
