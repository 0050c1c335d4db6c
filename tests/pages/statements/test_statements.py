"""Every page, role and language of two kinds of organizations holds what every statement must."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from lib.data.scope import Scope
from lib.language import LANGUAGES, use
from lib.measures.priorities.settings import chosen_weights
from lib.pages import PAGES, Page
from lib.topics.priorities import place_ranks, region_counts
from lib.topics.priorities.places import COUNTED_IN
from tests.every_page import opens
from tests.pages.conftest import Visit, visit_unfolded
from tests.pages.statements import rules, shown
from tests.pages.statements.organizations import LACKS, TABLES, Forgetful, emptied, forgetful
from tests.pages.statements.resting import noting

pytestmark = pytest.mark.slow

COMMITTEE = "az-tucson"
VIEWS = {
    "response": ({}, {"place": "unanswered"}, {"delays": "month"}),
    "campaigns": ({}, {"goal": "redefine_sanctuary"}),
    "training": ({}, {"learners": "steps"}, {"learners": "stalls"}, {"weeks": "4"}),
    "membership": ({}, {"staying_by": "tier", "renewals_by": "committee", "mapped": "joined"}),
    "priorities": ({}, {"view": "choose"}, {"view": "scenarios"}, {"view": "regions"}),
    "committee": ({"committee": COMMITTEE},),
}
"""A page's address → the links that it is read with; a page without an entry has one."""
OPENED_WITHOUT = {"priorities": VIEWS["priorities"]}
"""The links that it is read with where a table is empty; without an entry, the first of VIEWS."""
OF_ONE_PAGE = (
    rules.shows_no_error,
    rules.has_no_gap,
    rules.shares_are_their_fractions,
    rules.most_is_more_than_half,
    rules.titles_come_from_their_tables,
    rules.files_are_their_tables,
)
OF_NOTHING = (rules.shows_no_error, rules.has_no_gap, rules.shares_are_their_fractions)
COUNTRY = Scope(("midwest", "northeast", "southeast", "southwest", "unknown", "west"))

Link = dict[str, str]


@dataclass
class Whole:
    """What the pages say where all records are kept.

    :ivar pages: by the name of a page as it was read.
    :ivar rests_on: page's address and link → the source tables of all that it read.
    """

    pages: dict[str, shown.Page] = field(default_factory=dict)
    rests_on: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)


def of_programme(account: str) -> Iterator[tuple[Page, Link]]:
    """The pages that say something of the organization's work, with their links."""
    for page in PAGES:
        if page.script.startswith(("organizer/", "national/")) and opens(account, page):
            for link in VIEWS.get(page.path, ({},)):
                yield page, link


def named(page: Page, link: Link) -> str:
    return " ".join([page.path, *(f"{key}={value}" for key, value in link.items())])


def name_of(page: Page, link: Link, account: str, language: str) -> str:
    return f"{named(page, link)} / {account} / {language}"


def read(
    visit: Visit, page: Page, link: Link, account: str, language: str, *, with_files: bool = True
) -> shown.Page:
    """A page with all that stands folded on it."""
    with use(language):
        opened = visit_unfolded(visit, page.script, account, language, **link)
    name = name_of(page, link, account, language)
    return shown.read(opened, name, language, with_files=with_files)


@pytest.fixture(scope="module")
def whole() -> Whole:
    """Filled by the first test; by the first that empties a table where that is not run."""
    return Whole()


def read_whole(visit: Visit, whole: Whole, page: Page, link: Link, language: str) -> shown.Page:
    """As leadership, whom every table concerns."""
    name = name_of(page, link, "national", language)
    if name not in whole.pages:
        with noting() as noted:
            whole.pages[name] = read(visit, page, link, "national", language)
        whole.rests_on[named(page, link)] = frozenset(noted)
    return whole.pages[name]


def read_all(visit: Visit, whole: Whole) -> None:
    for page, link in of_programme("national"):
        for language in LANGUAGES:
            read_whole(visit, whole, page, link, language)


def of_one_page(pages: Iterable[shown.Page]) -> list[str]:
    return [fault for page in pages for rule in OF_ONE_PAGE for fault in rule(page)]


