"""Each page for each account in each language: what it opens, and the sentence where it doesn't."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from lib.access import sessions
from lib.data import engines
from lib.language import LANGUAGES, _, use
from lib.language.formats import plain
from lib.pages import HOME, PAGES, Page
from lib.ui.frame import open_page, open_public_page
from tests.every_page import account_for
from tests.pages.conftest import COOKIE, Visit, findings, headlines, words
from tests.pages.test_headings import jumps, levels

pytestmark = pytest.mark.slow

ORGANIZER = {
    *("this_week", "committees", "committee", "training", "response", "defense"),
    *("membership", "support", "tools", "campaigns", "network", "communications"),
}
# What each demo account may open, written out by hand from the plan for each role.
OPENS = {
    "southwest": ORGANIZER | {"metrics", "account"},
    "southeast": ORGANIZER | {"metrics", "account"},
    "national": ORGANIZER | {"priorities", "publish", "metrics", "sources", "account"},
    "partner": {"metrics", "account"},
    "admin": {"watch", "metrics", "sources", "account", "accounts", "audit"},
    None: {"metrics"},
}
SPEAKS = {"southwest": ("en",), "southeast": ("es",)}
"""The languages of an account that opens a page: of two with one role each speaks one."""


def _cases() -> Iterator[tuple[Page, str | None, str]]:
    """Each page with each account; each role opens it in each language.

    Who is refused is so in one of them: that is decided without the language, which has the
    sentence alone. In which depends on nothing but the page and the account.
    """
    for page in (page for page in PAGES if page is not HOME):
        for number, account in enumerate(OPENS):
            refused_in = (LANGUAGES[(len(page.path) + number) % 2],)
            speaks = SPEAKS.get(str(account), LANGUAGES)
            for language in speaks if page.path in OPENS[account] else refused_in:
                yield page, account, language


def _name(value: object) -> str:
    return value.path if isinstance(value, Page) else str(value)


@pytest.mark.parametrize(("page", "account", "language"), list(_cases()), ids=_name)
def test_a_page_opens_for_who_may_see_it_and_refuses_everyone_else(
    visit: Visit, visit_alone: Visit, page: Page, account: str | None, language: str
) -> None:
    if page.path in OPENS[account]:
        query = {"committee": _committee_of(account)} if page.path == "committee" else {}
        seen = visit(page.script, account, language, **query)
        assert not seen.exception
        assert not seen.error
        assert not seen.warning or page.path == "committee"
        with use(language):
            title = _name_of(query["committee"]) if query else _(page.title)
        assert seen.title[0].value == title
        if account == account_for(page):
            found = list(levels(seen.main))
            assert found[:1] == [1]
            assert found.count(1) == 1
            assert jumps(found) == []
    else:
        seen = visit_alone(page.script, account, language)
        with use(language):
            refusal = (
                _("This page is not part of what your account may see.")
                if account
                else _("Sign in to see this page.")
            )
        assert [info.value for info in seen.info] == [refusal]
        assert not (seen.title)
        assert not headlines(seen)
        assert not (seen.dataframe)
        assert not findings(seen)


def _committee_of(account: str | None) -> str:
    region = account if account in ("southwest", "southeast") else "midwest"
    return _one("SELECT min(committee_id) FROM rollup.committee WHERE region_id = :r", region)


def _name_of(committee: str) -> str:
    return plain(_one("SELECT name FROM rollup.committee WHERE committee_id = :r", committee))


def _one(query: str, value: str) -> str:
    with engines.owner("membership").connect() as connection:
        return str(connection.scalar(text(query), {"r": value}))


@pytest.mark.parametrize("account", ["southwest", "national", "partner", "admin"])
def test_the_bare_address_leads_to_the_first_page_of_the_viewer(visit: Visit, account: str) -> None:
    first = {"partner": "Public metrics", "admin": "Watch"}.get(account, "This week")
    assert visit("home.py", account).title[0].value == first


def test_without_an_account_the_bare_address_asks_to_sign_in(visit: Visit) -> None:
    seen = visit("home.py", None)
    assert [info.value for info in seen.info] == ["Sign in to see this page."]
    assert "/sign-in?next=" in words(seen)


def test_signing_out_ends_the_session(visit: Visit) -> None:
    seen = visit("organizer/this_week.py", "national")
    token = seen.secrets[COOKIE]
    next(b for b in seen.button if b.label == "Sign out").click().run()
    assert sessions.find(token) is None
    assert [info.value for info in seen.info] == ["Your session is over. Sign in again to go on."]
    assert not headlines(seen)


def _change(username: str, column: str, value: object) -> None:
    with engines.owner("dashboard").begin() as connection:
        connection.execute(
            text(f"UPDATE dashboard.account SET {column} = :v WHERE username = :u"),
            {"v": value, "u": username},
        )


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("role", "treasurer", "no role that the dashboard knows"),
        ("role", "", "no role that the dashboard knows"),
        ("role", "organizer", "no region yet"),  # the account has none
        ("disabled_at", "2026-01-01", "no longer open"),
    ],
)
def test_an_account_that_opens_nothing_sees_only_why(
    visit: Visit, column: str, value: str, said: str
) -> None:
    before = {"role": "partner", "disabled_at": None}[column]
    _change("norole", column, value)
    try:
        seen = visit("organizer/this_week.py", "norole")
    finally:
        _change("norole", column, before)
    assert said in seen.info[0].value
    assert not headlines(seen)
    assert not findings(seen)
    assert not (seen.dataframe)


def test_an_account_whose_regions_are_not_the_organizations_sees_only_why(visit: Visit) -> None:
    _change("southwest", "regions", ["atlantis"])
    try:
        seen = visit("organizer/this_week.py", "southwest")
    finally:
        _change("southwest", "regions", ["southwest"])
    assert "no region yet" in seen.info[0].value
    assert not headlines(seen)


def test_a_removed_account_sees_nothing_on_the_very_next_run(visit: Visit) -> None:
    seen = visit("organizer/this_week.py", "southeast")
    assert headlines(seen)
    _change("southeast", "disabled_at", "2026-01-01")
    try:
        seen.run()
    finally:
        _change("southeast", "disabled_at", None)
    assert not headlines(seen)
    assert "no longer open" in seen.info[0].value


def _open_committees(*regions: str) -> tuple[int, int]:
    with engines.owner("membership").connect() as connection:
        row = connection.execute(
            text(
                "SELECT count(*), count(DISTINCT usps) FROM rollup.committee"
                " WHERE status <> 'closed' AND region_id = ANY (:r)"
            ),
            {"r": list(regions)},
        ).one()
    return int(row[0]), int(row[1])


@pytest.mark.parametrize("asked", ["southwest", "southeast,southwest", "unknown", "*", "' OR 1=1"])
def test_a_link_to_other_regions_shows_no_more_than_the_viewers_own(
    visit: Visit, asked: str
) -> None:
    committees, states = _open_committees("southeast")
    seen = visit("organizer/committees.py", "southeast", region=asked)
    places = f"{committees} committees in {states} states"
    assert places in [said.split(":")[0] for said in findings(seen)]


def test_a_national_viewer_chooses_among_regions(visit: Visit) -> None:
    committees, states = _open_committees("midwest", "southwest")
    seen = visit("organizer/committees.py", "national")
    seen.pills(key="region").set_value(["midwest", "southwest"]).run()
    places = f"{committees} committees in {states} states"
    assert places in [said.split(":")[0] for said in findings(seen)]


def test_a_committee_of_another_region_is_not_at_any_address_of_the_viewers(visit: Visit) -> None:
    theirs = _committee_of("southwest")
    seen = visit("organizer/committee.py", "southeast", committee=theirs)
    missing = visit("organizer/committee.py", "southeast", committee="no-such-committee")
    # The same sentence, so that no one learns which committees there are elsewhere.
    assert words(seen) == words(missing)
    assert seen.info[0].value == "No committee of yours is at this address."


def test_place_unknown_is_said_to_national_viewers_alone(visit: Visit) -> None:
    assert "whose place is unknown" in words(
        visit("organizer/response.py", "national", weeks="156")
    )
    assert "whose place is unknown" not in words(
        visit("organizer/response.py", "southeast", weeks="156")
    )


def test_a_period_that_is_not_offered_falls_back(visit: Visit) -> None:
    seen = visit("organizer/response.py", "national", weeks="9999")
    assert any(" in 13 weeks" in said for said in findings(seen))


def test_every_script_of_a_page_is_in_the_list_of_pages() -> None:
    pages = Path(__file__).parents[2] / "pages"
    scripts = {str(path.relative_to(pages)) for path in pages.rglob("*.py")}
    # What finds the pages, with and without accounts, is none itself.
    assert scripts - {"navigation.py", "public_navigation.py"} == {page.script for page in PAGES}


@pytest.mark.parametrize(
    "script",
    [
        "pages/organizer/secret.py",
        # The name of a page in another folder, and in a folder of another tree.
        "pages/national/account.py",
        "pages/organizer/home.py",
        "/elsewhere/pages/organizer/this_week.py",
    ],
)
def test_a_script_that_is_in_no_list_opens_nothing(script: str) -> None:
    for open_it in (open_page, open_public_page):
        with pytest.raises(LookupError, match=r"\.py is in no list of pages"):
            open_it(script)


@pytest.mark.parametrize(
    ("open_it", "script"),
    [(open_page, "pages/public/metrics.py"), (open_public_page, "pages/organizer/this_week.py")],
)
def test_a_page_that_is_everyones_and_one_that_asks_are_opened_differently(
    open_it: Callable[[str], object], script: str
) -> None:
    with pytest.raises(LookupError, match="opens it"):
        open_it(script)


def test_every_page_is_tried_with_every_account_and_each_is_refused_in_both_languages() -> None:
    # Every page is tried with every account, and every account meets every sentence of a refusal.
    cases = list(_cases())
    pages = [page.path for page in PAGES if page is not HOME]
    assert {(page.path, account) for page, account, _language in cases} == {
        (path, account) for path in pages for account in OPENS
    }
    refused = {(a, language) for page, a, language in cases if page.path not in OPENS[a]}
    assert refused == {(account, language) for account in OPENS for language in LANGUAGES}
