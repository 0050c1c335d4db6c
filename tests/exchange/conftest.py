from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.exchange.importing import Outcome, import_file
from lib.reference.load import load_all_places
from tests.conftest import empty_tables
from tests.data.saved import Saved

DATA = Path(__file__).parent / "data"
MAPPINGS = Path(__file__).parents[2] / "lib" / "exchange" / "mappings"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"

Load = Callable[..., Outcome]


@pytest.fixture
def load(clean: Path, tmp_path: Path) -> Load:
    """Import a file of this content by a mapping: ``load("member", "id\\n1", "table = …")``."""

    def load(table: str, content: str | bytes, mapping: str, name: str = "file.csv") -> Outcome:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        (tmp_path / "mapping.toml").write_text(mapping)
        return import_file(table, file, tmp_path / "mapping.toml")

    return load


@pytest.fixture(scope="session")
def shipped(databases: Path) -> Saved:
    """The shipped regions, states and places, as they are in both source databases."""
    empty_tables()
    load_all_places()
    return Saved()


@pytest.fixture
def places(shipped: Saved, clean: Path) -> None:
    """The shipped regions, states and places in both source databases."""
    shipped.put_back()


def read(database: str, statement: str) -> list[tuple[Any, ...]]:
    """The rows of a statement, as the owner of the database sees them."""
    with engines.owner(database).connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def numbers(outcome: Outcome) -> tuple[int, int, int, int, int]:
    """Rows in, new, changed, unchanged, rejected."""
    return (
        outcome.rows_in, outcome.new, outcome.changed, outcome.unchanged, outcome.rejected
    )  # fmt: skip
