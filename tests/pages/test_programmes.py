"""The pages of the programmes, over organizations that have less than they were made for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from lib.data.contract import SOURCES
from lib.data.refresh import lacking
from lib.language import LANGUAGES, use
from lib.language.vocabulary import name_of
from tests.pages.conftest import Visit, forget_reads, visit_unfolded
from tests.pages.programmes import MAKERS, change
from tests.pages.statements import rules, shown
from tests.pages.statements.resting import noting
from tests.templates.copying import using

pytestmark = pytest.mark.slow

PAGES = ("membership", "support", "tools")
"""Scripts of organizers' pages; one that is added needs its sentences in ``SAID``."""
LOOKED_AT = ("defense", "campaigns", "network", "communications")
"""Further ones: opened by leadership, in English."""
SEEN_BY = tuple(("national", language) for language in LANGUAGES) + (("southwest", "en"),)
"""Accounts and languages: that both say the same is no matter of whose regions are in view."""
HELD = (
    rules.shows_no_error,
    rules.has_no_gap,
    rules.shares_are_their_fractions,
    rules.most_is_more_than_half,
    rules.titles_come_from_their_tables,
    rules.files_are_their_tables,
)

SAID: dict[tuple[str, str], tuple[str, ...]] = {
    ("lacking", "membership"): (
        "Who is in good standing can't be told",
        "Who is behind can't be told: no payment of dues was ever recorded",
        "Who returned can't be told",
        "In what standing they are can't be told",
        "No dues of these months are on record",
    ),
    ("lacking", "support"): (
        "No request for support was ever recorded: who waits can't be told",
        "No support visit was ever recorded: who was visited can't be told",
        "No request of a year is on record: how long they wait can't be told",
        "Who has a mentor can't be told",
    ),
    ("lacking", "tools"): (
        "There is no data on tools: nobody has filled the library yet",
        "There is no data on who uses the tools",
        "There is no data on the languages of callers and of the tools",
    ),
    ("lapsed", "membership"): (
        "Nobody is on record as a member in these months",
        "Who is in good standing can't be told",
        "No dues that run out in the next 90 days are on record",
    ),
    ("lapsed", "support"): ("What to do first",),
    ("lapsed", "tools"): ("What to do first",),
    ("one", "membership"): (
        "With one committee there is none to compare with",
        "Fewer than 5 members are in good standing",
        "too few members to say who came and went",
        "Too few in each place to be told",
        "those of too few people to be told",
    ),
    # Seven days are no more than a week; the requests begin with the only one.
    ("one", "support"): (
        "who is silent can't be told yet",
        "Fewer than 10 requests in 52 weeks: how long they wait can't be told",
        "still open: 1 of 1",
        "where one is alone, it is a person",
    ),
    ("one", "tools"): (
        "100% (1 of 1) of active committees used a tool in 12 months",
        # Wilson's of 1 of 1 (z² = 3.84): from 1 / 4.84.
        "between 21% and 100%",
    ),
    **{
        (lacking, script): said
        for lacking in ("lacking", "nothing")
        for script, said in {
            "defense": (
                "No deportation case was ever recorded: nothing can be told of any",
                "No mobilization was ever recorded: who came out can't be told",
            ),
            "campaigns": (
                "Neither a campaign nor a policy is recorded in these regions",
                "No agreement with ICE and no policy of a county is recorded in these regions",
                "No law of a state is recorded",
            ),
            "network": (
                "There is no data on partners: what to do can't be told",
                "There is no data on partners, or on incidents by county",
                "No ties between partners are on record here",
            ),
            "communications": (
                "There is no data on messages in the last 12 months",
                "Too few messages name their validator",
            ),
        }.items()
    },
    # One case, one campaign, one partner, one message.
    ("one", "defense"): ("1–4",),
    ("one", "campaigns"): ("1 campaign",),
    ("one", "network"): ("1 partner",),
    ("one", "communications"): ("1 message",),
    **{("lapsed", script): ("What to do first",) for script in LOOKED_AT},
    ("nothing", "membership"): (
        "There is no data on members",
        "Nobody is on record as a member in these months",
        "Who is in good standing can't be told",
    ),
    ("nothing", "support"): ("No committee is recorded in these regions",),
    ("nothing", "tools"): ("There is no data on tools: nobody has filled the library yet",),
}
"""An organization and a page → what is said in place of what can't be told."""
NEVER: dict[tuple[str, str], tuple[str, ...]] = {
    # A list tells neither of dues nor of who came back.
    **{
        (lacking, "communications"): ("Late: Messages", "says in which language", "0 had no earned")
        for lacking in ("lacking", "nothing")
    },
    **{
        # All regions are in view.
        (lacking, "defense"): ("one has too few", "0 open cases", "Nothing to do follows")
        for lacking in ("lacking", "nothing")
    },
    ("lacking", "membership"): ("in good standing and", "0 returned", "behind with dues,"),
    ("lacking", "support"): ("Nothing urgent", "No committee weakens", "was made in a year"),
    ("lapsed", "membership"): ("No member is on record", "There is no data on members"),
    # One kind is no longer or shorter than another; what is late calls nothing well.
    ("one", "support"): ("by kind, no wait", "Nothing urgent"),
    # One person is neither counted nor the difference of two counts.
    ("one", "membership"): ("1 member ", "1 joined", "1 of 1"),
    ("one", "defense"): ("1 open case", "1 case "),
}
"""An organization and a page → what nobody could know there, or may tell."""


