"""A committee's health: level, what is wrong, what to do, and a file that it recomputes from."""

import csv
import io
from typing import Any

import pytest

from lib.language import LANGUAGES, use
from lib.measures.health import Indicator, explain, health, region_priors
from lib.topics.health.download import columns, recomputable
from lib.topics.health.judging import judge
from lib.topics.health.one_committee import Described, describe
from lib.topics.health.standing import Standing, measure
from lib.ui import downloads
from tests.measures.health.test_explanation import REGION, recomputed
from tests.topics.health.health_rows import snapshots


def described(committee: str = "a", *now: dict[str, Any], **before: dict[str, Any]) -> Described:
    return describe(judge(measured(*now, **before), committee))


def measured(*now: dict[str, Any], **before: dict[str, Any]) -> Standing:
    return measure(snapshots(*now, before=before), {})


# Loses coordination's 18 points, and the first half of rhythm (9); had both before.
FADING = {"coordinators": 0, "coordinators_core": 0, "days_since_last_gathering": 60}
WELL = {"coordinators": 2, "coordinators_core": 2, "days_since_last_gathering": 21}


@pytest.mark.slow
def test_a_fading_committee_says_what_is_wrong_and_what_to_do() -> None:
    text = described("a", FADING, a=WELL)
    assert text.title == "● Strong: 73 of 100 points"
    assert text.wrong == (
        "In 4 weeks −27 points, in 13 weeks −27 points."
        " Most points are lost in coordination (18 of 18) and rhythm of gatherings (9 of 18)."
    )
    # One gathering today wins the 9 points of rhythm in 4 hours, the first coordinator 5.4 in 8:
    # causes come before quick wins.
    assert text.next == (
        "Do next: **Find someone to coordinate**: wins 5.4 points for about 8 hours of work"
    )
    assert text.others.startswith("- **Hold a gathering**: wins 9 points for about 4 hours")
    assert "Find someone" not in text.others


@pytest.mark.slow
def test_each_indicator_says_its_level_inputs_thresholds_and_points() -> None:
    indicators = list(described("a", FADING, a=WELL).indicators.values())
    # What loses most stands first.
    assert [label for label, _lines in indicators[:2]] == [
        "**Coordination** · ▼ Fragile · loses 18 of 18",
        "**Rhythm of gatherings** · ■ Steady · loses 9 of 18",
    ]
    assert indicators[1][1].splitlines() == [
        "- **60 days since the last gathering**: loses 9 (no points at 60 days, all 9 at 21 days)",
        "- **6 gatherings in 90 days**: loses 0 (no points at 0, all 4.5 at 6)",
        "- **100% of its own rhythm: 6 in 90 days, 6 are usual for it**: loses 0"
        " (no points at 25%, all 4.5 at 90%)",
    ]
    assert len(indicators) == 8


@pytest.mark.slow
def test_the_points_of_what_has_no_data_go_to_the_rest() -> None:
    # Without members on record growth (10 of 100) has no data: the other 90 points count as 100,
    # so that coordination's 18, all lost, are 20.
    text = described("a", {**FADING, "members_90_days_ago": None})
    labels = dict(text.indicators.values())
    assert "**Coordination** · ▼ Fragile · loses 20 of 20" in labels
    growth = "**Growth** · ○ No data · 10 points not judged"
    assert labels[growth].startswith("- **Net members per hundred: no data**")


def test_a_forming_committee_is_judged_by_rules_of_its_own_and_says_so() -> None:
    text = described("a", {"status": "forming", "coordinators": 0, "coordinators_core": 0})
    # Half of its points are rhythm, which it has; forming for two years, it is stalled.
    assert text.title == "△ Stalled in forming: 50 of 100 points of progress"
    assert text.notes == ["A forming committee is judged only by what it lacks to become active."]
    assert len(text.indicators) == 2


