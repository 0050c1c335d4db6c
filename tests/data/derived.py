"""Rollups of what the sources hold now: those that a test looks at, and no others."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine import URL

from lib.data import engines
from lib.data.configuration import ROOT
from lib.data.contract import DERIVED
from lib.data.refresh import planning, refresh, remembering

_derived: dict[URL, tuple[date, frozenset[str], str]] = {}
"""A database → the day of its last refresh, which rollups, and where its log stood after that."""

_partly: dict[tuple[object, str | None], frozenset[str]] = {}
"""A server and database of which a part is derived → that part."""

_NAMED = re.compile(r"\brollup\.(\w+)")
_READ = re.compile(rf"\b(?:FROM|JOIN)\s+(?:ONLY\s+)?{_NAMED.pattern}", re.IGNORECASE)

CLOCKS = "refresh"
"""The rollup that every refresh writes."""


def derive(database: str, as_of: date, *only: str) -> None:
    """Refresh a database, unless nothing was written anywhere in its server since it last was.

    A second look at the same sources costs nothing, and nothing is kept for the next refresh to
    begin with: a test of that calls :func:`lib.data.refresh.refresh`.

    :param only: the rollups to derive, with what they are made of; all unless given. To read
        another one before the next test is an error.
    """
    url = engines.owner(database).url
    rollups = _with_parents(database, only)
    if _derived.get(url) == (as_of, rollups, _written(database)):
        return
    forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remembering, "digests", lambda *_: {})
        if rollups:
            patch.setattr(planning, "steps", lambda *_: planning.making(database, rollups))
        refresh(database, as_of)
    if rollups:
        _partly[_place(url)] = rollups | {CLOCKS}
    _derived[url] = as_of, rollups, _written(database)


def queried(database: str, as_of: date, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query, once the rollups that it names are derived."""
    derive(database, as_of, *named(query))
    with engines.owner(database).connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def named(query: str) -> set[str]:
    """The rollups that a query names."""
    return set(_NAMED.findall(query))


def behind(database: str, *reads: str) -> set[str]:
    """The rollups that reads of a database name; in every database stand regions and states."""
    files = [ROOT / "queries" / database / "reads" / f"{read}.sql" for read in reads]
    return {"region", "state"}.union(*(named(file.read_text(encoding="utf-8")) for file in files))


def forget() -> None:
    """Let every rollup be read again: the tables are empty, or all are derived."""
    _partly.clear()


def _with_parents(database: str, only: tuple[str, ...]) -> frozenset[str]:
    """Rollups, and those that their rows refer to."""
    tables = DERIVED[database].tables
    rollups = set(only)
    for name in only:
        rollups |= {key.column.table.name for key in tables[f"rollup.{name}"].foreign_keys}
    return frozenset(rollups)


def _place(url: URL) -> tuple[object, str | None]:
    return url.query.get("host", url.host), url.database


@event.listens_for(Engine, "before_cursor_execute")
def _refuse(connection: Connection, _cursor: object, statement: str, *_more: Any) -> None:
    """Keep a test from taking a rollup that it did not derive for one without rows."""
    if _partly and (derived := _partly.get(_place(connection.engine.url))):
        others = set(_READ.findall(statement)) - derived
        assert not others, f"not derived for this test: {', '.join(sorted(others))}"


def _written(database: str) -> str:
    """Where the log of all that is written stands."""
    with engines.owner(database).connect() as connection:
        return str(connection.scalar(text("SELECT pg_current_wal_insert_lsn()")))
