"""Each part of what deploy/compose.yaml runs is ended under load, and comes back.

``STACK_REPORT=FILE`` notes what was seen, a row of docs/operations.md each.
"""

from collections.abc import Iterator

import psycopg2
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import settle
from tests.browser.profiles import WAIT_MS, sign_in
from tests.stack.deployed import Deployment, deployment
from tests.stack.failing import TABS, Seen, ended, note

SOON_SECONDS = 60
"""After which all is well again, on a machine however busy; on a calm one it takes a few."""
NOTICE_SECONDS = 4
NO_ACCOUNTS = "We can't reach the accounts database right now."
"""And that the page comes back by itself."""


@pytest.fixture(scope="module")
def deployed() -> Iterator[Deployment]:
    """All parts."""
    with deployment() as running:
        yield running
        said = running.processes.said()
    assert "Traceback" not in said


def asked(deployed: Deployment, server: str, statement: str) -> tuple[object, ...]:
    """The row that a statement gives at a server."""
    connection = psycopg2.connect(deployed.address(server, "postgres", "postgres"))
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    connection.close()
    assert row is not None
    return tuple(row)


def readers(deployed: Deployment, server: str) -> int:
    """How many connections of the app's role a server has."""
    counted = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'tejido_reader'"
    (number,) = asked(deployed, server, counted)
    return int(str(number))


def test_pages_are_read_from_the_replica_through_its_pooler(deployed: Deployment) -> None:
    ended(deployed, lambda: None)
    assert readers(deployed, "replica")
    # Nobody gets in without a password, at neither server and at neither pooler.
    for part in ("primary", "replica", "pooler-primary", "pooler-replica"):
        address = f"postgresql://tejido_reader:wrong@127.0.0.1:{deployed.ports[part]}/membership"
        with pytest.raises(psycopg2.OperationalError):
            psycopg2.connect(address)


def test_a_process_ends(deployed: Deployment) -> None:
    several = deployed.processes
    lost = next(iter(several.ports))
    try:
        seen = note("one of two processes", ended(deployed, lambda: several.kill(lost)))
    finally:
        several.start(lost)
    assert seen.sentences == seen.unanswered == []


@pytest.mark.parametrize("part", ["replica", "pooler-replica"])
def test_what_pages_are_read_from_ends(deployed: Deployment, part: str) -> None:
    """They are read from the primary meanwhile."""
    try:
        seen = note(part, ended(deployed, lambda: deployed.kill(part)))
    finally:
        deployed.start(part)
    # Of what was being read, and is read once more, one may be lost.
    assert len(seen.sentences) + len(seen.unanswered) <= 1
    assert seen.reconnected == []
    assert seen.recovered < SOON_SECONDS


def nothing_but_that_accounts_are_away(seen: Seen) -> None:
    """One sentence in place of pages, one in place of files; no tab loses its connection."""
    assert seen.sentences
    assert all(NO_ACCOUNTS in said for said in seen.sentences)
    assert len({said.partition(": ")[2] for said in seen.sentences}) == 1
    # The sign-in page's own files, and the page that the tabs begin with, rest on no database.
    assert {said.rpartition(": ")[2] for said in seen.unanswered} <= {"503"}
    assert seen.reconnected == []
    assert seen.recovered < SOON_SECONDS


@pytest.mark.parametrize("part", ["pooler-primary", "primary"])
def test_what_accounts_are_read_from_ends_and_is_back(deployed: Deployment, part: str) -> None:
    try:
        seen = ended(deployed, lambda: deployed.kill(part), lambda: deployed.start(part))
    finally:
        if not deployed.runs(part):
            deployed.start(part)
    nothing_but_that_accounts_are_away(note(f"{part}, started again", seen))


def test_the_proxy_ends_and_is_back(deployed: Deployment) -> None:
    def start() -> None:
        deployed.start("nginx")

    try:
        seen = note("nginx, started again", ended(deployed, lambda: deployed.kill("nginx"), start))
    finally:
        if not deployed.runs("nginx"):
            start()
    assert seen.sentences == []
    # Nobody listened, which a browser's offline notice says; nobody is told of an error.
    assert all("Error(" in said for said in seen.unanswered)
    assert len(seen.reconnected) == TABS
    assert seen.recovered < SOON_SECONDS


def test_a_tab_says_that_the_proxy_is_gone_and_is_back_on_its_page(
    deployed: Deployment, chromium: Browser
) -> None:
    url = f"http://localhost:{deployed.ports['nginx']}"
    context = chromium.new_context(locale="en-US")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(f"{url}/training?weeks=26")
    sign_in(page, "southwest")
    settle(page)
    notice, title = page.locator("#away"), page.get_by_role("heading", level=1)
    expect(notice).to_have_text("")
    deployed.kill("nginx")
    try:
        expect(notice).to_contain_text("No connection.", timeout=NOTICE_SECONDS * 1000)
        expect(title).to_have_text("Training")
    finally:
        deployed.start("nginx")
    expect(notice).to_have_text("", timeout=WAIT_MS)
    assert page.url == f"{url}/training?weeks=26"
    page.get_by_role("link", name="Committees", exact=True).first.click()
    page.wait_for_url(f"{url}/committees*")
    settle(page)
    expect(title).to_have_text("Committees")
    context.close()
