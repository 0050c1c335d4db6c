"""Taking a committee: one organizer at a time, within their regions, for a while, recorded."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lib import reads
from lib.access import accounts, previews, session, sessions, taking
from lib.access.database import changing
from lib.access.permissions import ROLES, Permission
from lib.access.taking import AlreadyTaken, Promise, TakingError
from lib.access.viewer import Refusal, Refused, Viewer, previewed
from lib.data import engines
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from tests.access.conftest import Make, query, sql
from tests.data.rows import Rows

TODAY = date(2026, 3, 25)
SOUTHWEST, SOUTHEAST = Scope(("southwest",)), Scope(("southeast",))

Looking = Callable[..., Viewer]


@pytest.fixture
def looking(rows: Rows, make: Make, monkeypatch: pytest.MonkeyPatch) -> Looking:
    """Two regions with a committee each, and one closed; ``looking("ana", "southwest")``."""
    monkeypatch.setattr(taking, "today", lambda: TODAY)
    with engines.owner("membership").begin() as connection:
        connection.execute(
            text(
                "INSERT INTO rollup.committee (committee_id, region_id, status, name, kind,"
                " place_name, usps, latitude, longitude, net_members_13_weeks)"
                " SELECT id, region, status, id, 'local', 'A place', 'ZZ', 0, 0, 0"
                " FROM (VALUES ('tucson', 'southwest', 'active'),"
                " ('macon', 'southeast', 'active'), ('over', 'southwest', 'closed'))"
                " AS committee (id, region, status)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO rollup.region (region_id, name_en, name_es)"
                " SELECT id, id, id FROM (VALUES ('southwest'), ('southeast')) AS region (id)"
            )
        )

    def viewer(username: str, *regions: str) -> Viewer:
        if accounts.find(username) is None:
            accounts.add(username, None, "organizer", regions, f"{username.title()}, organizer")
        role = ROLES["organizer"].permissions
        return Viewer(username, f"{username.title()}, organizer", role, Scope(regions))

    return viewer


def test_everyone_of_the_region_sees_who_has_it_until_when(looking: Looking) -> None:
    ana = looking("ana", "southwest")
    taken = taking.take(ana, "tucson", "visit", 7)
    # A week from the 25th of March.
    assert (taken.who, taken.plan, taken.until) == ("Ana, organizer", "visit", date(2026, 4, 1))
    assert reads.dashboard.taken(SOUTHWEST) == (taken,)
    assert reads.dashboard.taken(SOUTHEAST) == ()
    assert reads.dashboard.taken(Scope()) == ()


def test_the_second_is_told_who_was_first(looking: Looking) -> None:
    first = taking.take(looking("ana", "southwest"), "tucson", "visit", 14)
    with pytest.raises(AlreadyTaken) as refused:
        taking.take(looking("eva", "southwest"), "tucson", "call", 7)
    assert refused.value.by == first
    assert reads.dashboard.taken(SOUTHWEST) == (first,)


def test_of_two_at_the_same_moment_one_has_it(looking: Looking) -> None:
    viewers = [looking("ana", "southwest"), looking("eva", "southwest")]
    for _round in range(5):
        both = Barrier(2)

        def one(viewer: Viewer, both: Barrier = both) -> str:
            both.wait()
            try:
                return taking.take(viewer, "tucson", "call", 7).username
            except AlreadyTaken as problem:
                return f"not, but {problem.by and problem.by.username}"

        with ThreadPoolExecutor(2) as pool:
            results = sorted(pool.map(one, viewers))
        (taken,) = reads.dashboard.taken(SOUTHWEST)
        assert results == sorted([taken.username, f"not, but {taken.username}"])
        sql("DELETE FROM dashboard.taken_committee")


def test_whoever_waited_for_an_open_transaction_comes_second(looking: Looking) -> None:
    eva, ana = looking("eva", "southwest"), looking("ana", "southwest")
    with engines.owner("dashboard").connect() as connection, ThreadPoolExecutor(1) as pool:
        connection.execute(
            text(
                "INSERT INTO dashboard.taken_committee VALUES"
                " ('tucson', 'southwest', 'ana', 'call', '2026-03-25', '2026-04-01')"
            )
        )
        waiting = pool.submit(taking.take, eva, "tucson", "call", 7)
        while not query("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
            pass
        connection.commit()
        with pytest.raises(AlreadyTaken) as refused:
            waiting.result()
    assert refused.value.by is not None
    assert refused.value.by.username == ana.username


def test_it_is_recorded_by_codes(looking: Looking) -> None:
    ana = looking("ana", "southwest")
    taking.take(ana, "tucson", "visit", 28)
    assert taking.release(ana, "tucson")
    assert not taking.release(ana, "tucson")
    entries = query(
        "SELECT event, actor, facts FROM dashboard.audit WHERE event LIKE 'committee%'"
        " ORDER BY entry_id"
    )
    where = {"committee": "tucson", "regions": ["southwest"]}
    assert entries == [
        ("committee_taken", "ana", where | {"plan": "visit", "until": "2026-04-22"}),
        ("committee_released", "ana", where),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("committee_id", ["macon", "over", "nowhere", "", "tucson' OR '1'='1"])
def test_another_regions_committee_or_none_cannot_be_taken(
    looking: Looking, committee_id: str
) -> None:
    with pytest.raises(TakingError, match="no open committee of your regions"):
        taking.take(looking("ana", "southwest"), committee_id, "call", 7)
    assert not query("SELECT FROM dashboard.taken_committee")


@pytest.mark.parametrize(
    ("plan", "days"), [("write a poem", 7), ("", 7), ("call", 29), ("call", 0)]
)
def test_no_plan_and_no_time_but_those_offered(looking: Looking, plan: str, days: int) -> None:
    with pytest.raises(TakingError, match="Choose what you plan"):
        taking.take(looking("ana", "southwest"), "tucson", plan, days)


def test_the_database_itself_holds_the_scope_of_what_is_written(looking: Looking) -> None:
    looking("ana", "southwest")
    row = "('macon', 'southeast', 'ana', 'call', '2026-03-25', '2026-03-26')"
    insert = (
        "INSERT INTO dashboard.taken_committee"
        f" (committee_id, region_id, username, plan, taken_on, until) VALUES {row}"
    )
    enter = "SELECT set_config('app.regions', 'southwest', true)"
    for first in ("SELECT 1", enter):
        with pytest.raises(Unavailable), changing() as connection:
            connection.exec_driver_sql(f"{first}; {insert}")
    sql(insert)
    for first in ("SELECT 1", enter):
        with changing() as connection:
            connection.exec_driver_sql(first)
            deleted = connection.exec_driver_sql("DELETE FROM dashboard.taken_committee")
            assert deleted.rowcount == 0
    with pytest.raises(Unavailable), changing() as connection:
        connection.exec_driver_sql("UPDATE dashboard.taken_committee SET username = 'eva'")


def test_no_time_is_longer_than_the_table_allows(looking: Looking) -> None:
    looking("ana", "southwest")
    with pytest.raises(DBAPIError, match="until_is_near"):
        sql(
            "INSERT INTO dashboard.taken_committee VALUES"
            " ('tucson', 'southwest', 'ana', 'call', '2026-03-01', '2026-03-30')"
        )


def test_only_its_taker_gives_it_back(looking: Looking) -> None:
    taking.take(looking("ana", "southwest"), "tucson", "call", 7)
    assert not taking.release(looking("eva", "southwest"), "tucson")
    assert reads.dashboard.taken(SOUTHWEST)


def test_its_taker_may_take_it_anew(looking: Looking) -> None:
    ana = looking("ana", "southwest")
    taking.take(ana, "tucson", "call", 7)
    again = taking.take(ana, "tucson", "requests", 14)
    assert reads.dashboard.taken(SOUTHWEST) == (again,)
    assert again.plan == "requests"


def test_what_is_over_is_nobodys_and_goes(
    looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = taking.take(looking("ana", "southwest"), "tucson", "call", 7)
    monkeypatch.setattr(taking, "today", lambda: taken.until)
    assert reads.dashboard.taken(SOUTHWEST) == (taken,)  # its last day counts
    monkeypatch.setattr(taking, "today", lambda: taken.until + timedelta(days=1))
    assert reads.dashboard.taken(SOUTHWEST) == ()
    assert taking.take(looking("eva", "southwest"), "tucson", "call", 7).username == "eva"
    assert query("SELECT username FROM dashboard.taken_committee") == [("eva",)]


def test_a_promise_that_ran_out_is_told_for_four_weeks_without_whose_it_was(
    looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = taking.take(looking("ana", "southwest"), "tucson", "visit", 7)
    assert reads.dashboard.promises_over(SOUTHWEST) == ()
    over = (Promise("tucson", "visit", TODAY, taken.until),)
    for days in (1, 28):
        monkeypatch.setattr(taking, "today", lambda days=days: taken.until + timedelta(days=days))
        # Others take and give back meanwhile.
        taking.take(looking("eva", "southeast"), "macon", "call", 7)
        assert reads.dashboard.promises_over(SOUTHWEST) == over
        assert reads.dashboard.promises_over(SOUTHEAST) == ()
    monkeypatch.setattr(taking, "today", lambda: taken.until + timedelta(days=29))
    assert reads.dashboard.promises_over(SOUTHWEST) == ()
    monkeypatch.setattr(taking, "today", lambda: taken.until + timedelta(days=2))
    taking.take(looking("eva2", "southwest"), "tucson", "call", 7)
    assert reads.dashboard.promises_over(SOUTHWEST) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM dashboard.account WHERE username = 'ana'",
        "UPDATE dashboard.account SET disabled_at = now() WHERE username = 'ana'",
        "UPDATE dashboard.account SET regions = '{midwest}' WHERE username = 'ana'",
        "UPDATE dashboard.account SET role = 'partner' WHERE username = 'ana'",
    ],
)
def test_an_account_that_may_not_any_more_holds_none(looking: Looking, change: str) -> None:
    taking.take(looking("ana", "southwest"), "tucson", "call", 7)
    sql(change)
    assert reads.dashboard.taken(SOUTHWEST) == ()
    assert taking.take(looking("eva", "southwest"), "tucson", "call", 7).username == "eva"


def test_nobody_holds_all(looking: Looking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST_TAKEN", 1)
    ana = looking("ana", "southwest", "southeast")
    taking.take(ana, "tucson", "call", 7)
    with pytest.raises(TakingError, match="give one back first"):
        taking.take(ana, "macon", "call", 7)
    taking.take(ana, "tucson", "call", 14)  # the one that they have they may keep for longer


def test_a_partner_and_an_administrator_take_none(looking: Looking) -> None:
    holders = [
        name for name, role in ROLES.items() if Permission.TAKE_COMMITTEES in role.permissions
    ]
    assert holders == ["organizer", "national"]
    partner = Viewer("pat", "Pat", ROLES["partner"].permissions, Scope(("southwest",)))
    for act in (
        lambda: taking.take(partner, "tucson", "call", 7),
        lambda: taking.release(partner, "x"),
    ):
        with pytest.raises(Refused):
            act()


def test_a_preview_takes_none(looking: Looking) -> None:
    own = Viewer("nat", "Nat", ROLES["national"].permissions, SOUTHWEST)
    preview = previewed(own, "organizer", ("southwest",))
    assert not preview.may(Permission.TAKE_COMMITTEES)
    assert preview.may(Permission.VIEW_REGION_WORK)
    with pytest.raises(Refused):
        taking.take(preview, "tucson", "call", 7)


def test_who_acts_is_read_anew(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_region_ids", lambda: ("southwest",))
    token = sessions.begin(make("nat", "national"), "?")
    monkeypatch.setattr(session, "presented_token", lambda: token)
    assert session.acting_viewer(Permission.TAKE_COMMITTEES).scope.regions == (
        "southwest",
        "unknown",
    )
    previews.begin("organizer", ("southwest",))
    with pytest.raises(Refused) as refused:
        session.acting_viewer(Permission.TAKE_COMMITTEES)
    assert refused.value.reason is Refusal.NOT_PERMITTED
