"""Counts of people that are too few to show, and what would give them away."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from lib.measures.small_places import hides

Mask: TypeAlias = NDArray[np.bool_]


def hidden(counts: ArrayLike, least: int) -> Mask:
    """Which of several counts of a known sum to hide.

    Those above zero and below ``least``, and where the sum would give them away the next smallest:
    two are hidden at least, and together ``least`` people, unless there are no more.
    Source: primary and secondary suppression, as in Willenborg and de Waal, Elements of Statistical
    Disclosure Control, 2001, chapter 5.

    :param counts: not negative; NaN is no count and is left alone.
    :raises ValueError: if one is negative.
    """
    values = np.asarray(counts, dtype=np.float64)
    return _hidden(values, np.zeros(len(values)), least)


def _hidden(values: NDArray[np.float64], group: NDArray[np.generic], least: int) -> Mask:
    if np.any(values < 0):
        raise ValueError("Counts of people must not be negative.")
    return hides(values, group, least)


def hidden_by_row(frame: pd.DataFrame, columns: Sequence[str], least: int) -> pd.DataFrame:
    """The frame with NaN in the cells of columns that must be hidden in their row.

    :param columns: of counts whose sum the row tells, or lets one reckon.
    :raises ValueError: as :func:`hidden`.
    """
    counts = frame[list(columns)].astype(float)
    row = np.repeat(np.arange(len(counts)), counts.shape[1])
    shown = counts.mask(_hidden(counts.to_numpy().ravel(), row, least).reshape(counts.shape))
    return frame.assign(**{name: shown[name] for name in columns})


def merged(
    frame: pd.DataFrame, group: str, columns: Sequence[str], least: int, rest: str
) -> pd.DataFrame:
    """One row a group, those with too small a count as one row ``rest``, the last.

    Where that row is still too small it takes the smallest of the others, until none of its counts
    is above zero and below ``least``, or all are in it. One group alone is never the rest: its row
    would be as small under another name.

    :param frame: one row a group; its other columns are dropped.
    :param columns: of counts of people, which are added up.
    :param rest: what the group of the merged row is.
    :raises ValueError: if a count is negative.
    """
    counts = frame.set_index(group)[list(columns)].astype(float)
    if (counts < 0).to_numpy().any():
        raise ValueError("Counts of people must not be negative.")
    size = counts.sum(axis=1)
    joint = _too_small(counts, least)
    for name in size.sort_values(kind="stable").index:
        together = counts[joint].sum()
        if not joint.any() or (
            joint.sum() > 1 and not _too_small(together.to_frame().T, least).any()
        ):
            break
        joint[name] = True
    if not joint.any():
        return counts.reset_index()
    together = counts[joint].sum().to_frame().T.assign(**{group: rest})
    return pd.concat([counts[~joint].reset_index(), together], ignore_index=True)


def _too_small(counts: pd.DataFrame, least: int) -> "pd.Series[bool]":
    return ((counts > 0) & (counts < least)).any(axis=1)
