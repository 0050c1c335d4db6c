"""A first visit is light, and a lost connection is said."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from lib.serving.codings import packed
from lib.serving.components import STREAMLIT
from lib.serving.static_files import OURS, PACKING
from tests.browser.conftest import Open, Server, settle
from tests.browser.profiles import Profiles

HEADERS = 520
"""Bytes of an answer's headers, of those of files."""
MOST_BYTES = {"this_week": 1_650_000, "metrics": 800_000}
"""A fifth of the 8.0 MB, and a quarter of the 3.1 MB, that they are as Streamlit sends them."""


def _sent(path: str) -> int:
    """The bytes of a file's answer for who takes Brotli, as it will be once it is packed."""
    ours = path.startswith("/app/static/")
    file: Path = OURS / path.removeprefix("/app/static/") if ours else STREAMLIT / path[1:]
    if file.suffix in (".woff2", ".png"):
        return HEADERS + file.stat().st_size
    return HEADERS + len(PACKING.pack(file).forms["br"])


@pytest.mark.parametrize(("path", "account"), [("this_week", "national"), ("metrics", None)])
def test_a_first_visit_is_light(
    every_profile: Profiles, browser: Browser, server: Server, path: str, account: str | None
) -> None:
    new = browser.new_context(locale="en-US")
    new.add_cookies(every_profile.page(account).context.cookies())  # type: ignore[arg-type]
    every_profile.tidy()
    first = new.new_page()
    fetched: list[str] = []
    first.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    first.goto(f"{server.url}/{path}")
    settle(first)
    files = {each for each in fetched if each.startswith(("/static/", "/app/static/"))}
    assert len(files) > 60
    html = first.request.get(f"{server.url}/{path}", headers={"accept": "text/html"}).body()
    assert b'id="shell"' in html
    assert len(packed(html, "br")) + sum(_sent(each) for each in files) <= MOST_BYTES[path]
    # Of the fonts those that were cut; Streamlit's are ten times as large.
    fonts = {each for each in files if each.endswith(".woff2")}
    assert fonts
    assert all(each.startswith("/app/static/fonts/") for each in fonts)
    new.close()


def test_a_lost_connection_is_said_with_the_age_of_what_is_seen_and_goes_by_itself(
    open_page: Open,
) -> None:
    page = open_page("metrics?lang=es", None)
    expect(page.locator("#shell")).to_be_hidden()
    notice = page.locator("#away")
    expect(notice).to_have_text("")
    page.context.set_offline(True)
    try:
        expect(notice).to_contain_text("Sin conexión. Lo que ves es de")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    finally:
        page.context.set_offline(False)
    expect(notice).to_have_text("")
