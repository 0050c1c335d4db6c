"""The address of a file says what its page was asked for, to whom it was said and nobody else."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from lib.access import file_offers, file_sending, offer_addresses, session, sessions
from lib.access.file_offers import Offer
from lib.access.offer_addresses import Wanted, opened, sealed
from tests.access.conftest import Make, query, sql

ASKED = ClientState(query_string="weeks=26", page_script_hash="the page's")
ASKED_OF_RUN = offer_addresses._asked
RIGHTS = ("organizer", ("southwest",), None, ())


@pytest.fixture(autouse=True)
def asked(clean: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that runs, over an installation that has a key."""
    monkeypatch.setattr(offer_addresses, "_asked", ASKED.SerializeToString)


def test_whom_it_was_sealed_for_opens_it_and_the_same_is_sealed_alike() -> None:
    name = sealed("members_csv", b"token", RIGHTS)
    assert name == sealed("members_csv", b"token", RIGHTS)
    assert opened(name or "", b"token", RIGHTS) == Wanted("members_csv", ASKED)


@pytest.mark.parametrize(
    ("holder", "rights"),
    [
        (b"another", RIGHTS),
        (None, RIGHTS),
        (None, None),
        # The same session, which sees something else by now.
        (b"token", ("organizer", ("southeast",), None, ())),
        (b"token", ("organizer", ("southwest",), "partner", ())),
    ],
)
def test_nobody_else_opens_it(holder: bytes | None, rights: object) -> None:
    assert opened(sealed("members_csv", b"token", RIGHTS) or "", holder, rights) is None


def test_what_was_not_sealed_here_opens_nothing() -> None:
    name = sealed("members_csv", b"token", RIGHTS) or ""
    changed = ("A" if name[20] != "A" else "B").join((name[:20], name[21:]))
    made_up = ["", "x", "ñ", "%00", name[:-9], changed, name + "AAAA", "A" * 5_000, "A" * 400]
    assert [one for one in made_up if opened(one, b"token", RIGHTS)] == []


def test_what_was_pressed_is_not_pressed_again() -> None:
    states = [
        WidgetState(id="b", bool_value=True),
        WidgetState(id="remove", trigger_value=True),
        WidgetState(id="say", string_trigger_value=WidgetState().string_trigger_value),
        WidgetState(id="a", int_value=3),
    ]
    written = b"".join(offer_addresses._choice(state) for state in [*states, None])
    assert [s.id for s in ClientState.FromString(written).widget_states.widgets] == ["b", "a"]


def _files() -> None:
    """A page with a file, a choice after it, and another file."""
    import streamlit as st

    from lib.access.offer_addresses import opened, sealed

    st.query_params["weeks"] = ["13", "26"]

    def asked() -> object:
        wanted = opened(sealed("a", None, None) or "", None, None)
        return wanted and wanted.asked

    st.checkbox("First", value=True, key="first")
    st.session_state["before"] = asked()
    st.checkbox("Second", key="second")
    st.query_params["weeks"] = "4"
    st.session_state["after"] = asked()


def test_a_file_is_of_what_the_page_was_asked_for_when_it_was_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offer_addresses, "_asked", ASKED_OF_RUN)
    page = AppTest.from_function(_files).run()
    for first, second in ((True, False), (False, False), (False, True)):
        page.checkbox[0].set_value(first)
        page.checkbox[1].set_value(second)
        page.run()
        before, after = page.session_state["before"], page.session_state["after"]
        assert (before.query_string, after.query_string) == ("weeks=13&weeks=26", "weeks=4")
        assert before.page_script_hash == after.page_script_hash
        now = {s.id[-6:]: s.bool_value for s in after.widget_states.widgets}
        assert now == {"-first": first, "second": second}
        assert "-first" in {s.id[-6:] for s in before.widget_states.widgets}


def test_an_address_that_no_proxy_would_take_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of 4,000 characters as good as random nothing is saved by packing them.
    text = "".join(f"{n * 2654435761 % 2**32:08x}" for n in range(2_000))
    asked = ClientState(query_string=text).SerializeToString()
    monkeypatch.setattr(offer_addresses, "_asked", lambda: asked)
    assert sealed("members_csv", b"token", RIGHTS) is None


def test_what_another_process_drew_is_drawn_for_its_holder_and_recorded(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sessions.begin(make("ana"), "test")
    other = sessions.begin(make("bea"), "test")
    holder, found = sessions.hash_of(token), sessions.find(token)
    assert found is not None
    rights = file_offers.row_rights(found)
    monkeypatch.setattr(session, "presented_token", lambda: token)
    drawn: list[Wanted] = []

    async def redraw(_request: Request, wanted: Wanted) -> Offer:
        drawn.append(wanted)
        return Offer(lambda: b"a,b\n", "tejido-a.csv", "text/csv", 1, "members", holder, rights)

    browser = TestClient(
        Starlette(routes=[file_sending.route(redraw)]), base_url="http://localhost"
    )
    address = f"{file_offers.PATH}/{sealed('members_csv', holder, rights)}"

    def status(with_token: str | None) -> int:
        browser.cookies.clear()
        if with_token:
            browser.cookies.set("tejido", with_token)
        return int(browser.get(address).status_code)

    assert status(token) == 200
    assert drawn == [Wanted("members_csv", ASKED)]
    assert query("SELECT count(*) FROM dashboard.audit WHERE event = 'exported'") == [(1,)]
    assert [status(other), status(None), status("x")] == [404] * 3
    sql("UPDATE dashboard.account SET regions = '{northeast}' WHERE username = 'ana'")
    assert status(token) == 404
    # For nobody of these was a page drawn.
    assert len(drawn) == 1
