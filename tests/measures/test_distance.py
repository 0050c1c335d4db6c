import numpy as np
import pandas as pd
import pytest

from lib.measures.distance import EARTH_RADIUS_KM, chord_to_km, km_to_chord, unit_vectors


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
