import math

import pytest

from lib.measures.priorities.land import areas
from tests.measures.priorities.records import CITIES, COUNTIES, land


def test_counties_become_places_with_state_and_region() -> None:
    found = areas(land())
    assert found.place_of.to_dict() == {
        "04019": "az-tucson", "04021": "az-tucson", "04001": "rest-04", "06001": "rest-06",
    }  # fmt: skip
    places = found.places.set_index("place_id")
    columns = ["name", "is_rest", "usps", "state_fips", "region_id", "is_priority"]
    assert places.loc["az-tucson", columns].tolist() == [
        "Tucson", False, "AZ", "04", "southwest", 1.0,
    ]  # fmt: skip
    # The rest of a state bears its name.
    assert places.loc["rest-06", columns].tolist() == [
        "California", True, "CA", "06", "west", 0.0,
    ]  # fmt: skip


def test_people_are_added_up_and_shares_weighed_by_them() -> None:
    tucson = areas(land()).places.set_index("place_id").loc["az-tucson"]
    assert tucson[["population", "latino", "foreign_born"]].tolist() == [1_000, 350, 240]
    # (900 × 20 % + 100 × 60 %) / 1,000; the county without limited English counts nowhere.
    assert tucson["spanish_households"] == pytest.approx(0.24)
    assert tucson["limited_english_households"] == pytest.approx(0.04)


def test_what_no_county_says_is_null() -> None:
    rest = areas(land()).places.set_index("place_id").loc["rest-04"]
    assert rest["population"] == 500
    assert math.isnan(rest["foreign_born"])
    assert math.isnan(rest["spanish_households"])


def test_a_place_is_where_its_people_are() -> None:
    tucson = areas(land()).places.set_index("place_id").loc["az-tucson"]
    # A tenth of the people live half a degree to the north.
    assert tucson["latitude"] == pytest.approx(32.05, abs=0.001)
    assert tucson["longitude"] == pytest.approx(-111.0)


def test_a_place_is_marked_where_any_of_its_cities_is() -> None:
    places = areas(land()).places.set_index("place_id")
    assert places["has_presence"].to_dict() == {"az-tucson": 1, "rest-04": 0, "rest-06": 0}
    # Marana's mark.
    assert places["has_anticipated_gap"].to_dict() == {"az-tucson": 1, "rest-04": 0, "rest-06": 0}


def test_a_county_that_only_cities_name_is_made_of_them() -> None:
    # Puerto Rico's municipios lack in the list of counties.
    found = areas(land(COUNTIES[2:])).places.set_index("place_id")
    tucson = found.loc["az-tucson"]
    assert tucson[["population", "latino", "foreign_born"]].tolist() == [850, 285, 195]
    # 50 of the 850 live 0.4 degrees to the north.
    assert tucson["latitude"] == pytest.approx(32 + 0.4 * 50 / 850, abs=0.001)
    assert math.isnan(tucson["spanish_households"])


def test_without_counties_cities_are_the_places() -> None:
    found = areas(land([]))
    assert found.places["place_id"].tolist() == ["az-tucson"]
    assert found.counties["county_fips"].tolist() == ["04019"]


def test_a_city_without_a_point_or_a_county_leads_no_place() -> None:
    lost = ("az-lost", "Lost", "04", "04001", None, None, 9_999, 1, 1, True, False)
    nowhere = ("az-nowhere", "Nowhere", "04", None, 35.0, -109.0, 9_999, 1, 1, True, False)
    found = areas(land(cities=[*CITIES, lost, nowhere]))
    assert found.place_of["04001"] == "rest-04"
    # The county is known all the same, and so is the mark.
    assert found.places.set_index("place_id").loc["rest-04", "has_presence"] == 1


def test_counties_without_people_or_points_are_places_of_unknown_middle() -> None:
    unknown = ("06001", "06", None, None, None, None, None, None, None)
    rest = areas(land([*COUNTIES[:3], unknown])).places.set_index("place_id").loc["rest-06"]
    columns = ["population", "latino", "foreign_born", "latitude", "longitude"]
    assert rest[columns].isna().all()


def test_without_counties_and_cities_there_is_no_place() -> None:
    found = areas(land([], []))
    assert found.places.empty
    assert found.counties.empty
