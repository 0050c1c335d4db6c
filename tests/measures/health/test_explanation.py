import csv
import io
from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.health import explain, health
from tests.measures.health.rows import rows, unshrunk

# A region of unequal committees: shrunk figures, missing ones, impossible ones, every status.
REGION = rows(
    {"members": 7, "covered_by_dues": 3, "core_certified": 1, "attended_90": 11},
    {"members": 300, "covered_by_dues": 190, "lapsed_90": 31, "coordinators_core": 1},
    {"attended_90": 13, "days_since_last_gathering": 37, "dispatches_within_60": 1},
    {"core_certified": None, "days_since_last_drill": None, "responders": 3},
    {"covered_by_dues": 300, "gatherings_90": 5, "own_rhythm_90": 7.3},
    {"coordinators": None, "attended_90": None, "covered_by_dues": None},
    {"status": "forming", "gatherings_90": 2, "days_since_last_gathering": 26},
    {"status": "dormant", "gatherings_90": 1, "days_since_last_visit": 71},
    {"status": "closed"},
)


def number(text: str) -> float | None:
    return float(text) if text else None


def recomputed(text: str) -> dict[str, float]:
    """Scores by committee, from the text of a CSV alone and in plain Python."""
    committees: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for line in csv.DictReader(io.StringIO(text)):
        committees[line["committee_id"]][line["indicator"]].append(line)
    return {name: of_committee(indicators) for name, indicators in committees.items()}


def of_committee(indicators: dict[str, list[dict[str, str]]]) -> float:
    points = weights = 0.0
    for parts in indicators.values():
        of_indicator = weight = 0.0
        for part in parts:
            value = of_part(part)
            if value is not None:
                of_indicator += float(part["part_weight"]) * value
                weight += float(part["part_weight"])
        if weight:
            points += float(parts[0]["indicator_weight"]) * (of_indicator / weight)
            weights += float(parts[0]["indicator_weight"])
    return points / weights


def of_part(part: dict[str, str]) -> float | None:
    numerator, denominator = number(part["numerator"]), number(part["denominator"])
    if numerator is None or not denominator:
        return None
    mean, strength = float(part["prior_mean"]), float(part["prior_strength"])
    value = (numerator + mean * strength) / (denominator + strength)
    zero_at, full_at = float(part["zero_at"]), float(part["full_at"])
    return min(max((value - zero_at) / (full_at - zero_at), 0.0), 1.0)


def test_the_score_recomputes_exactly_from_the_text_of_the_csv() -> None:
    got = recomputed(explain(REGION).to_csv(index=False))
    measured = health(REGION).set_index("committee_id")
    expected = measured["score"].fillna(measured["progress"]).dropna()
    # c of the rows is not judged for want of data, i is closed; all the others, to the last digit
    assert sorted(expected.index) == ["a", "b", "c", "d", "e", "g", "h"]
    assert {name: got[name] for name in expected.index} == expected.to_dict()


def test_points_lost_add_up_to_what_the_score_lacks() -> None:
    table = explain(REGION).groupby("committee_id").agg({"points_lost": "sum", "score": "max"})
    judged = table["score"].notna()
    assert judged.sum() == 7
    assert (table["points_lost"] + 100 * table["score"])[judged].tolist() == pytest.approx(
        [100] * 7
    )
    # Without a score there is nothing to lose.
    assert table["points_lost"][~judged].tolist() == [0]


def part(name: str, **changes: Any) -> pd.Series:
    return explain(rows(changes), unshrunk()).set_index("part").loc[name]


def test_a_part_says_what_it_was_computed_from() -> None:
    got = part("turnout", attended_90=34)
    assert got["inputs"] == "attended_90,counted_gatherings_90,members"
    assert (got["numerator"], got["denominator"]) == (34, 400)
    assert got["value"] == pytest.approx(0.085)
    assert (got["zero_at"], got["full_at"]) == (0.02, 0.15)
    # Halfway between them, so half of its 12 points are lost.
    assert got["part_score"] == pytest.approx(0.5)
    assert got["points_lost"] == pytest.approx(6)
    assert (got["indicator"], got["indicator_weight"], got["indicator_level"]) == (
        "turnout",
        12,
        "steady",
    )


def test_points_lost_are_those_of_the_weight_that_is_known() -> None:
    # Without growth (10 points) the 90 others count for 100: of 12 halves of turnout, 6.67
    assert part("turnout", attended_90=34, lapsed_90=None)["points_lost"] == pytest.approx(600 / 90)
    # Without a drill, responders are .4 of the .7 of readiness that is known: 12 * 4/7 * 3/5
    got = part("responders", responders=2, days_since_last_drill=None)
    assert got["points_lost"] == pytest.approx(12 * 4 / 7 * 3 / 5)


def test_a_part_without_data_stands_there_and_loses_nothing() -> None:
    got = part("growth", lapsed_90=None)
    assert np.isnan(got["value"])
    assert (got["points_lost"], got["indicator_level"]) == (0, "no_data")


def test_only_the_parts_that_judge_a_status_are_listed() -> None:
    table = explain(REGION).groupby("status")["part"].agg(list)
    assert table["forming"] == [
        "days_since_gathering",
        "gatherings",
        "coordinators",
        "coordinators_core",
    ]
    assert "closed" not in table
    assert len(table["active"]) == 6 * 14


def by_indicator(explanation: pd.DataFrame) -> pd.DataFrame:
    """One row a committee, day and indicator: its weight, score, level and points lost."""
    keys = ["region_id", "committee_id", "as_of", "indicator"]
    return explanation.groupby(keys, sort=False, as_index=False).agg(
        weight=("indicator_weight", "first"),
        # Not "first", which would step over what is missing to a part that isn't.
        score=("indicator_score", "max"),
        level=("indicator_level", "first"),
        points_lost=("points_lost", "sum"),
    )


def test_one_line_an_indicator() -> None:
    # days half, .5 of 18, and no data on what is usual: .75 * ... of .5 and .25: (.25 + .25)/.75
    changes = {"days_since_last_gathering": 40.5, "own_rhythm_90": None, "lapsed_90": None}
    got = by_indicator(explain(rows(changes), unshrunk())).set_index("indicator")
    assert len(got) == 8
    assert got.loc["rhythm", "score"] == pytest.approx(2 / 3)
    assert got.loc["rhythm", "points_lost"] == pytest.approx(18 / 3 / 0.9)
    assert got.loc["rhythm", ["weight", "level"]].tolist() == [18, "steady"]
    assert np.isnan(got.loc["growth", "score"])
