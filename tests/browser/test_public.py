"""The public page in a browser without an account: in both languages, on a phone, embedded."""

import urllib.request

import pytest

from tests.browser.conftest import DESK, PHONE, Open, Server
from tests.browser.profiles import Profiles

FEW_BYTES = 400_000
"""Of pictures and words that the page draws; Streamlit's own files are not counted."""
SCREENS = 3_000
"""CSS pixels of the whole page on a phone, before anyone unfolds anything."""


@pytest.mark.parametrize(
    ("lang", "title", "protected"),
    [
        ("en", "Public metrics", "How these numbers are protected"),
        ("es", "Cifras públicas", "Cómo se protegen estas cifras"),
    ],
)
def test_anyone_reads_the_demos_numbers(
    open_page: Open, lang: str, title: str, protected: str
) -> None:
    page = open_page(f"metrics?lang={lang}", None, width=PHONE)
    page.get_by_role("heading", name=protected).wait_for()
    assert page.get_by_role("heading", level=1).inner_text() == title
    shown = page.locator("[data-testid=stHtml] img").evaluate_all(
        "all => all.map(one => [one.complete && one.naturalWidth > 0, one.alt])"
    )
    assert len(shown) > 20
    assert all(is_drawn for is_drawn, _alt in shown)

    # A phone shows all of it in few screens.
    assert page.locator("details[open]").count() == 0
    main = page.get_by_test_id("stMain")
    assert 844 < main.evaluate("e => e.scrollHeight") <= SCREENS
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    # Pictures are light, and nothing of Plotly is fetched.
    html = page.locator("[data-testid=stHtml]").evaluate_all(
        "all => all.reduce((sum, one) => sum + one.innerHTML.length, 0)"
    )
    assert 0 < html < FEW_BYTES
    fetched = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in fetched if "lotly" in name]


def test_another_metric_is_in_the_link(open_page: Open) -> None:
    page = open_page("metrics", None)
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="Calls to the hotline").click()
    page.get_by_role("heading", name="Calls to the hotline,").wait_for()
    assert "metric=hotline_calls" in page.url


def test_embedded_it_is_without_the_frame_of_the_app(open_page: Open) -> None:
    page = open_page("metrics?embed=true", None)
    page.get_by_role("heading", name="How these numbers are protected").wait_for()
    assert (
        page.get_by_test_id("stToolbar").count() == 0
        or not page.get_by_test_id("stToolbar").is_visible()
    )
    assert page.get_by_role("heading", name="How these numbers are protected").is_visible()


def test_a_file_comes_down_and_the_page_of_the_release_works_without_script(
    open_page: Open, server: Server
) -> None:
    page = open_page("metrics", None)
    page.get_by_text("Files, hashes and the key").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="tejido.csv").click()
    with open(started.value.path(), encoding="utf-8") as file:
        assert file.readline() == "area,metric,period_start,period_end,weeks,value,protection\n"
    context = page.context.browser
    assert context is not None
    bare = context.new_context(java_script_enabled=False)
    plain = bare.new_page()
    plain.goto(f"{server.url}/open-data/releases/1/")
    assert plain.get_by_role("heading", name="How these numbers are protected").is_visible()
    assert plain.get_by_role("img", name="Members in good standing").count() > 0
    bare.close()


def test_on_a_phone_every_column_of_a_release_is_in_view(
    every_profile: Profiles, server: Server
) -> None:
    page = every_profile.page(None)
    page.set_viewport_size({"width": PHONE, "height": 900})
    for name in ("", "es.html"):
        page.goto(f"{server.url}/open-data/releases/1/{name}")
        right = page.locator(".campaigns td, .card > table td").evaluate_all(
            "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
        )
        assert 0 < right <= PHONE, name
    every_profile.tidy()


@pytest.mark.parametrize("name", ["", "es.html"])
def test_a_release_of_a_whole_organization_is_one_light_page(server: Server, name: str) -> None:
    with urllib.request.urlopen(f"{server.url}/open-data/releases/2/{name}") as answer:
        assert 50_000 < len(answer.read()) <= 150_000
