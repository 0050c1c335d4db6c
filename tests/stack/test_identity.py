"""Signing in at an identity provider, each step of it at another process."""

import html
import re
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from httpx import Client, Response

from lib.access.client import LOCAL_COOKIE
from lib.access.demo_accounts import PASSWORD
from tests.stack.conftest import Proxied
from tests.stack.identity_provider import IdentityProvider
from tests.stack.processes import ROOT
from tests.stack.programs import ran

WANTED = "/training?weeks=26"


@pytest.fixture(scope="module", autouse=True)
def account(settings: dict[str, str], provider: IdentityProvider) -> None:
    """An account of the address that the provider verified."""
    wanted = ("--role", "organizer", "--region", "southwest", "--email", provider.email)
    add = ("-m", "lib", "accounts", "add", "red", *wanted, "--password", PASSWORD)
    ran(sys.executable, *add, cwd=ROOT, env=settings)


@pytest.fixture
def browser() -> Iterator[Client]:
    """One that keeps cookies by host, whatever the port, and follows nothing by itself."""
    with Client(timeout=120) as opened:
        yield opened


def steps(browser: Client, ports: list[int]) -> Iterator[Response]:
    """Go the whole way, each step at the next of these ports; each answer."""
    path, at = f"/sign-in/provider?next={WANTED}", 0
    while True:
        to = path if path.startswith("http://127.0.0.1") else f"http://localhost:{ports[at]}{path}"
        answer = browser.get(to, headers={"Sec-Fetch-Site": "same-origin"})
        at = (at + 1) % len(ports)
        yield answer
        if "location" not in answer.headers:
            return
        parts = urlsplit(answer.headers["location"])
        # The provider has an address of its own; ours is whichever port comes next.
        here = parts.hostname in (None, "localhost")
        path = f"{parts.path}?{parts.query}" if here else answer.headers["location"]


def goes_on_to(answer: Response) -> str:
    """Where the page leads that greets whoever comes back."""
    found = re.search(r'href="([^"]*/sign-in\?[^"]*)"', answer.text) or re.search(
        r"url=([^\"]*/sign-in\?[^\"]*)\"", answer.text
    )
    assert found, answer.text
    return html.unescape(found[1])


def test_each_step_may_be_another_processs(browser: Client, proxied: Proxied) -> None:
    ports = list(proxied.processes.ports)
    answers = list(steps(browser, ports))
    paths = [answer.request.url.path for answer in answers]
    assert paths == [
        *("/sign-in/provider", "/auth/login", "/authorize"),
        *("/oauth2callback", "/", "/sign-in/identity"),
    ]
    # No two steps of ours that follow each other were at one process.
    asked = [answer.request.url.port for answer in answers]
    assert all(one != next_one for one, next_one in zip(asked, asked[1:], strict=False))
    assert browser.cookies.get(LOCAL_COOKIE)
    # The session is every process's, and leads on to what was asked for in the beginning.
    for port in ports:
        there = browser.get(f"http://localhost:{port}{goes_on_to(answers[-1])}")
        assert there.status_code == 303
        assert there.headers["location"] == WANTED


def test_the_whole_way_leads_through_nginx(browser: Client, proxied: Proxied) -> None:
    answers = list(steps(browser, [proxied.proxies["nginx"]]))
    assert answers[-1].status_code == 200
    assert browser.cookies.get(LOCAL_COOKIE)


def test_a_way_back_is_of_no_use_to_another_browser_nor_twice(
    browser: Client, proxied: Proxied
) -> None:
    ports = list(proxied.processes.ports)
    way = steps(browser, ports)
    back = next(answer for answer in way if "code=" in answer.headers.get("location", ""))
    address = urlsplit(back.headers["location"])
    with Client(timeout=120) as other:
        for port in ports:
            other.get(f"http://localhost:{port}{address.path}?{address.query}")
        assert not other.cookies.get("_streamlit_user")
    # Who was sent on is let in,
    assert [answer.status_code for answer in way][-1] == 200
    browser.cookies.delete(LOCAL_COOKIE)
    # and once: what the browser held for the way is gone.
    for port in ports:
        browser.get(f"http://localhost:{port}{address.path}?{address.query}")
    assert not browser.cookies.get("_streamlit_user")
    assert not browser.cookies.get(LOCAL_COOKIE)
