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


def test_empty_database_gets_every_place(connection: Connection, database: str) -> None:
    expected = {"region": len(regions()), "state": len(states())}
    if database == "membership":
        # The list names one agreement of St. Cloud, Florida, twice.
        policies = len(agreements_287g()) - 1
        expected |= {
            "place": len(places()),
            "county": len(counties()),
            "jurisdiction_policy": policies,
        }
    assert load_places(connection, database) == expected
    for table, rows in expected.items():
        assert connection.scalar(text(f"SELECT count(*) FROM source.{table}")) == rows


def test_second_time_adds_nothing(connection: Connection, database: str) -> None:
    load_places(connection, database)
    assert set(load_places(connection, database).values()) == {0}


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
