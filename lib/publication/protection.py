"""Making atoms of cells: what is published, rounded, and what is withheld and why.

The rules strike in turn. *Below* the threshold; too *few* committees; *dominated* by the two
largest, or the largest laid bare to the second (p % rule); *insider*, where whoever knows all
committees but one would know that one too well; *paired* with a withheld number that it would
bound; and for a nation's total *derivable*, where it would narrow what a region's rounding leaves
open, or *insider*, where it would to someone who knows all committees of the nation but one.

Whether a total is derivable must not depend on the total, or its absence would reveal it. So this
is decided for all totals that the regions' published values allow, from these alone: see
:func:`derivable`. This is simulatable auditing (Kenthapadi, Mishra, Nissim 2005).
"""

from collections.abc import Iterator
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.publication.insider import FINE, RANKED, feasible_interval, is_exposed
from lib.publication.parameters import NATION, Parameters
from lib.publication.rounding import MASKED, Bools, Floats, Ints, classes, rounded

_FAR = 2**40
"""Beyond every count, and still exact in floating point."""


class Reason(StrEnum):
    """Why a number has no value; known to the publisher alone."""

    PUBLISHED = ""
    BELOW = "below"
    FEW = "few"
    DOMINATED = "dominated"
    PAIRED = "paired"
    DERIVABLE = "derivable"
    INSIDER = "insider"
    NATIONAL = "national"


def protect(cells: pd.DataFrame, rules: Parameters, areas: int) -> pd.DataFrame:
    """The cells with ``value`` (:data:`MASKED` where withheld) and ``reason``.

    :param cells: as :func:`lib.publication.cells.due_cells` makes them, exact metrics left out.
    :param areas: regions and the nation, which is the last of each metric and period.
    """
    reason = primary_reasons(cells, rules)
    reason = np.where(is_untold(cells, rules), Reason.NATIONAL, reason)
    for metric, bound in _pairs(cells, rules):
        # Otherwise the number above would be known to be no smaller than this one.
        reason = np.where(metric & bound(reason) & (reason == ""), Reason.PAIRED, reason)
    values = np.where(reason == "", rounded(cells["raw"], rules.rounding), MASKED)
    value_of, raw = values.reshape(-1, areas), cells["raw"].to_numpy().reshape(-1, areas)
    parts, total = value_of[:, :-1], raw[:, -1]
    reasons = reason.reshape(-1, areas)
    for strikes, reason_if_struck in (
        (derivable(parts, total, rules), Reason.DERIVABLE),
        (_exposed(cells, value_of, raw, rules), Reason.INSIDER),
    ):
        reasons[:, -1] = np.where(
            strikes & (reasons[:, -1] == ""), reason_if_struck, reasons[:, -1]
        )
    final = reasons.reshape(-1)
    # A total that a bound's total would have bounded goes with it.
    for metric, bound in _pairs(cells, rules):
        final = np.where(metric & bound(final) & (final == ""), Reason.PAIRED, final)
    return cells.assign(value=np.where(final == "", values, MASKED), reason=final)


def is_untold(cells: pd.DataFrame, rules: Parameters) -> Bools:
    """Whether each cell is a region of what is told of the whole country alone."""
    national = [metric.name for metric in rules.metrics if not metric.is_regional]
    is_national = cells["metric"].str.partition(".")[0].isin(national)
    return np.asarray(is_national & (cells["area"] != NATION))


def primary_reasons(cells: pd.DataFrame, rules: Parameters) -> npt.NDArray[np.object_]:
    """The reason that strikes each cell whatever becomes of the others; empty: none."""
    raw, largest, second = (cells[c].to_numpy() for c in ("raw", "largest", "second"))
    committees = rules.committees
    top = largest + second
    few = cells["contributors"].to_numpy() < committees.minimum
    # In whole numbers, so that a share exactly at the limit is not lost to floating point.
    dominated = (top * FINE >= round(committees.top_two_share * FINE) * raw) | (
        (raw - top) * 100 * FINE < round(committees.p_percent * FINE) * largest
    )
    conditions = [raw < rules.rounding.threshold, few, dominated]
    reasons = np.select(conditions, [Reason.BELOW, Reason.FEW, Reason.DOMINATED], "").astype(object)
    values = np.where(reasons == "", rounded(raw, rules.rounding), MASKED)
    exposed = is_exposed(*feasible_interval(cells, values, rules), cells[RANKED].to_numpy(), rules)
    return np.where((reasons == "") & exposed.any(axis=1), Reason.INSIDER, reasons)


