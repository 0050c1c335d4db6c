from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from lib.data import engines
from lib.data.contract import SOURCES
from lib.reference import agreements_287g, counties, places, regions, states
from lib.reference.load import load_all_places, load_places


@pytest.fixture(params=sorted(SOURCES))
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def connection(clean: Path, database: str) -> Iterator[Connection]:
    with engines.owner(database).connect() as connection:
        yield connection
        connection.rollback()


@pytest.mark.slow
def test_empty_database_gets_every_place(connection: Connection, database: str) -> None:
    expected = {"region": len(regions()), "state": len(states())}
    if database == "membership":
        policies = len(agreements_287g())
        expected |= {
            "place": len(places()),
            "county": len(counties()),
            "jurisdiction_policy": policies,
        }
    assert load_places(connection, database) == expected
    for table, rows in expected.items():
        assert connection.scalar(text(f"SELECT count(*) FROM source.{table}")) == rows


@pytest.mark.slow
def test_second_time_adds_nothing(connection: Connection, database: str) -> None:
    load_places(connection, database)
    assert set(load_places(connection, database).values()) == {0}


@pytest.mark.slow
def test_a_state_moved_to_another_region_stays_there(connection: Connection, database: str) -> None:
    load_places(connection, database)
    move = "UPDATE source.state SET region_id = 'southwest' WHERE usps = 'CA'"
    connection.execute(text(move))
    if database == "membership":
        connection.execute(text("DELETE FROM source.place WHERE place_id = 'ca-fresno'"))
    added = load_places(connection, database)
    region = "SELECT region_id FROM source.state WHERE usps = 'CA'"
    assert connection.scalar(text(region)) == "southwest"
    # What is missing is added beside what stays.
    assert sum(added.values()) == (1 if database == "membership" else 0)


def test_regions_of_an_organization_are_not_drawn_over(
    connection: Connection, database: str
) -> None:
    insert = "INSERT INTO source.region (region_id, name_en, name_es) VALUES (:id, :id, :id)"
    connection.execute(text(insert), [{"id": "west"}, {"id": "rest"}])
    added = load_places(connection, database)
    assert added["region"] == 0
    # Of the drawn regions only West is there: AK CA HI ID MT OR WA WY.
    assert added["state"] == 8
    if database == "membership":
        west = {"ak", "ca", "hi", "id", "mt", "or", "wa", "wy"}
        assert added["place"] == sum(p.place_id[:2] in west for p in places())
        fips = {"02", "06", "15", "16", "30", "41", "53", "56"}
        assert added["county"] == sum(c.county_fips[:2] in fips for c in counties())
        assert added["jurisdiction_policy"] == sum(a.state_fips in fips for a in agreements_287g())


LISTED_BEFORE = "ICE, list of 287(g) agencies, collected by 287g-watch"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (LISTED_BEFORE, 0),  # as it was shipped before: the newer list takes its place
        ("our own list", 1),
    ],
)
def test_only_the_older_shipped_list_is_replaced(clean: Path, source: str, kept: int) -> None:
    with engines.owner("membership").connect() as connection:
        load_places(connection, "membership")
        connection.execute(text("DELETE FROM source.jurisdiction_policy"))
        insert = (
            "INSERT INTO source.jurisdiction_policy (policy_id, state_fips, policy, source, as_of)"
            " VALUES ('old', '48', '287g_task_force', :source, '2025-07-03')"
        )
        connection.execute(text(insert), {"source": source})
        added = load_places(connection, "membership")["jurisdiction_policy"]
        assert added == (0 if kept else len(agreements_287g()))
        old = "SELECT count(*) FROM source.jurisdiction_policy WHERE policy_id = 'old'"
        assert connection.scalar(text(old)) == kept
        connection.rollback()


@pytest.mark.slow
def test_what_a_shipped_agreement_says(clean: Path) -> None:
    with engines.owner("membership").connect() as connection:
        load_places(connection, "membership")
        query = (
            "SELECT policy, in_force_from::text, in_force_until::text, first_listed_on::text,"
            " last_listed_on::text FROM source.jurisdiction_policy WHERE policy_id = :id"
        )

        def row(policy_id: str) -> tuple[object, ...]:
            return tuple(connection.execute(text(query), {"id": policy_id}).one())

        agency = "287g-texas-rockwall county sheriffs office-task force model"
        assert row(agency) == ("287g_task_force", "2025-07-07", None, "2025-07-18", "2025-07-18")
        # No longer on the list of 18 July, so it counts as in force until the day before.
        gone = "287g-wisconsin-walworth county sheriff-warrant service officer"
        assert row(gone)[2:] == ("2025-07-17", "2025-07-03", "2025-07-03")
        pending = "pending-287g-utah-cache county sheriffs office-warrant service officer"
        assert row(pending)[:2] == ("pending_287g_warrant_service_officer", None)
        connection.rollback()


@pytest.mark.slow
def test_a_view_of_the_organization_is_left_alone(clean: Path) -> None:
    with engines.owner("membership").connect() as connection:
        load_places(connection, "membership")
        for table in ("partner", "committee", "campaign"):
            connection.execute(text(f"DROP TABLE source.{table} CASCADE"))
        connection.execute(text("DROP TABLE source.place CASCADE"))
        connection.execute(
            text("CREATE VIEW source.place AS SELECT 'x' AS place_id, '48' AS state_fips")
        )
        assert load_places(connection, "membership")["place"] == 0
        connection.rollback()


@pytest.mark.slow
def test_both_databases_at_once(clean: Path) -> None:
    first, second = load_all_places(), load_all_places()
    assert first["membership"]["place"] == len(places())
    assert first["incidents"] == {"region": 5, "state": 52}
    assert second == {
        "membership": {
            "region": 0,
            "state": 0,
            "place": 0,
            "county": 0,
            "jurisdiction_policy": 0,
        },
        "incidents": {"region": 0, "state": 0},
    }
