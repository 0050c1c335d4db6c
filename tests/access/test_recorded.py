"""What changes who gets in leaves its entry in the audit, by who did it."""

import json
from collections.abc import Callable

from lib.access import accounts, one_time_links, second_factor, sessions
from lib.access.audit import Event
from tests.access.conftest import PASSWORD, Make, query

Act = Callable[[], object]


def _open_session() -> sessions.Session:
    account = accounts.find("ana")
    assert account is not None
    session = sessions.find(sessions.begin(account, "?"))
    assert session is not None
    return session


# In this order, the last of all takes the account away.
CHANGES: list[tuple[Act, Event, str, dict[str, object]]] = [
    (_open_session, Event.SIGNED_IN, "ana", {"role": "partner"}),
    (lambda: sessions.end(_open_session()), Event.SIGNED_OUT, "ana", {}),
    (
        lambda: sessions.revoke("ana", _open_session().number, actor="eva"),
        Event.SESSION_REVOKED,
        "eva",
        {"account": "ana", "sessions": 1},
    ),
    (
        # One is open since the first of these changes, two are begun here.
        lambda: (_open_session(), _open_session(), sessions.revoke_all("ana", actor="eva")),
        Event.SESSION_REVOKED,
        "eva",
        {"account": "ana", "sessions": 3},
    ),
    (
        lambda: accounts.set_password("ana", PASSWORD + "!", actor="ana"),
        Event.PASSWORD_CHANGED,
        "ana",
        {"account": "ana"},
    ),
    (
        lambda: one_time_links.make("ana", actor="eva"),
        Event.RESET_LINK_MADE,
        "eva",
        {"account": "ana"},
    ),
    (
        lambda: second_factor.need("ana", True, actor="eva"),
        Event.SECOND_FACTOR_CHANGED,
        "eva",
        {"account": "ana", "changed": "needed"},
    ),
    (
        lambda: second_factor.reset("ana", actor="eva"),
        Event.SECOND_FACTOR_CHANGED,
        "eva",
        {"account": "ana", "changed": "reset"},
    ),
    (
        lambda: accounts.set_role("ana", "administrator", actor="eva"),
        Event.ACCOUNT_CHANGED,
        "eva",
        {"account": "ana", "role": "administrator", "regions": []},
    ),
    (
        lambda: accounts.disable("ana", actor="eva"),
        Event.ACCOUNT_CHANGED,
        "eva",
        {"account": "ana", "changed": "disabled"},
    ),
    (
        lambda: accounts.enable("ana", actor="eva"),
        Event.ACCOUNT_CHANGED,
        "eva",
        {"account": "ana", "changed": "enabled"},
    ),
    (
        lambda: accounts.remove("ana", actor="eva"),
        Event.ACCOUNT_REMOVED,
        "eva",
        {"account": "ana"},
    ),
]


def test_each_change_is_recorded_with_who_made_it(make: Make) -> None:
    make("ana")
    for act, event, actor, facts in CHANGES:
        act()
        newest = "SELECT event, actor, facts FROM dashboard.audit ORDER BY entry_id DESC LIMIT 1"
        ((recorded, by, said),) = query(newest)
        said = json.loads(said) if isinstance(said, str) else said
        assert (recorded, by, said) == (event, actor, facts)


def test_what_changed_nothing_is_not_recorded(make: Make) -> None:
    make("ana")
    before = query("SELECT count(*) FROM dashboard.audit")
    assert sessions.revoke("ana", 12_345, actor="eva") is False
    assert sessions.revoke_all("ana", actor="eva") == 0
    assert query("SELECT count(*) FROM dashboard.audit") == before
