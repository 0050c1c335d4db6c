"""Whoever acts is asked who they are at that moment, whatever page was drawn for them before."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import pytest
import streamlit as st

from lib.access import previews, session, sessions, sign_in
from lib.access.permissions import Permission
from lib.access.viewer import Refusal, Refused, Viewer
from lib.data.scope import Scope
from tests.access.conftest import Make, sql

Present = Callable[[str], None]


@pytest.fixture
def present(clean: object, monkeypatch: pytest.MonkeyPatch) -> Present:
    """Let this thread present a token, as the cookie of a browser does; there is one region."""
    monkeypatch.setattr(session, "_region_ids", lambda: ("southwest",))

    def present_token(token: str) -> None:
        monkeypatch.setattr(session, "presented_token", lambda: token)

    return present_token


def _refusal(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reason


@pytest.mark.slow
def test_who_acts_must_hold_the_permission_at_that_moment(make: Make, present: Present) -> None:
    present(sessions.begin(make("ana", "administrator"), "?"))
    assert session.acting(Permission.MANAGE_ACCOUNTS).account.username == "ana"
    sql("UPDATE dashboard.account SET role = 'partner' WHERE username = 'ana'")
    refused = _refusal(lambda: session.acting(Permission.MANAGE_ACCOUNTS))
    assert refused is Refusal.NOT_PERMITTED
    assert session.acting(Permission.KEEP_OWN_ACCOUNT).account.role == "partner"


@pytest.mark.parametrize("step", [sessions.CODE, sessions.ENROLMENT])
def test_a_session_that_awaits_a_step_opens_nothing(
    make: Make, present: Present, step: str
) -> None:
    present(sessions.begin(make("ana", "administrator"), "?", awaits=step))
    for act in (
        session.look_up,
        session.current_viewer,
        lambda: session.acting(Permission.KEEP_OWN_ACCOUNT),
    ):
        assert _refusal(act) is Refusal.SESSION_OVER


def test_no_view_is_previewed_but_those_that_are_meant_to_be(make: Make, present: Present) -> None:
    present(sessions.begin(make("ana", "national"), "?"))
    for role in ("administrator", "national", "nobody"):
        assert _refusal(partial(previews.begin, role, ())) is Refusal.NOT_PERMITTED
    previews.begin("partner", ())
    assert session.look_up().view_as == "partner"


@pytest.mark.parametrize(
    ("email", "verified"),
    [("ana@example.org", False), ("eva@example.org", True), ("", True)],
)
def test_only_a_verified_address_of_an_account_is_a_way_in(
    make: Make, email: str, verified: bool
) -> None:
    make("ana", email="ana@example.org")

    def opened(address: str, is_verified: bool) -> str:
        return sign_in.with_provider(address, verified=is_verified, device="?", local=True)

    with pytest.raises(sign_in.WrongCredentials):
        opened(email, verified)
    found = sessions.find(opened("ana@example.org", True))
    assert found is not None
    assert found.account.username == "ana"


class _WholePage(Exception):  # noqa: N818
    """The whole page is run again."""


ORGANIZER = Viewer("ana", "Ana", frozenset({Permission.VIEW_REGION_WORK}), Scope(("southwest",)))
ELSEWHERE = Viewer("ana", "Ana", frozenset({Permission.VIEW_REGION_WORK}), Scope(("midwest",)))


@pytest.mark.parametrize(
    ("fragments", "drawn_for", "looking", "is_run_again"),
    [
        (["part"], ORGANIZER, ORGANIZER, False),
        (["part"], ORGANIZER, ELSEWHERE, True),  # other regions since
        (["part"], ORGANIZER, None, True),  # nobody any more
        (["part"], None, None, False),  # a part of a page that is everyone's
        ([], ORGANIZER, ELSEWHERE, False),  # the whole page runs, and its guard asks
    ],
)
def test_a_part_that_runs_alone_is_for_the_viewer_it_was_drawn_for(
    monkeypatch: pytest.MonkeyPatch,
    fragments: list[str],
    drawn_for: Viewer | None,
    looking: Viewer | None,
    is_run_again: bool,
) -> None:
    def look() -> Viewer:
        if looking is None:
            raise Refused(Refusal.SESSION_OVER)
        return looking

    def run_again() -> None:
        raise _WholePage

    run = SimpleNamespace(fragment_ids_this_run=fragments)
    monkeypatch.setattr(session, "get_script_run_ctx", lambda: run)
    monkeypatch.setattr(session, "current_viewer", look)
    monkeypatch.setattr(st, "rerun", run_again)
    if is_run_again:
        with pytest.raises(_WholePage):
            session.recheck(drawn_for)
    else:
        session.recheck(drawn_for)
