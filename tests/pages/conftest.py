"""The pages run against a small invented organization, made once."""

import re
from collections.abc import Callable, Collection, Iterator
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.access import accounts, session, sessions
from tests.comparison import opening
from tests.templates.copying import using
from tests.templates.making import PAGES_AS_OF as AS_OF

__all__ = ["AS_OF"]

PAGES = Path(__file__).parents[2] / "pages"
HOME = "home.py"
"""The page of the bare address, which has none of its own."""

Visit = Callable[..., AppTest]


def forget_reads() -> None:
    """Forget what the pages have read, as a minute would."""
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="package")
def organization() -> Iterator[None]:
    """An invented organization, refreshed and its health saved, and the demo accounts."""
    with using("pages"):
        forget_reads()
        yield
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
    """Open a page's script as an account: ``visit("organizer/this_week.py", "national", "es")``.

    ``unfolded`` has the keys of what is not folded from the beginning.
    """

    def visit_page(
        script: str,
        username: str | None,
        language: str = "en",
        unfolded: Collection[str] = (),
        **query: str,
    ) -> AppTest:
        page = AppTest.from_file(PAGES / "navigation.py", default_timeout=60)
        signed_in(page, username, language)
        for key in unfolded:
            page.session_state[key] = True
        page.query_params.update(query)
        if script != HOME:
            # Before the first run, as a link does: whoever opens it has not seen another page.
            page.switch_page(script)
        return page.run()

    return visit_page


_folds: dict[str, set[str]] = {}
"""A page's script → the keys of all that was ever unfolded on it."""


def visit_unfolded(
    visit: Visit, script: str, username: str | None, language: str, **query: str
) -> AppTest:
    """A page with all that stands folded on it; in one run, once the page is known."""
    known = _folds.setdefault(script, set())
    page = visit(script, username, language, unfolded=known, **query)
    known |= opening.unfold(page)
    return page


@pytest.fixture
def visit_alone(organization: None, cookies: None) -> Visit:
    """Run a page's script by itself, past the navigation that would not offer it."""

    def visit_script(script: str, username: str | None, language: str = "en") -> AppTest:
        page = AppTest.from_file(PAGES / script, default_timeout=60)
        return signed_in(page, username, language).run()

    return visit_script


_HEADLINE = re.compile(r'<li( class="late")?>\s*<span class="said">(.*?)</span>')


def headlines(page: AppTest) -> list[tuple[str, bool]]:
    """The headline figures of a page: the sentence that is read aloud, and whether it is late."""
    bodies = (str(drawn.proto.body) for drawn in page.get("html"))
    found = (match for body in bodies for match in _HEADLINE.finditer(body))
    return [(unescape(match[2]), bool(match[1])) for match in found]


def findings(page: AppTest) -> list[str]:
    """What a page's headings say below its title, those of the second level first."""
    return [str(heading.value) for kind in (page.header, page.subheader) for heading in kind]


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
