"""Files whose places are written as people write them, by the mapping that a user would write.

``ct_planning_regions`` and ``city_state_one_cell`` were made by hand in the layout of public
reports; no real person is in them.
"""

from pathlib import Path

import pytest

from lib.exchange.importing import import_file
from tests.exchange.conftest import DATA, numbers, read

CASES = DATA / "cases"
COUNTIES = """
ct-1 09110
ct-2 09190
ct-3 09003
ct-4 09190
ct-5 02063
ct-6 02066
ct-7 02261
ct-8 02063
ct-9 46102
ct-10 46102
ct-11 51019
ct-12 35013
ct-13 35013
ct-14 17037
ct-15 17037
ct-16 22095
ct-17 48201
ct-18 48201
ct-19 01001
ct-20 51760
ct-21 51159
ct-24 29186
ct-25 12086
ct-26 72127
ct-27 06037
ct-28 06037
"""
pytestmark = pytest.mark.usefixtures("places")


def counties_of(prefix: str) -> dict[str, str | None]:
    query = (
        f"SELECT incident_id, county_fips FROM source.incident WHERE incident_id LIKE '{prefix}%'"
    )
    return dict(read("incidents", query))


def test_counties_of_every_year_and_spelling(tmp_path: Path) -> None:
    rejects = tmp_path / "rejected.csv"
    case = CASES / "ct_planning_regions"
    outcome = import_file("incident", case / "input.csv", case / "mapping.toml", rejects)
    assert numbers(outcome) == (28, 26, 0, 0, 2)
    assert counties_of("ct-") == dict(line.split() for line in COUNTIES.strip().splitlines())
    # St. Louis and Baltimore may be the county or the city.
    reasons = rejects.read_text()
    assert "St. Louis County (29189) and St. Louis city (29510)" in reasons
    assert "Baltimore County (24005) and Baltimore city (24510)" in reasons


@pytest.mark.slow
def test_a_town_a_county_and_a_point_in_the_cell_of_the_state(tmp_path: Path) -> None:
    case = CASES / "city_state_one_cell"
    rejects = tmp_path / "rejected.csv"
    outcome = import_file("incident", case / "input.csv", case / "mapping.toml", rejects)
    assert numbers(outcome) == (4, 4, 0, 0, 0)
    columns = "state_fips, region_id, latitude, longitude"
    query = f"SELECT {columns} FROM source.incident ORDER BY incident_id"
    # The point itself is not kept.
    assert read("incidents", query) == [
        ("04", "southwest", None, None),
        ("13", "southeast", None, None),
        ("04", "southwest", None, None),
        ("04", "southwest", None, None),
    ]
