from datetime import date
from pathlib import Path

import pytest

from lib.reference.catalogue import FACTS
from lib.reference.compiling import fact_files
from lib.reference.compiling.agreements import Agencies, agency, agreement_rows, counties_of_cities
from lib.reference.compiling.counties import (
    centre_of_counties,
    context_rows,
    county_index,
    plain_name,
)
from lib.reference.compiling.places import place_rows
from lib.reference.compiling.sheets import listed_on, signed_on

SOURCE = Path(__file__).resolve().parents[3] / "shared"

COUNTIES = [
    # An independent city inside a county of the same name: two rows that must stay apart.
    {"fips": "29189", "state": "Missouri", "name": "St. Louis County", "pop_2019": "1000",
     "hispanic_2019": "3.0", "foreign_born_2010": "5.0"},
    {"fips": "29510", "state": "Missouri", "name": "St. Louis city", "pop_2019": "500",
     "hispanic_2019": "4.0", "foreign_born_2010": "NA"},
]  # fmt: skip
CITY = {"latitude": "38.62727", "longitude": "-90.19789", "admin1code": "MO"}
TWIN = {"lat": "38.62727", "lon": "-90.19789", "admin1": "Missouri", "cc": "US"}


@pytest.mark.slow
def test_shipped_files_are_what_the_script_makes() -> None:
    # Without the reference data only the names can be compared.
    shipped = {file.name: file.read_text(encoding="utf-8") for file in FACTS.iterdir()}
    if SOURCE.exists():
        assert fact_files(SOURCE) == shipped
    assert sorted(shipped) == [
        "agreements_287g.csv",
        "areas_of_responsibility.csv",
        "counties.csv",
        "county_changes.csv",
        "county_names.csv",
        "places.csv",
        "regions.csv",
        "states.csv",
        "towns.csv",
    ]


def test_shipped_files_are_small() -> None:
    assert sum(file.stat().st_size for file in FACTS.iterdir()) < 750_000


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


INDEX = county_index(COUNTIES)
CITIES = [
    {"name": "Arnold", "admin1": "Missouri", "admin2": "Saint Louis County"},
    # Cities of one name in two counties place no agency.
    {"name": "Twins", "admin1": "Missouri", "admin2": "Saint Louis County"},
    {"name": "Twins", "admin1": "Missouri", "admin2": "City of Saint Louis"},
]
OLDER = [
    {"date": "2025-07-03 pm", "state": "MISSOURI", "type": "Task Force Model",
     "county": "St. Louis County", "agency": "twins police"},
    {"date": "2025-07-03 pm", "state": "MISSOURI", "type": "Jail Enforcement Model",
     "county": "NA", "agency": "arnold police"},
]  # fmt: skip
AGENCIES = Agencies(OLDER, INDEX, counties_of_cities(CITIES, INDEX))


def listed(agency: str, kind: str = "Municipality", county: str = "") -> dict[str, str]:
    return {
        "STATE": "MISSOURI",
        "LAW ENFORCEMENT AGENCY": agency,
        "TYPE": kind,
        "COUNTY": county,
        "SUPPORT TYPE": "Task Force Model",
        "SIGNED": "2025-07-01",
        "listed_on": "2025-07-18",
    }


@pytest.mark.parametrize(
    ("row", "fips"),
    [
        (listed("Sheriff's Office", "County", "St. Louis County"), "29189"),
        (listed("Arnold Police Department"), "29189"),  # by the city
        (listed("Twins Police Department"), "29189"),  # by the older list
        (listed("Missouri Highway Patrol", "State Agency"), ""),
        (listed("Missouri Highway Patrol", "State Agency", "St. Louis city"), ""),  # its seat
    ],
)
def test_an_agency_is_in_the_county_that_a_list_names_or_in_its_citys(
    row: dict[str, str], fips: str
) -> None:
    assert AGENCIES.of_sheet(row) == fips


def test_an_agency_that_is_in_no_known_county_is_an_error() -> None:
    with pytest.raises(LookupError, match="Nowhere Police"):
        AGENCIES.of_sheet(listed("Nowhere Police"))


def test_rows_of_two_lists_and_of_agencies_that_applied() -> None:
    rows = list(
        agreement_rows(
            OLDER,
            [listed("Twins Police Department"), listed("Arnold Police Department")],
            [listed("Arnold Police Department")],
            AGENCIES,
        )
    )
    found = [
        (r["agency"], r["model"], r["first_listed_on"], r["last_listed_on"], r["is_pending"])
        for r in rows
    ]
    july_3, july_18 = "2025-07-03", "2025-07-18"
    assert found == [
        ("Twins Police Department", "task_force", july_3, july_18, "false"),
        # Another model than the older list has of it.
        ("Arnold Police Department", "task_force", july_18, july_18, "false"),
        # The sheet leaves it out.
        ("arnold police", "jail_enforcement", july_3, july_3, "false"),
        ("Arnold Police Department", "task_force", july_18, july_18, "true"),
    ]


@pytest.mark.parametrize(
    ("signed", "day"),
    [
        ("2025-07-18", "2025-07-18"),  # the day of the list
        ("2025-07-19", ""),  # after it
        ("7/72025", "2025-07-07"),
        ("pending", ""),
        ("", ""),
    ],
)
def test_a_day_of_signing(signed: str, day: str) -> None:
    assert signed_on({"SIGNED": signed, "listed_on": "2025-07-18"}) == day


def test_a_sheet_whose_name_says_no_day_is_an_error() -> None:
    assert listed_on(Path("participatingAgencies07182025pm.xlsx")) == date(2025, 7, 18)
    with pytest.raises(ValueError, match=r"agencies\.xlsx says no day"):
        listed_on(Path("agencies.xlsx"))


def test_two_spellings_of_an_agency() -> None:
    spelled = [
        agency("FLORIDA", "Fort Myers Police Department"),
        agency("florida", "ft myers police"),
    ]
    assert spelled[0] == spelled[1]
    assert agency("GEORGIA", "Fort Myers Police") != spelled[0]


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