def test_every_statement_of_every_page_holds_for_leadership(visit: Visit, whole: Whole) -> None:
    faults: list[str] = []
    english: list[shown.Page] = []
    for page, link in of_programme("national"):
        both = [read_whole(visit, whole, page, link, each) for each in LANGUAGES]
        faults += of_one_page(both)
        faults += rules.languages_agree(*both)
        if page.path != "committee":
            english.append(both[0])
    faults += rules.one_name_has_one_number(english)
    assert not faults, "\n".join(dict.fromkeys(faults))


def test_every_statement_of_every_page_holds_for_an_organizer(visit: Visit) -> None:
    # In one language: that both say the same is no matter of whose regions are in view.
    pages = [read(visit, *each, "southwest", "es") for each in of_programme("southwest")]
    faults = of_one_page(pages)
    faults += rules.one_name_has_one_number(
        page for page in pages if not page.name.startswith("committee ")
    )
    assert not faults, "\n".join(dict.fromkeys(faults))


@pytest.fixture(scope="module")
def organization_that_forgets(organization: None) -> Iterator[Forgetful]:
    with forgetful() as forgets:
        yield forgets


def opened_without(lost: set[tuple[str, str]], whole: Whole) -> Iterator[tuple[Page, Link]]:
    """The pages that rest on what is lost."""
    for page, link in of_programme("national"):
        is_opened = link in OPENED_WITHOUT.get(page.path, VIEWS.get(page.path, ({},))[:1])
        if is_opened and lost & whole.rests_on[named(page, link)]:
            yield page, link


@pytest.mark.parametrize("lacks", LACKS, ids=" ".join)
def test_no_records_are_no_zero_no_all_clear_and_no_error(
    visit: Visit, whole: Whole, organization_that_forgets: Forgetful, lacks: tuple[str, ...]
) -> None:
    # Half of them in each language: what is said is made by the same functions.
    language = LANGUAGES[LACKS.index(lacks) % 2]
    read_all(visit, whole)
    lost = emptied(lacks)
    pages = list(opened_without(lost, whole))
    faults: list[str] = []
    if not pages:
        return
    with organization_that_forgets.without(lacks):
        for page, link in pages:
            of_all = whole.pages[name_of(page, link, "national", language)]
            of_rest = read(visit, page, link, "national", language, with_files=False)
            faults += [fault for rule in OF_NOTHING for fault in rule(of_rest)]
            faults += rules.no_data_is_no_zero(of_rest, of_all)
        faults += [f"{told} has a number" for told in sorted(_counted_of_nothing(lost))]
    assert not faults, "\n".join(dict.fromkeys(faults))


def test_a_page_is_opened_without_what_it_rests_on_and_not_without_the_rest(
    visit: Visit, whole: Whole
) -> None:
    read_all(visit, whole)
    assert ("incidents", "hotline_call") in whole.rests_on["response"]
    assert ("incidents", "hotline_call") not in whole.rests_on["training"]
    assert ("membership", "enrollment") in whole.rests_on["training"]


def test_each_table_is_lacking_once() -> None:
    assert sorted(name for lacks in LACKS for name in lacks) == sorted(TABLES)


# The figures of the regions that are counted in each table, and unknown without it.
OF_REGIONS = {
    ("incidents", "incident"): {"incidents", "unanswered", "dispatch"},
    ("incidents", "hotline_call"): {"hotline"},
    ("membership", "member"): {"good_standing", "standing_share", "core"},
    ("membership", "committee"): {"met", "strong", "steady", "fragile"},
    ("membership", "role_term"): {"coordinators"},
    ("membership", "enrollment"): {"completed"},
}


def _counted_of_nothing(lost: set[tuple[str, str]]) -> set[str]:
    """The components and the regions' figures that have a number though nothing is recorded."""
    components = place_ranks.now(COUNTRY, chosen_weights()).components
    known = set(components.loc[components["value"].notna(), "component"])
    told = {str(c) for c, source in COUNTED_IN.items() if source in lost} & known
    regions = region_counts.compared(region_counts.counts_of(COUNTRY))
    for table in lost & set(OF_REGIONS):
        told |= {column for column in OF_REGIONS[table] if regions[column].notna().any()}
    return told
