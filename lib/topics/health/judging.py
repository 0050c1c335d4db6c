"""What one committee is judged by: its figures, their points, and what each action would win."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.measures.health import actions, explain, is_silent
from lib.topics.health.rows import Counts, Health, Step, rows_of
from lib.topics.health.standing import Standing, standing_of

_NAN = float("nan")


@dataclass(frozen=True)
class Judgement:
    """How one committee stands on the newest day that was measured.

    :ivar health: its level and score.
    :ivar counts: what it is judged by, as far as words need it.
    :ivar inputs: all of that, one row of ``DEFINITIONS``.
    :ivar parts: by ``explain``, with ``points``, what each part counts for, of 100.
    :ivar following: what to do next.
    :ivar steps: everything worth doing, most points per effort first.
    :ivar change_4_weeks: of the score, 0 to 1; NaN: not known.
    :ivar change_13_weeks: likewise.
    :ivar silent: whether it is fragile only because it doesn't meet.
    :ivar bad: by ``bad_inputs``.
    """

    health: Health
    counts: Counts
    inputs: pd.DataFrame
    parts: pd.DataFrame
    following: Step
    steps: tuple[Step, ...]
    change_4_weeks: float
    change_13_weeks: float
    silent: bool
    bad: pd.DataFrame


@reads.measured
def judgement(scope: Scope, committee_id: str) -> Judgement | None:
    """How a committee stands; ``None`` if it was not measured.

    :param scope: its whole region, toward which small committees' figures lean.
    :raises Unavailable: as ``standing``.
    """
    measured = standing_of(scope, committee_id)
    return None if measured is None else judge(measured, committee_id)


def judge(standing: Standing, committee_id: str) -> Judgement:
    """How one of the committees that were measured stands."""

    def own(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["committee_id"] == committee_id]

    inputs, measured, first = own(standing.rows), own(standing.measured), own(standing.first)
    # Those whom nobody needs to call have no trend.
    changes = first[["change_4_weeks", "change_13_weeks"]].itertuples(index=False, name=None)
    four, thirteen = next(changes, (_NAN, _NAN))
    return Judgement(
        health=next(rows_of(measured, Health)),
        counts=next(rows_of(inputs, Counts)),
        inputs=inputs,
        parts=_with_points(explain(inputs, standing.priors)),
        following=next(rows_of(standing.following({committee_id}), Step)),
        steps=tuple(rows_of(actions(inputs, standing.priors), Step)),
        change_4_weeks=four,
        change_13_weeks=thirteen,
        silent=bool(is_silent(measured).any()),
        bad=own(standing.bad),
    )


def _with_points(parts: pd.DataFrame) -> pd.DataFrame:
    """The explanation with ``points``.

    What has no data counts for nothing, and the rest for as much more.
    """
    has_data = parts["part_score"].notna()
    weights = parts["part_weight"].where(has_data, 0.0)
    of_indicator = weights / weights.groupby(parts["indicator"]).transform("sum")
    of_100 = parts[has_data].drop_duplicates("indicator")["indicator_weight"].sum()
    points = 100 * parts["indicator_weight"] / of_100 * of_indicator
    return parts.assign(points=points.where(has_data, 0.0))
