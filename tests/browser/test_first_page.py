"""The first page is read at a glance: three screens of a phone, about one of a desk."""

import pytest

from tests.browser.conftest import DESK, PHONE, Open, settle

SCREENS_OF_A_PHONE = 3 * 844
DESK_SCREEN, MOST_ON_A_DESK = 900, 1_500


@pytest.mark.parametrize("account", ["southwest", "national"])
def test_a_desk_shows_what_to_do_in_one_screen_and_a_phone_all_in_three(
    open_page: Open, account: str
) -> None:
    # In Spanish, which takes more room.
    page = open_page("this_week?lang=es", account, width=DESK)
    main = page.get_by_test_id("stMain")
    last_card = page.get_by_test_id("stGridCell").last.bounding_box()
    assert last_card is not None
    assert last_card["y"] + last_card["height"] <= DESK_SCREEN
    assert main.evaluate("e => e.scrollHeight") <= MOST_ON_A_DESK
    assert page.get_by_test_id("stPlotlyChart").first.is_visible()
    assert not page.get_by_text("Mostrar el mapa").is_visible()
    page = open_page("this_week?lang=es", account, width=PHONE)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollHeight") <= SCREENS_OF_A_PHONE
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_the_map_comes_on_a_phone_when_it_is_asked_for(open_page: Open) -> None:
    page = open_page("this_week", "southwest", width=PHONE)
    settle(page)
    drawn = page.get_by_test_id("stPlotlyChart").first
    assert not drawn.is_visible()
    page.get_by_text("Show the map").click()
    drawn.wait_for(state="visible")
    box = drawn.bounding_box()
    assert box is not None
    assert box["width"] > PHONE * 0.8
    assert box["height"] > 200
