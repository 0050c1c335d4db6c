"""Every page with an account of the demo that opens it, from the one list of pages."""

from collections.abc import Iterator

from lib.access.demo_accounts import DEMO
from lib.access.permissions import ROLES
from lib.pages import HOME, PAGES, Page

ROLE_OF = {username: role for username, role, *_ in DEMO}
FIRST = ("national", "admin", "southwest", "partner")
"""Accounts, who sees most of the organization's work in front."""


def opens(username: str, page: Page) -> bool:
    """Whether an account of the demo may open a page."""
    return page.permission is None or page.permission in ROLES[ROLE_OF[username]].permissions


def account_for(page: Page, among: tuple[str, ...] = FIRST) -> str | None:
    """The first of these accounts that may open a page; nobody for one that is everyone's.

    :raises LookupError: if none may: no test would ever see the page.
    """
    if page.permission is None:
        return None
    for username in among:
        if opens(username, page):
            return username
    raise LookupError(f"no account of the demo may open {page.script}")


def links(committee: str) -> Iterator[tuple[Page, str]]:
    """Every page but the bare address, with its link.

    :param committee: the id of a committee, for the page that is of one.
    """
    for page in PAGES:
        if page is not HOME:
            yield page, page.path + (f"?{page.needs}={committee}" if page.needs else "")
