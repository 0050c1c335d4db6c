"""The pages run against a small invented organization, made once."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.access import accounts, demo_accounts, session, sessions
from lib.data.refresh import refresh_all
from lib.demo.filling import make
from lib.demo.plan import Plan
from tests.conftest import empty_tables

PAGES = Path(__file__).parents[2] / "pages"
AS_OF = date(2026, 6, 24)
"""A Wednesday, so that the running week is neither empty nor over."""

Visit = Callable[..., AppTest]


def forget_reads() -> None:
    """Forget what the pages have read, as a minute would."""
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="package")
def organization(databases: Path) -> Iterator[None]:
    """An invented organization, refreshed and its health saved, and the demo accounts."""
    empty_tables()
    make(plan=Plan(members=1_500, seed=7, committees=40, as_of=AS_OF))
    refresh_all(as_of=AS_OF)
    demo_accounts.create()
    accounts.add("norole", "long enough 1", "partner")
    forget_reads()
    yield
    empty_tables()
    forget_reads()


COOKIE = "cookie"
"""The secret of a tested app in which a test puts the cookie that a browser would send."""


@pytest.fixture
def cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each tested app present the cookie that it was given: it has no connection to send it."""
    monkeypatch.setattr(session, "presented_token", lambda: st.secrets.get(COOKIE))


def signed_in(page: AppTest, username: str | None, language: str) -> AppTest:
    """Give a tested app the cookie of a new session of an account, and a language."""
    account = accounts.find(username) if username else None
    page.secrets[COOKIE] = sessions.begin(account, "test") if account else ""
    page.session_state["lang"] = language
    return page


@pytest.fixture
def visit(organization: None, cookies: None) -> Visit:
    """Open a page's script as an account: ``visit("organizer/overview.py", "national", "es")``."""

    def visit_page(
        script: str, username: str | None, language: str = "en", **query: str
    ) -> AppTest:
        page = AppTest.from_file(PAGES / "navigation.py", default_timeout=60)
        signed_in(page, username, language)
        # Both runs have the link: the first opens the session with it, as a browser does.
        page.query_params.update(query)
        page.run()
        page.query_params.update(query)
        return page.switch_page(script).run()

    return visit_page


@pytest.fixture
def visit_alone(organization: None, cookies: None) -> Visit:
    """Run a page's script by itself, past the navigation that would not offer it."""

    def visit_script(script: str, username: str | None, language: str = "en") -> AppTest:
        page = AppTest.from_file(PAGES / script, default_timeout=60)
        return signed_in(page, username, language).run()

    return visit_script


def words(page: AppTest) -> str:
    """Everything that a page says, to search in."""
    kinds = (
        page.title,
        page.header,
        page.subheader,
        page.markdown,
        page.caption,
        page.info,
        page.warning,
        page.error,
    )
    return "\n".join(str(element.value) for kind in kinds for element in kind)
