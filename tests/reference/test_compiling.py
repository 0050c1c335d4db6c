from pathlib import Path

import pytest

from lib.reference.catalogue import FACTS
from lib.reference.compiling import fact_files
from lib.reference.compiling.agreements import agreement_rows, counties_of_cities
from lib.reference.compiling.counties import (
    centre_of_counties,
    context_rows,
    county_index,
    plain_name,
)
from lib.reference.compiling.places import place_rows

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "reference"

COUNTIES = [
    # An independent city inside a county of the same name: two rows that must stay apart.
    {"fips": "29189", "state": "Missouri", "name": "St. Louis County", "pop_2019": "1000",
     "hispanic_2019": "3.0", "foreign_born_2010": "5.0"},
    {"fips": "29510", "state": "Missouri", "name": "St. Louis city", "pop_2019": "500",
     "hispanic_2019": "4.0", "foreign_born_2010": "NA"},
]  # fmt: skip
CITY = {"latitude": "38.62727", "longitude": "-90.19789", "admin1code": "MO"}
TWIN = {"lat": "38.62727", "lon": "-90.19789", "admin1": "Missouri", "cc": "US"}


def test_shipped_files_are_what_the_script_makes() -> None:
    # Without the reference data only the names can be compared.
    shipped = {file.name: file.read_text(encoding="utf-8") for file in FACTS.iterdir()}
    if SOURCE.exists():
        assert fact_files(SOURCE) == shipped
    assert sorted(shipped) == [
        "agreements_287g.csv",
        "areas_of_responsibility.csv",
        "counties.csv",
        "places.csv",
        "regions.csv",
        "states.csv",
    ]


def test_shipped_files_are_small() -> None:
    assert sum(file.stat().st_size for file in FACTS.iterdir()) < 500_000


def test_a_missing_reference_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        fact_files(tmp_path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint Clair County", "St. Clair County"),
        ("City of Alexandria", "Alexandria city"),
        ("De Soto County", "DeSoto County"),
        ("Saint Tammany Parish", "St. Tammany Parish"),
        ("Bronx", "Bronx County"),
    ],
)
def test_spellings_of_one_county_have_one_plain_name(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


def test_a_city_and_the_county_around_it_have_two_plain_names() -> None:
    assert plain_name("St. Louis city") != plain_name("St. Louis County")


def test_place_takes_its_county_share_of_people() -> None:
    rows = place_rows(
        [CITY | {"name": "St. Louis", "population": "400"}],
        [TWIN | {"name": "Saint Louis", "admin2": "City of Saint Louis"}],
        county_index(COUNTIES),
    )
    # 4.0 % of 400 are 16; the city's foreign-born share is not available.
    assert [r for r in rows if r["state_fips"] == "29"] == [
        {
            "place_id": "mo-st-louis",
            "name": "St. Louis",
            "state_fips": "29",
            "county_fips": "29510",
            "latitude": "38.6273",
            "longitude": "-90.1979",
            "population": "400",
            "latino_population": "16",
            "foreign_born_population": "0",
        }
    ]


def test_place_whose_county_is_not_known_is_left_out() -> None:
    # The only city of that name in the other list is 400 km away.
    far = TWIN | {"name": "St. Louis", "admin2": "St. Louis County", "lat": "42.6"}
    rows = place_rows(
        [CITY | {"name": "St. Louis", "population": "400"}], [far], county_index(COUNTIES)
    )
    assert {r["state_fips"] for r in rows} == {"72"}


def test_an_agreement_is_in_the_county_that_the_list_names_or_in_its_citys() -> None:
    index = county_index(COUNTIES)
    cities = [
        {"name": "Arnold", "admin1": "Missouri", "admin2": "Saint Louis County"},
        # Cities of one name in two counties place no agency.
        {"name": "Twins", "admin1": "Missouri", "admin2": "Saint Louis County"},
        {"name": "Twins", "admin1": "Missouri", "admin2": "City of Saint Louis"},
    ]
    row = {"date": "2025-07-03 pm", "state": "MISSOURI", "type": "Task Force Model", "county": "NA"}
    agreements = [
        row | {"county": "St. Louis County", "agency": "arnold police",
               "type": "Jail Enforcement Model"},
        row | {"agency": "arnold police"},
        row | {"agency": "twins police"},
        row | {"agency": "missouri highway patrol"},
    ]  # fmt: skip
    rows = list(agreement_rows(agreements, index, counties_of_cities(cities, index)))
    assert [(r["county_fips"], r["model"]) for r in rows] == [
        ("29189", "jail_enforcement"),
        ("29189", "task_force"),
        ("", "task_force"),
        ("", "task_force"),
    ]
    assert rows[0]["state_fips"] == "29"
    assert rows[0]["as_of"] == "2025-07-03"


def test_a_countys_centre_is_where_its_people_live() -> None:
    cities = [
        # 300 and 100 people: a quarter of the way from the first to the second.
        {"name": "Big", "latitude": "38.0", "longitude": "-90.0", "population": "300"},
        {"name": "Small", "latitude": "40.0", "longitude": "-94.0", "population": "100"},
    ]
    counties_of = [
        {"name": "Big", "lat": "38.0", "lon": "-90.0", "admin2": "Saint Louis County"},
        {"name": "Small", "lat": "40.0", "lon": "-94.0", "admin2": "Saint Louis County"},
        # No population is listed: it counts for nothing beside those that have one …
        {"name": "Unlisted", "lat": "10.0", "lon": "-10.0", "admin2": "Saint Louis County"},
        # … and where no city of the county has one, all count alike.
        {"name": "One", "lat": "30.0", "lon": "-80.0", "admin2": "City of Saint Louis"},
        {"name": "Two", "lat": "32.0", "lon": "-84.0", "admin2": "City of Saint Louis"},
        # A city of no known county.
        {"name": "Lost", "lat": "50.0", "lon": "-50.0", "admin2": "Nowhere County"},
    ]
    located = [city | {"admin1": "Missouri", "cc": "US"} for city in counties_of]
    centres = centre_of_counties(cities, located, county_index(COUNTIES))
    assert centres == {"29189": (38.5, -91.0), "29510": (31.0, -82.0)}


def test_a_county_without_a_centre_has_no_point() -> None:
    located, lost = context_rows(
        [
            row
            | {
                "households_speak_spanish_2019": "3.5",
                "households_speak_limited_english_2019": "",
            }
            for row in COUNTIES
        ],
        {"29189": (38.5, -91.0)},
    )
    assert (located["spanish_speaking_percent"], located["limited_english_percent"]) == ("3.5", "")
    assert (located["latitude"], located["longitude"]) == ("38.500", "-91.000")
    assert (lost["latitude"], lost["longitude"]) == ("", "")
