"""Delays as distributions: medians and high percentiles, with intervals, from counted values.

A distribution is a frame of values and how many records have each (``rollup.delay_week`` is one),
so that nothing is ever expanded to one row a record.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

from lib.measures import thresholds
from lib.measures.rates import FloatArray
from lib.measures.survival import kaplan_meier, quantile

IntArray: TypeAlias = NDArray[np.int64]

QUANTILES = (0.5, 0.9)


def delay_quantiles(
    frame: pd.DataFrame,
    by: Sequence[str] = (),
    value: str = "minutes",
    count: str = "incidents",
    confidence: float | None = None,
) -> pd.DataFrame:
    """Return the median and the 90th percentile of each group's distribution.

    They are ``numpy.quantile``'s of each record's value, of Hyndman and Fan's type 7.

    Columns: ``by``, the number of records under the name ``count``, then ``p50``, ``p50_low``,
    ``p50_high`` and likewise ``p90``, in the unit of ``value``. The limits are order statistics
    with at least the stated coverage whatever the distribution (binomial ranks; Hahn and Meeker,
    Statistical Intervals, chapter 5); NaN where the group is too small to have them. Without
    ``by``, one row.

    :raises ValueError: if a count is negative, or a value is missing.
    """
    alpha = 1 - (thresholds.rates().confidence if confidence is None else confidence)
    group, keys = _groups(frame, by)
    x = frame[value].to_numpy(dtype=np.float64, na_value=np.nan)
    weights = _whole_counts(frame[count], x)
    order = np.lexsort((x, group))
    x, total = x[order], np.cumsum(weights[order])
    sizes = np.bincount(group, weights=weights, minlength=len(keys)).astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    result = keys.assign(**{count: sizes})
    for q in QUANTILES:
        name = f"p{round(100 * q)}"
        low = binom.ppf(alpha / 2, sizes, q)
        high = binom.ppf(1 - alpha / 2, sizes, q) + 1
        result[name] = _type_7(x, total, starts, sizes, q)
        result[f"{name}_low"] = _ranked(x, total, starts, sizes, low)
        result[f"{name}_high"] = _ranked(x, total, starts, sizes, high)
    return result


def censored_delay_quantiles(
    frame: pd.DataFrame,
    by: Sequence[str] = (),
    value: str = "minutes",
    count: str = "incidents",
    closed: str = "closed",
    confidence: float | None = None,
) -> pd.DataFrame:
    """Return the median and the 90th percentile where some records are still open.

    ``closed`` is a column of booleans; an open record's ``value`` is how long it has been open.
    Columns as in ``delay_quantiles``, with the number still ``open`` after the count. A quantile is
    the first time by which that share is closed by Kaplan and Meier's estimate, with its limits
    (``survival.quantile``); NaN where the estimate never gets there.

    :raises ValueError: if a count or a value is negative, or a value is missing.
    """
    group, keys = _groups(frame, by)
    x = frame[value].to_numpy(dtype=np.float64, na_value=np.nan)
    if np.any(x < 0):
        raise ValueError("Delays must not be negative; leave such records out first.")
    weights = _whole_counts(frame[count], x)
    is_closed = frame[closed].to_numpy(dtype=bool)
    rows = []
    for code in range(len(keys)):
        own = group == code
        row = {count: weights[own].sum(), "open": weights[own & ~is_closed].sum()}
        curve = kaplan_meier(x[own], is_closed[own], weights[own], confidence=confidence)
        for q in QUANTILES:
            row |= dict(zip(_limits_of(q), quantile(curve, q), strict=True))
        rows.append(row)
    # Named, for there may be no group at all.
    names = [count, "open", *(name for q in QUANTILES for name in _limits_of(q))]
    return pd.concat([keys, pd.DataFrame(rows, index=keys.index, columns=names)], axis=1)


def wait_quantiles(
    frame: pd.DataFrame,
    by: Sequence[str] = (),
    value: str = "minutes",
    count: str = "incidents",
    closed: str = "closed",
    confidence: float | None = None,
) -> pd.DataFrame:
    """Return both answers to "how long": of all records, and of those that were reached.

    Where many records stay open for good, the first often has no median, and the second alone
    would hide them. Columns as in ``censored_delay_quantiles``, then ``share_closed`` and the
    columns of ``delay_quantiles`` over closed records under ``closed_p50`` and so on.

    :raises ValueError: as ``censored_delay_quantiles``.
    """
    everything = censored_delay_quantiles(frame, by, value, count, closed, confidence)
    # Open records weigh nothing, so that a group without a closed one keeps its row.
    weighed = frame.assign(**{count: frame[count].where(frame[closed].astype(bool), 0)})
    reached = delay_quantiles(weighed, by, value, count, confidence)
    reached = reached.drop(columns=[*by, count]).add_prefix("closed_")
    size = everything[count]
    share = (size - everything["open"]) / size.where(size > 0)
    return everything.assign(share_closed=share).join(reached)


def _limits_of(q: float) -> list[str]:
    return [f"p{round(100 * q)}{limit}" for limit in ("", "_low", "_high")]


def _groups(frame: pd.DataFrame, by: Sequence[str]) -> tuple[IntArray, pd.DataFrame]:
    """Return each row's group number and the keys of the groups, in sorted order."""
    if not by:
        return np.zeros(len(frame), dtype=np.int64), pd.DataFrame(index=[0])
    grouped = frame.groupby(list(by), dropna=False, observed=True, sort=True)
    keys = grouped.size().reset_index()[list(by)]
    return grouped.ngroup().to_numpy(dtype=np.int64), keys


def _whole_counts(counts: ArrayLike, values: FloatArray) -> IntArray:
    weights = np.asarray(counts, dtype=np.int64)
    if np.any(weights < 0):
        raise ValueError("Counts must not be negative; leave such records out first.")
    if np.isnan(values).any():
        raise ValueError("A value is missing; leave such records out first.")
    return weights


def _type_7(
    x: FloatArray, total: IntArray, starts: IntArray, sizes: IntArray, q: float
) -> FloatArray:
    """Return the q-quantile of each group; ``total`` is the running count over all groups."""
    position = (sizes - 1) * q
    below = np.floor(position)
    part = position - below
    low = _ranked(x, total, starts, sizes, below + 1)
    high = _ranked(x, total, starts, sizes, np.minimum(below + 2, sizes))
    # From whichever end is nearer, as numpy does, so that both round alike.
    step = high - low
    result: FloatArray = np.where(part < 0.5, low + step * part, high - step * (1 - part))
    return result


def _ranked(
    x: FloatArray,
    total: IntArray,
    starts: IntArray,
    sizes: IntArray,
    rank: FloatArray,
) -> FloatArray:
    """Return each group's order statistic of this rank (1 the least); NaN where it has none."""
    result = np.full(len(sizes), np.nan)
    exists = (rank >= 1) & (rank <= sizes)
    result[exists] = x[np.searchsorted(total, (starts + rank)[exists], side="left")]
    return result
