"""Where learners stop: before they start or after, and where most of them are."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from lib.measures.rates import rate

STAGES = (
    "completed",
    "in_progress",
    "withdrew_after_start",
    "not_started",
    "withdrew_before_start",
)
"""The stages of ``rollup.learner_stage``, from the furthest on."""


class Step(StrEnum):
    """The step that learners stall at."""

    START = "start"
    COMPLETE = "complete"


STALLED = {
    Step.START: ["not_started", "withdrew_before_start"],
    Step.COMPLETE: ["in_progress", "withdrew_after_start"],
}


@dataclass(frozen=True)
class Stall:
    """The step at which most learners stall, how many do, and the group that has most of them.

    :ivar stopped: all who have not completed, at either step.
    """

    step: Step
    learners: int
    stopped: int
    group: str
    there: int


def with_shares(stages: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of counted stages with each stage's share of the enrolled.

    Columns added: ``share_completed`` and so on, NaN where nobody enrolled.
    """
    shares = {f"share_{stage}": rate(stages[stage], stages["enrolled"]) for stage in STAGES}
    return stages.assign(**shares)


def largest_stall(stages: pd.DataFrame, group: str) -> Stall | None:
    """Return where most learners of counted stages stopped; ``None`` if nobody did.

    Give it only learners who have had time enough, else who has just enrolled counts as stalled.
    The group is the one with most people to win back, which is no judgement of its rate.
    """
    stalled = {step: stages[names].sum(axis=1) for step, names in STALLED.items()}
    step = max(stalled, key=lambda name: stalled[name].sum())
    learners = int(stalled[step].sum())
    if not learners:
        return None
    most = stalled[step].idxmax()
    return Stall(
        step,
        learners,
        int(sum(counts.sum() for counts in stalled.values())),
        str(stages.loc[most, group]),
        int(stalled[step].loc[most]),
    )