def _pairs(cells: pd.DataFrame, rules: Parameters) -> Iterator[tuple[Bools, "_Bound"]]:
    """Each metric with an ``at_most`` as its rows, and what is withheld of its bound there."""
    codes = cells["metric"].to_numpy()
    for metric in rules.metrics:
        if metric.at_most is not None and (codes == metric.name).any():
            yield codes == metric.name, _Bound(cells, codes == metric.at_most)


class _Bound:
    """Whether the bound of each row's place and period is withheld, or not published at all."""

    def __init__(self, cells: pd.DataFrame, rows: Bools) -> None:
        self.places = pd.MultiIndex.from_frame(cells[["period_start", "weeks", "area"]])
        self.rows = rows

    def __call__(self, reason: npt.NDArray[np.object_]) -> Bools:
        published = self.places[self.rows & (reason == "")]
        return ~np.asarray(self.places.isin(published))


def derivable(parts: Ints, total: Ints, rules: Parameters) -> Bools:
    """Whether each total must be withheld, so that no region's class is narrowed.

    A published total of class [a, b] bounds a region by b minus the least of the others, and by a
    minus the greatest of them. It narrows no region's class if its own reaches far enough up from
    the least possible sum and far enough down from the greatest: the *good* classes, which lie
    between two values. Withholding exactly the others would show that the total lies at one of the
    ends, which narrows just as much; so where only one end has bad classes, the good class that
    reaches farthest is withheld with them: then every region's class is as wide as before, whether
    the total is published or not, to whoever knows this rule and all regions' values.

    :param parts: published values of the regions, [block, region].
    :param total: the raw totals, [block].
    """
    low, high = classes(parts, rules.rounding)
    is_masked = parts == MASKED
    masked_count = is_masked.sum(axis=1)
    needed_width = np.where(is_masked, rules.rounding.threshold - 1, high - low).max(axis=1)
    least = low.sum(axis=1)
    greatest_sum = np.where(is_masked, 0, high).sum(axis=1)
    most = np.where(masked_count > 0, _FAR, greatest_sum)
    ceiling = np.select(
        [masked_count == 0, masked_count == 1], [greatest_sum - needed_width, greatest_sum], _FAR
    )
    first, last = _published(least + needed_width, rules), _published(ceiling, rules)
    value = _published(total, rules)
    bad_below, bad_above = _published(least, rules) < first, _published(most, rules) > last
    return np.asarray(
        (value < first)
        | (value > last)
        | (bad_below & ~bad_above & (value == first))
        | (bad_above & ~bad_below & (value == last))
    )


def _published(numbers: Floats | Ints, rules: Parameters) -> Ints:
    return rounded(np.maximum(numbers, 0).astype(np.int64), rules.rounding)


def _exposed(cells: pd.DataFrame, values: Ints, raw: Ints, rules: Parameters) -> Bools:
    """Whether a published total reveals too much of one committee to whoever knows all the others.

    :param values: published, [block, area], the nation last; ``raw`` likewise.
    """
    shape = (*values.shape, len(RANKED))
    ranked = cells[RANKED].to_numpy().reshape(shape)[:, :-1]
    least, greatest = (
        ends.reshape(shape)[:, :-1] for ends in feasible_interval(cells, values.ravel(), rules)
    )
    low, high = (ends[:, -1, None, None] for ends in classes(values, rules.rounding))
    others = raw[:, -1, None, None] - ranked
    exposed = is_exposed(
        np.maximum(least, low - others), np.minimum(greatest, high - others), ranked, rules
    )
    return np.asarray((values[:, -1] != MASKED) & exposed.any(axis=(1, 2)))
