"""Sessions end when they should, and a copy of the database opens none."""

from datetime import date

import pytest
from sqlalchemy import event

from lib.access import accounts, attempts, one_time_links, second_factor, sessions, tidying
from lib.access.sessions import Session
from lib.data import engines
from tests.access.conftest import PASSWORD, Make, query, sql
from tests.data.derived import derive
from tests.data.rows import Rows


def _begun(make: Make) -> str:
    return sessions.begin(make(), "Firefox · Linux")


def _open_session(token: str) -> Session:
    session = sessions.find(token)
    assert session is not None
    return session


def test_a_token_finds_its_session_and_nothing_else_does(make: Make) -> None:
    token = _begun(make)
    assert _open_session(token).account.username == "ana"
    for other in ("", token[:-1], token + "A", token.upper(), "\0", "\ud800"):
        assert sessions.find(other) is None


def test_the_database_keeps_no_token_and_a_copy_of_it_opens_nothing(make: Make) -> None:
    token = _begun(make)
    assert len(token) >= 43  # 256 bits in base64
    ((token_hash,),) = query("SELECT token_hash FROM dashboard.session")
    assert token.encode() not in bytes(token_hash)  # type: ignore[arg-type]
    assert sessions.find(bytes(token_hash).hex()) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "age", "is_open"),
    [
        ("last_seen_at", "29 minutes", True),
        ("last_seen_at", "31 minutes", False),  # idle for longer than 30 minutes
        ("created_at", "11 hours 59 minutes", True),
        ("created_at", "12 hours 1 minute", False),  # in use all along, but for 12 hours
    ],
)
def test_a_session_ends_by_idleness_and_by_age(
    make: Make, column: str, age: str, is_open: bool
) -> None:
    token = _begun(make)
    sql(f"UPDATE dashboard.session SET {column} = now() - CAST(:age AS interval)", age=age)
    assert (sessions.find(token) is not None) is is_open


AHEAD = "now() + interval '3 years'"
"""As a clock that was ahead wrote it, before somebody put it right."""


@pytest.mark.parametrize("column", ["created_at", "last_seen_at"])
def test_a_session_of_a_clock_that_was_ahead_is_over(make: Make, column: str) -> None:
    token = _begun(make)
    sql(f"UPDATE dashboard.session SET {column} = now() + interval '4 minutes'")
    assert sessions.find(token) is not None
    sql(f"UPDATE dashboard.session SET {column} = {AHEAD}")
    assert sessions.find(token) is None
    assert sessions.sessions_of("ana") == []
    assert tidying.tidy() == 1


def test_what_is_over_is_taken_away_though_nobody_signs_in(make: Make) -> None:
    account = make()
    kept, *over = [sessions.begin(account, "?") for _ in range(3)]
    over.append(sessions.begin(account, "?", awaits=sessions.CODE))
    for token, age in zip(over, ("12 hours 1 minute", "31 minutes", "11 minutes"), strict=True):
        sql(
            "UPDATE dashboard.session SET created_at = now() - CAST(:age AS interval),"
            " last_seen_at = now() - CAST(:age AS interval) WHERE token_hash = :hash",
            age=age,
            hash=sessions.hash_of(token),
        )
    attempts.begin("ana", "192.0.2.1")
    sql("UPDATE dashboard.attempt SET tried_at = now() - interval '25 hours'")
    one_time_links.make("ana", actor=None)
    sql("UPDATE dashboard.one_time_link SET expires_at = now() - interval '1 second'")
    # Three sessions, the three counts of one try, and a link.
    assert tidying.tidy() == 7
    assert sessions.find(kept) is not None
    assert tidying.tidy() == 0


def test_a_link_of_a_clock_that_was_ahead_is_not_good(make: Make) -> None:
    make()
    token = one_time_links.make("ana", actor=None).removeprefix(one_time_links.PATH)
    assert one_time_links.holder(token) == "ana"
    sql(f"UPDATE dashboard.one_time_link SET expires_at = {AHEAD}")
    assert one_time_links.holder(token) is None
    with pytest.raises(accounts.AccountError):
        one_time_links.use(token, PASSWORD + "!")


