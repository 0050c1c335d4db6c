import numpy as np
import pandas as pd
import pytest

from lib.measures.distance import (
    EARTH_RADIUS_KM,
    chord_to_km,
    km_to_chord,
    mean_point,
    unit_vectors,
)


def test_a_quarter_of_the_globe() -> None:
    pole, equator = unit_vectors(pd.DataFrame({"latitude": [90, 0], "longitude": [0, 50]}))
    km = chord_to_km(np.linalg.norm(pole - equator))
    assert km == pytest.approx(EARTH_RADIUS_KM * np.pi / 2)


def test_one_degree_along_the_equator() -> None:
    # 2π × 6371.0088 / 360
    a, b = unit_vectors(pd.DataFrame({"latitude": [0, 0], "longitude": [179.5, -179.5]}))
    assert chord_to_km(np.linalg.norm(a - b)) == pytest.approx(111.1951, abs=1e-4)


def test_both_ways() -> None:
    assert chord_to_km(km_to_chord(250)) == pytest.approx(250)


@pytest.mark.parametrize("latitude", [np.nan, 91])
def test_a_point_that_is_none_is_refused(latitude: float) -> None:
    with pytest.raises(ValueError, match="not on the globe"):
        unit_vectors(pd.DataFrame({"latitude": [latitude], "longitude": [0]}))


def middle(*rows: tuple[str, float, float, float | None]) -> dict[str, tuple[float, float]]:
    frame = pd.DataFrame(rows, columns=["place", "latitude", "longitude", "people"])
    found = mean_point(frame, frame["place"], frame["people"])
    return {str(name): (row.latitude, row.longitude) for name, row in found.iterrows()}


def test_the_middle_of_two_points_lies_between_them_also_across_the_date_line() -> None:
    found = middle(
        ("here", 0, 10, 5), ("here", 0, 20, 5), ("there", 0, 179, 1), ("there", 0, -177, 1)
    )
    assert found["here"] == pytest.approx((0, 15))
    assert found["there"] == pytest.approx((0, -179))


def test_the_middle_is_nearer_to_where_more_people_are() -> None:
    # On the meridian, weights 3 and 1 at 0 and 90 degrees: atan(1 / 3).
    assert middle(("p", 0, 0, 3), ("p", 90, 0, 1))["p"] == pytest.approx((18.4349, 0), abs=1e-4)
    # Who doesn't know how many live somewhere can't be drawn there.
    assert middle(("p", 10, 0, 3), ("p", 90, 0, None))["p"] == pytest.approx((10, 0))


def test_without_any_people_all_points_count_alike() -> None:
    found = middle(("p", 0, 10, None), ("p", 0, 20, 0), ("q", 5, 5, 1))
    assert found["p"] == pytest.approx((0, 15))
    assert found["q"] == pytest.approx((5, 5))
