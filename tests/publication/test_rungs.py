"""Which rung a year has: a function of what was told of the year before, and of nothing else.

Quarters that begin in 2024: 2024-01-01, 03-25, 06-17, 09-09 and 12-02.
"""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.publication.gate import examine
from lib.publication.ladder import Step, joined
from lib.publication.parameters import DifferentialPrivacy, parameters
from lib.publication.proposing import ATOM, due_year_by_year
from lib.publication.rungs import history, of_year
from tests.publication.frames import atoms

RULES = parameters()
TRAINING = RULES.metric("training_completed")
HALF_A_YEAR = 7
"""Blocks from the first of which to the end of the last there are 28 weeks."""


def told(code: str, values: list[int | None], *, weeks: int = 4, periods: int = HALF_A_YEAR):
    """The same regions in each period of 2024, beside members, of whom much is told."""
    starts = pd.date_range("2024-01-01", periods=periods, freq=f"{7 * weeks}D")
    frames = [atoms(code, values, weeks=weeks, start=str(start.date())) for start in starts]
    return pd.concat([*frames, atoms("members", [500, 500])])


def step(published: pd.DataFrame, stored=None, rules=RULES) -> Step:
    return of_year(TRAINING, 2025, stored or {}, published, rules).step


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        ([20, 20, None, None], Step.GROUPS),  # half: most are not told
        ([20, 20, 20, None], Step.SINGLE),
    ],
)
def test_a_year_is_coarser_where_no_more_than_half_was_told(
    regions: list[int | None], expected: Step
) -> None:
    assert step(told("training_completed.security", [*regions, None])) == expected


def test_a_year_is_one_step_from_the_one_before() -> None:
    nothing: list[int | None] = [None, None]
    assert step(told("training_completed.rights", nothing)) == Step.WHOLE
    assert step(told("training_completed", nothing)) == Step.QUARTER
    quarters = told("training_completed", nothing, weeks=12, periods=3)
    assert step(quarters) == Step.QUARTER  # there is no coarser one


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (50, Step.WHOLE),  # of two groups each had 25
        (100, Step.GROUPS),  # more than twice 30
    ],
)
def test_a_year_is_finer_where_every_part_would_be_told(value: int, expected: Step) -> None:
    assert step(told("training_completed", [value] * 5)) == expected


def test_nine_regions_of_ten_must_be_so_large() -> None:
    assert step(told("training_completed", [100] * 9 + [20, None])) == Step.GROUPS
    assert step(told("training_completed", [100] * 8 + [20, 20, None])) == Step.WHOLE


def test_less_than_half_a_year_decides_nothing() -> None:
    assert step(told("training_completed.security", [None, None], periods=6)) == Step.SINGLE
    assert step(told("training_completed.rights", [None, None], periods=6)) == Step.GROUPS


def test_a_year_before_anything_was_recorded_decides_nothing() -> None:
    published = told("training_completed.security", [None, None])
    assert step(published[published["metric"] != "members"]) == Step.SINGLE


def test_what_was_fixed_stands_whatever_was_told() -> None:
    nothing = told("training_completed.security", [None, None])
    assert step(nothing, {(2025, "training_completed.security"): 4}) == Step.SINGLE
    assert step(nothing, {(2025, "training_completed"): 12}) == Step.QUARTER
    # Another year's and another metric's do not count.
    assert step(nothing, {(2024, "training_completed"): 12}) == Step.GROUPS


def test_with_noise_every_topic_is_told_by_itself() -> None:
    noise = DifferentialPrivacy.model_validate(
        {**RULES.differential_privacy.model_dump(), "is_enabled": True}
    )
    rules = RULES.model_copy(update={"differential_privacy": noise})
    assert step(told("training_completed.rights", [None, None]), rules=rules) == Step.SINGLE


