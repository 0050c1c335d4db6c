"""The public page in a frame of a partner's site, which is of another origin."""

import json
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.browser.conftest import Server
from tests.browser.partner import Site, serving
from tests.browser.profiles import Profiles

PUBLIC = "metrics?embed=true"

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def trusting(browser: Browser, server: Server) -> Iterator[Profiles]:
    """Profiles of people who visit a partner: they trust its certificate."""
    profiles = Profiles(browser, server.url, ignore_https_errors=True)
    yield profiles
    profiles.end()


@pytest.fixture
def visit(trusting: Profiles, server: Server) -> Iterator[Visit]:
    """Visit a site's page that frames addresses of the dashboard; signed in there or not."""

    def visit_site(site: Site, *paths: str, account: str | None = None) -> Page:
        page = trusting.page(account)
        page.goto(site.frames("/", *(f"{server.url}/{path}" for path in paths)))
        return page

    yield visit_site
    trusting.tidy()


def framed(page: Page) -> Frame:
    """The one frame of a page."""
    (frame,) = page.main_frame.child_frames
    return frame


def expect_refused(frame: Frame) -> None:
    """Wait until the browser has put its own page in the frame's place, and nothing of ours."""
    frame.wait_for_url("chrome-error://**", wait_until="commit")
    assert frame.locator("iframe, [data-testid=stApp]").count() == 0


def newest_members(server: Server) -> list[str]:
    """The members of the country and of each region as the newest release's file has them."""
    below = f"{server.url}/open-data/releases/"
    with urllib.request.urlopen(f"{below}index.json") as answer:
        number = json.load(answer)["releases"][0]["release"]
    with urllib.request.urlopen(f"{below}{number}/tejido.json") as answer:
        atoms = [a for a in json.load(answer)["atoms"] if a["metric"] == "members"]
    newest = max(atom["period_start"] for atom in atoms)
    values = [atom["value"] for atom in atoms if atom["period_start"] == newest]
    return ["<15 or withheld" if value is None else f"{value:,}" for value in values]


def test_a_partners_page_shows_the_figures(server: Server, partner: Site, visit: Visit) -> None:
    page = visit(partner, PUBLIC)
    frame = framed(page)
    frame.get_by_role("heading", name="Quote and re-use").wait_for()
    rows = frame.locator("[data-testid=stHtml] table").first.inner_text()
    members = newest_members(server)
    assert len(members) == 6  # five regions and the country
    assert all(value in rows for value in members)
    drawn = "all => all.every(one => one.complete && one.naturalWidth > 0)"
    assert frame.locator("[data-testid=stHtml] img").count() > 20
    assert frame.locator("[data-testid=stHtml] img").evaluate_all(drawn)

    # A link to the release opens beside the partner's page.
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="This release, at an address that stays").click()
    opened.value.get_by_role("heading", name="How these numbers are protected").wait_for()
    assert "/open-data/releases/" in opened.value.url

    # The websocket serves another metric: it is of the dashboard's own origin in a frame too.
    frame.get_by_role("combobox").click()
    frame.get_by_role("option", name="Calls to the hotline").click()
    frame.get_by_role("heading", name="Calls to the hotline,").wait_for()


def test_a_site_that_is_no_partner_sees_nothing(visit: Visit) -> None:
    with serving() as stranger:
        expect_refused(framed(visit(stranger, PUBLIC)))


def test_a_partner_can_frame_nothing_else(partner: Site, visit: Visit) -> None:
    page = visit(
        partner,
        "",
        "this_week?embed=true",
        "committees?embed=true",
        "publish?embed=true",
        "sign-in?embed=true",
        # For whoever is signed in it leads on to the other pages.
        "metrics",
        "metrics?lang=es",
        account="national",
    )
    assert len(page.main_frame.child_frames) == 7
    for frame in page.main_frame.child_frames:
        expect_refused(frame)


def test_who_is_signed_in_sees_in_the_frame_what_everyone_sees(partner: Site, visit: Visit) -> None:
    frame = framed(visit(partner, PUBLIC, account="national"))
    frame.get_by_role("heading", name="Quote and re-use").wait_for()
    assert frame.get_by_text("National leadership").count() == 0
    assert frame.get_by_role("link", name="Committees").count() == 0


def test_that_does_not_rest_on_the_cookie_alone(trusting: Profiles, server: Server) -> None:
    """A partner of the same site would have it sent: the address itself makes the page everyone's.

    Opened at the top, where the cookie is sent for certain.
    """
    page = trusting.page("national")
    # Whose session it is opens what only an account may see.
    light = page.request.get(f"{server.url}/light", max_redirects=0)
    assert light.status == 200
    assert "National leadership" in light.text()
    page.goto(f"{server.url}/{PUBLIC}")
    page.get_by_role("heading", name="Quote and re-use").wait_for()
    assert page.get_by_text("National leadership").count() == 0
    page.goto(f"{server.url}/publish?embed=true")
    page.get_by_text("Sign in to see this page").wait_for()
    assert page.get_by_text("Prepare the next release").count() == 0
    trusting.tidy()
