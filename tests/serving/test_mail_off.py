"""The link that turns mail off: one press, by anyone who has it, and not a word of whose it is."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.access import mailing
from lib.serving import light
from tests.access.conftest import Make, make

__all__ = ["make"]


@pytest.fixture
def browser(make: Make) -> Iterator[TestClient]:
    make()
    mailing.keep("ana", "ana@mail.example.org", "weekly", 0, "en")
    app = Starlette(routes=light.ROUTES)
    with TestClient(app, "http://localhost", follow_redirects=False) as opened:
        yield opened


def test_opening_the_link_changes_nothing_and_a_press_does(browser: TestClient) -> None:
    link = mailing.off_link("ana")
    page = browser.get(f"{link}?lang=es")
    assert page.status_code == 200
    assert "Dejar de recibir" in page.text
    assert "ana@" not in page.text
    assert page.headers["referrer-policy"] == "strict-origin"
    assert mailing.find("ana") is not None
    # As a mail program presses (RFC 8058): from no page at all.
    answer = browser.post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert mailing.find("ana") is None


def test_a_forged_link_gets_the_same_answer_and_changes_nothing(browser: TestClient) -> None:
    good = mailing.off_link("ana")
    forged = [f"{mailing.OFF}{token}" for token in ("ana", "x" * 180, good[20:])]
    asked = {browser.get(link).text.replace(link, "") for link in forged}
    said = {browser.post(link).text.replace(link, "") for link in forged}
    assert mailing.find("ana") is not None
    # It leads to itself in the other language; that alone differs.
    said.add(browser.post(good).text.replace(good, ""))
    assert len(said) == 1
    assert all("ana" not in text for text in asked | said)
