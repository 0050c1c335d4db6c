"""Accounts to try the door with."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from lib.access import accounts
from lib.access.accounts import Account
from lib.data import engines
from tests.data.rows import Rows

PASSWORD = "frijoles y tortillas"

Make = Callable[..., Account]


@pytest.fixture
def make(rows: Rows) -> Make:
    """Make an account that needs no region and give it back: ``make("ana", "partner")``."""

    def add_account(username: str = "ana", role: str = "partner", **details: str) -> Account:
        accounts.add(username, PASSWORD, role, **details)  # type: ignore[arg-type]
        account = accounts.find(username)
        assert account is not None
        return account

    return add_account


def sql(statement: str, **values: object) -> None:
    """Change the dashboard database as its owner, past the app."""
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text(statement), values)


def query(statement: str, **values: object) -> list[tuple[object, ...]]:
    """Ask the dashboard database as its owner."""
    with engines.owner("dashboard").connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement), values)]
