"""What is saved of the committees' health: weeks anew each time, months as they were known."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from lib.data import engines, server
from lib.data.contract import DATABASES
from lib.data.errors import Reason, Unavailable
from lib.data.reading import read
from lib.data.refresh import RefreshError, refresh, refresh_all
from lib.data.refresh.health_saving import save
from lib.data.role_names import USUAL
from lib.data.scope import Scope
from tests.data.conftest import Configure
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

DAY = date(2026, 3, 25)
"""A Wednesday."""
FEBRUARY = date(2026, 2, 28)
SUNDAY = date(2026, 3, 22)
EVERYWHERE = Scope(("southwest", "southeast", "midwest", "northeast", "unknown"))


def saved(committee: str = "c1", scope: Scope = EVERYWHERE) -> dict[date, dict[str, Any]]:
    """What the page reads of a committee, by day; None is no data."""
    frame = read(
        "dashboard",
        "health_snapshots",
        scope,
        first_day=date(2020, 1, 1),
        last_day=date(2030, 1, 1),
    )
    own = frame[frame["committee_id"] == committee].astype(object)
    own = own.where(own.notna(), None)
    return {row["as_of"].date(): row for row in own.to_dict("records")}


def alike(scope: Scope) -> pd.DataFrame:
    """How many committees have the same figures on the day of the refresh."""
    return read("dashboard", "health_alike", scope, days=DAY.isoformat())


def change(database: str, statement: str) -> None:
    with engines.owner(database).begin() as connection:
        connection.execute(text(statement))


def physical() -> set[tuple[Any, ...]]:
    """Where each saved row lies and which transaction wrote it."""
    with engines.owner("dashboard").connect() as connection:
        rows = connection.execute(
            text("SELECT ctid::text, xmin::text FROM dashboard.health_snapshot")
        )
        return {tuple(row) for row in rows}


@pytest.fixture
def source(rows: Rows) -> Rows:
    """A committee that met in February and in March, and was sent out in each."""
    rows(
        "membership",
        "gathering",
        {"held_on": "2026-02-10", "attended": 8},
        {"held_on": "2026-03-10", "attended": 6},
    )
    rows("incidents", "incident", {"incident_id": "i1", "state_fips": "04"})
    rows(
        "incidents",
        "response",
        {"committee_id": "c1", "dispatched_at": "2026-02-10 18:00+00"},
        {"committee_id": "c1", "dispatched_at": "2026-03-10 18:00+00"},
    )
    return rows


def test_what_both_databases_know_is_saved_together(source: Rows) -> None:
    done = refresh_all(DAY)
    rows = saved()
    of_march, of_february = rows[DAY], rows[FEBRUARY]
    assert (of_march["gatherings_90"], of_march["attended_90"], of_march["dispatches_90"]) == (
        2,
        14,
        2,
    )
    assert (of_february["gatherings_90"], of_february["dispatches_90"]) == (1, 1)
    assert (of_march["region_id"], of_march["kept"], of_february["kept"]) == (
        "southwest",
        "week",
        "month",
    )
    # Formed on 1 January 2024: 15 ends of weeks, and of months January 2024 to February 2026.
    assert done[-1].rows == {"health_snapshot": 15 + 26}
    assert len(rows) == 15 + 26


def test_active_committees_with_the_same_figures_are_counted_together(source: Rows) -> None:
    # Two that were sent out nowhere, one that is closed, and c1 that was sent out twice.
    source(
        "membership",
        "committee",
        {"committee_id": "c2", "status": "active"},
        {"committee_id": "c3", "status": "active"},
        {"committee_id": "c4", "status": "closed", "closed_on": "2025-12-01"},
    )
    refresh_all(DAY)
    counts = alike(EVERYWHERE)
    sent = counts[counts["dispatches_90"].notna()]
    shown = ["region_id", "dispatches_90", "dispatches_within_60", "committees"]
    assert sorted(sent[shown].itertuples(index=False, name=None)) == [
        ("southwest", 0.0, 0.0, 2.0),
        ("southwest", 2.0, 0.0, 1.0),
    ]


def test_a_week_is_replaced_and_a_month_is_not(source: Rows) -> None:
    refresh_all(DAY)
    # Reported late: two gatherings, and two teams sent out, of February.
    source("membership", "gathering", {"held_on": "2026-02-11"}, {"held_on": "2026-02-12"})
    source(
        "incidents",
        "response",
        {"committee_id": "c1", "dispatched_at": "2026-02-11 18:00+00"},
        {"committee_id": "c1", "dispatched_at": "2026-02-12 18:00+00"},
    )
    before = saved()
    refresh_all(DAY)
    after = saved()
    assert (after[DAY]["gatherings_90"], after[DAY]["dispatches_90"]) == (4, 4)
    assert (after[SUNDAY]["gatherings_90"], after[SUNDAY]["dispatches_90"]) == (4, 4)
    assert after[DAY]["saved_at"] > before[DAY]["saved_at"]
    assert after[FEBRUARY] == before[FEBRUARY]


def test_a_month_is_saved_once_it_is_over(source: Rows) -> None:
    last = date(2026, 3, 31)
    refresh_all(last)
    assert saved()[last]["kept"] == "week"
    source("membership", "gathering", {"held_on": last})
    refresh_all(last + timedelta(days=1))
    assert (saved()[last]["kept"], saved()[last]["gatherings_90"]) == ("month", 3)
    source("membership", "gathering", {"held_on": last})
    refresh_all(last + timedelta(days=1))
    assert saved()[last]["gatherings_90"] == 3


def test_weeks_that_are_long_over_go_and_months_stay(source: Rows) -> None:
    refresh_all(DAY)
    refresh_all(DAY + timedelta(weeks=15))
    days = saved()
    assert DAY not in days
    assert SUNDAY not in days
    assert {FEBRUARY, date(2026, 3, 31), date(2024, 1, 31)} <= set(days)


def test_what_followed_a_month_is_filled_in_once_it_is_over(source: Rows) -> None:
    source("membership", "gathering", {"held_on": "2026-04-01"}, {"held_on": "2026-05-29"})
    refresh_all(DAY)
    before = saved()[FEBRUARY]
    assert before["gatherings_next_90"] is None
    source("membership", "gathering", {"held_on": "2026-02-09"})
    refresh_all(date(2026, 5, 30))  # 29 May is the 90th day
    after = saved()[FEBRUARY]
    assert after["gatherings_next_90"] == 3  # 10 March, 1 April, 29 May
    assert {**after, "gatherings_next_90": None} == {**before, "gatherings_next_90": None}
    # Once filled in, it stays.
    source("membership", "gathering", {"held_on": "2026-04-02"})
    refresh_all(date(2026, 5, 30))
    assert saved()[FEBRUARY]["gatherings_next_90"] == 3


def test_a_second_saving_touches_no_row(source: Rows) -> None:
    refresh_all(DAY)
    before = physical()
    again = save()
    assert (again.weeks, again.months, again.committees, again.lacks) == (0, 0, 1, None)
    assert physical() == before


def test_a_committee_that_is_new_brings_its_months_and_one_that_is_gone_keeps_them(
    source: Rows,
) -> None:
    refresh_all(DAY)
    source("membership", "committee", {"committee_id": "c2", "formed_on": "2026-01-31"})
    refresh_all(DAY)
    assert {day for day, row in saved("c2").items() if row["kept"] == "month"} == {
        date(2026, 1, 31),
        FEBRUARY,
    }
    change("membership", "DELETE FROM source.committee WHERE committee_id = 'c2'")
    refresh_all(DAY)
    assert set(saved("c2")) == {date(2026, 1, 31), FEBRUARY}


def test_incidents_of_several_regions_are_one_committees_dispatches(source: Rows) -> None:
    source("incidents", "incident", {"incident_id": "i2", "state_fips": "13"})
    source(
        "incidents",
        "response",
        {"committee_id": "c1", "incident_id": "i2", "dispatched_at": "2026-03-11 18:00+00"},
    )
    refresh_all(DAY)
    # Whoever sees the committee sees the same number.
    assert saved(scope=Scope(("southwest",)))[DAY]["dispatches_90"] == 3
    assert saved(scope=EVERYWHERE)[DAY]["dispatches_90"] == 3
    assert saved(scope=Scope(("southeast",))) == {}


def test_no_dispatch_is_zero_and_unknown_before_the_organizations_first(source: Rows) -> None:
    source("membership", "committee", {"committee_id": "c2"})
    refresh_all(DAY)
    rows = saved("c2")
    assert (rows[DAY]["dispatches_90"], rows[DAY]["dispatches_within_60"]) == (0, 0)
    assert rows[date(2026, 1, 31)]["dispatches_90"] is None  # the first is of February


def test_a_committee_takes_its_months_with_it_to_another_region(source: Rows) -> None:
    refresh_all(DAY)
    before = saved()[FEBRUARY]
    source("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    change("membership", "UPDATE source.committee SET place_id = 'atlanta'")
    refresh_all(DAY)
    assert saved(scope=Scope(("southwest",))) == {}
    assert saved()[FEBRUARY] == {**before, "region_id": "southeast"}


def test_who_took_a_committee_holds_it_in_another_region_only_if_they_see_that(
    source: Rows,
) -> None:
    refresh_all(DAY)
    change(
        "dashboard",
        "INSERT INTO dashboard.account (username, password_hash, display_name, role, regions)"
        " VALUES ('ana', '-', 'Ana', 'organizer', '{southwest}'),"
        " ('eva', '-', 'Eva', 'organizer', '{southwest,southeast}');"
        " INSERT INTO dashboard.taken_committee"
        " (committee_id, region_id, username, plan, taken_on, until)"
        " VALUES ('c1', 'southwest', 'ana', 'call', '2026-03-25', '2026-04-01'),"
        " ('c2', 'southwest', 'eva', 'call', '2026-03-25', '2026-04-01'),"
        " ('c3', 'southwest', 'ana', 'call', '2026-03-25', '2026-04-01')",
    )
    source("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    # c1 of Ana and c2 of Eva move; c3 is in no source.
    source("membership", "committee", {"committee_id": "c2", "place_id": "atlanta"})
    change("membership", "UPDATE source.committee SET place_id = 'atlanta'")
    refresh_all(DAY)
    asked = {"today": DAY, "takers": "organizer", "everywhere": ""}
    standing = read("dashboard", "taken", EVERYWHERE, **asked)
    assert standing[["committee_id", "region_id", "username"]].to_numpy().tolist() == [
        ["c2", "southeast", "eva"],
        ["c3", "southwest", "ana"],
    ]


def unreachable(databases: Path, configure: Configure, database: str) -> None:
    """Configure the run's own databases, one of them on a server that does not answer."""
    main = server.start(databases)
    urls = {name: main.set(database=name) for name in DATABASES}
    urls[database] = urls[database].set(query={"host": "/tmp/no-server-here"})
    configure(urls, "tejido_reader")


