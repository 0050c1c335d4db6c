"""The page of priorities in a real browser: what reacts alone, and the brief as it prints."""

import re

from playwright.sync_api import Page

from tests.browser.conftest import Open, settle

# A sheet of Letter paper less its margins (14 and 15 mm), at 96 pixels an inch.
SHEET = (702, 950)


def _file(page: Page, label: str) -> bytes:
    """Fetch what a link offers, with the session's own cookie."""
    address = page.get_by_role("link", name=label).get_attribute("href")
    answer = page.request.get(f"{page.url.split('/priorities')[0]}{address}")
    assert answer.status == 200
    return answer.body()


def test_what_the_form_shows_is_what_is_asked(open_page: Open) -> None:
    page = open_page("priorities?view=choose", "national")
    page.get_by_label("New organizers").fill("2")
    page.get_by_role("button", name="Find the places").click()
    page.get_by_text("Whoever is reached counts once").wait_for()
    settle(page)
    # What the next number would add speaks of the number that was asked for.
    assert page.get_by_role("heading", name="One organizer more than 2 would bring").count() == 1
    assert page.get_by_role("heading", name=re.compile("^From .+ and .+ within reach")).count()


def test_the_brief_prints_on_two_sheets(open_page: Open) -> None:
    page = open_page("priorities?view=choose&organizers=20&trainings=20", "national")
    page.get_by_role("button", name="Find the places").click()
    page.get_by_text("Whoever is reached counts once").wait_for()
    settle(page)
    page.get_by_text("Scenarios", exact=True).click()
    page.get_by_role("button", name="Keep this scenario").wait_for()
    settle(page)
    printed = page.context.new_page()
    printed.set_viewport_size({"width": SHEET[0], "height": SHEET[1]})
    for label, language in (("English", "en"), ("Español", "es")):
        printed.emulate_media(media="screen")
        printed.set_content(_file(page, f"Brief to print ({label})").decode())
        assert printed.locator("html").get_attribute("lang") == language
        pdf = printed.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2, language
        printed.emulate_media(media="print")
        sheets = printed.locator(".sheet")
        # What does not fit on its sheet would be cut.
        fits = "sheets => sheets.map(s => s.scrollHeight - s.clientHeight)"
        assert sheets.evaluate_all(fits) == [0, 0], language
        for sheet in sheets.all():
            assert _inked(printed, sheet.screenshot()) > 0.02, language


def _inked(page: Page, picture: bytes) -> float:
    """The share of a picture's points that are not paper, as the browser's own canvas tells."""
    return float(
        page.evaluate(
            """async bytes => {
              const blob = new Blob([new Uint8Array(bytes)], {type: 'image/png'});
              const image = await createImageBitmap(blob);
              const canvas = new OffscreenCanvas(image.width, image.height);
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0);
              const data = context.getImageData(0, 0, image.width, image.height).data;
              let inked = 0;
              for (let i = 0; i < data.length; i += 4)
                if (data[i] < 250 || data[i + 1] < 250 || data[i + 2] < 250) inked += 1;
              return inked / (data.length / 4);
            }""",
            list(picture),
        )
    )
