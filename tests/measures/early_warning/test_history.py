from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.early_warning import HISTORY
from lib.measures.early_warning.history import at_risk

MONTH = {
    "committee_id": "a",
    "as_of": pd.Timestamp("2026-03-02"),
    "status": "active",
    "days_since_last_gathering": 9,
    "gatherings_90": 6,
    "own_rhythm_90": 8.0,
    "coordinators": 2,
    "turnout": 12.0,
    "turnout_before": 16.0,
    "gatherings_next_90": 3,
}


def month(**changes: Any) -> pd.DataFrame:
    return at_risk(pd.DataFrame([MONTH | changes], columns=list(HISTORY)))


def test_the_signs_of_a_month() -> None:
    got = month().iloc[0]
    assert got["days"] == pytest.approx(np.log(10))
    assert got["rhythm"] == 0.75  # 6 of 8
    assert got["turnout_trend"] == pytest.approx(np.log(0.75))
    assert got["coordinators"] == 2


@pytest.mark.parametrize(
    ("changes", "in_it"),
    [
        ({"days_since_last_gathering": 89}, True),
        ({"days_since_last_gathering": 90}, False),  # silent already
        ({"days_since_last_gathering": None}, False),  # nobody knows
        ({"status": "dormant"}, False),
        ({"status": "forming"}, False),
    ],
)
def test_only_active_committees_that_meet_can_fall_silent(
    changes: dict[str, Any], in_it: bool
) -> None:
    assert len(month(**changes)) == in_it


@pytest.mark.parametrize(("gatherings", "silent"), [(0, 1.0), (1, 0.0), (None, None)])
def test_silent_is_no_gathering_in_the_next_90_days(
    gatherings: int | None, silent: float | None
) -> None:
    got = month(gatherings_next_90=gatherings)["silent"].iloc[0]
    assert np.isnan(got) if silent is None else got == silent


@pytest.mark.parametrize(
    ("changes", "sign", "value"),
    [
        ({"own_rhythm_90": 2.0}, "rhythm", 2.0),  # three times the usual counts as twice
        ({"coordinators": 7}, "coordinators", 3.0),
        ({"own_rhythm_90": 0.0}, "rhythm", None),  # no usual number to compare with
        ({"own_rhythm_90": None}, "rhythm", None),
        ({"turnout_before": 0.0}, "turnout_trend", None),
        ({"turnout": None}, "turnout_trend", None),
        ({"turnout": 0.0}, "turnout_trend", None),  # the log of nobody
    ],
)
def test_signs_have_limits_and_may_be_unknown(
    changes: dict[str, Any], sign: str, value: float | None
) -> None:
    got = month(**changes)[sign].iloc[0]
    assert np.isnan(got) if value is None else got == value
