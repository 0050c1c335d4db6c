import numpy as np
import pandas as pd

from lib.measures.priorities.areas import group_counties, sum_to_places

CITIES = pd.DataFrame(
    [
        # Two cities of one county: the larger leads it.
        ("tx-small", "48001", "48", 30.0, -100.0, 10),
        ("tx-large", "48001", "48", 30.1, -100.0, 99),
        ("tx-other", "48005", "48", 33.0, -100.0, 50),
        # Across the state's border, near county 48002.
        ("nm-near", "35001", "35", 30.45, -100.0, 500),
    ],
    columns=["place_id", "county_fips", "state_fips", "latitude", "longitude", "population"],
)
COUNTIES = pd.DataFrame(
    [
        ("48001", "48", 30.0, -100.0),
        # 0.4 degrees of latitude, 44.5 km, from tx-large and less from nm-near.
        ("48002", "48", 30.5, -100.0),
        # 0.9 degrees, 100 km, from the nearest city.
        ("48003", "48", 31.0, -100.0),
        ("48004", "48", np.nan, np.nan),
        # Its own city is beyond any limit, and its own all the same.
        ("48005", "48", 31.5, -103.0),
        ("01001", "01", 32.0, -86.0),
    ],
    columns=["county_fips", "state_fips", "latitude", "longitude"],
)


def test_counties_go_to_their_city_the_nearest_or_the_rest_of_the_state() -> None:
    assert group_counties(COUNTIES, CITIES, within_km=80).tolist() == [
        "tx-large", "tx-large", "rest-48", "rest-48", "tx-other", "rest-01",
    ]  # fmt: skip


def test_the_limit_is_part_of_the_reach() -> None:
    assert group_counties(COUNTIES, CITIES, within_km=44.4)[1] == "rest-48"
    assert group_counties(COUNTIES, CITIES, within_km=44.5)[1] == "tx-large"


def test_without_cities_each_state_is_one_place() -> None:
    alone = group_counties(COUNTIES, CITIES.iloc[:0])
    assert set(alone) == {"rest-48", "rest-01"}


def test_sums_by_place_keep_no_data_apart_from_zero() -> None:
    place = pd.Series({"48001": "tx-large", "48002": "tx-large", "01001": "rest-01"})
    frame = pd.DataFrame(
        {
            "county_fips": ["48001", "48002", "01001", "99999"],
            "incidents": [1, 2, np.nan, 50],
        }
    )
    summed = sum_to_places(frame, "county_fips", place).set_index("place_id")["incidents"]
    assert summed["tx-large"] == 3
    assert np.isnan(summed["rest-01"])
    assert len(summed) == 2