@dataclass
class Opened:
    """The pages of one organization as they are shown, and what they read."""

    kind: str
    pages: list[tuple[str, shown.Page]] = field(default_factory=list)

    def english(self, script: str) -> Iterator[str]:
        """All that a page says in English, to each account."""
        for name, page in self.pages:
            if name == script and page.language == "en":
                yield "\n".join(page.sentences)


def read(visit: Visit, script: str, account: str, language: str) -> shown.Page:
    with use(language):
        page = visit_unfolded(visit, f"organizer/{script}.py", account, language)
    return shown.read(page, f"{script} / {account} / {language}", language)


@pytest.fixture(scope="module", params=MAKERS)
def kind(request: pytest.FixtureRequest, organization: None) -> Iterator[str]:
    """An organization that has less, made once."""
    template, make = MAKERS[request.param]
    with using(template):
        make()
        forget_reads()
        yield request.param
    forget_reads()


@pytest.fixture(scope="module")
def opened(kind: str) -> Opened:
    """Filled by the first test."""
    return Opened(kind)


def read_all(visit: Visit, opened: Opened) -> Opened:
    if not opened.pages:
        opened.pages += [
            (script, read(visit, script, account, language))
            for script in PAGES
            for account, language in SEEN_BY
        ]
    return opened


def test_every_statement_holds(visit: Visit, opened: Opened) -> None:
    pages = [page for _script, page in read_all(visit, opened).pages]
    faults = [fault for page in pages for rule in HELD for fault in rule(page)]
    each = len(SEEN_BY)
    for english, spanish in zip(pages[::each], pages[1::each], strict=True):
        faults += rules.languages_agree(english, spanish)
    assert not faults, "\n".join(dict.fromkeys(faults))


def test_it_is_said_what_cannot_be_told_and_nothing_else(visit: Visit, opened: Opened) -> None:
    faults = []
    for script in PAGES:
        for said in read_all(visit, opened).english(script):
            key = opened.kind, script
            faults += [f"{key} lacks {each!r}" for each in SAID[key] if each not in said]
            faults += [f"{key} has {each!r}" for each in NEVER.get(key, ()) if each in said]
    if opened.kind == "nothing":
        faults += numbers_of(opened)
    assert not faults, "\n".join(dict.fromkeys(faults))


def test_the_other_programmes_say_so_too(visit: Visit, kind: str) -> None:
    faults = []
    for script in LOOKED_AT:
        page = read(visit, script, "national", "en")
        faults += [fault for rule in HELD for fault in rule(page)]
        said = "\n".join(page.sentences)
        key = kind, script
        faults += [f"{key} lacks {each!r}" for each in SAID[key] if each not in said]
        lacks = kind in ("lacking", "nothing")
        never = (*(ALL_CLEAR if lacks else ()), *NEVER.get(key, ()))
        faults += [f"{key} has {each!r}" for each in never if each in said]
        if kind == "nothing":
            faults += [f"{key}: {f.text}" for f in page.findings if rules.stated(f.text)]
    assert not faults, "\n".join(dict.fromkeys(faults))


def numbers_of(opened: Opened) -> list[str]:
    """Headlines, findings and tables with any number but those of days and spans of time."""
    faults = []
    for _script, page in opened.pages:
        faults += [f"{page.name}: {title}: {value}" for title, value in page.headlines.items()]
        faults += [f"{page.name}: {f.text}" for f in page.findings if rules.stated(f.text)]
        tables = [table for finding in page.findings for table in finding.tables]
        faults += [f"{page.name}: {t.columns}" for t in tables if any(map(numeric, t.rows))]
    return faults


def numeric(row: shown.Row) -> bool:
    return any(isinstance(value, int | float) for value in row)


NEW = "UPDATE rollup.refresh SET refreshed_at = now(), newest_record = now()"
LATE = "UPDATE rollup.refresh SET refreshed_at = now() - interval '3 days'"
ALL_CLEAR = (
    "Nothing urgent",
    "No committee weakens",
    "No committee loses",
    "No region loses",
    "No tier of membership loses",
    "Every active committee",
    "No surge",
)


def late(page: shown.Page) -> str:
    """What a page says of late sources."""
    return "\n".join(sentence for sentence in page.sentences if "Late:" in sentence)


def test_each_source_that_is_late_is_named_by_the_pages_that_rest_on_it(
    visit: Visit, organization: None
) -> None:
    rests_on: dict[str, frozenset[tuple[str, str]]] = {}
    faults = []
    with using("pages"):
        for database in SOURCES:
            change(database, NEW)
        forget_reads()
        for script in (*PAGES, *LOOKED_AT):
            with noting() as noted:
                page = read(visit, script, "national", "en")
            rests_on[script] = frozenset(noted)
            faults += [late(page)] if late(page) else []
        for database in SOURCES:
            change(database, LATE)
        forget_reads()
        for script in (*PAGES, *LOOKED_AT):
            page = read(visit, script, "national", "en")
            faults += rules.shows_no_error(page)
            names = {name_of("source_table", table) for _database, table in rests_on[script]}
            faults += [
                f"{page.name}: {n} is late" for n in names if n.lower() not in late(page).lower()
            ]
            faults += [
                f"{page.name}: {s!r}" for s in page.sentences if any(c in s for c in ALL_CLEAR)
            ]
    forget_reads()
    assert not faults, "\n".join(dict.fromkeys(faults))


def test_every_optional_table_is_absent() -> None:
    # What the organization of "lacking" lacks is what the contract calls optional.
    names = {t.name for m in SOURCES.values() for t in m.sorted_tables if lacking.is_optional(t)}
    assert {"dues_payment", "membership_spell", "support_request", "support_visit"} < names
    assert {"resource", "resource_use", "campaign", "message"} < names
