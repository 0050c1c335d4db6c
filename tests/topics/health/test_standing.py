"""How committees stand, in words: the order of who needs someone first, and why."""

import pytest

from lib.language import use
from lib.measures.health import bad_inputs, who_first
from lib.measures.health.scoring import health as measured
from lib.topics.health.listing import by_committee, left_out
from lib.topics.health.standing import Standing, measure
from tests.measures.health.rows import AS_OF, rows
from tests.topics.health.health_rows import snapshots

NEED = {"southwest": 1.0, "west": 0.0}

# What makes a committee lose the points of rhythm (18) and coordination (18).
SILENT = {"days_since_last_gathering": 90, "gatherings_90": 0}
ALONE = {"coordinators": 0, "coordinators_core": 0}
FULL = {
    "days_since_last_gathering": 21,
    "gatherings_90": 6,
    "coordinators": 2,
    "coordinators_core": 2,
}
UNKNOWN = {
    "members": None,
    "covered_by_dues": None,
    "attended_90": None,
    "coordinators": None,
    "coordinators_core": None,
}

STANDING = snapshots(
    {},  # a: nothing lacks
    SILENT | ALONE | {"counted_gatherings_90": 0, "attended_90": 0},  # b: fades, was full before
    {"status": "forming"},  # c: forming, and has what it takes
    {"status": "forming", **SILENT, **ALONE, "formed_on": AS_OF},  # d: forming, since today
    UNKNOWN,  # e: most of what is judged has no data
    {"status": "dormant", **SILENT, **ALONE, "days_since_last_visit": 300},  # f: resting
    {"status": "closed"},  # g
    before={"b": FULL},
)


@pytest.fixture
def standing() -> Standing:
    return measure(STANDING, NEED)


@pytest.mark.slow
def test_the_order_is_that_of_who_first(standing: Standing) -> None:
    expected = who_first(measured(STANDING), AS_OF, NEED)["committee_id"].tolist()
    # One by one: the fading one, the one to be decided on, the one that lacks nothing, the one
    # without enough data. The others wait for nobody.
    assert expected == ["b", "c", "a", "e"]
    listed = by_committee(standing)["committee_id"].tolist()
    assert listed[:4] == expected
    assert sorted(listed[4:]) == ["d", "f", "g"]


def test_a_fading_committee_says_how_far_it_fell_and_what_to_do(
    standing: Standing,
) -> None:
    row = by_committee(standing).set_index("committee_id").loc["b"]
    # 59 points would be steady, but it has stopped meeting.
    assert row["level"] == "fragile"
    # 82 points of 88 that have data were full before; turnout (12) has no data now. Of 88: rhythm
    # and coordination (36) are lost, 52 are left: 59.1, 40.9 less than before.
    assert row["score"] == pytest.approx(100 * 52 / 88)
    assert row["change_4_weeks"] == row["change_13_weeks"] == pytest.approx(-100 * 36 / 88)
    assert row["why"] == (
        "Nobody coordinates it: all 20 points lost · Fell 41 points in 4 weeks"
        " · It has stopped meeting"
    )
    assert row["is_pressing"]
    # The first coordinator: 60 of coordination's 100, half of it, is 5.4 points of 88 for 8 hours.
    # A gathering wins 9.75 of 88 for 4 hours, and comes second: nobody would call the next one.
    assert row["what"] == "Find someone to coordinate (+6.1)"


@pytest.mark.slow
def test_a_forming_committee_has_progress_and_never_a_score(standing: Standing) -> None:
    frame = by_committee(standing).set_index("committee_id")
    assert frame.loc["c", "level"] == "ready"
    assert frame.loc["c", "progress"] == pytest.approx(100)
    assert frame.loc["c", "why"] == "Nothing is missing for it to become active"
    assert frame.loc["c", "what"] == "Agree with it on becoming active"
    assert frame.loc["d", ["level", "progress", "why"]].tolist() == ["building", 0, ""]
    assert frame.loc[["c", "d"], "score"].isna().all()


def test_without_enough_data_there_is_no_score_and_nobody_is_called(
    standing: Standing,
) -> None:
    row = by_committee(standing).set_index("committee_id").loc["e"]
    assert row["level"] == "not_enough_data"
    assert row["score"] != row["score"]  # noqa: PLR0124 - NaN
    assert row["why"] == "Not enough data to judge"
    assert not row["is_pressing"]
    assert row["what"] == "Complete its records, so that it can be judged"


@pytest.mark.slow
def test_the_regions_need_is_a_reason_only_among_several_regions() -> None:
    one = by_committee(measure(snapshots({}), NEED))
    assert one["why"].tolist() == ["Nothing stands out"]
    two = snapshots({}, {"region_id": "west"})
    both = by_committee(measure(two, NEED)).set_index("committee_id")
    assert both["why"].to_dict() == {"a": "Priority region", "b": "Nothing stands out"}
    assert not both["is_pressing"].any()


def test_the_reasons_follow_the_language(standing: Standing) -> None:
    with use("es"):
        row = by_committee(standing).set_index("committee_id").loc["b"]
    assert row["why"] == (
        "Nadie lo coordina: pierde los 20 puntos · Bajó 41 puntos en 4 semanas · Dejó de reunirse"
    )
    assert row["what"].startswith("Encontrar a alguien que coordine (+")


def test_what_cant_be_true_is_counted_by_kind_and_committee() -> None:
    bad = bad_inputs(
        rows(
            {"attended_90": 99_999, "covered_by_dues": 101},  # more than the 100 members
            {"covered_by_dues": 200},
            {},
        )
    )
    (sentence,) = left_out(bad)
    assert sentence == (
        "Left out of the scores as impossible: 3 figures of 2 committees: more members covered by"
        " dues than members (2) and attendance far above membership (1)."
    )
    assert left_out(bad.iloc[:0]) == []
