"""Which rule foretells the renewals of a tier and cycle: the model, if it beat the plain rate."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from lib.measures.renewals.beta_geometric import BetaGeometric
from lib.measures.renewals.expected import Key
from lib.measures.renewals.fitting import CannotFit, fit
from lib.measures.renewals.plain_rate import PlainRate
from lib.measures.renewals.scoring import Score, score
from lib.measures.renewals.settings import RenewalThresholds, thresholds

MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
"""The cycles of dues, and their months."""
YEAR = 12


class Verdict(StrEnum):
    """How the renewals of a tier and cycle are foretold, and why so."""

    MODEL = "model"
    """By the model: it was closer than the plain rate."""
    NOT_BETTER = "not_better"
    """By the plain rate: the model was not closer."""
    TOO_SHORT = "too_short"
    """By the plain rate: the records are too short, or too few lapsed, to try the model."""
    CYCLE = "cycle"
    """By the plain rate of all tiers of the cycle: too few of the tier came due."""
    TOO_FEW = "too_few"
    """Not at all."""


@dataclass(frozen=True)
class Judgement:
    """What is told of the renewals of a tier and cycle.

    :ivar rule: by which they are foretold; ``None`` where nothing can be told.
    :ivar verdict: why by this.
    :ivar score: of the model, where it could be tried.
    :ivar rate: the plain rate of the last year, where there is one.
    :ivar model: as it was tried, and what it was tried on: for its calibration.
    """

    rule: BetaGeometric | PlainRate | None
    verdict: Verdict
    score: Score | None = None
    rate: PlainRate | None = None
    model: BetaGeometric | None = None
    held_out: pd.DataFrame | None = None


def judge(
    renewals: pd.DataFrame, last_month: pd.Timestamp, settings: RenewalThresholds | None = None
) -> dict[Key, Judgement]:
    """Return what is told of each tier and cycle that any renewal is of.

    The model is fitted without the last two cycles (``cycles_held_out``) and scored on them, beside
    the plain rate of the year before these. If it was closer, it is fitted again on all; else the
    plain rate of the last year stands.

    :param renewals: ``tier_id``, ``cycle``, ``due_month`` (its first day), ``renewal`` (its
        number), ``due`` and ``lapsed``, of which the outcome is known.
    :param last_month: the newest month with a known outcome.
    :param settings: those of ``thresholds.toml`` unless given.
    """
    rules = settings or thresholds()
    newest = last_month.year * YEAR + last_month.month
    month = pd.to_datetime(renewals["due_month"])
    ago = newest - (month.dt.year * YEAR + month.dt.month)
    counts = renewals.assign(ago=ago)
    cycles = {
        str(cycle): _rate(rows[rows["ago"] < YEAR], rules)
        for cycle, rows in counts.groupby("cycle")
    }
    return {
        (str(tier), str(cycle)): _judged(rows, str(cycle), cycles[str(cycle)], rules)
        for (tier, cycle), rows in counts.groupby(["tier_id", "cycle"])
    }


def _judged(
    rows: pd.DataFrame, cycle: str, of_cycle: PlainRate | None, rules: RenewalThresholds
) -> Judgement:
    rate = _rate(rows[rows["ago"] < YEAR], rules)
    if rate is None:
        verdict = Verdict.TOO_FEW if of_cycle is None else Verdict.CYCLE
        return Judgement(of_cycle, verdict, rate=of_cycle)
    held_months = rules.cycles_held_out * MONTHS[cycle]
    held_out, before = rows[rows["ago"] < held_months], rows[rows["ago"] >= held_months]
    rate_before = _rate(before[before["ago"] < held_months + YEAR], rules)
    tried = _fitted(before, rules)
    if tried is None or rate_before is None or held_out["due"].sum() < rules.minimum_due:
        return Judgement(rate, Verdict.TOO_SHORT, rate=rate)
    scored = score(tried, rate_before, held_out)
    again = _fitted(rows, rules) if scored.is_better else None
    verdict = Verdict.NOT_BETTER if again is None else Verdict.MODEL
    return Judgement(again or rate, verdict, scored, rate, tried, held_out)


def _rate(rows: pd.DataFrame, rules: RenewalThresholds) -> PlainRate | None:
    due = float(rows["due"].sum())
    return PlainRate(float(rows["lapsed"].sum()), due) if due >= rules.minimum_due else None


def _fitted(rows: pd.DataFrame, rules: RenewalThresholds) -> BetaGeometric | None:
    summed = rows.groupby("renewal")[["due", "lapsed"]].sum()
    if summed["lapsed"].sum() < rules.minimum_lapsed:
        return None
    try:
        return fit(summed.index.to_numpy(dtype=np.float64), summed["due"], summed["lapsed"])
    except CannotFit:
        return None
