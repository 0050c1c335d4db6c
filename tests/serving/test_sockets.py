"""How many pages may be open, by session and address, and of strangers apart."""

from contextlib import ExitStack

import pytest

from lib.serving.sockets import Full, Sockets
from lib.serving.visitors import Visitor
from tests.serving.limited import HERE, THERE, Limit, limit

__all__ = ["limit"]
ONE, OTHER = b"one", b"other"


def _full(sockets: Sockets, network: str, session: bytes | None = None) -> Full | None:
    return sockets.full(Visitor(network, session))


def test_a_session_has_so_many_wherever_it_is(limit: Limit) -> None:
    limit(sockets_by_session=2)
    sockets = Sockets()
    with sockets.opened(Visitor(HERE, ONE)), sockets.opened(Visitor(THERE, ONE)):
        assert _full(sockets, HERE, ONE) is Full.SESSION
        # Another session is not kept off by it.
        assert _full(sockets, HERE, OTHER) is None
    assert _full(sockets, HERE, ONE) is None


def test_an_address_has_so_many_whoever_is_signed_in(limit: Limit) -> None:
    limit(sockets_by_address=2)
    sockets = Sockets()
    with sockets.opened(Visitor(HERE, ONE)), sockets.opened(Visitor(HERE, OTHER)):
        assert _full(sockets, HERE, b"third") is Full.ADDRESS
        assert _full(sockets, THERE, b"third") is None


def test_there_are_so_many_in_all(limit: Limit) -> None:
    limit(sockets=2)
    sockets = Sockets()
    with sockets.opened(Visitor(HERE, ONE)), sockets.opened(Visitor(THERE, OTHER)):
        assert _full(sockets, "192.0.2.1", b"third") is Full.ALL


def test_strangers_are_few_and_take_nothing_from_who_is_signed_in(limit: Limit) -> None:
    limit(anonymous_by_address=1, anonymous_sockets=2, sockets=1, sockets_by_address=1)
    sockets = Sockets()
    with sockets.opened(Visitor(HERE, None)):
        assert _full(sockets, HERE) is Full.ADDRESS
        assert _full(sockets, THERE) is None
        with sockets.opened(Visitor(THERE, None)):
            assert _full(sockets, "192.0.2.1") is Full.ALL
            assert _full(sockets, HERE, ONE) is None


def test_two_thousand_strangers_at_four_addresses_are_eighty(limit: Limit) -> None:
    limit()
    sockets = Sockets()
    with ExitStack() as opened:
        for n in range(2_000):
            visitor = Visitor(f"192.0.2.{n % 4}", None)
            if sockets.full(visitor) is None:
                opened.enter_context(sockets.opened(visitor))
        # 4 addresses, 20 each
        assert len(sockets) == 80
        assert _full(sockets, HERE, ONE) is None
    assert len(sockets) == 0


def test_nothing_is_kept_of_what_is_closed(limit: Limit) -> None:
    limit()
    sockets = Sockets()
    with pytest.raises(ZeroDivisionError), sockets.opened(Visitor(HERE, ONE)):
        raise ZeroDivisionError
    assert not sockets._open


def test_where_nobody_signs_in_all_the_room_is_for_everyone(
    limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEJIDO_PROFILE", "public")
    monkeypatch.setenv("TEJIDO_PUBLIC_READER__URL", "postgresql://reader@127.0.0.1:1/x")
    limit(sockets=1, anonymous_sockets=1, anonymous_by_address=9)
    sockets = Sockets()
    with sockets.opened(Visitor(HERE, None)):
        assert _full(sockets, HERE) is None
        with sockets.opened(Visitor(HERE, None)):
            assert _full(sockets, HERE) is Full.ALL
