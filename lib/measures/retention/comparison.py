"""Groups compared by how many of their first months members stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import studentized_range

from lib.measures import thresholds as shared
from lib.measures.retention.curves import first_followed, since
from lib.measures.retention.settings import RetentionThresholds, thresholds
from lib.measures.survival import Estimate, at_risk, difference, kaplan_meier, restricted_mean

_MEANS = ["months", "error", "low", "high"]
_DIFFERENCES = ["longer", "shorter", "months", "error", "low", "high", "is_apart"]


@dataclass(frozen=True)
class Comparison:
    """Mean months of membership up to a horizon, and the differences of each two groups.

    :ivar start: the month from which all are compared: that of the group that is followed latest.
    :ivar horizon: the month up to which.
    :ivar means: the group's column, ``months`` (of those from ``start`` to ``horizon``), ``error``
        (standard), ``low``, ``high``, the longest first; no row of a group of which fewer than
        ``minimum_at_risk`` were followed from the start to the horizon.
    :ivar differences: ``longer``, ``shorter`` (groups), ``months`` (how many more), ``error``,
        ``low``, ``high`` (simultaneous limits), ``is_apart`` (whether these leave 0 out), the
        largest first.
    """

    start: int
    horizon: int
    means: pd.DataFrame
    differences: pd.DataFrame


def compared(
    counts: pd.DataFrame, group: str, settings: RetentionThresholds | None = None
) -> Comparison:
    """Return the restricted mean months of membership of groups, and their differences.

    Many differences are looked at, so their limits are simultaneous: with the stated confidence all
    of them hold (Tukey's studentized range, for means of unequal errors Kramer 1956, Biometrics
    12:307, shown to be conservative by Hayter 1984, Annals of Statistics 12:61).

    :param counts: as of ``retention_curves``.
    """
    rules = settings or thresholds()
    least, horizon = rules.minimum_at_risk, rules.horizon_months
    groups = dict(list(counts.groupby(group)))
    firsts = {key: first_followed(rows, least) for key, rows in groups.items()}
    begun = {key: first for key, first in firsts.items() if first is not None and first < horizon}
    start = max(begun.values(), default=0)
    means = {
        key: restricted_mean(_since(groups[key], start), horizon - start)
        for key in begun
        if _is_followed(groups[key], start, horizon, least)
    }
    order = sorted(means, key=lambda key: -means[key].value)
    rows = [(key, means[key].value, means[key].error, *_limits(means[key])) for key in order]
    return Comparison(
        start=start,
        horizon=horizon,
        means=pd.DataFrame(rows, columns=[group, *_MEANS]),
        differences=differences({key: means[key] for key in order}),
    )


def differences(means: Mapping[object, Estimate], confidence: float | None = None) -> pd.DataFrame:
    """Return the differences of each two means of groups that share nobody.

    :param means: of groups, the longest first.
    :param confidence: that all limits hold; that of ``thresholds.toml`` unless given.
    :return: as of :class:`Comparison`.
    """
    level = shared.rates().confidence if confidence is None else confidence
    reach = _reach(level, len(means))
    rows = []
    for longer, shorter in combinations(means, 2):
        apart = difference(means[longer], means[shorter], level)
        low, high = apart.value - reach * apart.error, apart.value + reach * apart.error
        is_apart = low > 0 or high < 0
        rows.append((longer, shorter, apart.value, apart.error, low, high, is_apart))
    frame = pd.DataFrame(rows, columns=_DIFFERENCES)
    return frame.sort_values("months", ascending=False, kind="stable", ignore_index=True)


@cache
def _reach(confidence: float, groups: int) -> float:
    """How many errors of a difference its simultaneous limits lie off: 1.96 of two groups."""
    if groups < 2:
        return 0.0
    return float(studentized_range.ppf(confidence, groups, np.inf) / np.sqrt(2))


def _since(rows: pd.DataFrame, start: int) -> pd.DataFrame:
    later = since(rows, start)
    return kaplan_meier(later["months"], later["left"], later["members"], later["entered"])


def _is_followed(rows: pd.DataFrame, start: int, horizon: int, least: int) -> bool:
    months = np.arange(start + 1, horizon + 1)
    followed = at_risk(months, rows["months"], rows["members"], rows["entered"])
    return bool((followed >= least).all())


def _limits(mean: Estimate) -> tuple[float, float]:
    return mean.low, mean.high
