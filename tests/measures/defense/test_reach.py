import pandas as pd
import pytest

from lib.measures.defense import within_reach
from lib.measures.driving import reach_km

KM_A_DEGREE = 111.195
"""Of latitude, on the sphere of the mean radius."""


def counties(*rows: tuple[str, float | None, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["state_fips", "latitude", "foreign_born_population"])
    return frame.assign(longitude=-100.0).astype({"latitude": float})


def test_people_within_a_drive_of_a_partner() -> None:
    reach = reach_km(120) / KM_A_DEGREE
    found = within_reach(
        counties(
            ("04", 30.0, 300),  # at the partner's
            ("04", 30.0 + reach - 0.01, 100),  # just within
            ("04", 30.0 + reach + 0.01, 600),  # just beyond
            ("48", 40.0, 50),
            ("13", None, 50),  # nobody knows where
            ("17", 30.0, None),  # nor how many
            ("36", 30.0, 0),
        ),
        pd.DataFrame({"latitude": [30.0, None], "longitude": [-100.0, None]}),
        120,
    )
    assert found.to_dict() == pytest.approx({"04": 0.4, "48": 0.0})


def test_without_a_partner_nobody_is_within_reach() -> None:
    nobody = pd.DataFrame({"latitude": [], "longitude": []})
    assert within_reach(counties(("04", 30.0, 300)), nobody, 120).to_dict() == {"04": 0.0}
    assert within_reach(counties(), nobody, 120).empty
