"""How fast messages pass, by a clock that the test turns."""

import pytest

from lib.serving.pace import Pace, Paces
from lib.serving.visitors import Visitor
from tests.serving.limited import HERE, THERE, Limit, limit

__all__ = ["limit"]


class Clock:
    """A clock that stands until it is turned."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _turns(paces: Paces, visitor: Visitor, n: int) -> list[float | None]:
    return [paces.turn(visitor) for _ in range(n)]


def test_a_reserve_passes_at_once_and_then_so_many_a_second() -> None:
    pace, clock = Pace(2, clock := Clock()), clock
    waits = []
    for _ in range(43):  # 20 seconds' worth, and three
        waits.append(pace.due())
        pace.take()
    assert waits[:40] == [0.0] * 40
    assert waits[40:] == [0.5, 1.0, 1.5]
    clock.now += 1.5
    # By now the three are through, and the next has half a second to go.
    assert pace.due() == 0.5


def test_a_reserve_fills_up_again_and_no_further() -> None:
    pace, clock = Pace(2, clock := Clock()), clock
    pace.take()
    clock.now += 1_000
    for _ in range(40):
        assert pace.due() == 0.0
        pace.take()
    assert pace.due() == 0.5


def test_whoever_would_wait_longer_than_ten_seconds_gets_no_turn(limit: Limit) -> None:
    limit(messages_a_second=1)
    paces = Paces(Clock())
    # 20 at once, ten more by their seconds.
    turns = _turns(paces, Visitor(HERE, b"one"), 32)
    assert turns == [0.0] * 20 + [float(n) for n in range(1, 11)] + [None] * 2
    assert paces.is_full(Visitor(HERE, b"one"))
    assert not paces.is_full(Visitor(HERE, b"other"))


def test_a_session_has_one_pace_wherever_it_is(limit: Limit) -> None:
    limit(messages_a_second=1)
    paces = Paces(Clock())
    _turns(paces, Visitor(HERE, b"one"), 20)
    assert paces.turn(Visitor(THERE, b"one")) == 1.0


def test_strangers_have_one_by_address_and_one_together(limit: Limit) -> None:
    limit(anonymous_messages_a_second=1, all_anonymous_messages_a_second=2)
    paces = Paces(Clock())
    assert _turns(paces, Visitor(HERE, None), 21)[-1] == 1.0
    # 21 of the 40 of all are taken.
    assert _turns(paces, Visitor(THERE, None), 19)[-1] == 0.0
    assert paces.turn(Visitor("192.0.2.1", None)) == 0.5
    # Who is signed in is not held up by any of it.
    assert paces.turn(Visitor(HERE, b"one")) == 0.0


def test_coming_anew_gives_no_new_reserve(limit: Limit) -> None:
    limit(anonymous_messages_a_second=1)
    paces = Paces(Clock())
    _turns(paces, Visitor(HERE, None), 30)
    assert paces.turn(Visitor(HERE, None)) is None


def test_where_nobody_signs_in_strangers_have_no_pace_together(
    limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEJIDO_PROFILE", "public")
    monkeypatch.setenv("TEJIDO_PUBLIC_READER__URL", "postgresql://reader@127.0.0.1:1/x")
    limit(all_anonymous_messages_a_second=1)
    paces = Paces(Clock())
    turns = [paces.turn(Visitor(f"192.0.2.{n}", None)) for n in range(100)]
    assert turns == [0.0] * 100
