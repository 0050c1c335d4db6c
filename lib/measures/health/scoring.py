"""Scores and levels of committees, each judged by the rules of its status."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures.health.codes import Indicator, IndicatorLevel, Level, Part, Status
from lib.measures.health.figures import Figure, figure
from lib.measures.health.flags import Examined, examine, examine_rows
from lib.measures.health.inputs import COUNTS, DAYS, STATUSES, Inputs
from lib.measures.health.priors import GROUP, fit_priors, priors_of_rows
from lib.measures.health.settings import PARTS, ROUNDING, Ruleset, health_thresholds
from lib.measures.rates import FloatArray

INDICATOR_LEVELS = [str(level) for level in IndicatorLevel]
LEVELS = [str(level) for level in Level]


@dataclass(frozen=True)
class Rule:
    """The numbers of a part, one for each ``Status`` in order; weight 0: not judged by it."""

    part: Part
    weight: FloatArray
    zero_at: FloatArray
    full_at: FloatArray


@cache
def rules(indicator: Indicator) -> tuple[FloatArray, tuple[Rule, ...]]:
    """Return an indicator's weight by ``Status`` and the rules of its parts."""
    settings = health_thresholds()
    by_status: list[Ruleset] = [settings.active, settings.forming, settings.dormant, {}]
    weight = np.zeros(len(by_status))
    parts = {part: np.zeros((3, len(by_status))) for part in PARTS[indicator]}
    for code, ruleset in enumerate(by_status):
        if indicator in ruleset:
            weight[code] = ruleset[indicator].weight
            for part, rule in ruleset[indicator].parts.items():
                parts[part][:, code] = rule.weight, rule.zero_at, rule.full_at
    return weight, tuple(Rule(part, *numbers) for part, numbers in parts.items())


def ramp(value: FloatArray, zero_at: FloatArray, full_at: FloatArray) -> FloatArray:
    """Return 0 from ``zero_at`` on, 1 from ``full_at`` on, linear between them; NaN stays."""
    share: FloatArray = np.clip((value - zero_at) / (full_at - zero_at), 0.0, 1.0)
    return share


@dataclass(frozen=True)
class ScoredPart:
    """A part of every row; ``weight`` 0 where the row's status doesn't judge it."""

    indicator: Indicator
    part: Part
    figure: Figure
    weight: FloatArray
    zero_at: FloatArray
    full_at: FloatArray
    score: FloatArray


@dataclass(frozen=True)
class Scored:
    """Scores by row: ``total`` (NaN: not enough data) and of each indicator; ``weight`` known."""

    total: FloatArray
    weight: FloatArray
    indicators: dict[Indicator, FloatArray]


def score_parts(
    indicator: Indicator, inputs: Inputs, priors: dict[str, FloatArray]
) -> Iterator[ScoredPart]:
    """Score the parts of an indicator; NaN without data or where the status doesn't judge it."""
    for rule in rules(indicator)[1]:
        measured = figure(rule.part, inputs, priors)
        weight = rule.weight[inputs.status]
        zero_at, full_at = rule.zero_at[inputs.status], rule.full_at[inputs.status]
        with np.errstate(divide="ignore", invalid="ignore"):
            score = np.where(weight > 0, ramp(measured.value, zero_at, full_at), np.nan)
        yield ScoredPart(indicator, rule.part, measured, weight, zero_at, full_at, score)


def score(inputs: Inputs, priors: dict[str, FloatArray]) -> Scored:
    """Score every row: the weighted mean of its indicators, each that of its parts with data."""
    size = len(inputs.status)
    points, weight, judged = np.zeros(size), np.zeros(size), np.zeros(size)
    indicators: dict[Indicator, FloatArray] = {}
    for indicator in Indicator:
        own, own_weight = np.zeros(size), np.zeros(size)
        for part in score_parts(indicator, inputs, priors):
            has_data = ~np.isnan(part.score)
            own += np.where(has_data, part.weight * part.score, 0.0)
            own_weight += np.where(has_data, part.weight, 0.0)
        has_data = own_weight > 0
        mean = np.divide(own, own_weight, out=np.full(size, np.nan), where=has_data)
        of_100 = rules(indicator)[0][inputs.status]
        points += np.where(has_data, of_100 * mean, 0.0)
        weight += np.where(has_data, of_100, 0.0)
        # Of an indicator known in part, only that part of its weight is known.
        judged += of_100 * own_weight
        indicators[indicator] = mean
    # Whole numbers, so that a committee just at the limit is on it.
    enough = (judged >= 100 * health_thresholds().minimum_weight) & (weight > 0)
    total = np.divide(points, weight, out=np.full(size, np.nan), where=enough)
    return Scored(total, judged / 100, indicators)


