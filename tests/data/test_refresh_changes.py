"""A refresh derives what rests on what changed, and comes to what one of everything comes to."""

import math
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, text
from sqlalchemy.event import listen, remove
from sqlalchemy.exc import ProgrammingError

from lib.data import engines
from lib.data.contract import DERIVED, source_table
from lib.data.refresh import moving, parting, planning, refresh, remembering
from lib.data.refresh.adding_up import WHO, sums
from lib.data.refresh.ordering import statements
from lib.data.refresh.working import Work
from lib.data.role_names import USUAL
from tests.conftest import empty_tables
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

AS_OF = date(2026, 3, 25)


def change(statement: str, database: str = "membership") -> None:
    with engines.owner(database).begin() as connection:
        connection.execute(text(statement))


def checksums(database: str) -> dict[str, Any]:
    """Each rollup with a checksum of its rows, whatever their order."""
    found = {}
    with engines.owner(database).connect() as connection:
        connection.execute(text(f"SET ROLE {USUAL.owner}"))
        for table in DERIVED[database].sorted_tables:
            if table.name != "refresh":
                columns = ", ".join(table.columns.keys())
                listed = f"SELECT ROW({columns})::text AS r FROM {table.fullname}"  # noqa: S608
                checksum = f"SELECT md5(string_agg(r, ';' ORDER BY r)) FROM ({listed}) AS t"  # noqa: S608
                found[table.name] = connection.scalar(text(checksum))
    return found


DAYS = st.integers(0, 800)
MEMBERSHIP = {
    # Of each table the day that tells a record, and another column with values to choose from.
    "member": ("joined_on", "tier_id", ("'paying'", "'free'", "NULL")),
    "dues_payment": ("covers_to", "amount_cents", ("500", "0", "-500")),
    "enrollment": ("completed_on", "member_id", ("'m1'", "'m4'", "NULL")),
    "role_term": ("started_on", "role", ("'coordinator'", "'responder'")),
    "gathering": ("held_on", "attended", ("12", "-1", "NULL")),
    "support_request": ("opened_on", "organizer", ("'desk'", "NULL")),
    "message": ("published_on", "reach", ("100", "NULL")),
    "committee": ("formed_on", "status", ("'active'", "'closed'")),
}
INCIDENTS = {
    "incident": ("occurred_at", "verification", ("'verified'", "'false_report'", "'unverified'")),
    "response": ("dispatched_at", "had_national_support", ("true", "false")),
    "hotline_call": ("received_at", "state_fips", ("'04'", "'13'", "NULL")),
    "deportation_case": ("opened_on", "is_detained", ("true", "false")),
    "mobilization": ("called_at", "is_national", ("true", "false")),
}
Event = tuple[str, str, int, int]


def events_of(tables: Iterable[str]) -> st.SearchStrategy[list[Event]]:
    what = st.sampled_from(("new", "late", "corrected", "changed", "valued", "deleted"))
    which = st.sampled_from(sorted(tables))
    return st.lists(st.tuples(what, which, DAYS, st.integers(0, 2)), min_size=1, max_size=4)


KEPT = {"member": ("m1", "m4"), "committee": ("c1", "c2"), "incident": ("i1", "i2")}
"""Records that others name; the members are of two shares (lib.data.refresh.parting)."""


def happen(rows: Rows, events: list[Event], database: str = "membership") -> None:
    """Let records come, late ones too, change with and without a newer time of change, and go."""
    for what, table, days, nth in events:
        day, column, values = (MEMBERSHIP | INCIDENTS)[table]
        on = AS_OF - timedelta(days=days)
        key = next(iter(source_table(database, table).primary_key.columns)).name
        kept = ", ".join(f"'{name}'" for name in KEPT.get(table, ("",)))
        one = (
            f"{key} = (SELECT {key} FROM source.{table}"
            f" ORDER BY {key} IN ({kept}), {key} OFFSET {nth} LIMIT 1)"
        )
        if what in ("new", "late"):
            at = "2026-03-24" if what == "new" else "2024-05-01"
            rows(database, table, {day: on, "updated_at": at})
        elif what == "deleted":
            change(f"DELETE FROM source.{table} WHERE {one} AND {key} NOT IN ({kept})", database)
        else:
            newer = ", updated_at = now()" if what == "changed" else ""
            # What is valued otherwise keeps its days, on which most of the steps look alone.
            dated = "" if what == "valued" else f", {day} = '{on}'"
            value = values[nth % len(values)]
            change(
                f"UPDATE source.{table} SET {column} = {value}{dated}{newer} WHERE {one}", database
            )


