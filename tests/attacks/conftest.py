"""The invented organization whose dashboard is attacked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.target import fill
from tests.conftest import empty_tables


@pytest.fixture(scope="package")
def marked(databases: Path) -> Iterator[Path]:
    """Databases with an organization that has a mark on every region's names."""
    empty_tables()
    fill()
    yield databases
    empty_tables()
