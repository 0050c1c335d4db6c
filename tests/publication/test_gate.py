"""The gate: what it finds in tables small enough to solve by hand, and against integer programs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.publication.gate import GateError, examine
from lib.publication.gate.bounds import propagate
from lib.publication.gate.program import solve
from lib.publication.parameters import NATION, Rounding, parameters
from lib.publication.rounding import MASKED, classes, in_classes, rounded
from tests.publication.frames import atoms

RULES = parameters()
REGIONS = ("r0", "r1", "r2")


def interval(published: pd.DataFrame, area: str) -> tuple[float, float]:
    intervals = examine(published, REGIONS, RULES).intervals
    row = intervals[intervals["area"] == area].iloc[0]
    return row["least"], row["greatest"]


def verdicts(published: pd.DataFrame) -> dict[str, str]:
    refused = examine(published, REGIONS, RULES).refused
    return dict(zip(refused["area"], refused["verdict"], strict=True))


def test_a_total_that_says_nothing_new_passes() -> None:
    # 46–54 three times: 138–162, all of it within 150's class 126–174.
    published = atoms("members", [50, 50, 50, 150])
    examine(published, REGIONS, RULES).check()
    assert interval(published, "r0") == (46, 54)
    assert interval(published, NATION) == (138, 162)


def test_a_total_at_the_edge_of_what_is_possible_is_refused() -> None:
    # 20 is 15–25, so the sum is 45–75. 80's class 75–85 leaves but the greatest of each.
    published = atoms("members", [20, 20, 20, 80])
    assert interval(published, "r1") == (25, 25)
    with pytest.raises(GateError, match=r"members in r0, 4 weeks from 2024-01-01 \(narrowed\)"):
        examine(published, REGIONS, RULES).check()


@pytest.mark.slow
def test_a_single_masked_region_must_not_be_what_is_left_of_the_total() -> None:
    # 1,000 is 975–1,050 and 500 is 475–525, so r2 has at most 100: fine. But 1,200 is 1,150–1,250
    # and leaves r2 at least 1,150 − 2 × 525 = 100: not below 15, so withheld for its committees.
    passes = atoms("members", [500, 500, None, 1_000])
    assert interval(passes, "r2") == (0, 100)
    assert verdicts(passes) == {}
    tells = atoms("members", [500, 500, None, 1_200])
    assert interval(tells, "r2") == (100, 300)
    assert verdicts(tells)["r2"] == "narrowed"


def test_what_was_told_by_other_bands_is_judged_by_those() -> None:
    # 20 is 15–25 twice and 40 is 35–45, so r2 is 0–15: all below 15 is open, and no more was
    # promised when it was told. Now all below 20 would have to be.
    published = atoms("members", [20, 20, None, 40])
    twenties = Rounding(threshold=20, bands=((20, 20), (100, 100)))
    now = RULES.model_copy(update={"rounding": twenties})
    examine(in_classes(published, RULES.rounding), REGIONS, now).check()
    with pytest.raises(GateError, match="narrowed"):
        examine(published, REGIONS, now).check()


def test_two_masked_regions_hide_each_other() -> None:
    published = atoms("members", [500, None, None, 1_200])
    assert interval(published, "r2") == (0, 775)
    assert verdicts(published) == {}


def test_a_masked_region_must_be_able_to_be_anything_below_the_threshold() -> None:
    # 500 is 475–525, so the other two have at most 525 − 475 = 50 together: fine.
    published = atoms("members", [500, None, None, 500])
    assert interval(published, "r1") == (0, 50)
    assert verdicts(published) == {}
    # 30 is 26–34 and 30 the total: nothing beyond 34 − 26 = 8 is left for the others.
    tells = atoms("members", [30, None, None, 30])
    assert interval(tells, "r1") == (0, 8)
    assert verdicts(tells)["r1"] == "narrowed"


def test_numbers_that_contradict_each_other_are_refused() -> None:
    assert set(verdicts(atoms("members", [20, 20, 20, 1_000])).values()) == {"contradicted"}


def test_an_exact_total_beside_all_regions_but_one_is_refused() -> None:
    # Naive suppression: r2 is hidden, and is 130 − 50 − 70 = 10.
    published = atoms("members", [50, 70, None, 130], kind="exact")
    assert interval(published, "r2") == (10, 10)
    verdict_of = verdicts(published)
    assert verdict_of["r0"] == "bare"
    with pytest.raises(GateError, match="bare"):
        examine(published, REGIONS, RULES).check()


def test_what_is_public_already_is_not_judged() -> None:
    published = atoms("campaigns.dismantle_ice.won", [1, 0, 2, 3], kind="exact")
    assert examine(published, REGIONS, RULES).intervals.empty


@pytest.mark.parametrize(
    ("weeks", "start"),
    [
        (4, "2024-01-01"),  # the very same atoms again
        (1, "2024-01-22"),  # a week of the four
        (4, "2024-01-22"),  # four weeks, of which one is told already
    ],
)
def test_days_told_twice_are_refused(weeks: int, start: str) -> None:
    values = [50, 50, 50, 150]
    published = pd.concat(
        [atoms("members", values), atoms("members", values, weeks=weeks, start=start)]
    )
    assert set(verdicts(published).values()) == {"overlapping"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("metric", "weeks", "start"),
    [
        ("training_completed.organizing", 4, "2024-01-01"),  # a group that the topic is in
        ("training_completed", 4, "2024-01-01"),  # all topics
        ("training_completed", 12, "2024-01-01"),  # the quarter that the four weeks lie in
        ("training_completed", 12, "2023-11-06"),  # twelve weeks that only reach into them
    ],
)
def test_a_topic_told_alone_and_joined_is_refused(metric: str, weeks: int, start: str) -> None:
    alone = atoms("training_completed.security", [50, 50, 50, 150])
    together = atoms(metric, [500, 500, 500, 1_500], weeks=weeks, start=start)
    refused = examine(pd.concat([alone, together]), REGIONS, RULES).refused
    assert len(refused) == 8
    assert set(refused["verdict"]) == {"overlapping"}


def test_a_year_keeps_to_one_rung() -> None:
    # 2024-12-02 and 2025-02-24 begin quarters, one of 2024 and one of 2025.
    values: list[int | None] = [500, 500, 500, 1_500]
    alone = atoms("hotline_calls", values, start="2024-11-04")
    same_year = atoms("hotline_calls", values, weeks=12, start="2024-12-02")
    assert set(verdicts(pd.concat([alone, same_year])).values()) == {"mixed"}
    next_year = atoms("hotline_calls", values, weeks=12, start="2025-02-24")
    assert verdicts(pd.concat([alone, next_year])) == {}
    # A week and four weeks of one topic are one rung, chosen by the code.
    weekly = atoms("training_completed.security", values, weeks=1, start="2024-12-02")
    other = atoms("training_completed.facilitation", values, start="2024-12-02")
    assert verdicts(pd.concat([weekly, other])) == {}


def test_periods_side_by_side_pass() -> None:
    values = [50, 50, 50, 150]
    before = atoms("members", values, weeks=1, start="2023-12-25")
    after = atoms("members", values, weeks=1, start="2024-01-29")
    assert verdicts(pd.concat([before, atoms("members", values), after])) == {}


def test_a_metric_that_another_bounds_is_reckoned_with() -> None:
    # Every active committee held a gathering: with 20 committees r0 held at least 15 gatherings,
    # though their number is withheld.
    gatherings = atoms("gatherings", [None, None, None, None])
    published = pd.concat([gatherings, atoms("committees_active", [20, None, None, None])])
    examination = examine(published, REGIONS, RULES)
    assert examination.programs == 1
    row = examination.intervals[(examination.intervals["metric"] == "gatherings")].iloc[0]
    assert (row["least"], row["verdict"]) == (15, "narrowed")


def test_a_bound_that_could_never_bind_needs_no_program() -> None:
    gatherings = atoms("gatherings", [200, 200, 200, 600])
    published = pd.concat([gatherings, atoms("committees_active", [20, 20, 20, 60])])
    assert examine(published, REGIONS, RULES).programs == 0


def test_an_unknown_area_is_refused() -> None:
    with pytest.raises(GateError, match="no region"):
        examine(atoms("members", [50, 50, 50, 50, 200]), REGIONS, RULES)


PUBLISHED = st.lists(st.integers(0, 60) | st.integers(0, 2_000), min_size=1, max_size=5)


@pytest.mark.slow
@given(PUBLISHED, st.data())
def test_the_closed_form_is_the_integer_programs(raw: list[int], data: st.DataObject) -> None:
    values = rounded([*raw, sum(raw)], RULES.rounding)
    hidden = data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    low, high = classes(np.where(hidden, MASKED, values)[None, :], RULES.rounding)
    for exact, programmed in zip(propagate(low, high), solve(low, high, ()), strict=True):
        np.testing.assert_array_equal(exact, programmed)


@pytest.mark.slow
@given(PUBLISHED, st.data())
def test_fewer_atoms_never_tell_more(raw: list[int], data: st.DataObject) -> None:
    """So whatever a page's filters show is covered by the examination of all of it."""
    values = [int(v) for v in rounded([*raw, sum(raw)], RULES.rounding)]
    everything = atoms("members", [None if v == MASKED else v for v in values])
    positions = data.draw(st.lists(st.sampled_from(range(len(values))), min_size=1, unique=True))
    some = everything.iloc[sorted(positions)]
    regions = [f"r{n}" for n in range(len(raw))]
    all_found = examine(everything, regions, RULES).intervals.set_index("area")
    intervals = examine(some, regions, RULES).intervals.set_index("area")
    assert (intervals["least"] <= all_found.loc[intervals.index, "least"]).all()
    assert (intervals["greatest"] >= all_found.loc[intervals.index, "greatest"]).all()
