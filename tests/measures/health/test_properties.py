"""What must hold for every committee, whatever its numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures.health import DEFINITIONS, Cause, actions, bad_inputs, health
from lib.measures.health.settings import ROUNDING
from tests.measures.health.rows import rows, unshrunk

pytestmark = pytest.mark.slow

PRIORS = unshrunk(
    dues_mean=0.6, dues_strength=15, core_certified_mean=0.1, core_certified_strength=30,
    answered_mean=0.7, answered_strength=4, growth_mean=1.0, growth_strength=50,
)  # fmt: skip
STATUSES = st.sampled_from(["active", "forming", "dormant"])


@st.composite
def possible_rows(draw: st.DrawFn) -> dict[str, Any]:
    """The numbers of a committee that could be."""

    def count(most: int) -> int:
        return draw(st.integers(0, most))

    members, before, joined = draw(st.integers(1, 400)), count(400), count(60)
    gatherings, coordinators, dispatches, requests = count(20), count(5), count(30), count(8)
    counted = count(gatherings)
    return {
        "status": draw(STATUSES),
        "members": members,
        "members_90_days_ago": before,
        "joined_90": joined,
        "lapsed_90": count(before + joined),
        "covered_by_dues": count(members),
        "gatherings_90": gatherings,
        "own_rhythm_90": count(80) / 4,
        "counted_gatherings_90": counted,
        "attended_90": count(counted * members),
        "coordinators": coordinators,
        "coordinators_core": count(coordinators),
        "core_certified": count(members),
        "responders": count(12),
        "dispatches_90": dispatches,
        "dispatches_within_60": count(dispatches),
        "requests_open": requests,
        "requests_open_over_14_days": count(requests),
        "days_since_last_gathering": count(500),
        "days_since_last_drill": count(500),
        "days_since_last_visit": count(500),
    }


NUMBERS = sorted(set(DEFINITIONS) - {"region_id", "committee_id", "as_of", "status", "formed_on"})


def of(*changed: dict[str, Any]) -> list[float]:
    """The score or the progress of each."""
    measured = health(rows(*changed), PRIORS)
    return list(measured["score"].fillna(measured["progress"]))


@given(possible_rows(), st.sets(st.sampled_from(NUMBERS)))
def test_scores_lie_between_zero_and_one_or_are_not_given(
    committee: dict[str, Any], unknown: set[str]
) -> None:
    got = health(rows(committee | dict.fromkeys(unknown)), PRIORS).iloc[0]
    total = got["score"] if committee["status"] == "active" else got["progress"]
    assert (0 <= total <= 1) if got["weight"] >= 70 else np.isnan(total)
    assert (got["level"] == "not_enough_data") == (got["weight"] < 70)
    assert 0 <= got["weight"] <= 100


@given(
    st.dictionaries(
        st.sampled_from(NUMBERS),
        st.one_of(st.none(), st.integers(-5, 500), st.sampled_from([np.inf, -np.inf, 1e12])),
    )
)
def test_no_input_however_impossible_breaks_the_score(changes: dict[str, Any]) -> None:
    total = of(changes)[0]
    assert np.isnan(total) or 0 <= total <= 1


# Inputs with the best and the worst value that they could have in a committee.
BEST_AND_WORST: dict[str, Callable[[dict[str, Any]], tuple[int, int]]] = {
    "attended_90": lambda c: (c["counted_gatherings_90"] * c["members"], 0),
    "covered_by_dues": lambda c: (c["members"], 0),
    "core_certified": lambda c: (c["members"], 0),
    "responders": lambda c: (100, 0),
    "coordinators": lambda c: (100, c["coordinators_core"]),
    "coordinators_core": lambda c: (c["coordinators"], 0),
    "dispatches_within_60": lambda c: (c["dispatches_90"], 0),
    "joined_90": lambda c: (10_000, max(0, c["lapsed_90"] - c["members_90_days_ago"])),
    "lapsed_90": lambda c: (0, c["members_90_days_ago"] + c["joined_90"]),
    "gatherings_90": lambda c: (10_000, c["counted_gatherings_90"]),
    "requests_open_over_14_days": lambda c: (0, c["requests_open"]),
    "days_since_last_gathering": lambda c: (0, 10_000),
    "days_since_last_drill": lambda c: (0, 10_000),
    "days_since_last_visit": lambda c: (0, 10_000),
}


# Three times as many as elsewhere, for it is a property of each of these inputs.
@settings(max_examples=3 * settings.default.max_examples)
@given(possible_rows(), st.sampled_from(sorted(BEST_AND_WORST)), st.floats(0, 1), st.floats(0, 1))
def test_a_better_input_never_lowers_the_score(
    committee: dict[str, Any], name: str, one: float, other: float
) -> None:
    best, worst = BEST_AND_WORST[name](committee)
    worse, better = (round(worst + share * (best - worst)) for share in sorted((one, other)))
    scores = of(*(committee | {name: value} for value in (worse, better)))
    # How good a value is doesn't change whether there is enough data.
    assert np.isnan(scores).all() or scores[0] <= scores[1] + ROUNDING


# Inputs whose best value has all of their part's points and whose worst has none, in a committee
# like this. (A shrunk share has none and all only where there is nothing to shrink toward.)
ALL_AND_NOTHING = {
    "attended_90": {"counted_gatherings_90": 3, "gatherings_90": 3},
    "covered_by_dues": {},
    "core_certified": {},
    "responders": {},
    "coordinators": {"coordinators_core": 0},
    "dispatches_within_60": {"dispatches_90": 7},
    "requests_open_over_14_days": {"requests_open": 5},
    "days_since_last_gathering": {},
    "days_since_last_drill": {},
    "days_since_last_visit": {},
}


# Three times as many as elsewhere, for it is a property of each of these inputs.
@settings(max_examples=3 * settings.default.max_examples)
@given(possible_rows(), st.sampled_from(sorted(ALL_AND_NOTHING)))
def test_a_missing_input_counts_neither_as_the_worst_nor_as_the_best(
    committee: dict[str, Any], name: str
) -> None:
    known = {"status": "active", "members_90_days_ago": 400, "attended_90": 0}
    committee |= known | ALL_AND_NOTHING[name]
    best, worst = BEST_AND_WORST[name](committee)
    measured = health(
        rows(*(committee | {name: value} for value in (worst, None, best))), unshrunk()
    )
    low, unknown, high = measured["score"]
    # The rest of an active committee's inputs is known and worth enough.
    assert low <= unknown + ROUNDING
    assert unknown <= high + ROUNDING
    assert measured["weight"].iloc[1] < measured["weight"].iloc[0]


@given(committee=possible_rows())
def test_every_action_proposed_wins_what_it_says(committee: dict[str, Any]) -> None:
    before = of(committee)[0]
    found = actions(rows(committee), PRIORS)
    assert (found["points"] >= 0.5 - 1e-9).all()
    assert found["score_after"].to_numpy() == pytest.approx(before + found["points"] / 100)
    # Causes first, then the indicator that lost most, then the cheapest points.
    places = [list(Cause).index(Cause(cause)) for cause in found["cause"]]
    assert places == sorted(places)
    weak = found[found["cause"] == "weak_indicator"]
    assert weak["lost"].is_monotonic_decreasing
    for _indicator, same in weak.groupby("indicator"):
        assert same["points_per_effort"].is_monotonic_decreasing


@given(committee=possible_rows())
def test_a_committee_that_could_be_has_no_flags(committee: dict[str, Any]) -> None:
    assert bad_inputs(rows(committee)).empty


@given(st.lists(possible_rows(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(committees: list[dict[str, Any]], random: Any) -> None:
    frame = rows(*committees)
    order = list(range(len(frame)))
    random.shuffle(order)
    shuffled = health(frame.iloc[order]).set_index("committee_id").sort_index()
    straight = health(frame).set_index("committee_id").sort_index()
    pd.testing.assert_frame_equal(shuffled, straight)
