"""One small invented organization in a real database, made once for the tests of this directory."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.contract import SOURCES
from lib.demo import Plan, make

AS_OF = date(2026, 3, 18)
PLAN = Plan(members=3_000, seed=7, committees=40, as_of=AS_OF, time_zone="America/Chicago")

Ask = Callable[..., Sequence[Any]]


def empty() -> None:
    """Empty the source tables of both databases."""
    for database, metadata in SOURCES.items():
        tables = ", ".join(t.fullname for t in metadata.sorted_tables)
        with engines.owner(database).begin() as connection:
            connection.execute(text(f"TRUNCATE {tables}"))


@pytest.fixture(scope="module")
def organization(databases: Path) -> Plan:
    """The databases, filled with :data:`PLAN`."""
    engines.forget()
    empty()
    make(plan=PLAN)
    return PLAN


@pytest.fixture
def ask(organization: Plan) -> Ask:
    """Rows of a statement: ``ask("membership", "SELECT …")``."""

    def rows(database: str, statement: str, **values: Any) -> Sequence[Any]:
        with engines.owner(database).connect() as connection:
            return connection.execute(text(statement), {"as_of": AS_OF} | values).all()

    return rows
