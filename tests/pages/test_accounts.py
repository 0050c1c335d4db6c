"""The administrators' page of accounts, one's own account, and another role's view."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lib.access import accounts, sessions
from lib.access.sessions import Session
from lib.language import use
from lib.ui import fragments
from tests.access.conftest import query, sql
from tests.pages.conftest import COOKIE, Visit, findings, words

pytestmark = pytest.mark.slow


@pytest.fixture
def ana(organization: None) -> Iterator[str]:
    """An account to change: a partner's."""
    accounts.add("ana", "frijoles y tortillas", "partner")
    yield "ana"
    if accounts.find("ana"):
        accounts.remove("ana")


def _session(page: AppTest) -> Session:
    found = sessions.find(page.secrets[COOKIE])
    assert found is not None
    return found


def _press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def _fill_in(page: AppTest, username: str, *regions: str) -> AppTest:
    page.text_input[0].set_value(username)
    page.pills(key="new_regions").set_value(list(regions))
    return _press(page, "Add it and make a link")


def test_an_administrator_adds_an_account_and_is_given_a_link_once(visit: Visit) -> None:
    page = _fill_in(visit("admin/accounts.py", "admin"), "nueva", "southwest")
    try:
        made = accounts.find("nueva")
        assert made is not None
        assert (made.role, made.regions, made.has_password) == ("organizer", ("southwest",), False)
        assert "/reset/" in page.code[0].value
        assert not page.run().code
    finally:
        accounts.remove("nueva")


def test_what_makes_no_account_is_said_in_the_viewers_language(visit: Visit) -> None:
    page = visit("admin/accounts.py", "admin", "es")
    page.text_input[0].set_value("admin")
    page.pills(key="new_regions").set_value(["southwest"])
    # The tested app asks for the words of a choice from outside the page.
    with use("es"):
        _press(page, "Agregarla y hacer un enlace")
    assert [error.value for error in page.error] == ["admin ya tiene cuenta."]


def test_a_button_pressed_after_the_permission_went_does_nothing(visit: Visit) -> None:
    page = visit("admin/accounts.py", "admin")
    sql("UPDATE dashboard.account SET role = 'partner' WHERE username = 'admin'")
    try:
        _fill_in(page, "nueva", "southwest")
        assert accounts.find("nueva") is None
        assert not page.code
    finally:
        sql("UPDATE dashboard.account SET role = 'administrator' WHERE username = 'admin'")


@pytest.mark.parametrize("viewer", ["national", "southwest", "partner"])
def test_nobody_else_gets_at_the_accounts(visit_alone: Visit, ana: str, viewer: str) -> None:
    page = visit_alone("admin/accounts.py", viewer)
    assert ana not in words(page)
    assert not page.dataframe
    assert not page.text_input
    assert not page.button


def test_ones_own_sessions_are_listed_and_the_others_end(visit: Visit) -> None:
    national = accounts.find("national")
    assert national is not None
    sessions.revoke_all("national", actor=None)
    page = visit("account.py", "national")
    other = sessions.begin(national, "Firefox · Android")
    page.run()
    assert "Firefox · Android" in words(page)
    _press(page, "End all others")
    assert sessions.find(other) is None
    assert _session(page)
    assert "Firefox" not in words(page)


NOT_YOURS = "This page is not part of what your account may see."


def _view_as(page: AppTest, role: str, *regions: str) -> AppTest:
    page.radio(key="view_as_role").set_value(role)
    page.pills(key="view_as_regions").set_value(list(regions))
    return _press(page, "Show it")


def test_a_national_viewer_sees_what_an_organizer_sees_and_comes_back(visit: Visit) -> None:
    page = _view_as(visit("account.py", "national"), "organizer", "southeast")
    assert "You see what this role sees: Regional organizer · Southeast" in words(page)
    seen = page.switch_page("organizer/committees.py").run()
    organizers = visit("organizer/committees.py", "southeast")
    assert findings(seen)[0] == findings(organizers)[0]
    account = seen.switch_page("account.py").run()
    assert "Role: **Regional organizer**" in words(account)
    assert "Password and second factor" not in words(account)
    refused = account.switch_page("admin/sources.py").run()
    assert NOT_YOURS in words(refused)
    assert not refused.dataframe
    recorded = "SELECT actor, facts FROM dashboard.audit WHERE event = 'viewed_as'"
    assert query(recorded)[-1] == ("national", {"role": "organizer", "regions": ["southeast"]})
    back = _press(refused, "Back to my own view")
    assert _session(back).view_as is None
    assert back.switch_page("admin/sources.py").run().dataframe


def test_a_view_is_never_more_than_the_viewers_own(visit: Visit) -> None:
    page = visit("organizer/committees.py", "southeast")
    own = findings(page)[0]
    # As if written into the row by some other way: an organizer may preview nothing.
    sql(
        "UPDATE dashboard.session SET view_as = 'administrator', view_as_regions = '{southwest}'"
        " WHERE session_id = :s",
        s=_session(page).number,
    )
    assert findings(page.run())[0] == own
    national = visit("account.py", "national")
    sql(
        "UPDATE dashboard.session SET view_as = 'administrator' WHERE session_id = :s",
        s=_session(national).number,
    )
    refused = national.run().switch_page("admin/accounts.py").run()
    assert NOT_YOURS in words(refused)
    assert not refused.dataframe


def test_the_state_of_another_session_is_dropped(visit: Visit) -> None:
    page = visit("organizer/committees.py", "national")
    page.session_state["kept"] = "something of theirs"
    account = accounts.find("southeast")
    assert account is not None
    page.secrets[COOKIE] = sessions.begin(account, "test")
    page.run()
    assert "kept" not in page.session_state


def _fragment_page() -> None:
    import streamlit as st

    from lib.access import session
    from lib.access.viewer import Refused
    from lib.ui.fragments import fragment

    @fragment
    def part() -> None:
        st.button("again")
        st.markdown("what only they may see")

    try:
        session.current_viewer()
    except Refused as refused:
        st.info(refused.reason)
        st.stop()
    part()


def test_a_fragment_that_runs_alone_asks_again_who_is_looking(
    organization: None, cookies: None
) -> None:
    assert fragments.fragment
    account = accounts.find("national")
    assert account is not None
    page = AppTest.from_function(_fragment_page, default_timeout=60)
    page.secrets[COOKIE] = sessions.begin(account, "test")
    assert page.run().markdown
    assert page.button[0].click().run().markdown
    sessions.revoke_all("national", actor=None)
    page.button[0].click().run()
    assert not page.markdown
    assert [info.value for info in page.info] == ["session_over"]
