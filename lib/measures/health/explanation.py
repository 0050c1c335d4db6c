"""Why a committee has the score it has, to the last digit."""

import numpy as np
import pandas as pd

from lib.measures.health.codes import Indicator, Part
from lib.measures.health.figures import COUNTED
from lib.measures.health.flags import examine
from lib.measures.health.inputs import read_inputs
from lib.measures.health.priors import SHARES, fit_priors, priors_of_rows
from lib.measures.health.scoring import (
    Scored,
    ScoredPart,
    indicator_levels,
    rules,
    score,
    score_parts,
)
from lib.measures.rates import FloatArray

INPUTS_OF_PARTS: dict[Part, tuple[str, ...]] = {
    **{part: (name,) for part, name in COUNTED.items()},
    **SHARES,
    Part.OWN_RHYTHM: ("gatherings_90", "own_rhythm_90"),
    Part.TURNOUT: ("attended_90", "counted_gatherings_90", "members"),
    Part.GROWTH: ("joined_90", "lapsed_90", "members_90_days_ago"),
}
"""The inputs that a part is computed from."""


def explain(rows: pd.DataFrame, priors: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row for each part that judges each committee, from which the score recomputes.

    Meant for a region's or a committee's rows; memory is some 2 kB a committee and day. Columns:
    ``region_id, committee_id, as_of, status, indicator, part``; ``inputs`` (names, joined by a
    comma); ``numerator, denominator, prior_mean, prior_strength`` and ``value``;
    ``zero_at, full_at, part_score, part_weight``; ``indicator_weight, indicator_score,
    indicator_level``; ``points_lost``; ``score`` (of the committee, or its progress).

    value = (numerator + prior_mean · prior_strength) / (denominator + prior_strength); the part's
    score is (value - zero_at) / (full_at - zero_at), cut to 0..1; an indicator's the mean of its
    parts' that have a value, by part weight; the committee's the mean of the indicators' that have
    one, by indicator weight. ``points_lost`` of the parts add up to 100 less the score times 100.
    A part without data has no value, no score and loses no points. In a CSV write numbers in full
    (``float_format=None``), as pandas does.

    :param rows: see ``health``.
    :param priors: see ``health``.

    :raises InputError: as ``health``.
    """
    inputs = examine(read_inputs(rows)).inputs
    of_rows = priors_of_rows(inputs, fit_priors(inputs) if priors is None else priors)
    scored = score(inputs, of_rows)
    judged = np.zeros(len(inputs.status))
    for indicator, values in scored.indicators.items():
        judged += np.where(np.isnan(values), 0.0, rules(indicator)[0][inputs.status])
    pieces = []
    for indicator in Indicator:
        parts = list(score_parts(indicator, inputs, of_rows))
        # Zero where nothing has data: then there is nothing to lose either.
        own = sum(
            (np.where(np.isnan(p.score), 0.0, p.weight) for p in parts), np.zeros(len(judged))
        )
        weight = rules(indicator)[0][inputs.status]
        with np.errstate(divide="ignore", invalid="ignore"):
            pieces += [_piece(inputs.keys, p, scored, weight, weight / judged / own) for p in parts]
    table = pd.concat(pieces)
    # By committee and day again, parts in their order.
    return table.sort_index(kind="stable").reset_index(drop=True)


def _piece(
    keys: pd.DataFrame,
    part: ScoredPart,
    scored: Scored,
    weight: FloatArray,
    share: FloatArray,
) -> pd.DataFrame:
    figure = part.figure
    lost = 100 * share * part.weight * (1 - part.score)
    # A score that isn't given has no points to lose.
    lost = np.where(np.isnan(scored.total) | np.isnan(part.score), 0.0, lost)
    of_indicator = scored.indicators[part.indicator]
    table = keys.assign(
        indicator=str(part.indicator),
        part=str(part.part),
        inputs=",".join(INPUTS_OF_PARTS[part.part]),
        numerator=figure.numerator,
        denominator=figure.denominator,
        prior_mean=figure.prior_mean,
        prior_strength=figure.prior_strength,
        value=figure.value,
        zero_at=part.zero_at,
        full_at=part.full_at,
        part_score=part.score,
        part_weight=part.weight,
        indicator_weight=weight,
        indicator_score=of_indicator,
        indicator_level=np.asarray(indicator_levels(of_indicator)),
        points_lost=lost,
        score=scored.total,
    )
    return table[part.weight > 0]
