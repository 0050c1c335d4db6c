"""Who could join a committee, by hand: places on the equator, a degree 111.195 km apart."""

import math

import numpy as np
import pandas as pd
import pytest

from lib.measures.catchments import reached, usual_rate, with_rates
from lib.measures.distance import EARTH_RADIUS_KM

KM_A_DEGREE = 2 * math.pi * EARTH_RADIUS_KM / 360


def places(*rows: tuple[float | None, float | None]) -> pd.DataFrame:
    """Places on the equator, by longitude and people."""
    frame = pd.DataFrame(rows, columns=["longitude", "people"], dtype=float)
    return frame.assign(latitude=0.0)


def committees(*longitudes: float | None) -> pd.DataFrame:
    frame = pd.DataFrame({"longitude": pd.array(longitudes, dtype="Float64").astype(float)})
    return frame.assign(latitude=0.0)


def test_places_of_several_committees_are_divided_among_them() -> None:
    # At 0.0 and 0.4 committees (22 km either side of the first place); the place at 0.7 is within
    # 50 km (0.45 degrees) of the second alone, and that at 5 of none.
    found, covered = reached(
        places((0.2, 900), (0.7, 100), (5.0, 7)), committees(0.0, 0.4), "people"
    )
    assert found["within"].tolist() == [900, 1000]
    assert found["own"].tolist() == [450, 550]
    # What is each one's own adds up to everybody who has any in reach.
    assert covered == 1000


def test_the_drive_ends_at_its_limit() -> None:
    at_limit, beyond = 50 / KM_A_DEGREE, 50.1 / KM_A_DEGREE
    found, covered = reached(places((at_limit, 10), (-beyond, 90)), committees(0.0), "people")
    assert (found["within"].tolist(), covered) == ([10], 10)


def test_what_has_no_point_or_no_people_is_not_known() -> None:
    # A committee nobody can place, one in reach of nobody, and a place whose people nobody counted.
    found, covered = reached(places((0.0, None), (None, 50)), committees(None, 0.0), "people")
    assert math.isnan(found["within"][0])
    assert found["within"][1] == 0
    assert covered == 0


def test_without_a_committee_nobody_is_in_reach() -> None:
    found, covered = reached(places((0.0, 10)), committees(), "people")
    assert (len(found), covered) == (0, 0)


def test_a_committee_stands_out_only_beyond_chance() -> None:
    # Twenty committees with 46 to 54 members of 100,000; one with 4 of 100,000, one with 90; one
    # with 1 of 1,000, which as a rate is twice the usual but says next to nothing.
    members = [*np.tile([46, 48, 50, 52, 54], 4), 4, 90, 1, 3, np.nan]
    own = [*[100_000] * 22, 1_000, 0, 100_000]
    found = with_rates(pd.DataFrame({"members": members, "own": own}))
    assert set(found["standing"][:20]) == {"alike"}
    assert found["standing"][20:].tolist() == ["fewer", "more", "alike", "unknown", "unknown"]
    assert found["rate"][20] == pytest.approx(4e-5)
    # Shrunk toward the others, and most where there is least to say.
    assert found["mean"][20] > found["rate"][20]
    assert found["mean"][22] < 0.7 * found["rate"][22]
    assert (found["low"] <= found["mean"])[:23].all()
    assert (found["mean"] <= found["high"])[:23].all()
    assert math.isnan(found["rate"][23])
    assert math.isnan(found["mean"][24])


def test_the_usual_rate_is_of_all_who_can_be_compared() -> None:
    frame = pd.DataFrame({"members": [10, 20, np.nan, 5], "own": [1000, 500, 100, 0]})
    assert usual_rate(frame) == 30 / 1500
    assert math.isnan(usual_rate(frame[3:]))


def test_a_single_committee_is_like_itself() -> None:
    found = with_rates(pd.DataFrame({"members": [12], "own": [1000.0]}))
    assert found["standing"].tolist() == ["alike"]