def test_everyone_can_see_how_coarsely_a_year_is_told_and_why() -> None:
    before = told("training_completed.security", [20, None, None, None])
    now = atoms("training_completed.rights", [20, 20, 20, 60], start="2025-02-24")
    found = history(pd.concat([before, now]), RULES)
    training = [each for each in found if each.metric.name == "training_completed"]
    assert [(t.year, t.rung.step, t.told, t.of) for t in training] == [
        (2024, Step.SINGLE, 0, 0),
        (2025, Step.GROUPS, 7, 21),  # one region of three in each of seven periods
    ]


def _inputs(blocks: int) -> pd.DataFrame:
    """Uses of tools, too few for four weeks: 8 of each of four committees a region and quarter."""
    starts = pd.date_range("2024-01-01", periods=blocks, freq="28D")
    rows = [
        (region, name, f"{region} {committee}", start, 4, amount)
        for region in ("r0", "r1", "r2")
        for committee in range(4)
        for start in starts
        for name, amount in (("resources_used", 3), ("gatherings", 30))
    ]
    columns = ["area", "metric", "contributor", "period_start", "weeks", "amount"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.slow
def test_no_week_is_told_at_two_rungs_and_none_is_left_out() -> None:
    rules = RULES.model_copy(
        update={"metrics": tuple(m for m in RULES.metrics if m.name == "resources_used"
                                 or m.name == "gatherings")}
    )  # fmt: skip
    inputs = joined(_inputs(27), rules)
    nothing = atoms("members", [None]).iloc[:0]
    days = (date(2024, 1, 1), date(2026, 3, 2))
    at_once, choices = due_year_by_year(inputs, ["r0", "r1", "r2"], nothing, {}, days, rules)
    used = at_once[(at_once["metric"] == "resources_used") & (at_once["area"] == "r0")]
    # 12 in four weeks are not told; so 2025, which begins on 2025-02-24, has quarters of 36.
    assert set(used["weeks"]) == {4, 12}
    assert used.loc[used["weeks"] == 12, "value"].tolist() == [40] * 4
    assert used.loc[used["weeks"] == 12, "period_start"].min() == pd.Timestamp("2025-02-24")
    mondays = [
        start + pd.Timedelta(weeks=n)
        for start, weeks in zip(used["period_start"], used["weeks"], strict=True)
        for n in range(weeks)
    ]
    assert len(mondays) == len(set(mondays)) == 15 * 4 + 4 * 12
    assert examine(at_once[ATOM], ["r0", "r1", "r2"], rules).refused.empty
    assert choices[2025, "resources_used"] == 12
    # What is told already is not told again, though another rule would tell it otherwise.
    weeks = {(2025, "resources_used"): 4, (2025, "gatherings"): 4}
    again, _ = due_year_by_year(inputs, ["r0", "r1", "r2"], at_once[ATOM], weeks, days, rules)
    assert again.empty


@pytest.mark.slow
def test_releases_one_by_one_tell_what_one_at_the_end_would() -> None:
    """So a choice is made of what is told by then, and later numbers change none."""
    rules = RULES.model_copy(
        update={"metrics": tuple(m for m in RULES.metrics if m.name in
                                 ("resources_used", "gatherings"))}
    )  # fmt: skip
    inputs = joined(_inputs(19), rules)
    told = atoms("members", [None]).iloc[:0]
    regions, choices = ["r0", "r1", "r2"], {}
    for day in pd.date_range("2024-02-26", "2025-07-14", freq="28D"):
        days = (date(2024, 1, 1), day.date())
        cells, choices = due_year_by_year(inputs, regions, told, choices, days, rules)
        choices = {key: n for key, n in choices.items() if key[1] in set(cells["metric"])}
        told = pd.concat([told, cells[ATOM]]) if len(told) else cells[ATOM]
    at_once, _ = due_year_by_year(inputs, regions, told.iloc[:0], {}, days, rules)
    key = ["metric", "period_start", "area"]
    one = told.sort_values(key)[ATOM].reset_index(drop=True)
    other = at_once.sort_values(key)[ATOM].reset_index(drop=True)
    np.testing.assert_array_equal(one.to_numpy(), other.to_numpy())