def health(rows: pd.DataFrame, priors: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the health of each committee on each day.

    An active committee has a ``score``, a forming or dormant one ``progress`` toward becoming
    active (again), by rules of its own; a closed one has neither. Both are 0 to 1 and NaN with less
    than ``minimum_weight`` points of data: not enough data is never a low score. An
    active one that doesn't meet (``silent_up_to``) is fragile whatever its score.

    :param rows: the columns of ``inputs.DEFINITIONS``; unless ``priors`` is given, all committees
        of the regions.
    :param priors: by ``region_priors`` of the whole regions, to judge some of their committees.
    :return: one row a row, in order: ``region_id, committee_id, as_of, status, score, progress,
        level`` (``Level``), ``weight`` (points with data, of 100), for each ``Indicator`` its score
        and ``{indicator}_level`` (``IndicatorLevel``), and ``flags``, the number of inputs left out
        because they can't be true.

    :raises InputError: as ``read_inputs`` and ``priors_of_rows``.
    """
    return health_of(examine_rows(rows), priors)


def health_of(examined: Examined, priors: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return :func:`health` of rows that were examined already.

    :raises InputError: as ``priors_of_rows``.
    """
    inputs = examined.inputs
    if priors is None:
        priors = fit_priors(inputs)
    scored = score(inputs, priors_of_rows(inputs, priors))
    active = inputs.status == list(Status).index(Status.ACTIVE)
    result = inputs.keys.assign(
        score=np.where(active, scored.total, np.nan),
        progress=np.where(active, np.nan, scored.total),
        level=pd.Categorical.from_codes(_levels(inputs, scored), LEVELS),
        weight=scored.weight,
        flags=examined.count,
    )
    for indicator, values in scored.indicators.items():
        result[str(indicator)] = values
        result[f"{indicator}_level"] = indicator_levels(values)
    return result


def region_priors(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what the committees of each region and day have in common; see ``fit_priors``.

    :raises InputError: as ``read_inputs``.
    """
    return priors_of(examine_rows(rows))


def priors_of(examined: Examined) -> pd.DataFrame:
    """Return :func:`region_priors` of rows that were examined already."""
    return fit_priors(examined.inputs)


def indicator_levels(scores: FloatArray) -> pd.Categorical:
    """Return the ``IndicatorLevel`` of each score."""
    return pd.Categorical.from_codes(_strength(scores), INDICATOR_LEVELS)


def _strength(scores: FloatArray) -> NDArray[np.int8]:
    """Return 0 strong, 1 steady, 2 fragile, 3 no score: the order in which both levels begin."""
    levels = health_thresholds().levels
    scores = scores + ROUNDING
    band = np.where(scores >= levels.strong_from, 0, np.where(scores >= levels.steady_from, 1, 2))
    codes: NDArray[np.int8] = np.where(np.isnan(scores), 3, band).astype(np.int8)
    return codes


def is_silent(measured: pd.DataFrame) -> "pd.Series[bool]":
    """Whether each committee is fragile only because it doesn't meet: its score alone would do.

    :param measured: ``level`` and ``score``, as ``health`` gives them.
    """
    enough = measured["score"] + ROUNDING >= health_thresholds().levels.steady_from
    return (measured["level"] == Level.FRAGILE) & enough


def _levels(inputs: Inputs, scored: Scored) -> NDArray[np.int8]:
    levels, total = health_thresholds().levels, scored.total
    rhythm = scored.indicators[Indicator.RHYTHM]
    at = {level: LEVELS.index(level) for level in LEVELS}
    status = {each: inputs.status == code for code, each in enumerate(Status)}
    known = ~np.isnan(total)
    forming, dormant = status[Status.FORMING] & known, status[Status.DORMANT] & known
    active = status[Status.ACTIVE] & known
    cases = [
        (active & (rhythm <= levels.silent_up_to + ROUNDING), at[Level.FRAGILE]),
        (status[Status.CLOSED], at[Level.CLOSED]),
        (forming & (total + ROUNDING >= levels.ready_from), at[Level.READY]),
        (forming & (inputs.age > levels.stalled_after_days), at[Level.STALLED]),
        (forming, at[Level.BUILDING]),
        (dormant & (total + ROUNDING >= levels.reviving_from), at[Level.REVIVING]),
        (dormant, at[Level.RESTING]),
    ]
    masks, codes = zip(*cases, strict=True)
    result: NDArray[np.int8] = np.select(masks, codes, default=_strength(total)).astype(np.int8)
    return result


def priors_of_alike(alike: pd.DataFrame) -> pd.DataFrame:
    """Return the same as :func:`region_priors`, of rows that stand for several committees.

    :param alike: of active committees: ``region_id, as_of``, the figures of one of the parts in
        ``SHRUNK`` (null: those of the others) and how many ``committees`` have them. A committee is
        in a row for each part; where none is active a row is null but for region and day.
    """
    nothing = np.full(len(alike), np.nan)
    inputs = Inputs(
        keys=alike[GROUP].assign(committee_id=None, status=str(Status.ACTIVE)),
        status=np.full(len(alike), STATUSES[Status.ACTIVE], dtype=np.int8),
        age=nothing,
        numbers={
            name: alike[name].to_numpy(np.float64, na_value=np.nan) if name in alike else nothing
            for name in (*COUNTS, *DAYS)
        },
    )
    return fit_priors(examine(inputs).inputs, alike["committees"].to_numpy(np.float64))
