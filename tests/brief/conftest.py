"""Briefs of the organization that the pages are run against."""

from collections.abc import Iterator

import pytest

from lib.data.scope import UNKNOWN_REGION, Scope
from tests.pages.conftest import cookies, forget_reads, visit
from tests.templates.copying import using

__all__ = ["SOUTHWEST", "cookies", "visit"]

SOUTHWEST = Scope(("southwest",))
NATION = Scope(("midwest", "northeast", "southeast", "southwest", "west", UNKNOWN_REGION))


@pytest.fixture(scope="module")
def organization() -> Iterator[None]:
    """That organization, for a file at a time: files between use databases of their own."""
    with using("pages"):
        forget_reads()
        yield
    forget_reads()
