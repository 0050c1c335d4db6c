"""Every page and section that the page on the plan names is there."""

import re
from pathlib import Path

from lib.pages import FOLDER, PAGES

TEXT = (Path(__file__).parents[2] / "docs" / "plan.md").read_text(encoding="utf-8")
SECTION = re.compile(r'section\(_\("([^"]+)"\)\)')


def sections() -> dict[str, list[str]]:
    """The sections of each page, by its title."""
    return {
        page.title: SECTION.findall((FOLDER / page.script).read_text(encoding="utf-8"))
        for page in PAGES
    }


def unknown(text: str, known: dict[str, list[str]]) -> list[str]:
    """What a text names that is neither a page nor a section of the page named before it."""
    found, page = [], ""
    for match in re.finditer(r"\*\*(.+?)\*\*|› (.{1,60})", text):
        title, rest = match.groups()
        page = title or page
        if page not in known:
            found.append(page)
        elif rest and not any(rest.startswith(section) for section in known[page]):
            found.append(f"{page} › {rest}")
    return found


def test_what_the_plan_is_shown_by_is_there() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ")]
    assert len(rows) > 40
    assert not [each for row in rows for each in unknown(row, sections())]


def test_what_is_not_shown_says_why() -> None:
    assert TEXT.count("not shown") == TEXT.count("not shown: ") > 5


def test_a_page_or_section_that_is_gone_is_found() -> None:
    known = {"Network": ["Who is the only one?"]}
    assert unknown("**Network** › Who is the only one?", known) == []
    assert unknown("**Net**", known) == ["Net"]
    assert unknown("**Network** › Who?", known) == ["Network › Who?"]
