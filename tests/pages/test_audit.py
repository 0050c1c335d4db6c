"""What looking at pages leaves in the audit, and the page that shows it."""

import re

import pytest
from sqlalchemy import text

from lib.access import audit_chain, audit_queue
from lib.data import engines
from tests.pages.conftest import Visit, findings, forget_reads, words

pytestmark = pytest.mark.slow


def _views(username: str) -> list[dict[str, object]]:
    with engines.owner("dashboard").connect() as connection:
        statement = (
            "SELECT facts FROM dashboard.audit WHERE event = 'page_viewed' AND actor = :actor"
            " ORDER BY entry_id"
        )
        return list(connection.scalars(text(statement), {"actor": username}))


def test_a_page_is_recorded_once_with_its_scope(visit: Visit) -> None:
    before = len(_views("southwest"))
    page = visit("organizer/this_week.py", "southwest")
    page.switch_page("organizer/training.py").run()
    page.run()
    page.run()
    seen = _views("southwest")[before:]
    assert [view["page"] for view in seen] == ["this_week", "training"]
    assert {tuple(view["regions"]) for view in seen} == {("southwest",)}  # type: ignore[arg-type]


def _committees(region: str) -> list[str]:
    with engines.owner("membership").connect() as connection:
        statement = "SELECT committee_id FROM rollup.committee WHERE region_id = :r ORDER BY 1"
        return list(connection.scalars(text(statement), {"r": region}))


def test_a_committees_page_is_recorded_with_the_committee(visit: Visit) -> None:
    one, other, *_ = _committees("southwest")
    before = len(_views("southwest"))
    page = visit("organizer/committee.py", "southwest", committee=one)
    page.run()
    page.query_params["committee"] = other
    page.run()
    page.run()
    seen = [v for v in _views("southwest")[before:] if v["page"] == "committee"]
    # That the page was opened, then which committee's it was, each once however often it runs.
    assert [view.get("committee") for view in seen] == [None, one, other]
    assert all(view["regions"] == ["southwest"] for view in seen)
    shown = visit("admin/audit.py", "admin").dataframe[0].value
    assert f"Committee · {one} · Southwest" in set(shown["what"])


def test_what_an_address_says_is_not_recorded_unless_it_is_a_committee_of_the_viewers(
    visit: Visit,
) -> None:
    before = len(_views("southwest"))
    for wanted in ("my password in the wrong field", _committees("southeast")[0]):
        visit("organizer/committee.py", "southwest", committee=wanted)
        seen = _views("southwest")[before:]
        assert "committee" in [view["page"] for view in seen]
        assert not [view for view in seen if "committee" in view or wanted in str(view)]


def test_an_administrator_sees_who_looked(visit: Visit) -> None:
    visit("organizer/this_week.py", "southeast")
    page = visit("admin/audit.py", "admin")
    assert not page.exception
    assert "**The audit is whole:**" in words(page)
    shown = page.dataframe[0].value
    assert "southeast" in set(shown["account"])
    assert "This week · Southeast" in set(shown["what"])


def test_the_filters_leave_what_was_asked_for(visit: Visit) -> None:
    visit("organizer/this_week.py", "southeast")
    page = visit("admin/audit.py", "admin")
    page.selectbox(key="audit_account").select("southeast")
    page.selectbox(key="audit_event").select("signed_in").run()
    shown = page.dataframe[0].value
    assert set(shown["account"]) == {"southeast"}
    assert len(set(shown["event"])) == 1


def test_a_broken_chain_is_said_with_its_first_row(visit: Visit) -> None:
    visit("organizer/this_week.py", "southeast")
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        number = connection.scalar(text("SELECT max(entry_id) - 1 FROM dashboard.audit"))
        was = connection.scalar(
            text("SELECT actor FROM dashboard.audit WHERE entry_id = :n"), {"n": number}
        )
        alter = text("UPDATE dashboard.audit SET actor = :actor WHERE entry_id = :n")
        connection.execute(alter, {"n": number, "actor": "someone"})
    forget_reads()
    try:
        assert audit_chain.verify().broken == number
        page = visit("admin/audit.py", "admin")
        assert f"entry {number} does not fit the chain" in words(page)
    finally:
        with engines.owner("dashboard").begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(alter, {"n": number, "actor": was})
        forget_reads()


def test_what_came_since_the_chain_was_checked_is_counted(visit: Visit) -> None:
    forget_reads()
    first = words(visit("admin/audit.py", "admin"))
    # Another's visit is an entry, and the check of a moment ago is kept.
    visit("organizer/training.py", "southwest")
    page = visit("admin/audit.py", "admin")
    checked = re.search(r"whole:\*\* ([\d,]+) entries", words(page))
    since = re.search(r"(\d+) entries came since", words(page))
    listed = re.search(r"^([\d,]+) entries$", words(page), re.MULTILINE)
    assert checked
    assert since
    assert listed
    assert checked[0] in first
    assert int(checked[1]) + int(since[1]) == int(listed[1])


def test_where_too_many_views_wait_to_be_recorded_no_page_is_shown(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(audit_queue, "put", lambda _row, _room: False)
        page = visit("organizer/training.py", "southwest")
    assert "Too much is going on in the accounts database" in page.warning[0].value
    assert not findings(page)
    page.run()
    assert findings(page)
    assert "training" in [view["page"] for view in _views("southwest")[-1:]]
