"""A file is for the session that was offered it, and is not sent unrecorded."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.access import audit, file_offers, file_sending, session, sessions
from tests.access.conftest import Make, query, sql

CONTENT = b"region,members\nsouthwest,12\n"

Drawn = Callable[[str | None], str]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, dict]]:
    """What a page's session holds; emptied, the page is gone."""
    offers: dict[str, dict] = {"before": {}, "now": {}}
    monkeypatch.setattr(file_offers, "_page_offers", lambda: offers)
    yield offers
    offers.clear()


@pytest.fixture
def draw(page: dict[str, dict], monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Draw an offer in a session with a token, and give its address."""

    def offered_path(token: str | None) -> str:
        monkeypatch.setattr(session, "presented_token", lambda: token)
        return file_offers.offer(
            lambda: CONTENT,
            key="members_csv",
            file_name="tejido-members.csv",
            mime="text/csv; charset=utf-8",
            rows=1,
            page="members",
        )

    return offered_path


def fetch(address: str, token: str | None = None) -> "TestClient":
    cookies = {"tejido": token} if token else {}
    client = TestClient(
        Starlette(routes=[file_sending.route()]), base_url="http://localhost", cookies=cookies
    )
    return client.get(address)


def exported() -> list[tuple[object, ...]]:
    return query("SELECT actor, facts FROM dashboard.audit WHERE event = 'exported'")


def test_the_session_that_was_offered_it_gets_it_and_it_is_recorded(
    make: Make, draw: Drawn
) -> None:
    token = sessions.begin(make("ana"), "test")
    answer = fetch(draw(token), token)
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-disposition"] == 'attachment; filename="tejido-members.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert exported() == [("ana", {"file": "tejido-members.csv", "page": "members", "rows": 1})]


def test_nobody_else_gets_it(make: Make, draw: Drawn) -> None:
    ana = sessions.begin(make("ana"), "test")
    bea = sessions.begin(make("bea"), "test")
    anas_other = sessions.begin(make("carla"), "test")
    address = draw(ana)
    answers = [fetch(address), fetch(address, bea), fetch(address, anas_other), fetch(address, "x")]
    unknown = fetch(f"{file_offers.PATH}/unknown", ana)
    assert [answer.status_code for answer in answers] == [404] * 4
    # Whether there is such a file can't be told from the answer.
    assert {answer.content for answer in [*answers, unknown]} == {unknown.content}
    assert exported() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "end",
    [
        "DELETE FROM dashboard.session",
        "DELETE FROM dashboard.account",
        "UPDATE dashboard.account SET disabled_at = now()",
        # The session goes on, but the file was made of what its holder saw before.
        "UPDATE dashboard.account SET role = 'national'",
        "UPDATE dashboard.account SET regions = '{northeast}'",
        "UPDATE dashboard.session SET view_as = 'partner'",
    ],
)
def test_what_ends_the_session_ends_its_offers(make: Make, draw: Drawn, end: str) -> None:
    token = sessions.begin(make("ana"), "test")
    address = draw(token)
    sql(end)
    assert fetch(address, token).status_code == 404
    assert exported() == []


def test_half_a_sign_in_gets_nothing(make: Make, draw: Drawn) -> None:
    token = sessions.begin(make("ana"), "test", awaits=sessions.CODE)
    assert fetch(draw(token), token).status_code == 404


def test_what_everyone_may_see_needs_no_session_and_is_nobodys_to_record(
    rows: object, draw: Drawn
) -> None:
    assert fetch(draw(None)).content == CONTENT
    assert exported() == []


def test_an_offer_ends_with_the_page_and_keeps_its_address_while_it_is_drawn(
    make: Make, draw: Drawn
) -> None:
    token = sessions.begin(make("ana"), "test")
    first = draw(token)
    file_offers.begin()
    # Between two runs of a page the old offer still holds: someone may be about to follow it.
    assert fetch(first, token).status_code == 200
    assert draw(token) == first
    file_offers.begin()
    file_offers.begin()
    assert fetch(first, token).status_code == 404


def test_whose_an_offer_is_is_looked_up_once_a_run_and_again_in_the_next(
    draw: Drawn, page: dict[str, dict], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = SimpleNamespace(cursors={})
    rights = [("organizer", ("west",)), ("organizer", ("midwest",))]
    monkeypatch.setattr(session, "get_script_run_ctx", lambda: run)
    monkeypatch.setattr(file_offers.st, "session_state", {})
    monkeypatch.setattr(file_offers, "_shown_as", lambda: rights.pop(0))

    def shown_as() -> tuple[object, ...] | None:
        offer = page["now"]["members_csv"][1]
        return offer.shown_as

    draw("a token")
    draw("a token")
    assert shown_as() == ("organizer", ("west",))
    # Each run has cursors of its own.
    run.cursors = {}
    draw("a token")
    assert shown_as() == ("organizer", ("midwest",))
    # Outside a run nothing is remembered.
    monkeypatch.setattr(session, "get_script_run_ctx", lambda: None)
    with pytest.raises(IndexError):
        draw("a token")


def test_a_file_that_can_not_be_recorded_is_not_sent(
    make: Make, draw: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sessions.begin(make("ana"), "test")
    address = draw(token)

    def fail(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("down"))

    monkeypatch.setattr(audit, "_append", fail)
    answer = fetch(address, token)
    assert answer.status_code == 503
    assert CONTENT not in answer.content


def test_no_page_hands_a_file_to_streamlit_which_asks_nobody_who_they_are() -> None:
    root = Path(file_offers.__file__).parents[2]
    sources = [path for folder in ("lib", "pages") for path in (root / folder).rglob("*.py")]
    handing = [path.name for path in sources if "st.download_button(" in path.read_text()]
    assert handing == []
