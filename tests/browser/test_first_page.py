"""The first page is read at a glance: three screens of a phone, about one of a desk."""

import pytest

from tests.browser.conftest import DESK, PHONE, Open

SCREENS_OF_A_PHONE = 3 * 844
DESK_SCREEN, MOST_ON_A_DESK = 900, 1_500
AT_A_DESK = """([screen, most]) => {
  const last = [...document.querySelectorAll('[data-testid=stGridCell]')].at(-1);
  const main = document.querySelector('[data-testid=stMain]');
  return last.getBoundingClientRect().bottom <= screen && main.scrollHeight <= most;
}"""
"""The last card is in view, and below it there is not much."""


@pytest.mark.parametrize("account", ["southwest", "national"])
def test_a_phone_shows_all_in_three_screens_and_a_desk_what_to_do_in_one(
    open_page: Open, account: str
) -> None:
    # In Spanish, which takes more room.
    page = open_page("this_week?lang=es", account, width=PHONE)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollHeight") <= SCREENS_OF_A_PHONE
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    # The map comes on a phone when it is asked for.
    drawn = page.get_by_test_id("stPlotlyChart").first
    assert not drawn.is_visible()
    page.get_by_text("Mostrar el mapa").click()
    drawn.wait_for(state="visible")
    box = drawn.bounding_box()
    assert box is not None
    assert box["width"] > PHONE * 0.8
    assert box["height"] > 200
    page.get_by_text("Mostrar el mapa").click()

    page.set_viewport_size({"width": DESK, "height": DESK_SCREEN})
    page.get_by_text("Mostrar el mapa").wait_for(state="hidden")
    drawn.wait_for(state="visible")
    # What is drawn anew at this width takes its time.
    page.wait_for_function(AT_A_DESK, arg=[DESK_SCREEN, MOST_ON_A_DESK])
