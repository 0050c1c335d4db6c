"""What an identity provider may say of someone, and what of it opens an account."""

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from streamlit import config

from lib.access import accounts, sessions
from lib.data.configuration import configuration
from lib.serving.sign_in import provider
from tests.access.conftest import Make, make, query
from tests.serving.test_sign_in import _browser, _token

__all__ = ["make"]

ADDRESS = "ana@red.example"
WHO = {"is_logged_in": True, "sub": "1"}
RIGHT = {**WHO, "email": ADDRESS, "email_verified": True}


@pytest.fixture
def configured(make: Make, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An identity provider in the configuration, and Ana's address with her account."""
    monkeypatch.setenv("TEJIDO_AUTH__CLIENT_ID", "tejido")
    configuration.cache_clear()
    make("ana", email=ADDRESS)
    yield
    monkeypatch.undo()
    configuration.cache_clear()


def _come_back(monkeypatch: pytest.MonkeyPatch, said: object) -> tuple[int, str]:
    """Come back from the provider: the answer's status, and the token of the session, if any."""
    raw = said if isinstance(said, str | bytes) else json.dumps(said)
    monkeypatch.setattr(provider.streamlit_auth, "_get_cookie_value_from_request", lambda *_: raw)
    browser: TestClient = _browser()
    browser.cookies.set(provider.USER_COOKIE_NAME, "signed")
    answer = browser.get("/sign-in/identity")
    return answer.status_code, _token(browser)


def test_a_verified_address_opens_its_account_however_it_is_written(
    configured: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in (ADDRESS, "Ana@Red.example", f" {ADDRESS} "):
        status, token = _come_back(monkeypatch, {**RIGHT, "email": address})
        assert status == 200
        found = sessions.find(token)
        assert found is not None
        assert found.account.username == "ana"


@pytest.mark.slow
@pytest.mark.parametrize(
    "said",
    [
        {**WHO, "email_verified": True},  # no address
        {**WHO, "email": ADDRESS},  # nothing of whether it was verified
        *({**RIGHT, "email_verified": v} for v in (False, None, "true", 1, [True], {})),
        *({**RIGHT, "email": e} for e in (None, "", [ADDRESS], {"value": ADDRESS}, 7, True)),
        {**RIGHT, "email": ADDRESS + "\0"},
        {**RIGHT, "email": "\ud800@red.example"},
        {**RIGHT, "email": "a" * 100_000 + "@red.example"},
        {**RIGHT, "email": f"{ADDRESS},eva@red.example"},
        {**RIGHT, "email": "eva@red.example"},  # verified, and of no account
        # Another's name in a claim that says nothing here.
        {**WHO, "sub": "ana", "preferred_username": "ana", "upn": ADDRESS, "email_verified": True},
        {**RIGHT, "is_logged_in": False},
        [RIGHT],
        "ana",
        "null",
        "{",
        b"\xff",
    ],
)
def test_no_other_claim_opens_anything(
    configured: None, monkeypatch: pytest.MonkeyPatch, said: object
) -> None:
    status, token = _come_back(monkeypatch, said)
    assert status in (303, 403)
    assert not token
    assert query("SELECT count(*) FROM dashboard.session") == [(0,)]


def test_an_address_that_changed_opens_and_keeps_open_nothing(
    configured: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _status, token = _come_back(monkeypatch, RIGHT)
    # At the provider: the new address has no account yet.
    assert _come_back(monkeypatch, {**RIGHT, "email": "ana@nueva.example"}) == (403, "")
    assert sessions.find(token) is not None
    # In Tejido: whoever signs in with the old one is out at once, and doesn't get in again.
    accounts.set_details("ana", "Ana", "ana@nueva.example")
    assert sessions.find(token) is None
    assert _come_back(monkeypatch, RIGHT) == (403, "")
    assert _come_back(monkeypatch, {**RIGHT, "email": "ana@nueva.example"})[0] == 200


def test_what_waits_for_the_provider_is_signed_by_a_key_that_all_processes_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = config.get_option("server.cookieSecret")
    monkeypatch.setenv("TEJIDO_AUTH__CLIENT_ID", "tejido")
    for secret, key in ((None, before), ("of all processes", "of all processes")):
        if secret:
            monkeypatch.setenv("TEJIDO_AUTH__COOKIE_SECRET", secret)
        configuration.cache_clear()
        try:
            said = provider.secrets()
            # By this Streamlit signs, before it has what it is told here.
            assert config.get_option("server.cookieSecret") == key
            assert said["auth"].get("cookie_secret") == secret
        finally:
            config.set_option("server.cookieSecret", before)
    monkeypatch.undo()
    configuration.cache_clear()