def test_without_the_incident_database_new_rows_lack_dispatches_and_the_refresh_says_so(
    source: Rows, databases: Path, configure: Configure
) -> None:
    refresh_all(DAY)
    before = saved()
    unreachable(databases, configure, "incidents")
    # Eight days later March is over: its month and the new weeks are saved.
    with pytest.raises(OperationalError):
        refresh_all(DAY + timedelta(days=8))
    rows = saved()
    april, march = rows[date(2026, 4, 2)], rows[date(2026, 3, 31)]
    assert (april["gatherings_90"], march["gatherings_90"]) == (2, 2)
    assert (april["dispatches_90"], march["dispatches_90"]) == (None, None)
    # What was known is kept.
    assert rows[SUNDAY]["dispatches_90"] == 2
    assert rows[FEBRUARY] == before[FEBRUARY]
    assert save().lacks is Reason.DOWN


def test_dispatches_that_could_not_be_read_are_filled_in_when_they_can(source: Rows) -> None:
    refresh("membership", DAY)
    assert save().lacks is Reason.NOT_REFRESHED
    lacking = saved()[FEBRUARY]
    assert lacking["dispatches_90"] is None
    refresh("incidents", DAY)
    assert save().lacks is None
    assert saved()[FEBRUARY] == {**lacking, "dispatches_90": 1.0, "dispatches_within_60": 0.0}


