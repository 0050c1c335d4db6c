"""Every page over an organization of which nothing is recorded yet, as whoever may open it."""

from collections.abc import Iterator

import pytest

from lib.access import accounts
from lib.access.permissions import ROLES, Permission
from lib.data.refresh import refresh_all
from lib.pages import PAGES, Page
from tests.pages.conftest import Visit, forget_reads, visit, words
from tests.templates.copying import using

__all__ = ["visit"]
pytestmark = pytest.mark.slow

BY_ROLE = ("national", "administrator", "partner")


@pytest.fixture(scope="module")
def organization() -> Iterator[None]:
    """Databases that were laid out, and an account of each role that needs no region."""
    with using("migrated"):
        for role in BY_ROLE:
            accounts.add(role, None, role)
        forget_reads()
        yield
    forget_reads()


def _who(permission: Permission | None) -> str:
    return next(r for r in BY_ROLE if permission is None or permission in ROLES[r].permissions)


def _wrong(visit: Visit, page: Page, language: str) -> str:
    """What is wrong with a page, if anything."""
    seen = visit(page.script, _who(page.permission), language)
    said = words(seen)
    if seen.exception or seen.error:
        return f"{page.path} in {language}: {[e.value for e in (*seen.exception, *seen.error)]}"
    holes = [hole for hole in ("nan", "None", "NaT", "{", "inf") if f" {hole} " in f" {said} "]
    return f"{page.path} in {language}: {holes or 'says nothing'}" if holes or not said else ""


@pytest.mark.parametrize(("is_refreshed", "language"), [(False, "en"), (True, "es")])
def test_no_page_fails_where_nothing_is_recorded(
    organization: None, visit: Visit, is_refreshed: bool, language: str
) -> None:
    if is_refreshed:
        refresh_all()
        forget_reads()
    wrong = [_wrong(visit, page, language) for page in PAGES]
    assert [one for one in wrong if one] == []
