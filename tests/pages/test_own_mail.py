"""Asking for one's brief by mail, on the page of one's own account."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lib.access import mailing
from lib.data.configuration import Mail, configuration
from tests.pages.conftest import Visit, findings

pytestmark = pytest.mark.slow

TITLE = "My brief by mail"


@pytest.fixture
def served(organization: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A mail server is configured; nothing is sent to it."""
    server = Mail(
        host="mail.example.org", sender="t@example.org", dashboard="https://tejido.example.org"
    )
    monkeypatch.setattr(configuration(), "mail", server)
    yield
    mailing.turn_off("southwest", by="holder")


def _send(page: AppTest, address: str) -> AppTest:
    page.text_input(key="mail_address").set_value(address)
    submit = next(button for button in page.button if button.label == "Mail me my brief")
    submit.click()
    return page.run()


def test_an_organizer_asks_and_turns_it_off_again(served: None, visit: Visit) -> None:
    page = visit("account.py", "southwest")
    assert TITLE in findings(page)
    page.radio(key="mail_rhythm").set_value("both")
    page.selectbox(key="mail_weekday").set_value(3)
    page = _send(page, "ana@example.org")
    asked = mailing.find("southwest")
    assert asked is not None
    assert (asked.address, asked.rhythm, asked.weekday) == ("ana@example.org", "both", 3)
    assert not page.exception
    page.button(key="mail_off").click().run()
    assert mailing.find("southwest") is None


def test_what_is_no_address_is_told_and_kept_nowhere(served: None, visit: Visit) -> None:
    page = _send(visit("account.py", "southwest"), "nowhere")
    assert [str(error.value) for error in page.error] == ["nowhere is not an e-mail address."]
    assert mailing.find("southwest") is None


def test_who_has_nothing_to_be_told_is_offered_none(served: None, visit: Visit) -> None:
    assert TITLE not in findings(visit("account.py", "partner"))


def test_without_a_mail_server_nothing_is_offered(organization: None, visit: Visit) -> None:
    assert TITLE not in findings(visit("account.py", "southwest"))
