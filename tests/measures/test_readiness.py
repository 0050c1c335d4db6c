import math

import numpy as np
import pandas as pd
import pytest

from lib.measures.distance import EARTH_RADIUS_KM
from lib.measures.readiness import (
    ReadinessThresholds,
    people_far,
    reach,
    ready_committees,
    settings,
)

# 70 km on the road in an hour, roads 1.4 times as long: 50 km in a straight line.
RULE = ReadinessThresholds(minimum_responders=2, drive_minutes=60)
KM_A_DEGREE = 2 * math.pi * EARTH_RADIUS_KM / 360


def places(*rows: tuple[float | None, float | None, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["latitude", "longitude", "population"]).assign(usps="ZZ")


def committees(*rows: tuple[str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["name", "latitude", "longitude"])


def test_the_shipped_rule_is_fifty_kilometers() -> None:
    # 70 km/h for an hour over 1.4
    assert settings().reach_km == pytest.approx(50)


def test_the_distance_is_the_great_circle() -> None:
    # Nashville to Los Angeles airport: 2,887.25995 km on a sphere of 6,372.8 km, the example
    # of Rosetta Code's "Haversine formula".
    found = reach(places((36.12, -86.67, 1)), committees(("LAX", 33.94, -118.40)), RULE)
    assert found["km"].iloc[0] == pytest.approx(2887.2599506 * EARTH_RADIUS_KM / 6372.8, rel=1e-9)


def test_a_place_on_the_limit_is_within_reach_and_one_beyond_is_far() -> None:
    at_limit, beyond = 49.999 / KM_A_DEGREE, 50.001 / KM_A_DEGREE
    found = reach(places((at_limit, 0, 1), (beyond, 0, 1)), committees(("here", 0.0, 0.0)), RULE)
    assert found["is_far"].tolist() == [False, True]
    assert found["km"].tolist() == pytest.approx([49.999, 50.001])


def test_the_nearest_is_the_nearest_across_the_date_line() -> None:
    ready = committees(("west", 52.0, -179.9), ("east", 52.0, 175.0))
    found = reach(places((52.0, 179.9, 1)), ready, RULE)
    assert found["nearest"].tolist() == ["west"]
    # Two tenths of a degree along the parallel of 52.
    assert found["km"].iloc[0] == pytest.approx(
        0.2 * KM_A_DEGREE * math.cos(math.radians(52)), 1e-4
    )


def test_without_anyone_ready_everyone_is_far_and_no_distance_is_known() -> None:
    found = reach(places((40.0, -100.0, 7)), committees(), RULE)
    assert found["is_far"].tolist() == [True]
    assert found["km"].isna().all()
    assert people_far(found, "usps")[["people", "far"]].to_numpy().tolist() == [[7, 7]]


def test_a_place_without_a_point_is_neither_near_nor_far() -> None:
    found = reach(places((None, None, 9), (0.0, 0.0, 4)), committees(("here", 0.0, 0.0)), RULE)
    assert found["is_far"].isna().tolist() == [True, False]
    counted = people_far(found, "usps").iloc[0]
    assert (counted["people"], counted["far"], counted["share"]) == (4, 0, 0)


def test_people_are_summed_by_state() -> None:
    reached = pd.DataFrame(
        [("AZ", 10, True), ("AZ", 30, False), ("GA", 5, True), ("NV", 0, False)],
        columns=["usps", "population", "is_far"],
    ).astype({"is_far": "boolean"})
    found = people_far(reached, "usps").set_index("usps")
    assert found["far"].to_dict() == {"AZ": 10, "GA": 5, "NV": 0}
    assert found.loc["AZ", "share"] == 0.25
    assert math.isnan(found.loc["NV", "share"])  # nobody: no share, not zero


def test_ready_is_active_with_enough_responders_and_a_point() -> None:
    rows = pd.DataFrame(
        [
            ("enough", "active", 2, 1.0),  # the boundary counts
            ("one short", "active", 1, 1.0),
            ("dormant", "dormant", 9, 1.0),
            ("nowhere", "active", 9, None),
        ],
        columns=["name", "status", "responders", "latitude"],
    ).assign(longitude=1.0)
    assert ready_committees(rows, RULE)["name"].tolist() == ["enough"]


@pytest.mark.parametrize("latitude", [91.0, math.nan])
def test_a_committee_that_is_not_on_the_globe_is_refused(latitude: float) -> None:
    with pytest.raises(ValueError, match="not on the globe"):
        reach(places((0.0, 0.0, 1)), committees(("nowhere", latitude, 0.0)), RULE)


def test_the_tree_finds_what_comparing_all_pairs_finds() -> None:
    random = np.random.default_rng(5)
    there = places(*((la, lo, 1) for la, lo in random.uniform((24, -125), (49, -67), (200, 2))))
    ready = committees(
        *(
            (str(i), la, lo)
            for i, (la, lo) in enumerate(random.uniform((24, -125), (49, -67), (50, 2)))
        )
    )
    found = reach(there, ready, RULE)
    for place in found.itertuples():
        every = [
            _haversine(place.latitude, place.longitude, r.latitude, r.longitude)
            for r in ready.itertuples()
        ]
        assert place.km == pytest.approx(min(every))
        assert int(place.nearest) == int(np.argmin(every))


def _haversine(a: float, b: float, c: float, d: float) -> float:
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(h))
