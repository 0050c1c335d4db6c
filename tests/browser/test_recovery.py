"""The database goes away and comes back under an open page."""

import os
import signal

from playwright.sync_api import expect

from tests.browser.conftest import Open, Server


def _stop(server: Server) -> None:
    """A fast shutdown of the embedded PostgreSQL, as its administrator would do it."""
    pid_file = server.data_directory / "postgresql" / "postmaster.pid"
    os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGINT)
    while pid_file.exists():
        pass


def test_an_open_page_says_what_is_missing_and_comes_back_by_itself(
    open_page: Open, server: Server
) -> None:
    page = open_page("sources", "admin")
    expect(page.get_by_text("Membership: loaded")).to_be_visible()
    _stop(server)
    page.get_by_text("Español", exact=True).click()
    # Nobody's account can be read either: the one sentence is about that.
    expect(page.get_by_text("No logramos conectar con la base de datos de cuentas")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    # Nobody starts it: its supervisor does.
    expect(page.get_by_role("heading", name="Fuentes", level=1)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Membresía: se cargó")).to_be_visible()