def test_a_sign_of_life_is_written_at_most_once_a_minute(make: Make) -> None:
    token = _begun(make)
    sql("UPDATE dashboard.session SET last_seen_at = now() - interval '59 seconds'")
    before = query("SELECT last_seen_at FROM dashboard.session")
    sessions.find(token)
    assert query("SELECT last_seen_at FROM dashboard.session") == before
    sql("UPDATE dashboard.session SET last_seen_at = now() - interval '61 seconds'")
    sessions.find(token)
    assert query("SELECT last_seen_at > now() - interval '5 seconds' FROM dashboard.session") == [
        (True,)
    ]


def test_a_session_is_found_by_one_statement(make: Make) -> None:
    token = _begun(make)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = engines.reader("dashboard")
    event.listen(engine, "before_cursor_execute", note)
    try:
        sessions.find(token)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(statements) == 1


def _role_change(rows: Rows) -> None:
    rows("membership", "region", {"region_id": "southwest"})
    derive("membership", date(2026, 3, 25), "region")
    accounts.set_role("ana", "organizer", ("southwest",), actor="admin")


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda _rows: accounts.set_password("ana", PASSWORD + "!"),
        _role_change,
        lambda _rows: accounts.set_details("ana", "Ana", "other@example.org"),
        lambda _rows: accounts.set_details("ana", "Ana", ""),
        lambda _rows: accounts.disable("ana"),
        lambda _rows: accounts.remove("ana"),
        lambda _rows: second_factor.need("ana", True, actor=None),
        lambda _rows: second_factor.reset("ana", actor=None),
        lambda _rows: sessions.revoke_all("ana", actor="admin"),
    ],
    ids=[
        "password",
        "role",
        "address",
        "no address",
        "closed",
        "removed",
        "factor needed",
        "factor reset",
        "revoked",
    ],
)
def test_what_takes_something_away_ends_every_session(
    make: Make, rows: Rows, change: object
) -> None:
    make("ana", email="ana@example.org")
    tokens = [sessions.begin(accounts.find("ana"), "?") for _ in range(2)]  # type: ignore[arg-type]
    change(rows)  # type: ignore[operator]
    assert [sessions.find(token) for token in tokens] == [None, None]


def test_another_name_or_a_first_address_ends_no_session(make: Make) -> None:
    token = _begun(make)
    accounts.set_details("ana", "Ana María", "ana@example.org")
    accounts.set_details("ana", "Ana", "Ana@Example.org")
    assert sessions.find(token) is not None


def test_changing_ones_own_password_keeps_the_session_it_was_done_in(make: Make) -> None:
    account = make()
    here, elsewhere = (sessions.begin(account, "?") for _ in range(2))
    accounts.set_password("ana", PASSWORD + "!", actor="ana", but=_open_session(here).number)
    assert sessions.find(here) is not None
    assert sessions.find(elsewhere) is None


def test_nobody_ends_the_session_of_another_account_by_its_number(make: Make) -> None:
    token = _begun(make)
    make("eva")
    assert sessions.revoke("eva", _open_session(token).number, actor="eva") is False
    assert sessions.find(token) is not None
    assert sessions.revoke("ana", _open_session(token).number, actor="ana") is True
    assert sessions.find(token) is None


def test_a_session_that_awaits_a_code_waits_ten_minutes_and_is_in_no_list(make: Make) -> None:
    token = sessions.begin(make(), "?", awaits=sessions.CODE)
    assert _open_session(token).awaits == "code"
    assert sessions.sessions_of("ana") == []
    sql("UPDATE dashboard.session SET created_at = now() - interval '11 minutes'")
    assert sessions.find(token) is None


def test_an_account_that_nobody_used_is_closed_until_it_is_opened_again(make: Make) -> None:
    make()
    sql("UPDATE dashboard.account SET last_used_at = now() - interval '91 days'")
    closed = accounts.find("ana")
    assert closed is not None
    assert not closed.is_open
    accounts.enable("ana")
    opened = accounts.find("ana")
    assert opened is not None
    assert opened.is_open


@pytest.mark.parametrize(
    "act",
    [
        lambda: accounts.remove("ana", actor="ana"),
        lambda: accounts.disable("ana", actor="ana"),
        lambda: accounts.set_role("ana", "administrator", actor="ana"),
    ],
)
def test_nobody_raises_or_locks_out_themselves(make: Make, act: object) -> None:
    make()
    with pytest.raises(accounts.AccountError, match="their own account"):
        act()  # type: ignore[operator]
