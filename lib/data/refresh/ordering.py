"""The order in which the statements of a refresh run: each after those that it reads."""

import re
from collections.abc import Mapping, Set
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from lib.data.configuration import ROOT
from lib.expected import Expected

FOLDERS = ("working", "rollups")
"""Folders of a database whose statements a refresh runs."""

FLAGGED = "flagged"
"""What is made before every statement, from the files of ``flags/``."""

_UNREAD = re.compile(
    r"--[^\n]*"  # a comment
    r"|'(?:[^']|'')*'"  # a text
    r"|\bextract\s*\(\s*\w+\s+FROM\b"
    r"|\bDISTINCT\s+FROM\b",
    re.IGNORECASE,
)
"""What may hold a FROM that names no table."""

_NAMED_HERE = re.compile(
    r"(?:\bWITH(?:\s+RECURSIVE)?|,)\s*(\w+)\s+AS\s*(?:(?:NOT\s+)?MATERIALIZED\s*)?\(",
    re.IGNORECASE,
)
"""A name that the statement gives to a part of its own."""

_READ = re.compile(r"\b(?:FROM|JOIN)\s+(?:ONLY\s+)?([a-z_][\w.]*)(?!\s*\(|[\w.])", re.IGNORECASE)
"""A table that is read: not a function, whose name a parenthesis follows, nor a sub-query."""

_NO_TABLE = {"lateral", "unnest"}


class RefreshError(Expected):
    """A rollup could not be derived and the old ones stand; the message says which and why."""


def reads_of(sql: str) -> frozenset[str]:
    """The tables that a statement reads, with their schema where it names one.

    Good for the statements of a refresh, which list their tables by ``FROM`` and ``JOIN`` alone.
    """
    plain = _UNREAD.sub(" ", sql)
    own = set(_NAMED_HERE.findall(plain))
    return frozenset(_READ.findall(plain)) - own - _NO_TABLE


def in_order(database: str, statements: Mapping[str, Set[str]]) -> tuple[str, ...]:
    """Names of statements, each after those that it reads; where the order is free, by name.

    :param statements: what each reads: :data:`FLAGGED`, other statements, tables of ``source``.
    :raises RefreshError: if one reads something else, or two read each other.
    """
    graph: dict[str, Set[str]] = {}
    for name, reads in sorted(statements.items()):
        others = {table for table in reads if not table.startswith("source.")} - {FLAGGED}
        unknown = sorted(others - set(statements))
        if unknown:
            raise RefreshError(f"{database}: {name} reads {unknown[0]}, which no statement makes")
        graph[name] = others
    sorter = TopologicalSorter(graph)
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " reads ".join(reversed(error.args[1]))
        raise RefreshError(f"{database}: statements in a circle: {circle}") from None
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return tuple(order)


@cache
def statements(database: str, root: Path = ROOT) -> Mapping[str, str]:
    """The SQL of a refresh by name, in the order to run it.

    :raises RefreshError: as :func:`in_order`, or if two statements have one name.
    """
    texts: dict[str, str] = {}
    for folder in FOLDERS:
        for path in sorted((root / "queries" / database / folder).glob("*.sql")):
            if path.stem in texts:
                raise RefreshError(f"{database}: two statements of a refresh are {path.stem}")
            texts[path.stem] = path.read_text(encoding="utf-8")
    order = in_order(database, {name: reads_of(sql) for name, sql in texts.items()})
    return {name: texts[name] for name in order}
