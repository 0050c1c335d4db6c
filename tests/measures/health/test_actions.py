from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.health import Action, actions, health_thresholds, next_action
from lib.measures.health.changes import CHANGES
from tests.measures.health.rows import rows, unshrunk


def won(action: str, **changes: Any) -> float:
    """The points that an action is said to win, 0 if it isn't proposed."""
    found = actions(rows(changes), unshrunk()).set_index("action")
    return float(found["points"].get(action, 0))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("action", "changes", "points"),
    [
        # 50 days: (60 - 50)/39 = .25641 of .5 of 18 points; 3 of 6 gatherings, to 4: a sixth of
        # .25 of 18; of its usual 6, .5 to .6667 is .25641 of .25 of 18
        (
            "hold_gathering",
            {
                "days_since_last_gathering": 50,
                "gatherings_90": 3,
                "counted_gatherings_90": 3,
                "attended_90": 60,
            },
            9 * (1 - 10 / 39) + 4.5 / 6 + 4.5 / 6 / 0.65,
        ),
        # .05 a gathering; a twentieth of the other .95 come: .0475 of .13, of 12 points
        ("phone_round", {"attended_90": 20}, 12 * 0.0475 / 0.13),
        # 5 of 20 lapsed come back … only 2: net -12 to -10 of a hundred is worth nothing, but
        # from -2 to 0 two of fifteen parts of 10 points. Two more members: dues 70/100 to
        # 72/102, training 20/102 and turnout 60/408 lose a little.
        (
            "call_lapsed_members",
            {"joined_90": 0, "lapsed_90": 2, "covered_by_dues": 70},
            10 * 2 / 15
            + 12 * (72 / 102 - 0.70) / 0.45
            - 10 * (0.20 - 20 / 102) / 0.18
            - 12 * (0.15 - 60 / 408) / 0.13,
        ),
        # half of 41 not covered, rounded up: 59 to 80, of 12 points
        ("renew_dues_round", {"covered_by_dues": 59}, 12 * 0.21 / 0.45),
        ("find_first_coordinator", {"coordinators": 0, "coordinators_core": 0}, 18 * 0.6 / 2),
        ("find_first_coordinator", {"coordinators": 1, "coordinators_core": 0}, 0),
        ("find_second_coordinator", {"coordinators": 1, "coordinators_core": 1}, 18 * 0.6 / 2),
        ("find_second_coordinator", {"coordinators": 0, "coordinators_core": 0}, 0),
        # one of two trained: .4 / 2 of 18, and one more of 10 in a hundred, of 10 points
        (
            "core_course_for_coordinator",
            {"coordinators_core": 1, "core_certified": 10},
            18 * 0.4 / 2 + 10 * 0.01 / 0.18,
        ),
        # nobody left to train among the coordinators
        ("core_course_for_coordinator", {"coordinators": 1, "coordinators_core": 1}, 0),
        ("core_course_for_members", {"core_certified": 10}, 10 * 0.05 / 0.18),
        ("find_responders", {"responders": 1}, 12 * 0.4 * 2 / 5),
        # half of 5 late ones, rounded up: 5 to 8 of 10
        ("mend_call_tree", {"dispatches_within_60": 5}, 12 * 0.3 * 0.3 / 0.6),
        # the drill alone (gatherings are full)
        ("drill", {"days_since_last_drill": 400}, 12 * 0.3),
        ("answer_requests", {"requests_open": 3, "requests_open_over_14_days": 2}, 8 * 0.6 * 2 / 3),
        ("visit", {"days_since_last_visit": 180}, 8 * 0.4),
    ],
)
def test_points_are_those_of_the_committee_scored_again(
    action: str, changes: dict[str, Any], points: float
) -> None:
    assert won(action, **changes) == pytest.approx(points, abs=1e-9)


