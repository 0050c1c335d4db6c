"""The light edition over HTTP: who is let in, what is recorded, what a page weighs and may load."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from threading import Event
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from lib.access import accounts, audit_queue, sessions
from lib.data import engines, reading
from lib.reads import ahead
from lib.serving import light, sign_in
from lib.serving.gate import Gate
from tests.attacks.target import ELSEWHERE, mark
from tests.pages.conftest import organization

__all__ = ["organization"]

pytestmark = pytest.mark.slow

PAGES = ("/light", "/light/response")
MOST_BYTES = 40_000
"""Of a page as it is sent."""

As = Callable[[str | None], TestClient]


@pytest.fixture(scope="module")
def app() -> Starlette:
    routes = [*sign_in.ROUTES, *light.ROUTES]
    return Starlette(routes=routes, middleware=[Middleware(Gate)])


@pytest.fixture
def signed_in(organization: None, app: Starlette) -> As:
    def open_as(username: str | None) -> TestClient:
        browser = TestClient(
            app, "http://localhost", client=("127.0.0.1", 50_000), follow_redirects=False
        )
        account = accounts.find(username) if username else None
        if account:
            browser.cookies.set("tejido", sessions.begin(account, "test"))
        return browser

    return open_as


def committee_of(region: str) -> str:
    query = "SELECT min(committee_id) FROM rollup.committee WHERE region_id = :region"
    with engines.owner("membership").connect() as connection:
        return str(connection.scalar(text(query), {"region": region}))


def recorded() -> list[tuple[str, str, dict[str, object]]]:
    """The newest entries of the audit first: actor, event, facts."""
    assert audit_queue.settle()
    query = "SELECT actor, event, facts FROM dashboard.audit ORDER BY entry_id DESC LIMIT 5"
    with engines.owner("dashboard").connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]  # type: ignore[misc]


@pytest.mark.parametrize("path", [*PAGES, "/light/committee/az-tucson?lang=es"])
def test_who_is_not_signed_in_is_led_to_sign_in_and_back(signed_in: As, path: str) -> None:
    answer = signed_in(None).get(path)
    assert answer.status_code == 303
    to = answer.headers["location"]
    assert to.startswith("/sign-in?next=%2Flight")
    page = signed_in(None).get(to)
    assert "<script" not in page.text
    # The style stands in the page, so that nothing is waited for, and is let through by its hash;
    # the font is larger than the whole light edition.
    style = page.text.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in page.headers["content-security-policy"]
    assert "stylesheet" not in page.text
    assert "woff2" not in style
    assert "woff2" in signed_in(None).get("/sign-in/style.css").text


def test_a_link_of_another_site_goes_on_by_a_page_of_our_own(signed_in: As) -> None:
    # Such a request comes without the cookie, which is for this site alone.
    answer = signed_in(None).get("/light?region=west", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert 'content="0;url=/light?region=west"' in answer.text


@pytest.mark.parametrize("username", ["partner", "admin"])
def test_who_may_not_see_the_work_of_regions_is_told_so(signed_in: As, username: str) -> None:
    browser = signed_in(username)
    for path in (*PAGES, f"/light/committee/{committee_of('southwest')}"):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert "not part of what your account may see" in answer.text
    facts = {"page": "light", "permission": "view_region_work"}
    assert recorded()[0] == (username, "page_refused", facts)


def test_an_organizer_sees_their_region_and_nothing_of_others(signed_in: As) -> None:
    browser = signed_in("southwest")
    own, other = committee_of("southwest"), committee_of(ELSEWHERE)
    for path in (*PAGES, f"/light/committee/{own}"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "<script" not in answer.text
        assert mark(ELSEWHERE) not in answer.text
    facts = {"page": "light", "regions": ["southwest"], "committee": own}
    assert recorded()[0] == ("southwest", "page_viewed", facts)
    for forged in (other, "no-such", "x' OR '1'='1", "..%2f..%2fetc", "%00", "x" * 3000):
        answer = browser.get(f"/light/committee/{forged}")
        assert answer.status_code == 404, forged
        # The page may say its own address again, and no more.
        assert other not in answer.text.replace(f"/light/committee/{forged}", "")
    # Whoever is signed in is not asked to sign in.
    assert "<h1>Not here</h1>" in browser.get("/light/committee/no-such").text
    assert "committee" not in recorded()[0][2] or recorded()[0][2]["committee"] == own


def test_a_region_of_the_link_can_take_away_and_never_add(signed_in: As) -> None:
    def lead(username: str, region: str) -> str:
        page = signed_in(username).get("/light", params={"region": region}).text
        return re.findall(r"<h1>.*?</h1>\s*<p>(.*?)</p>", page, re.DOTALL)[0]

    assert lead("national", "southeast") == "Southeast"
    everything = "Midwest, Northeast, Southeast, Southwest, and West"
    assert sorted(lead("national", "").replace("and ", "").split(", ")) == sorted(
        everything.replace("and ", "").split(", ")
    )
    for forged in ("southeast", "southwest,southeast", "*", "unknown", "'; DROP TABLE x; --"):
        assert lead("southwest", forged) == "Southwest"
        if forged != "southeast":
            assert lead("national", forged) == lead("national", "")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("username", ["southwest", "national"])
def test_a_page_is_small_whole_and_loads_nothing(
    signed_in: As, username: str, language: str
) -> None:
    browser = signed_in(username)
    for path in (*PAGES, f"/light/committee/{committee_of('southwest')}"):
        with browser.stream("GET", path, params={"lang": language}) as answer:
            assert answer.headers["content-encoding"] == "gzip"
            sent = len(b"".join(answer.iter_raw()))
        assert 2_000 < sent <= MOST_BYTES, (path, sent)
        page = browser.get(path, params={"lang": language}).text
        assert f'<html lang="{language}">' in page
        assert not re.search(
            r"\bnan\b|\bNone\b|\{\w+\}</|NaT", re.sub(r"<style>.*?</style>", "", page)
        )
        # Nothing is fetched after it: pictures are in it, and links alone lead on.
        loads = re.findall(r'<(?:link|img|script|iframe)[^>]*(?:src|href)="([^"]*)"', page)
        assert all(address.startswith("data:") for address in loads)
        for link in set(re.findall(r'href="(/light[^"]*)"', page)):
            # Its own pages, in the language that was chosen where the link says one.
            assert re.match(r"/light(/response|/committee/[\w-]+)?(\?|$)", link), link


def test_the_call_list_is_a_calendar_and_is_recorded_as_taken(signed_in: As) -> None:
    browser = signed_in("southwest")
    answer = browser.get("/light/calls.ics", params={"on": "2026-06-29"})
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    entries = answer.text.count("BEGIN:VEVENT")
    assert entries == browser.get("/light").text.count('<p class="cause">')
    facts = {"page": "light", "file": "tejido-calls.ics", "rows": entries}
    assert ("southwest", "exported", facts) in recorded()
    # A day that no other comes after, and a year that a calendar could not write.
    for said in (
        "",
        "29",
        "2026-13-01",
        "20260629",
        "2026-06-29T10:00",
        "9999-12-31",
        "0001-01-01",
    ):
        answer = browser.get("/light/calls.ics", params={"on": said})
        assert answer.status_code == 400
        assert "<h1>This week</h1>" in answer.text
    assert signed_in("partner").get("/light/calls.ics?on=2026-06-29").status_code == 403


def test_its_policy_allows_its_own_style_and_no_script(signed_in: As) -> None:
    answer = signed_in("southwest").get("/light")
    policies = answer.headers.get_list("content-security-policy")
    own = next(policy for policy in policies if "sha256-" in policy and "script-src" not in policy)
    assert own.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in own
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_name_that_is_markup_is_shown_as_it_is(signed_in: As) -> None:
    hostile, own = '"><img src=//evil.example/x> **b**', committee_of("southwest")
    with engines.owner("membership").begin() as connection:
        change = text("UPDATE rollup.committee SET name = :name WHERE committee_id = :id")
        before = connection.scalar(
            text("SELECT name FROM rollup.committee WHERE committee_id = :id"), {"id": own}
        )
        connection.execute(change, {"name": hostile, "id": own})
    from tests.pages.conftest import forget_reads

    forget_reads()
    try:
        page = signed_in("southwest").get(f"/light/committee/{own}").text
    finally:
        with engines.owner("membership").begin() as connection:
            connection.execute(change, {"name": before, "id": own})
        forget_reads()
    assert "<img src=//" not in page
    assert "<h1>&#34;&gt;&lt;img src=//evil.example/x&gt; **b**</h1>" in page


def test_a_session_that_waits_for_a_code_opens_nothing(signed_in: As) -> None:
    account = accounts.find("southwest")
    assert account is not None
    browser = signed_in(None)
    browser.cookies.set("tejido", sessions.begin(account, "test", awaits=sessions.CODE))
    answer = browser.get("/light")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/sign-in/code?next=%2Flight",
    )


def test_after_a_refresh_it_is_made_before_anyone_asks(
    signed_in: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead.forget()
    browser = signed_in("national")
    for path in PAGES:
        assert browser.get(path).status_code == 200
    # Nobody has asked for anything else in half an hour.
    monkeypatch.setattr(ahead, "LATELY_SECONDS", -1)
    st.cache_data.clear()
    ahead.make_again(Event())
    asked = list[str]()
    plain = reading.read

    def read(database: str, query: str, *more: Any, **parameters: Any) -> pd.DataFrame:
        asked.append(f"{database}.{query}")
        return plain(database, query, *more, **parameters)

    monkeypatch.setattr(reading, "read", read)
    for path in PAGES:
        assert browser.get(path).status_code == 200
    ahead.forget()
    # What is promised and who has taken what is asked each time.
    assert {each for each in asked if not each.startswith("dashboard.")} == set()
