"""The invented organization whose dashboard is attacked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.templates.copying import using


@pytest.fixture(scope="package")
def marked() -> Iterator[Path]:
    """Databases with an organization that has a mark on every region's names."""
    with using("attacked") as directory:
        yield directory