def test_recruiting_counts_for_growth_and_against_what_new_members_lack() -> None:
    # net 0 to 3 of a hundred; dues 88/103 is full as 85/100; training 20/103; turnout 60/412
    expected = 10 * 3 / 15 - 10 * (0.20 - 20 / 103) / 0.18 - 12 * (0.15 - 60 / 412) / 0.13
    assert won("recruit_members", lapsed_90=8) == pytest.approx(expected)


def test_what_lost_most_points_comes_first() -> None:
    # A visit wins 3.2 in 6 hours (.53 each), all that accompaniment lost; a course for a
    # coordinator 3.6 in 3 (1.2 each), all that coordination lost.
    found = actions(rows({"coordinators_core": 1, "days_since_last_visit": 200}), unshrunk())
    assert found["action"].tolist() == ["core_course_for_coordinator", "visit"]
    assert found["points_per_effort"].tolist() == pytest.approx([3.6 / 3, 3.2 / 6])
    assert found["score_after"].tolist() == pytest.approx([1 - 0.032, 1 - 0.036])


SILENT = {"days_since_last_gathering": 90, "gatherings_90": 0}
NOBODY = {"coordinators": 0, "coordinators_core": 0}
OWED = {"requests_open": 1, "requests_open_over_14_days": 1}
# A third of .6 of 8 points for an hour of work: 1.6 an hour. A first coordinator wins 5.4 in 8
# hours, .7 an hour; a gathering 9 + .75 + … in 4.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "action", "cause", "lost"),
    [
        # Both of coordination's parts are nothing: all of its 18 points. Where it doesn't meet
        # nobody comes: turnout's 12 have no data, and 18 of 88 are lost.
        (NOBODY | SILENT | OWED, "find_first_coordinator", "nobody_coordinates", 1800 / 88),
        (NOBODY | OWED, "find_first_coordinator", "nobody_coordinates", 18),
        # It doesn't meet: all of rhythm's 18 of 88. A drill would win readiness's points as well, a
        # visit costs nothing to say: both come later.
        (
            SILENT | OWED | {"days_since_last_drill": 400},
            "hold_gathering",
            "does_not_meet",
            1800 / 88,
        ),
        # One coordinates alone: half of 18 is lost; a request unanswered: 1.6 of 8.
        ({"coordinators": 1, "coordinators_core": 1} | OWED, "find_second_coordinator", None, 9),
        # Nothing else is lost.
        (OWED, "answer_requests", None, 1.6),
    ],
)
def test_causes_come_before_quick_wins(
    changes: dict[str, Any], action: str, cause: str | None, lost: float
) -> None:
    first = actions(rows(changes), unshrunk()).iloc[0]
    assert first["action"] == action
    assert first["cause"] == cause or (cause is None and first["cause"] == "weak_indicator")
    assert first["lost"] == pytest.approx(lost)


def test_the_whole_order_of_one_that_lacks_much() -> None:
    found = actions(
        rows(
            NOBODY
            | SILENT
            | OWED
            | {"days_since_last_visit": 180, "responders": 0, "days_since_last_drill": 400}
        ),
        unshrunk(),
    )
    # Readiness has lost .7 of 12 points, 8.4; accompaniment .4 + .2 of 8, 4.8. Of each, most points
    # an hour first: a drill wins its own 3.6 and rhythm's 9.75 in 6 hours, two responders 1.92
    # in 4.
    assert found["action"].tolist() == [
        "find_first_coordinator",
        "hold_gathering",
        "drill",
        "find_responders",
        "answer_requests",
        "visit",
    ]
    assert found["indicator"].tolist() == [
        "coordination",
        "rhythm",
        "readiness",
        "readiness",
        "accompaniment",
        "accompaniment",
    ]
    # Turnout's 12 have no data.
    of_88 = [18, 18, 12, 12, 8, 8]
    assert found["counts"].tolist() == pytest.approx([100 * n / 88 for n in of_88])


