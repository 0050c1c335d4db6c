"""The database goes away and comes back under an open page."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect

from tests.browser.conftest import Open, Server


@contextmanager
def _without_database(server: Server) -> Iterator[None]:
    """The embedded PostgreSQL ended by a fast shutdown, and kept from starting until this ends.

    Its supervisor starts it again within a second or two: a page that is slower would never be
    without it. No server starts without the file of who may connect; its data are left alone.
    """
    files = server.data_directory / "postgresql"
    held = (files / "pg_hba.conf").rename(files / "pg_hba.conf.held")
    os.kill(int((files / "postmaster.pid").read_text().splitlines()[0]), signal.SIGINT)
    try:
        yield
    finally:
        held.rename(files / "pg_hba.conf")


def test_an_open_page_says_what_is_missing_and_comes_back_by_itself(
    open_page: Open, server: Server
) -> None:
    page = open_page("sources", "national")
    expect(page.get_by_text("Membership: loaded")).to_be_visible()
    with _without_database(server):
        page.get_by_text("Español", exact=True).click()
        # Nobody's account can be read either: the one sentence is about that.
        missing = page.get_by_text("No logramos conectar con la base de datos de cuentas")
        expect(missing).to_be_visible()
        expect(page.get_by_text("Traceback")).to_have_count(0)
    # Nobody starts it: its supervisor does.
    expect(page.get_by_role("heading", name="Fuentes", level=1)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Membresía: se cargó")).to_be_visible()
