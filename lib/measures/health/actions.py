"""The next action for a committee: for its first cause, what wins back most for the work."""

from dataclasses import replace

import numpy as np
import pandas as pd

from lib.measures.health.causes import MEANT_FOR, causes_of
from lib.measures.health.changes import CHANGES
from lib.measures.health.codes import Action, Status
from lib.measures.health.flags import examine
from lib.measures.health.inputs import Inputs, read_inputs
from lib.measures.health.priors import fit_priors, priors_of_rows
from lib.measures.health.scoring import Scored, score
from lib.measures.health.settings import ROUNDING, health_thresholds
from lib.measures.rates import FloatArray


def actions(rows: pd.DataFrame, priors: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return every action worth proposing to each committee, causes before quick wins.

    First whatever ends that nobody coordinates, then that it doesn't meet; then for the indicator
    that has lost most points, and so on. For one cause, most points per effort stand first, and
    equal ones in the order of ``Action``. The committee is scored again with the inputs that the
    action would change; the region's priors stay as they are. An action that doesn't raise the
    indicator that it is meant for is not proposed: no drill where nobody keeps drills.

    :param rows: see ``health``.
    :param priors: see ``health``.
    :return: ``region_id, committee_id, as_of, action`` (``Action``), ``cause`` (``Cause``),
        ``indicator`` (that it is meant for), ``lost`` and ``counts`` (points of 100 that this has
        lost, of so many), ``points`` (won, of the score or the progress), ``effort`` (hours),
        ``points_per_effort`` and ``score_after`` (0 to 1). Committees in the order given.

    :raises InputError: as ``health``.
    """
    inputs = examine(read_inputs(rows)).inputs
    of_rows = priors_of_rows(inputs, fit_priors(inputs) if priors is None else priors)
    before = score(inputs, of_rows)
    tried = [_tried(action, inputs, of_rows, before) for action in CHANGES]
    table = pd.concat(tried).sort_values(
        ["place", "lost", "points_per_effort"], ascending=[True, False, False], kind="stable"
    )
    return table.sort_index(kind="stable").drop(columns="place").reset_index(drop=True)


def _tried(
    action: Action, inputs: Inputs, priors: dict[str, FloatArray], before: Scored
) -> pd.DataFrame:
    rule = health_thresholds().actions[action]
    changed = CHANGES[action](inputs.numbers, rule.amount)
    after = score(replace(inputs, numbers=inputs.numbers | changed), priors)
    indicator = MEANT_FOR[action]
    is_mended = after.indicators[indicator] > before.indicators[indicator] + ROUNDING
    effort = np.full(len(after.total), rule.effort)
    if action is Action.ANSWER_REQUESTS:
        effort = effort * np.maximum(inputs.numbers["requests_open_over_14_days"], 1)
    points = 100 * (after.total - before.total)
    causes = causes_of(action, inputs, before)
    table = inputs.keys[["region_id", "committee_id", "as_of"]].assign(
        action=str(action),
        cause=causes.cause,
        indicator=str(indicator),
        place=causes.place,
        lost=causes.lost,
        counts=causes.counts,
        points=points,
        effort=effort,
        points_per_effort=points / effort,
        score_after=after.total,
    )
    return table[is_mended & (points >= health_thresholds().minimum_points - ROUNDING)]


def next_action(rows: pd.DataFrame, priors: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the first of ``actions`` for each row, in order, with the same columns.

    Where there is not enough data to score it is ``complete_records``; where no action wins
    ``minimum_points``, and for closed committees, ``nothing``: both without points.

    :raises InputError: as ``health``.
    """
    keys = ["region_id", "committee_id", "as_of"]
    inputs = examine(read_inputs(rows)).inputs
    if priors is None:
        priors = fit_priors(inputs)
    proposed = actions(rows, priors).drop_duplicates(keys)
    best = inputs.keys[keys].merge(proposed, on=keys, how="left")
    is_closed = inputs.status == list(Status).index(Status.CLOSED)
    unscored = np.isnan(score(inputs, priors_of_rows(inputs, priors)).total) & ~is_closed
    rest = np.where(unscored, str(Action.COMPLETE_RECORDS), str(Action.NOTHING))
    return best.assign(action=best["action"].where(best["action"].notna(), rest))
