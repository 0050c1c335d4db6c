"""What a person does: sign in, choose, open a committee, change the language, take the numbers."""

import contextlib
import re
import time

from playwright.sync_api import TimeoutError, expect

from tests.browser.conftest import HOSTILE, PHONE, Open, settle
from tests.browser.profiles import WAIT_MS, sign_in


def test_choices_survive_a_change_of_page_and_live_in_the_link(open_page: Open) -> None:
    page = open_page("this_week", "national")
    page.get_by_role("button", name="All regions · 3 months").click()
    page.get_by_role("button", name="Southwest", exact=True).click()
    # What is in view is said, and the choice stays open for another.
    expect(page.get_by_role("button", name="Southwest · 3 months")).to_be_visible()
    page.get_by_role("radio", name="6 months").or_(
        page.get_by_role("button", name="6 months")
    ).first.click()
    settle(page)
    expect(page).to_have_url(re.compile(r"region=southwest"))
    expect(page).to_have_url(re.compile(r"weeks=26"))
    page.get_by_test_id("stSidebarNav").get_by_text("Rapid response").click()
    expect(page.get_by_role("heading", name="Rapid response", level=1)).to_be_visible()
    expect(
        page.get_by_role("heading", name=re.compile(r"^[\d,]+ incidents? in 26 weeks"))
    ).to_be_visible()
    expect(page).to_have_url(re.compile(r"response\?.*region=southwest"))
    expect(page).to_have_url(re.compile(r"response\?.*weeks=26"))


def test_a_link_keeps_its_choices_in_the_other_language(open_page: Open) -> None:
    page = open_page("response?weeks=26&region=southwest&lang=es", "national")
    expect(
        page.get_by_role("heading", name=re.compile(r"^[\d,]+ incidentes en 26 semanas"))
    ).to_be_visible()
    page.get_by_text("English", exact=True).click()
    expect(
        page.get_by_role("heading", name=re.compile(r"^[\d,]+ incidents in 26 weeks"))
    ).to_be_visible()
    expect(page).to_have_url(re.compile(r"region=southwest"))


def test_a_point_on_the_map_opens_its_committee(open_page: Open) -> None:
    page = open_page("committees", "southwest")
    point = page.locator(".scattergeo path.point").last
    expect(point).to_be_visible()
    # Plotly knows which point is clicked from its hover, and of neither before the map is laid out.
    label = page.locator(".hoverlayer .hovertext")
    deadline = time.monotonic() + WAIT_MS / 1_000
    while not label.count() and time.monotonic() < deadline:
        page.mouse.move(0, 0)
        point.hover(force=True)
        with contextlib.suppress(TimeoutError):
            label.first.wait_for(timeout=1_000)
    point.click(force=True)
    expect(page).to_have_url(re.compile(r"/committee\?.*committee="))
    expect(page.get_by_text("All committees")).to_be_visible()
    expect(page.get_by_text("Last gathering").first).to_be_visible()


def test_a_whole_row_of_the_list_opens_its_committee(open_page: Open) -> None:
    page = open_page("committees", "southwest")
    reason = page.get_by_role("cell").nth(1)
    # What is clicked is the row's link, which lies over its cells.
    reason.click(force=True)
    expect(page).to_have_url(re.compile(r"/committee\?.*committee="))
    expect(page.get_by_text("Last gathering").first).to_be_visible()


def test_a_row_of_the_list_is_opened_by_keyboard(open_page: Open) -> None:
    page = open_page("committees?search=houston&status=active", "southwest")
    table = page.get_by_role("table", name="Table of the committees")
    row = table.get_by_role("row").filter(has=page.get_by_role("link")).first
    name = row.get_by_role("link").inner_text()
    expect(table.get_by_role("columnheader")).to_contain_text(["Committee", "Why now"])
    page.get_by_role("textbox", name="Search").focus()
    for _step in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "A":
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/committee\?.*committee="))
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    page.go_back()
    # What was searched for is in the link.
    expect(page.get_by_role("textbox", name="Search")).to_have_value("houston")


def test_the_language_changes_everywhere_and_stays(open_page: Open) -> None:
    page = open_page("this_week", "southwest")
    page.get_by_text("Español", exact=True).click()
    expect(page.get_by_role("heading", name="Esta semana", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("lang="))
    page.get_by_test_id("stSidebarNav").get_by_text("Capacitación").click()
    expect(page.get_by_role("heading", name="Capacitación", level=1)).to_be_visible()


def test_a_link_says_the_language_before_anyone_signs_in(open_page: Open) -> None:
    page = open_page("?lang=es", None)
    expect(page.get_by_role("button", name="Iniciar sesión")).to_be_visible()


def test_a_table_comes_down_as_csv_in_the_viewers_language(open_page: Open) -> None:
    page = open_page("committees?lang=es", "southwest")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Descargar en CSV").first.click()
    lines = coming.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Comité,Salud,Puntaje,")
    assert len(lines) > 5


def test_an_address_of_a_page_without_an_account_asks_to_sign_in_and_then_opens_it(
    open_page: Open,
) -> None:
    page = open_page("training", None)
    expect(page).to_have_url(re.compile(r"/sign-in\?next=%2Ftraining$"))
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    sign_in(page, "southwest")
    expect(page.get_by_role("heading", name="Training", level=1)).to_be_visible()


def test_a_name_from_the_data_is_shown_as_it_is_and_fetches_nothing(open_page: Open) -> None:
    # That no other host was called is asserted for every page that a test opens.
    page = open_page(f"committee?committee={HOSTILE}", "southwest")
    expect(page.get_by_role("heading", name="![x](http://evil.example/p.png)")).to_be_visible()
    expect(page.locator("img[src*=evil]")).to_have_count(0)
    page.get_by_test_id("stSidebarNav").get_by_text("Committees").click()
    expect(page.get_by_role("heading", name="Committees", level=1)).to_be_visible()
    settle(page)


def test_the_phone_has_the_navigation_behind_one_button(open_page: Open) -> None:
    page = open_page("this_week", "southwest", width=PHONE)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_text("Committees").click()
    page.get_by_role("heading", name="Committees", level=1).wait_for()
