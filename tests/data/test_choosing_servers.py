"""Of several servers the one that is wanted is found by asking each what it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Dialect

from lib.data import choosing_servers
from lib.data.addresses import parsed
from lib.data.choosing_servers import SILENT_SECONDS, connected, servers
from lib.data.engines import _make


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The time, and no server that is taken for silent."""
    now = [1_000.0]
    monkeypatch.setattr(choosing_servers, "monotonic", lambda: now[0])
    choosing_servers.forget()
    yield now
    choosing_servers.forget()


class DriverError(Exception):
    """What the driver raises."""


@dataclass
class Server:
    """A server, or a pooler before one.

    :ivar says: whether it is a standby; ``None``: nobody is there to say.
    :ivar lets_in: whether a connection can be made; a pooler's can while its server is gone.
    """

    says: bool | None
    lets_in: bool = True
    opened: int = 0
    closed: int = 0
    rolled_back: int = 0

    def cursor(self) -> Any:
        return _Cursor(self)

    def rollback(self) -> None:
        self.rolled_back += 1

    def close(self) -> None:
        self.closed += 1


@dataclass
class _Cursor:
    server: Server
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> "_Cursor":
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute(self, statement: str) -> None:
        assert "pg_is_in_recovery()" in statement
        if self.server.says is None:
            raise DriverError("server closed the connection unexpectedly")

    def fetchone(self) -> tuple[bool]:
        return (bool(self.server.says),)


def _connect(kind: str, *there: Server) -> object:
    """Connect to servers a, b, … at an address that wants a kind of them."""
    names = "abc"[: len(there)]

    def connect(*_args: object, **settings: str) -> Server:
        # Each by itself, and whatever it is.
        assert settings["target_session_attrs"] == "any"
        assert settings["password"] == "p"  # noqa: S105
        server = there[names.index(settings["host"])]
        if not server.lets_in:
            raise DriverError(f"{settings['host']} is not there")
        server.opened += 1
        return server

    dialect = SimpleNamespace(
        connect=connect,
        loaded_dbapi=SimpleNamespace(Error=DriverError, OperationalError=DriverError),
    )
    settings = {"host": ",".join(names), "target_session_attrs": kind, "password": "p"}
    return connected(cast("Dialect", dialect), None, (), settings)


def standby() -> Server:
    return Server(says=True)


def primary() -> Server:
    return Server(says=False)


def gone() -> Server:
    return Server(says=None, lets_in=False)


def gone_behind_a_pooler() -> Server:
    return Server(says=None)


@pytest.mark.parametrize(
    ("kind", "there", "taken"),
    [
        # As it is on most days: the replica first.
        ("prefer-standby", [standby(), primary()], 0),
        # In whatever order they are named.
        ("prefer-standby", [primary(), standby()], 1),
        ("prefer-standby", [gone(), primary()], 1),
        ("prefer-standby", [gone_behind_a_pooler(), primary()], 1),
        # The replica was promoted, the primary is gone.
        ("prefer-standby", [primary(), gone()], 0),
        ("prefer-standby", [primary(), gone_behind_a_pooler()], 0),
        # Of two that could do, the first.
        ("prefer-standby", [standby(), standby()], 0),
        ("prefer-standby", [primary(), primary()], 0),
        ("primary", [standby(), primary()], 1),
        ("primary", [primary(), gone_behind_a_pooler()], 0),
        ("primary", [gone_behind_a_pooler(), primary()], 1),
        ("standby", [primary(), standby()], 1),
    ],
)
def test_the_first_of_the_wanted_kind_is_taken_and_no_other_stays_open(
    kind: str, there: list[Server], taken: int
) -> None:
    assert _connect(kind, *there) is there[taken]
    assert [server.opened - server.closed for server in there] == [
        int(position == taken) for position in range(len(there))
    ]
    # The question leaves no transaction open.
    assert there[taken].rolled_back == 1


@pytest.mark.parametrize(
    ("kind", "there", "sentence"),
    [
        ("primary", [standby(), standby()], "no server is a primary"),
        ("primary", [standby(), gone()], "b is not there"),
        ("standby", [primary(), gone_behind_a_pooler()], "closed the connection"),
        ("prefer-standby", [gone(), gone()], "b is not there"),
    ],
)
def test_where_none_is_there_the_drivers_error_says_so(
    kind: str, there: list[Server], sentence: str
) -> None:
    with pytest.raises(DriverError, match=sentence):
        _connect(kind, *there)
    assert all(server.opened == server.closed for server in there)


@pytest.mark.parametrize(
    ("hosts", "ports", "each"),
    [
        ("a,b", "1,2", [("a", "1"), ("b", "2")]),
        ("a,b", "1", [("a", "1"), ("b", "1")]),
        # As SQLAlchemy writes two hosts without a port.
        ("a,b", ",", [("a", None), ("b", None)]),
        ("a", None, [("a", None)]),
    ],
)
def test_each_server_has_its_port(
    hosts: str, ports: str | None, each: list[tuple[str, str | None]]
) -> None:
    settings = {"host": hosts, "target_session_attrs": "primary", "user": "u"}
    if ports is not None:
        settings["port"] = ports
    ones = list(servers(settings))
    assert [(one["host"], one.get("port")) for one in ones] == each
    assert all((one["user"], one["target_session_attrs"]) == ("u", "any") for one in ones)


@pytest.mark.parametrize(
    ("address", "is_asked"),
    [
        ("postgresql://u@a:1,b:2/x?target_session_attrs=prefer-standby", True),
        ("postgresql://u@a:1,b:2/x?target_session_attrs=primary", True),
        ("postgresql://u@a:1,b:2/x?target_session_attrs=any", False),
        ("postgresql://u@a:1,b:2/x", False),
        ("postgresql://u@a/x", False),
    ],
)
def test_servers_are_asked_where_an_address_wants_a_kind(address: str, is_asked: bool) -> None:  # noqa: FBT001
    engine = _make(parsed(address))
    assert event.contains(engine, "do_connect", connected) is is_asked


def test_a_server_that_did_not_answer_is_left_alone_for_a_while(clock: list[float]) -> None:
    lost, other = gone_behind_a_pooler(), primary()
    for _ in range(3):
        assert _connect("prefer-standby", lost, other) is other
    # One question waited for its pooler, not three.
    assert (lost.opened, other.opened) == (1, 3)
    clock[0] += SILENT_SECONDS - 0.1
    _connect("prefer-standby", lost, other)
    assert lost.opened == 1
    # Then it is asked again, and taken as before.
    clock[0] += 0.1
    lost.says = True
    assert _connect("prefer-standby", lost, other) is lost
    assert _connect("prefer-standby", lost, other) is lost


def test_a_server_that_did_not_answer_is_asked_where_no_other_will_do() -> None:
    back, other = gone(), standby()
    with pytest.raises(DriverError, match="a is not there"):
        _connect("primary", back, other)
    back.says, back.lets_in = False, True
    assert _connect("primary", back, other) is back