@contextmanager
def several_parts(are_there: bool) -> Iterator[None]:
    """Add up over the members in parts, or not, however many they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parting, "MANY", 0 if are_there else math.inf)
        yield


@settings(
    # Each takes five refreshes.
    max_examples=max(settings.default.max_examples // 6, 1),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    histories=st.tuples(events_of(set(WHO) & set(MEMBERSHIP)), events_of(MEMBERSHIP)),
    in_parts=st.booleans(),
)
def test_whatever_happens_the_rollups_are_those_of_a_refresh_of_everything(
    clean: Path, histories: tuple[list[Event], ...], in_parts: bool
) -> None:
    """In two parts as well as in one, of whom either may be followed."""
    empty_tables()
    rows = Rows()
    rows(
        "membership",
        "membership_tier",
        {"tier_id": "paying"},
        {"tier_id": "free", "monthly_dues_cents": 0},
    )
    for member, committee in (("m1", "c1"), ("m4", "c2")):
        rows("membership", "member", {"member_id": member, "committee_id": committee})
        rows("membership", "dues_payment", {"member_id": member, "covers_to": "2026-03-31"})
        rows("membership", "enrollment", {"member_id": member, "completed_on": "2025-12-01"})
        rows("membership", "gathering", {"committee_id": committee})
    with several_parts(in_parts):
        refresh("membership", AS_OF)
    for events in histories:
        happen(rows, events)
        with several_parts(in_parts):
            done = refresh("membership", AS_OF, anew=False)
        assert done.changed is not None
        followed = checksums("membership")
        with several_parts(not in_parts):
            everything = refresh("membership", AS_OF)
        assert followed == checksums("membership")
        assert done.rows == everything.rows


@settings(
    max_examples=max(settings.default.max_examples // 6, 1),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(histories=st.tuples(events_of(INCIDENTS), events_of(INCIDENTS)))
def test_whatever_happens_to_incidents_the_rollups_are_those_of_everything(
    clean: Path, histories: tuple[list[Event], ...]
) -> None:
    empty_tables()
    rows = Rows()
    for name, state in (("i1", "04"), ("i2", "13")):
        rows("incidents", "incident", {"incident_id": name, "state_fips": state})
        rows("incidents", "response", {"incident_id": name, "dispatched_at": "2026-03-20"})
    # What asks the clock is derived each time, and may be another by the hour.
    clocked = planning.steps("incidents", ()).stale
    refresh("incidents", AS_OF)
    for events in histories:
        happen(rows, events, "incidents")
        done = refresh("incidents", AS_OF, anew=False)
        assert done.changed is not None
        partly = checksums("incidents")
        everything = refresh("incidents", AS_OF)
        whole = checksums("incidents")
        assert {k: v for k, v in partly.items() if k not in clocked} == {
            k: v for k, v in whole.items() if k not in clocked
        }
        assert done.rows == everything.rows


NOW = "updated_at = now()"
NEWER = "updated_at = updated_at + interval '1 day'"


@pytest.mark.parametrize(
    ("what", "is_told"),
    [
        # As new as the newest, and newer than all.
        (f"UPDATE source.dues_payment SET amount_cents = 7, {NEWER} WHERE member_id = 'm2'", True),
        (f"UPDATE source.dues_payment SET amount_cents = 7, {NOW} WHERE member_id = 'm2'", True),
        # Whose time of change says nothing of it, also beside one that does.
        ("UPDATE source.dues_payment SET amount_cents = 7 WHERE member_id = 'm2'", False),
        ("DELETE FROM source.dues_payment WHERE member_id = 'm2'", False),
        # From one member to another: both are followed.
        (f"UPDATE source.dues_payment SET member_id = 'm1', {NEWER} WHERE member_id = 'm2'", True),
        # Beside a record that is newer: one whose time says nothing, and one of another member.
        (
            "UPDATE source.dues_payment SET amount_cents = 7, updated_at = CASE member_id"
            " WHEN 'm1' THEN now() ELSE updated_at END WHERE member_id IN ('m1', 'm2')",
            False,
        ),
    ],
)
def test_all_records_are_compared_only_where_their_times_do_not_tell(
    rows: Rows, what: str, is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for member in ("m1", "m2", "m3"):
        rows("membership", "member", {"member_id": member, "committee_id": "c1"})
        paid = {"member_id": member, "payment_id": f"of {member}"}
        # The newest is the third's: what is as old as it may be newer than the last refresh.
        at = "2026-03-21" if member == "m3" else "2026-03-20"
        rows("membership", "dues_payment", paid | {"updated_at": at})
    refresh("membership", AS_OF)
    change(what)
    compared: list[str] = []
    whole = moving._all

    def watched(work: Work, table: Table) -> tuple[str, str]:
        compared.append(table.name)
        return whole(work, table)

    monkeypatch.setattr(moving, "_all", watched)
    done = refresh("membership", AS_OF, anew=False)
    assert done.moved == (2 if "'m1'" in what else 1)
    assert compared == ([] if is_told else ["dues_payment"])
    followed = checksums("membership")
    refresh("membership", AS_OF)
    assert checksums("membership") == followed


def test_of_who_is_elsewhere_now_every_payment_counts_there(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "another", "state_fips": "13"})
    for member in ("m1", "m2"):
        rows("membership", "member", {"member_id": member, "state_fips": "04"})
        for paid_on in ("2026-01-10", "2026-02-10"):
            paid = {"member_id": member, "paid_on": paid_on, "covers_to": "2026-12-31"}
            rows("membership", "dues_payment", paid | {"payment_id": f"{member} {paid_on}"})
    refresh("membership", AS_OF)
    change(f"UPDATE source.member SET state_fips = '13', {NOW} WHERE member_id = 'm2'")
    # Of the first, who stays, one payment alone is another; of the second, both are elsewhere.
    change(f"UPDATE source.dues_payment SET amount_cents = 700, {NOW} WHERE paid_on = '2026-01-10'")
    assert refresh("membership", AS_OF, anew=False).moved == 2
    kept = (
        "SELECT region_id, sum(records), sum(cents) FROM kept.sum_dues_rate GROUP BY 1 ORDER BY 1"
    )
    with engines.owner("membership").connect() as connection:
        found = connection.execute(text(kept)).all()
    # Five dollars and seven, each.
    assert found == [("southeast", 2, 1200), ("southwest", 2, 1200)]
    followed = checksums("membership")
    refresh("membership", AS_OF)
    assert checksums("membership") == followed


def test_where_the_copy_does_not_explain_the_change_everything_is_derived(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "m1", "committee_id": "c1"})
    rows("membership", "dues_payment", {"member_id": "m1", "payment_id": "p"})
    refresh("membership", AS_OF)
    # As of a view that gave the record twice.
    change("INSERT INTO kept.dues_payment SELECT * FROM kept.dues_payment")
    change(f"UPDATE source.dues_payment SET amount_cents = 700, {NOW}")
    done = refresh("membership", AS_OF, anew=False)
    assert (done.changed, done.moved) == (("dues_payment",), None)
    change(f"UPDATE source.dues_payment SET amount_cents = 800, {NOW}")
    assert refresh("membership", AS_OF, anew=False).moved == 1


def test_a_step_runs_only_where_what_it_reads_is_another(rows: Rows) -> None:
    for member in ("m1", "m2"):
        rows("membership", "member", {"member_id": member, "committee_id": "c1"})
        rows("membership", "dues_payment", {"member_id": member, "payment_id": f"of {member}"})
    refresh("membership", AS_OF)

    def ran(statement: str) -> set[str]:
        """What ran over the members that moved."""
        change(statement)
        made: list[str] = []

        def note(*event: Any) -> None:
            made.extend(
                re.findall(r"CREATE TEMPORARY (?:TABLE|VIEW) (?:come|turned)_(\w+)", event[2])
            )

        engine = engines.owner("membership")
        listen(engine, "before_cursor_execute", note)
        assert refresh("membership", AS_OF, anew=False).moved == 1
        remove(engine, "before_cursor_execute", note)
        followed = checksums("membership")
        refresh("membership", AS_OF)
        assert checksums("membership") == followed
        return set(made) & set(sums("membership").chain)

    # A payment's money says nothing of the days for which it is; nor does any of learning.
    money = ran("UPDATE source.dues_payment SET amount_cents = 700 WHERE member_id = 'm2'")
    assert {"dues_paid", "dues_rate", "dues_payer"} <= money
    assert not money & {"spell", "renewal", "standing_turn", "spell_month", "learning"}
    days = ran("UPDATE source.dues_payment SET covers_to = '2026-06-30' WHERE member_id = 'm2'")
    assert {"dues_rate", "spell", "renewal", "standing_turn", "spell_month"} <= days
    assert not days & {"learning", "certificate"}


def test_only_the_members_that_changed_are_followed(rows: Rows) -> None:
    for member in ("m1", "m2"):
        rows("membership", "member", {"member_id": member, "committee_id": "c1"})
        rows("membership", "dues_payment", {"member_id": member, "payment_id": f"of {member}"})
    rows("membership", "enrollment", {"enrollment_id": "nobody's", "member_id": None})
    refresh("membership", AS_OF)
    change("UPDATE source.dues_payment SET covers_to = '2026-06-30' WHERE member_id = 'm2'")
    change("DELETE FROM source.enrollment")
    done = refresh("membership", AS_OF, anew=False)
    # The second member, and who is only in the enrollment that is gone.
    assert (done.changed, done.moved) == (("dues_payment", "enrollment"), 2)
    followed = checksums("membership")
    # Payments on record since another day: every spell may be another.
    change("UPDATE source.dues_payment SET covers_from = '2023-12-01' WHERE member_id = 'm2'")
    assert refresh("membership", AS_OF, anew=False).moved is None
    change("UPDATE source.dues_payment SET covers_from = '2024-01-01' WHERE member_id = 'm2'")
    refresh("membership", AS_OF)
    assert checksums("membership") == followed
    # What members' numbers rest on besides: everything that rests on it is derived anew.
    change("UPDATE source.course SET is_core = false")
    change("DELETE FROM source.dues_payment WHERE member_id = 'm1'")
    assert refresh("membership", AS_OF, anew=False).moved is None


def test_a_statement_that_adds_up_returns_its_keys_and_sums_alone() -> None:
    adding = sums("membership")
    assert len(adding.keys) > 10
    assert set(adding.keys) <= set(adding.chain)
    assert adding.before == ("home",)
    # None of these looks at two records at once, as a sum by member or a window would.
    assert adding.by_record == {
        "dues_paid",
        "dues_rate",
        "dues_aside",
        "joining_day",
        "payment_day",
        "core_day",
    }
    # What is no sum over members may not be among what is run over some of them.
    assert not {"committee_life", "first_record", "role_day"} & set(adding.chain)
    assert sums("incidents").keys == {}


def test_nothing_runs_where_nothing_changed(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "m1", "committee_id": "c1"})
    everything = refresh("membership", AS_OF)
    again = refresh("membership", AS_OF, anew=False)
    assert (everything.changed, everything.derived) == (None, len(statements("membership")))
    assert (again.changed, again.derived) == ((), 0)
    assert (again.rows, again.source_rows) == (everything.rows, everything.source_rows)


def test_only_what_rests_on_a_table_that_changed_runs(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "m1", "committee_id": "c1"})
    refresh("membership", AS_OF)
    rows("membership", "message", {"message_id": "x"})
    done = refresh("membership", AS_OF, anew=False)
    # message rests on message and partner, press_for_all on message; the flagged of all tables are
    # counted in two rollups, one of which places them by committee, member and state.
    assert done.changed == ("message",)
    steps = planning.steps("membership", {"message"})
    assert steps.stale == {"message", "press_for_all", "flagged_record", "flagged_rule"}
    assert set(steps.run) - steps.stale == {"home"}
    assert done.rows["message"] == 1


@pytest.mark.parametrize(
    "reason",
    ["another day", "by hand", "a week", "the rules", "never"],
)
def test_everything_runs_where_more_than_listedchanged(
    rows: Rows, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows("membership", "member", {"member_id": "m1", "committee_id": "c1"})
    refresh("membership", AS_OF)
    day = AS_OF
    if reason == "another day":
        day += timedelta(days=1)
    elif reason == "by hand":
        # Whatever puts other rows there leaves another time of loading.
        change("UPDATE rollup.refresh SET refreshed_at = refreshed_at - interval '1 second'")
    elif reason == "a week":
        change("UPDATE kept.made SET derived_at = derived_at - interval '7 days'")
    elif reason == "the rules":
        monkeypatch.setattr("lib.data.refresh.flagging.ABSURD_TURNOUT", 6)
    else:
        # As after a crash: the table is unlogged.
        change("DELETE FROM kept.made")
    done = refresh("membership", day, anew=False)
    assert (done.changed, done.derived) == (None, len(statements("membership")))


def test_what_asks_the_clock_runs_whatever_changed() -> None:
    steps = planning.steps("incidents", ())
    assert {"wait", "dispatch", "unanswered_hour"} <= set(steps.run)
    assert "incident_week" not in steps.run
    assert planning.steps("membership", ()).run == ()


def test_a_row_that_keeps_its_time_of_change_is_seen(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "m1", "committee_id": "c1"})
    rows("membership", "gathering", {"gathering_id": "g", "attended": 3})
    refresh("membership", AS_OF)
    change("UPDATE source.gathering SET attended = 4")
    assert refresh("membership", AS_OF, anew=False).changed == ("gathering",)
    change("DELETE FROM source.gathering")
    assert refresh("membership", AS_OF, anew=False).changed == ("gathering",)
    assert refresh("membership", AS_OF, anew=False).changed == ()


@pytest.mark.parametrize("role", [USUAL.reader, USUAL.publisher, USUAL.public_reader])
def test_no_role_of_the_app_may_look_at_what_is_kept(rows: Rows, role: str) -> None:
    refresh("membership", AS_OF)
    with engines.owner("membership").connect() as connection:
        connection.execute(text(f"SET ROLE {role}"))
        with pytest.raises(ProgrammingError, match="permission denied for schema kept"):
            connection.execute(text("SELECT FROM kept.made"))


def test_a_view_with_a_column_without_a_hash_is_derived_whole_each_time(rows: Rows) -> None:
    rows("membership", "message", {"message_id": "x", "updated_at": "2026-03-24 10:00+00"})
    change("ALTER TABLE source.message ALTER reach TYPE json USING to_json(reach)")
    try:
        with engines.owner("membership").begin() as connection:
            connection.execute(text(f"SET LOCAL ROLE {USUAL.owner}"))
            seen = remembering.look(connection, "membership", frozenset())
            changed_at = datetime(2026, 3, 24, 10, tzinfo=UTC)
            assert seen["message"] == remembering.Seen(1, changed_at, None)
            assert remembering.digests(seen) == {}
            remembering.remember(connection, remembering.Memory("", {}, {}), everything=True)
            assert remembering.recall(connection, "membership", "") is None
    finally:
        change("ALTER TABLE source.message ALTER reach TYPE int USING reach::text::int")