def test_rollups_of_different_days_are_not_mixed(source: Rows) -> None:
    refresh("membership", DAY)
    refresh("incidents", DAY - timedelta(days=1))
    assert save().lacks is Reason.NOT_REFRESHED


def test_a_failing_incident_refresh_is_raised_after_the_saving(source: Rows) -> None:
    change("incidents", "ALTER TABLE source.response RENAME arrived_at TO arrived")
    try:
        with pytest.raises(RefreshError, match=r"^incidents: "):
            refresh_all(DAY)
    finally:
        change("incidents", "ALTER TABLE source.response RENAME arrived TO arrived_at")
    assert saved()[DAY]["gatherings_90"] == 2


def test_nothing_is_saved_before_the_first_refresh(clean: Path) -> None:
    with pytest.raises(Unavailable) as raised:
        save()
    assert (raised.value.database, raised.value.reason) == ("membership", Reason.NOT_REFRESHED)


def test_the_reader_sees_its_regions_and_changes_nothing(source: Rows) -> None:
    refresh_all(DAY)
    with engines.owner("dashboard").connect() as connection:
        rights = connection.execute(
            text(
                "SELECT t, r, p FROM"
                " unnest(ARRAY['dashboard.health_snapshot', 'dashboard.health_saving',"
                " 'dashboard.health_alike']) AS t,"
                " unnest(CAST(:roles AS text[])) AS r,"
                " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES',"
                " 'TRIGGER']) AS p WHERE has_table_privilege(r, t, p) ORDER BY t"
            ),
            {"roles": [USUAL.reader, USUAL.publisher, USUAL.public_reader]},
        ).all()
    assert [tuple(row) for row in rights] == [
        ("dashboard.health_alike", USUAL.reader, "SELECT"),
        ("dashboard.health_saving", USUAL.reader, "SELECT"),
        ("dashboard.health_snapshot", USUAL.reader, "SELECT"),
    ]
    assert saved(scope=Scope(("southeast",))) == {}
    assert saved(scope=Scope()) == {}
    assert saved(scope=Scope(("southwest",)))
    assert alike(Scope(("southeast",))).empty
    assert alike(Scope()).empty
    assert len(alike(Scope(("southwest",))))
