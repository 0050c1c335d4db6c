"""What the early warning says, by its verdict: predictions only where history bears them out."""

import pandas as pd
import pytest

from lib.measures.early_warning import EarlyWarning, Verdict
from lib.topics.committees.calibration import judged
from lib.topics.committees.early_warning import Predicted, describe, predictions
from lib.ui.text import Text
from tests.ui.drawn import traces_of

CALIBRATION = pd.DataFrame(
    {
        "tenth": [1, 10],
        "committee_months": [50, 50],
        "silent": [0.0, 20.0],
        "predicted": [0.01, 0.45],
        "rate": [0.0, 0.4],
        "low": [0.0, 0.28],
        "high": [0.07, 0.54],
    }
)
COMMITTEES = pd.DataFrame(
    {
        "committee_id": ["a", "b", "c"],
        "last_gathering_on": pd.to_datetime(["2026-01-01", "2026-02-01", None]),
        "gatherings": [1.0, 6.0, 0.0],
        "coordinators": [0, 2, 1],
    }
)
NAMES = {"a": "Ajo", "b": "=HYPERLINK(1)", "c": "Cobre"}


def fit(verdict: Verdict) -> EarlyWarning:
    newest = pd.DataFrame(
        {
            "committee_id": ["b", "a"],
            "as_of": pd.Timestamp("2026-03-02"),
            "probability": [0.9, 0.3],
        }
    )
    return EarlyWarning(
        verdict=verdict,
        auc=0.904,
        auc_days=0.7,
        auc_gain_low=0.1,
        calibration=CALIBRATION,
        predictions=newest,
        fitted=1_500,
        silent_fitted=90,
        held_out=500,
        silent_held_out=30,
        left_out=12,
    )


def test_the_finding_is_the_number_to_be_expected_of_those_at_risk() -> None:
    shown = describe(predictions(fit(Verdict.SHOWN), COMMITTEES), NAMES)
    assert isinstance(shown, Predicted)
    table = shown.listed
    # .9 + .3 is about one; c is not among those that meet.
    assert table.title == "About 1 of 2 committees that meet may fall silent within 90 days"
    assert table.frame[["committee_id", "probability"]].to_numpy().tolist() == [
        ["b", 0.9],
        ["a", 0.3],
    ]


def test_what_history_cannot_tell_is_said_in_place_of_chances() -> None:
    little = describe(predictions(fit(Verdict.TOO_LITTLE_HISTORY), COMMITTEES), NAMES)
    assert little == Text(title="There is too little history to tell who may fall silent")
    no_better = describe(predictions(fit(Verdict.NO_BETTER), COMMITTEES), NAMES)
    assert isinstance(no_better, Text)
    assert no_better.title == (
        "Who may fall silent is told as well by the days since the last gathering"
    )
    # How it was judged stands below it, and no committee's chance.
    assert "**0.7**" in str(no_better.body)


def test_both_measures_of_order_and_the_months_behind_them_are_said() -> None:
    sentence = judged(fit(Verdict.SHOWN))
    for part in ("regions in view alone", "1,500", "500", "of which 30", "**0.9**", "**0.7**"):
        assert part in sentence


def test_the_calibration_shows_each_tenth_with_its_interval() -> None:
    shown = describe(predictions(fit(Verdict.SHOWN), COMMITTEES), NAMES)
    assert isinstance(shown, Predicted)
    chart = shown.calibration
    assert chart.title == (
        "Of those given the highest chances, 45% on average, 40% (20 of 50) fell silent"
    )
    _diagonal, points = traces_of(chart.plot)
    assert points["x"] == [0.01, 0.45]
    assert points["error_y"]["array"] == pytest.approx([0.07, 0.14])
    assert points["error_y"]["arrayminus"] == pytest.approx([0.0, 0.12])
    assert points["hovertext"][1] == "predicted 45%, happened 40% (20 of 50)"
