"""One small invented organization in a real database, made once for the tests of this directory."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.demo.plan import Plan
from tests.templates.copying import using
from tests.templates.making import DEMO
from tests.templates.making import DEMO_AS_OF as AS_OF

__all__ = ["AS_OF"]

Ask = Callable[..., Sequence[Any]]


@pytest.fixture(scope="module")
def organization() -> Iterator[Plan]:
    """Databases of their own, filled with the plan that is given back."""
    with using("demo"):
        yield DEMO


@pytest.fixture
def ask(organization: Plan) -> Ask:
    """Rows of a statement: ``ask("membership", "SELECT …")``."""

    def rows(database: str, statement: str, **values: Any) -> Sequence[Any]:
        with engines.owner(database).connect() as connection:
            return connection.execute(text(statement), {"as_of": AS_OF} | values).all()

    return rows
