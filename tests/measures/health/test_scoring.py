from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.health import Indicator, InputError, health, is_silent
from tests.measures.health.rows import AS_OF, rows, unshrunk


def judged(**changes: Any) -> pd.Series:
    return health(rows(changes), unshrunk()).iloc[0]


def test_a_committee_at_every_full_threshold_has_every_point() -> None:
    got = judged()
    assert got["score"] == 1
    assert got[[str(indicator) for indicator in Indicator]].tolist() == [1] * 8
    assert (got["level"], got["weight"], got["flags"]) == ("strong", 100, 0)
    assert np.isnan(got["progress"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "indicator", "expected"),
    [
        # rhythm: days .5, gatherings .25, own rhythm .25
        ({"days_since_last_gathering": 40.5}, "rhythm", 0.75),  # half of 60..21
        ({"days_since_last_gathering": 60}, "rhythm", 0.5),  # at zero_at
        ({"days_since_last_gathering": 400}, "rhythm", 0.5),  # beyond it
        # 3 of 6 expected: .5; 3 of its usual 6: (.5 - .25) / .65; .5 + .125 + .25 * .384615
        ({"gatherings_90": 3, "counted_gatherings_90": 3}, "rhythm", 0.7211538),
        ({"own_rhythm_90": 12}, "rhythm", 0.8461538),  # half as often: .75 + .25 * .384615
        # 4 counted gatherings of 100 members: 20 people are .05, (.05 - .02) / .13
        ({"attended_90": 20}, "turnout", 0.2307692),
        ({"attended_90": 8}, "turnout", 0),  # .02, at zero_at
        # net 8 - 13 = -5 of a hundred, a third of -10..5
        ({"lapsed_90": 13}, "growth", 1 / 3),
        ({"members_90_days_ago": 50, "lapsed_90": 13}, "growth", 0),  # -10 of a hundred
        ({"covered_by_dues": 58}, "dues", 0.4),  # (.58 - .40) / .45
        # coordinators .6, with the core course .4
        ({"coordinators": 1, "coordinators_core": 1}, "coordination", 0.5),
        ({"coordinators_core": 0}, "coordination", 0.6),
        ({"core_certified": 11}, "training", 0.5),  # (.11 - .02) / .18
        # responders .4, answered .3, drill .3
        ({"responders": 2}, "readiness", 0.76),  # 1 - .4 * 3/5
        ({"dispatches_within_60": 6}, "readiness", 0.85),  # (.6 - .3) / .6 = .5
        ({"days_since_last_drill": 365}, "readiness", 0.7),
        # requests .6, visit .4
        ({"requests_open": 4, "requests_open_over_14_days": 1}, "accompaniment", 0.8),  # 1 of 3
        ({"days_since_last_visit": 112.5}, "accompaniment", 0.8),  # half of 180..45
    ],
)
def test_a_figure_scores_in_a_straight_line_between_its_thresholds(
    changes: dict[str, Any], indicator: str, expected: float
) -> None:
    got = judged(**changes)
    weights = {
        "rhythm": 18, "turnout": 12, "growth": 10, "dues": 12,
        "coordination": 18, "training": 10, "readiness": 12, "accompaniment": 8,
    }  # fmt: skip
    assert got[indicator] == pytest.approx(expected, abs=1e-6)
    # All the other indicators are full, so the score lacks what this one loses.
    assert got["score"] == pytest.approx(1 - weights[indicator] / 100 * (1 - expected), abs=1e-6)


@pytest.mark.parametrize(
    ("covered", "level"),
    [
        (72, "strong"),  # (.72 - .40) / .45 = .711
        (71, "steady"),  # .689
        (61, "steady"),  # .467
        (60, "fragile"),  # .444
        (None, "no_data"),
    ],
)
def test_levels_of_an_indicator(covered: float | None, level: str) -> None:
    assert judged(covered_by_dues=covered)["dues_level"] == level


def test_missing_is_not_zero() -> None:
    # Turnout is gone: the other 88 points are all there. Were it zero, the score would be .88.
    got = judged(attended_90=None)
    assert np.isnan(got["turnout"])
    assert (got["score"], got["weight"]) == (1, 88)


def test_an_indicator_is_the_mean_of_the_parts_that_have_data() -> None:
    # No dispatch to answer: responders .4 * 2/5 and drill .3 * 1, over .7
    got = judged(responders=2, dispatches_90=0, dispatches_within_60=0)
    assert got["readiness"] == pytest.approx((0.4 * 0.4 + 0.3) / 0.7)
    # Of readiness' 12 points .7 are known: 88 + 8.4
    assert got["weight"] == pytest.approx(96.4)
    # but what is known speaks for all 12 of them
    assert got["score"] == pytest.approx(0.88 + 0.12 * got["readiness"])


UNKNOWN_30 = {  # coordination 18, turnout 12
    "coordinators": None,
    "coordinators_core": None,
    "attended_90": None,
}


def test_just_enough_data_is_judged() -> None:
    got = judged(**UNKNOWN_30)
    assert (got["weight"], got["score"], got["level"]) == (70, 1, "strong")


