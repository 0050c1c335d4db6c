"""What joins what: topics, groups of them, all together, and twelve weeks.

2024-01-01 begins a quarter of 84 days counted from 2001-01-01; the next begins on 2024-03-25.
"""

import pandas as pd
import pytest

from lib.publication.cells import due_cells
from lib.publication.ladder import Step, covered, joined, ladder, parts, place
from lib.publication.parameters import parameters
from tests.publication.frames import inputs

RULES = parameters()
TRAINING = RULES.metric("training_completed")


def test_a_ladder_goes_from_topics_over_groups_and_all_of_them_to_quarters() -> None:
    rungs = ladder(TRAINING)
    assert [(r.step, len(r.codes), r.weeks, r.joins) for r in rungs] == [
        (Step.SINGLE, 7, 4, 1),
        (Step.GROUPS, 2, 4, 4),  # the larger group has four topics
        (Step.WHOLE, 1, 4, 2),
        (Step.QUARTER, 1, 12, 3),
    ]
    assert [r.step for r in ladder(RULES.metric("hotline_calls"))] == [Step.SINGLE, Step.QUARTER]


@pytest.mark.parametrize("name", ["members", "gatherings", "committees_active", "partners"])
def test_what_no_sum_makes_larger_or_another_bounds_has_one_rung(name: str) -> None:
    assert len(ladder(RULES.metric(name))) == 1


@pytest.mark.parametrize(
    ("code", "weeks", "rung"),
    [
        ("training_completed.security", 1, 0),
        ("training_completed.security", 4, 0),
        ("training_completed.rights", 4, 1),
        ("training_completed", 4, 2),
        ("training_completed", 12, 3),
    ],
)
def test_the_rung_of_a_code_and_a_period(code: str, weeks: int, rung: int) -> None:
    assert place(TRAINING, code, weeks) == rung


def test_a_code_stands_for_the_topics_that_it_joins() -> None:
    rights = ("know_your_rights", "deportation_defense", "ice_free_zones")
    assert parts(TRAINING, "training_completed.rights") == tuple(
        f"training_completed.{topic}" for topic in rights
    )
    assert len(parts(TRAINING, "training_completed")) == 7
    # A group that the parameters no longer have could have been any topics.
    assert len(parts(TRAINING, "training_completed.gone")) == 7
    assert parts(RULES.metric("members"), "members") == ("members",)


def test_joined_numbers_are_sums_by_committee() -> None:
    frames = [
        inputs("training_completed.security", {"r0": [5, 7]}),
        inputs("training_completed.know_your_rights", {"r0": [1]}),
        # Four weeks later, in the same quarter.
        inputs("training_completed.security", {"r0": [10]}).assign(
            period_start=pd.Timestamp("2024-01-29")
        ),
        # A week of the first four: in no sum of theirs again.
        inputs("training_completed.security", {"r0": [5]}, weeks=1),
    ]
    start = pd.Timestamp("2024-01-01").date()
    due = [
        ("training_completed.organizing", start, 4),
        ("training_completed", start, 4),
        ("training_completed", start, 12),
    ]
    cells = due_cells(joined(pd.concat(frames), RULES), due, ["r0"])
    told = cells[cells["area"] == "r0"].set_index(["metric", "weeks"])
    assert told["raw"].to_dict() == {
        ("training_completed.organizing", 4): 12,
        ("training_completed", 4): 13,
        ("training_completed", 12): 23,
    }
    # The first committee's 5, 1 and 10 are one committee's 16.
    assert told.loc[("training_completed", 12), ["contributors", "largest"]].tolist() == [2, 16]


def test_what_a_period_covers_is_each_topic_in_each_week() -> None:
    periods = pd.DataFrame(
        {"metric": ["training_completed"], "period_start": ["2024-01-01"], "weeks": [12]}
    ).astype({"period_start": "datetime64[us]"})
    weeks = covered(periods, RULES)
    assert len(weeks) == 7 * 12
    assert max(monday for _part, monday in weeks) == pd.Timestamp("2024-03-18").date()
