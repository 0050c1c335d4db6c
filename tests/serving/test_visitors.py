"""Who a request comes from: an address as limits count it, and a session that is good."""

import asyncio

import pytest

from lib.access import sessions
from lib.data.errors import Unavailable
from lib.serving import visitors
from lib.serving.visitors import Visitor
from tests.access.conftest import Make, make, sql

__all__ = ["make"]


@pytest.fixture(autouse=True)
def nobody_is_known() -> None:
    """Each test begins knowing no session."""
    visitors.forget()


def _visitor(address: str = "198.51.100.7", token: str | None = None) -> Visitor:
    headers = [(b"host", b"localhost")]
    if token is not None:
        headers.append((b"cookie", f"tejido={token}".encode()))
    scope = {"type": "websocket", "path": "/", "client": (address, 1), "headers": headers}
    visitors._limiter.cache_clear()  # each of these runs has an event loop of its own
    return asyncio.run(visitors.visitor_of(scope))


def test_an_address_is_counted_whole_and_of_ipv6_by_its_network(make: Make) -> None:
    networks = [
        _visitor(address).network
        for address in ("198.51.100.7", "::ffff:198.51.100.7", "2001:db8::1", "2001:db8::2:1")
    ]
    assert networks == ["198.51.100.7"] * 2 + ["2001:db8::/64"] * 2


def test_a_good_session_is_known_and_a_made_up_one_is_nobodys(make: Make) -> None:
    token = sessions.begin(make(), "Firefox · Linux")
    assert _visitor(token=token).session == sessions.hash_of(token)
    assert _visitor(token="made-up").session is None
    assert _visitor().session is None


def test_who_has_not_signed_in_wholly_is_a_stranger(make: Make) -> None:
    token = sessions.begin(make(), "Firefox · Linux", awaits=sessions.CODE)
    assert _visitor(token=token).session is None


def test_what_is_over_is_a_strangers_a_minute_later(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sessions.begin(make(), "Firefox · Linux")
    assert _visitor(token=token).session
    sql("DELETE FROM dashboard.session")
    # For a minute it counts as what it was: only limits rest on it, and pages look by themselves.
    assert _visitor(token=token).session
    monkeypatch.setattr(visitors, "KNOWN_SECONDS", 0)
    assert _visitor(token=token).session is None


def test_while_the_database_is_down_who_was_known_is_known(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, other = (sessions.begin(make(n), "Firefox · Linux") for n in ("ana", "bea"))
    _visitor(token=known)

    def down(_token: str) -> None:
        raise Unavailable("dashboard", "it does not answer")

    monkeypatch.setattr(sessions, "find", down)
    monkeypatch.setattr(visitors, "KNOWN_SECONDS", 0)
    assert _visitor(token=known).session
    assert _visitor(token=other).session is None