def test_less_than_seventy_points_of_data_are_not_judged() -> None:
    # and accompaniment's visit, .4 of 8
    got = judged(**UNKNOWN_30, days_since_last_visit=None)
    assert got["weight"] == pytest.approx(66.8)
    assert np.isnan(got["score"])
    assert got["level"] == "not_enough_data"
    # what is known is still shown
    assert got["rhythm_level"] == "strong"


def test_a_committee_of_which_nothing_is_known_has_no_score() -> None:
    nothing = dict.fromkeys(rows({}).columns[4:])
    got = judged(**nothing)
    assert (got["level"], got["weight"]) == ("not_enough_data", 0)
    assert np.isnan(got["score"])


@pytest.mark.parametrize("changes", [{"members": 0, "covered_by_dues": 0, "core_certified": 0}])
def test_a_share_of_nobody_is_no_data(changes: dict[str, Any]) -> None:
    got = judged(**changes, attended_90=0)
    assert got[["turnout", "dues", "training"]].isna().all()


def test_a_committee_that_never_met_before_has_no_rhythm_of_its_own() -> None:
    # days .5 and gatherings .25 over .75
    assert judged(own_rhythm_90=0, gatherings_90=6)["rhythm"] == 1
    assert judged(own_rhythm_90=0)["weight"] == pytest.approx(95.5)  # less .25 of 18


def test_a_small_committee_is_shrunk_toward_its_region() -> None:
    # 1 of 4 and 20 others at .70: (1 + 14) / 24 = .625, (.625 - .40) / .45 = .5
    four = {"members": 4, "covered_by_dues": 1, "core_certified": 0, "attended_90": 4}
    priors = unshrunk(dues_mean=0.70, dues_strength=20)
    got = health(rows(four), priors).iloc[0]
    assert got["dues"] == pytest.approx(0.5)
    # growth: (100 * 5 + 30 * -5) / (100 + 30) = 2.6923 of a hundred, (2.6923 + 10) / 15
    shrunk = health(rows({}), unshrunk(growth_mean=-5, growth_strength=30)).iloc[0]
    assert shrunk["growth"] == pytest.approx(0.846154, abs=1e-6)


def test_rows_keep_their_order_and_each_its_days_and_regions_priors() -> None:
    day_before = AS_OF - pd.Timedelta(days=1)
    frame = rows(
        {"committee_id": "z", "as_of": AS_OF},
        {"committee_id": "a", "region_id": "west"},
        {"committee_id": "z", "as_of": day_before},
    )
    priors = pd.concat(
        [
            unshrunk(as_of=day_before, dues_mean=0.4, dues_strength=100),  # .625: half
            unshrunk("west", dues_mean=0.4, dues_strength=300),  # .5125: a quarter
            unshrunk(),
        ]
    )
    got = health(frame, priors)
    assert got["committee_id"].tolist() == ["z", "a", "z"]
    assert got["dues"].tolist() == pytest.approx([1, 0.25, 0.5])


def test_a_day_without_priors_is_refused() -> None:
    with pytest.raises(InputError, match="No priors for southwest on 2026-03-02"):
        health(rows({}), unshrunk("west"))


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (rows({}).drop(columns="responders"), "lack responders"),
        (rows({"committee_id": "a"}, {"committee_id": "a"}), "two rows"),
        (rows({"status": "asleep"}), "'asleep'"),
        (rows({"region_id": None}), "needs region_id"),
    ],
)
def test_rows_that_cannot_be_told_apart_or_judged_are_refused(
    frame: pd.DataFrame, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        health(frame)


def test_no_rows_are_no_committees() -> None:
    assert health(rows()).empty


# No gathering in 90 days, the last 60 days ago or more: none of rhythm's points.
SILENT = {"gatherings_90": 0, "counted_gatherings_90": 0, "attended_90": 0}


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({**SILENT, "days_since_last_gathering": 149}, "fragile"),
        ({**SILENT, "days_since_last_gathering": 60}, "fragile"),  # at zero_at
        # A day less: rhythm has a point, and the score alone tells.
        ({**SILENT, "days_since_last_gathering": 59}, "strong"),
        # One gathering: a sixth of what is expected, and no point of its own rhythm.
        ({"gatherings_90": 1, "counted_gatherings_90": 1, "own_rhythm_90": 60,
          "attended_90": 15, "days_since_last_gathering": 89}, "strong"),
        # Unknown is not silent.
        ({"gatherings_90": np.nan, "own_rhythm_90": np.nan,
          "days_since_last_gathering": np.nan}, "strong"),
    ],
)  # fmt: skip
def test_an_active_committee_that_does_not_meet_is_fragile_whatever_its_score(
    changes: dict[str, Any], level: str
) -> None:
    got = judged(**changes)
    # Without rhythm and turnout 70 of 100 points are left, or of 88 with data: both are strong.
    assert got["score"] >= 0.7
    assert got["level"] == level


def test_only_an_active_committee_is_fragile_for_not_meeting() -> None:
    got = health(rows({**SILENT, "status": "forming"}, {**SILENT, "status": "dormant"}), unshrunk())
    assert not set(got["level"]) & {"fragile"}


def test_silence_is_told_from_a_low_score() -> None:
    # .45 is steady by its score, less is fragile by it; a steady one is not silent.
    frame = pd.DataFrame({"level": ["fragile", "fragile", "steady"], "score": [0.45, 0.44, 0.45]})
    assert is_silent(frame).tolist() == [True, False, False]
