"""Counties with incidents by who protects near them, by hand."""

import pandas as pd
import pytest

from lib.measures.network import incidents_near

COUNTIES = pd.DataFrame(
    {
        "county_fips": ["04001", "04003", "04005", "04007", "04009"],
        "latitude": [30.0, 35.0, 40.0, 45.0, None],
        "longitude": -100.0,
        "foreign_born_population": [1000.0, 1000.0, None, 1000.0, 1000.0],
    }
)
INCIDENTS = pd.DataFrame(
    {
        "county_fips": ["04001", "04003", "04005", "04009", None],
        "incidents": [3.0, 6.0, 1.0, 5.0, 9.0],
    }
)
PARTNERS = pd.DataFrame(
    {
        "partner_id": ["p1", "p2", "p3"],
        "sector": ["legal", "faith", "labor"],
        "latitude": [30.0, 30.0, 35.0],
        "longitude": -100.0,
    }
)


def test_those_with_nobody_near_stand_in_front_by_their_rate() -> None:
    found = incidents_near(COUNTIES, INCIDENTS, PARTNERS, 120)
    # Labor does not protect by itself; no incident in 04007, no middle of 04009.
    assert found["county_fips"].tolist() == ["04003", "04005", "04001"]
    assert found["has"].tolist() == [0, 0, 2]
    assert found["incidents"].tolist() == [6.0, 1.0, 3.0]


def test_rates_are_per_person_and_shrink_toward_each_other() -> None:
    found = incidents_near(COUNTIES, INCIDENTS, PARTNERS, 120).set_index("county_fips")
    assert found.loc["04003", "rate"] == pytest.approx(6 / 1000)
    # Of all with people: (3 + 6 + 0) / 3,000 = 0.003.
    assert 0.003 < found.loc["04003", "mean"] < 0.006
    assert found.loc["04005", ["rate", "mean"]].isna().all()