def test_what_an_indicator_counts_for_is_more_where_another_has_no_data() -> None:
    # Turnout's 12 of 100 have no data: coordination counts for 18 of 88.
    first = actions(rows(NOBODY | {"attended_90": None}), unshrunk()).iloc[0]
    assert first["counts"] == first["lost"] == pytest.approx(100 * 18 / 88)


@pytest.mark.parametrize("days", [None, 400])
def test_no_drill_is_proposed_where_nobody_keeps_drills(days: int | None) -> None:
    # A drill is a gathering as well, and would win rhythm's points; that is no reason for a drill.
    found = actions(rows(SILENT | {"days_since_last_drill": days}), unshrunk())
    assert ("drill" in set(found["action"])) == (days is not None)
    assert found["action"].iloc[0] == "hold_gathering"


def test_each_request_takes_its_effort() -> None:
    found = actions(rows({"requests_open": 3, "requests_open_over_14_days": 2}), unshrunk())
    assert found["effort"].tolist() == [2]


def test_the_next_action_of_each_in_order() -> None:
    got = next_action(
        rows(
            {},  # has every point
            {"coordinators": 1, "coordinators_core": 1},
            {"coordinators": None, "coordinators_core": None, "attended_90": None, "members": None},
            {"status": "closed"},
            {"status": "forming", "coordinators": 0, "coordinators_core": 0},
        ),
        unshrunk(),
    )
    assert got["action"].tolist() == [
        "nothing",
        "find_second_coordinator",
        "complete_records",
        "nothing",
        "find_first_coordinator",
    ]
    # coordination is half of a forming committee: .6 / 2 of 50
    assert got["points"].tolist() == pytest.approx([np.nan, 5.4, np.nan, np.nan, 15], nan_ok=True)


def test_a_gain_too_small_to_ask_for_is_not_proposed() -> None:
    # 46 days since the visit: 1/135 of .4 of 8 points = .02
    assert actions(rows({"days_since_last_visit": 46}), unshrunk()).empty


def test_the_region_stays_as_it_is_while_an_action_is_tried() -> None:
    # Halfway between 60 and a region of which it is the half: (60 + 100 * .6)/200 = .6, after
    # the round (80 + 60)/200 = .7. Refitted, the region's mean would have risen as well.
    found = actions(rows({"covered_by_dues": 60}), unshrunk(dues_mean=0.6, dues_strength=100))
    points = found.set_index("action").loc["renew_dues_round", "points"]
    assert points == pytest.approx(12 * 0.1 / 0.45)


@pytest.mark.parametrize("action", list(CHANGES))
def test_an_action_never_makes_data_appear_or_vanish(action: Action) -> None:
    # One committee with everything unknown in turn, one with nothing unknown.
    names = rows({}).columns[5:]
    frame = rows({}, *({name: None, "committee_id": name} for name in names))
    numbers = {name: frame[name].to_numpy(np.float64) for name in names}
    changed = CHANGES[action](numbers, health_thresholds().actions[action].amount)
    for name, values in changed.items():
        if name == "core_certified":
            # A share of an unknown number of members is unknown either way.
            values = np.where(np.isnan(numbers["members"]), numbers[name], values)
        if name == "attended_90":
            seats = numbers["members"] * numbers["counted_gatherings_90"]
            values = np.where(np.isnan(seats), numbers[name], values)
        if name == "covered_by_dues":
            values = np.where(np.isnan(numbers["members"]), numbers[name], values)
        if name == "dispatches_within_60":
            values = np.where(np.isnan(numbers["dispatches_90"]), numbers[name], values)
        assert np.isnan(values).tolist() == np.isnan(numbers[name]).tolist(), name


def test_rows_stay_apart_by_day() -> None:
    day_before = pd.Timestamp("2026-03-01")
    frame = rows(
        {"committee_id": "a", "as_of": day_before, "days_since_last_visit": 200},
        {"committee_id": "a"},
    )
    priors = pd.concat([unshrunk(), unshrunk(as_of=day_before)])
    assert next_action(frame, priors)["action"].tolist() == ["visit", "nothing"]
