"""A configuration with limits that a test reaches soon, and visitors."""

from collections.abc import Callable, Iterator

import pytest

from lib.data import engines
from lib.serving import visitors
from lib.serving.pace import PACES

Limit = Callable[..., None]
HERE, THERE = "198.51.100.7", "203.0.113.9"  # addresses of documentation, RFC 5737


@pytest.fixture
def limit(data_directory: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Limit]:
    """Set limits by their names; all else is as it comes."""

    def set_to(**limits: int) -> None:
        for name, value in limits.items():
            monkeypatch.setenv(f"TEJIDO_SERVING__LIMITS__{name.upper()}", str(value))
        engines.forget()

    PACES.clear()
    visitors.forget()
    yield set_to
    monkeypatch.undo()
    engines.forget()
    PACES.clear()
    visitors.forget()
