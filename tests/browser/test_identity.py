"""Sign-in at an organization's identity provider: a real one, in a real browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, Server, _wait_for, free_port, settle

ADDRESS = "sur@red.example"
OTHERS = "nadie@red.example"
UNVERIFIED = "sin.verificar@red.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A provider with three people, one of whose address it never verified."""
    people = [
        oidc_provider_mock.User(sub=email, claims={"email": email, "email_verified": verified})
        for email, verified in ((ADDRESS, True), (OTHERS, True), (UNVERIFIED, False))
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture(scope="module")
def organization(server: Server, provider: str) -> Iterator[Server]:
    """A second dashboard on the same databases, which sends people to the provider."""
    port = free_port()
    url = f"http://localhost:{port}"
    settings = {
        "TEJIDO_DATA_DIRECTORY": str(server.data_directory),
        "TEJIDO_AUTH__REDIRECT_URI": f"{url}/oauth2callback",
        "TEJIDO_AUTH__COOKIE_SECRET": "not a secret but as long as one",
        "TEJIDO_AUTH__CLIENT_ID": "tejido",
        "TEJIDO_AUTH__CLIENT_SECRET": "anything",
        "TEJIDO_AUTH__SERVER_METADATA_URL": f"{provider}/.well-known/openid-configuration",
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TEJIDO_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "lib", "serve", "--port", str(port)],
        cwd=ROOT,
        env=kept | settings,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(url, process)
        for username, email in (("southwest", ADDRESS), ("southeast", UNVERIFIED)):
            _give_address(server.data_directory, username, email)
        yield Server(url, server.data_directory)
    finally:
        process.terminate()
        process.wait(30)


def _give_address(directory: Path, username: str, email: str) -> None:
    code = (
        "import sys; from lib.access import accounts\n"
        "accounts.set_details(sys.argv[1], sys.argv[1], sys.argv[2])"
    )
    environment = os.environ | {"TEJIDO_DATA_DIRECTORY": str(directory)}
    subprocess.run(
        [sys.executable, "-c", code, username, email], cwd=ROOT, env=environment, check=True
    )


Arrive = Callable[[str], Page]


@pytest.fixture
def arrive(browser: Browser, organization: Server) -> Iterator[Arrive]:
    """Sign in at the provider as someone, on the way to a page with choices."""
    context = browser.new_context(locale="en-US")

    def go(subject: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{organization.url}/training?course=x&weeks=26")
        page.get_by_role("link", name="Sign in with your organization's account").click()
        page.locator("input[name=sub]").fill(subject)
        page.locator("form").first.get_by_role("button").first.click()
        return page

    yield go
    context.close()


def test_a_verified_address_opens_what_its_account_says_and_no_more(
    arrive: Arrive, organization: Server
) -> None:
    page = arrive(ADDRESS)
    page.get_by_test_id("stApp").wait_for()
    settle(page)
    expect(page.get_by_role("button", name="southwest", exact=True)).to_be_visible()
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["tejido"]["httpOnly"]
    assert cookies["tejido"]["sameSite"] == "Strict"
    # The provider's own cookie would be good for weeks.
    assert not [name for name in cookies if name.startswith("_streamlit_user")]
    # The way on is where they wanted to go, and is forgotten.
    expect(page.get_by_role("heading", name="Training", level=1)).to_be_visible()
    assert urlsplit(page.url).path == "/training"
    assert "weeks=26" in urlsplit(page.url).query
    assert not [name for name in cookies if "way-on" in name]
    page.goto(f"{organization.url}/sources")
    settle(page)
    expect(page.get_by_role("heading", name="Sources", level=1)).to_have_count(0)


@pytest.mark.parametrize("subject", [OTHERS, UNVERIFIED])
def test_who_has_no_account_or_no_verified_address_does_not_get_in(
    arrive: Arrive, subject: str
) -> None:
    page = arrive(subject)
    expect(page.get_by_text("no account here has your address")).to_be_visible()
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert not names & {"tejido", "_streamlit_user"}


def test_a_cookie_that_nobody_signed_opens_nothing(browser: Browser, organization: Server) -> None:
    context = browser.new_context(locale="en-US")
    forged = {"name": "_streamlit_user", "value": f'{{"email": "{ADDRESS}"}}'}
    context.add_cookies([{**forged, "url": organization.url}])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{organization.url}/this_week")
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    context.close()
