"""Every page, role and language of two kinds of organizations holds what every statement must."""

from collections.abc import Iterator

import pytest

from lib.language import use
from lib.ui.pages import PAGES, Page
from tests.comparison import opening
from tests.every_page import opens
from tests.pages.conftest import Visit
from tests.pages.statements import rules, shown
from tests.pages.statements.organizations import TABLES, without

pytestmark = pytest.mark.slow

COMMITTEE = "az-tucson"
VIEWS = {
    "response": ({}, {"place": "unanswered"}, {"place": "readiness"}, {"delays": "month"}),
    "training": ({}, {"learners": "steps"}, {"learners": "stalls"}, {"weeks": "4"}),
    "priorities": ({}, {"view": "choose"}, {"view": "regions"}),
    "committee": ({"committee": COMMITTEE},),
}
"""A page's address → the links that it is read with; a page without an entry has one."""
OF_ONE_PAGE = (
    rules.shows_no_error,
    rules.has_no_gap,
    rules.shares_are_their_fractions,
    rules.most_is_more_than_half,
    rules.titles_come_from_their_tables,
    rules.files_are_their_tables,
)
OF_NOTHING = (rules.shows_no_error, rules.has_no_gap, rules.shares_are_their_fractions)


def of_programme(account: str) -> Iterator[tuple[Page, dict[str, str]]]:
    """The pages that say something of the organization's work, with their links."""
    for page in PAGES:
        if page.script.startswith(("organizer/", "national/")) and opens(account, page):
            for link in VIEWS.get(page.path, ({},)):
                yield page, link


def read(visit: Visit, page: Page, link: dict[str, str], account: str, language: str) -> shown.Page:
    """A page with all that stands folded on it."""
    with use(language):
        opened = visit(page.script, account, language, **link)
        opening.unfold(opened)
    said = " ".join([page.path, *(f"{key}={value}" for key, value in link.items())])
    return shown.read(opened, f"{said} / {account} / {language}", language)


@pytest.mark.parametrize("account", ["national", "southwest"])
def test_every_statement_of_every_page_holds(visit: Visit, account: str) -> None:
    faults: list[str] = []
    english: list[shown.Page] = []
    for page, link in of_programme(account):
        both = [read(visit, page, link, account, language) for language in ("en", "es")]
        faults += [fault for each in both for rule in OF_ONE_PAGE for fault in rule(each)]
        faults += rules.languages_agree(*both)
        if page.path != "committee":
            english.append(both[0])
    faults += rules.one_name_has_one_number(english)
    assert not faults, "\n".join(dict.fromkeys(faults))


@pytest.fixture(scope="module")
def of_all() -> dict[tuple[str, str], shown.Page]:
    """What the pages say where all records are kept, by page and language; read when needed."""
    return {}


@pytest.mark.parametrize("name", TABLES)
def test_no_records_are_no_zero_no_all_clear_and_no_error(
    visit: Visit, of_all: dict[tuple[str, str], shown.Page], name: str
) -> None:
    # Half of the tables in each language: what is said is made by the same functions.
    language = ("en", "es")[TABLES.index(name) % 2]
    faults: list[str] = []
    pages = [
        (page, link)
        for page, link in of_programme("national")
        if link == VIEWS.get(page.path, ({},))[0]
    ]
    for page, link in pages:
        if (page.path, language) not in of_all:
            of_all[page.path, language] = read(visit, page, link, "national", language)
    with without(name):
        for page, link in pages:
            each = read(visit, page, link, "national", language)
            faults += [fault for rule in OF_NOTHING for fault in rule(each)]
            faults += rules.no_data_is_no_zero(each, of_all[page.path, language])
    assert not faults, "\n".join(dict.fromkeys(faults))