@pytest.mark.slow
def test_without_enough_data_it_says_so_and_shows_no_score() -> None:
    missing = dict.fromkeys(
        ("members", "covered_by_dues", "attended_90", "coordinators", "coordinators_core")
    )
    text = described("a", missing)
    assert text.title == "○ Not enough data"
    # Turnout 12, dues 12, coordination 18 and training 10 are not known; growth has the members of
    # 90 days ago: 48 of 100 are.
    assert text.wrong.startswith(
        "Only 48 of its 100 points have data, 70 are needed: that is no low score."
    )
    assert text.next == "**Complete its records, so that it can be judged**"
    assert text.others == ""
    # Without a score nothing is lost.
    assert text.indicators[Indicator.RHYTHM][0] == "**Rhythm of gatherings** · ● Strong"
    assert not any("loses" in line for indicator in text.indicators.values() for line in indicator)


@pytest.mark.slow
def test_a_closed_committee_is_not_judged() -> None:
    text = described("a", {"status": "closed"})
    assert (text.title, text.wrong, text.next) == ("✕ Closed", "", "")
    assert text.indicators == {}


@pytest.mark.slow
def test_inputs_that_cant_be_true_are_said_of_the_committee_alone() -> None:
    standing = measured({"covered_by_dues": 101}, {})
    assert describe(judge(standing, "a")).notes[-1] == (
        "Left out of the scores as impossible: 1 figure of 1 committee:"
        " more members covered by dues than members (1)."
    )
    assert len(describe(judge(standing, "b")).notes) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_score_recomputes_exactly_from_the_bytes_of_the_download(language: str) -> None:
    result = health(REGION).set_index("committee_id")
    expected = result["score"].fillna(result["progress"]).dropna()
    priors = region_priors(REGION)
    for committee, score in expected.items():
        inputs = REGION[REGION["committee_id"] == committee]
        with use(language):
            described = columns()
        table = recomputable(explain(inputs, priors), inputs)
        content = downloads.csv(table, described, language).decode("utf-8-sig")
        # The names of the columns and of the indicators are in the viewer's language.
        lines = list(csv.reader(io.StringIO(content)))
        assert lines[0] == [column.label for column in described.values()]
        lines[0] = list(described)
        renamed = io.StringIO()
        csv.writer(renamed).writerows(lines)
        assert list(recomputed(renamed.getvalue()).values()) == [score]
        assert float(lines[1][lines[0].index("score")]) == score


@pytest.mark.slow
@pytest.mark.parametrize("committee", REGION["committee_id"].iloc[:-1])
def test_whether_a_committee_is_judged_recomputes_from_the_download(committee: str) -> None:
    inputs = REGION[REGION["committee_id"] == committee]
    described = columns()
    table = recomputable(explain(inputs, region_priors(REGION)), inputs)
    lines = list(csv.reader(io.StringIO(downloads.csv(table, described, "en").decode("utf-8-sig"))))
    header, names = lines[0], list(described)
    assert "less than 70 of 100 points" in header[names.index("score")]
    rows = [dict(zip(names, line, strict=True)) for line in lines[1:]]
    points = sum(
        float(row["indicator_weight"]) * float(row["part_weight"]) / 100
        for row in rows
        if row["part_score"]
    )
    # Of f only 65.2: it lacks turnout's 12, dues' 12 and 60 of 100 of coordination's 18.
    assert (rows[0]["score"] != "") is (points >= 70)


def test_the_download_carries_the_raw_figures() -> None:
    inputs = REGION[REGION["committee_id"] == "f"]  # coordinators and attendance not known
    table = recomputable(explain(inputs, region_priors(REGION)), inputs).set_index("part")
    assert table.loc["turnout", "values"] == "attended_90= counted_gatherings_90=4 members=100"
    assert table.loc["own_rhythm", "values"] == "gatherings_90=6 own_rhythm_90=6"


@pytest.mark.slow
def test_a_committee_that_does_not_meet_says_that_this_makes_it_fragile() -> None:
    silent = {"days_since_last_gathering": 90, "gatherings_90": 0, "counted_gatherings_90": 0}
    text = described("a", silent | {"attended_90": 0})
    # Without rhythm's 18 points, and turnout's 12 unknown: 70 of 88 are 79.5, less the .3 that dues
    # and answered dispatches of a committee alone lean away from full.
    assert text.title == "▼ Fragile: 79 of 100 points"
    assert text.wrong.startswith("It has stopped meeting: that makes it fragile")
    assert "stopped meeting" not in described("a", {"coordinators": 0}).wrong
