"""Groups too small to be told alone, put together with others."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

OTHERS = "others"
"""The groups that were too small to be told alone, together."""


def pooled(counts: pd.DataFrame, group: str, least: int, size: str = "members") -> pd.DataFrame:
    """Return the counts with small groups put together as ``OTHERS``.

    A group of fewer than ``least`` is put with the other small ones; if these are too few
    together, or one alone, the next smallest joins them: what is missing from a total is never a
    small group's.

    :param counts: ``group`` and ``size``, any number of rows of each.
    :return: the same rows; ``group`` is ``OTHERS`` where it was pooled.
    """
    sizes = counts.groupby(group)[size].sum().sort_values(kind="stable")
    names = _smallest([str(name) for name in sizes.index], sizes.tolist(), least)
    return counts.assign(**{group: counts[group].where(~counts[group].isin(names), OTHERS)})


def _smallest(names: Sequence[str], sizes: Sequence[float], least: int) -> list[str]:
    """The groups to pool, of groups in ascending order of size."""
    small = sum(value < least for value in sizes)
    if not small:
        return []
    taken, together = small, sum(sizes[:small])
    while taken < len(sizes) and (together < least or taken < 2):
        together += sizes[taken]
        taken += 1
    return list(names[:taken])


def spans(counts: pd.DataFrame, joined: str, least: int, size: str = "members") -> pd.DataFrame:
    """Return the counts with the times of joining put together until each has ``least``.

    :param counts: ``joined`` (the first day of a half-year, as a date) and ``size``.
    :return: the same rows, with ``first`` and ``last`` in place of ``joined``: the half-years that
        a row's group reaches from and to. What remains at the end joins the group before it.
    """
    sizes = counts.groupby(joined)[size].sum().sort_index()
    groups: list[list[date]] = []
    running = 0.0
    for day, members in sizes.items():
        if not groups or running >= least:
            groups.append([])
            running = 0.0
        groups[-1].append(day)
        running += float(members)
    if len(groups) > 1 and running < least:
        rest = groups.pop()
        groups[-1].extend(rest)
    firsts = {day: group[0] for group in groups for day in group}
    lasts = {day: group[-1] for group in groups for day in group}
    return counts.assign(first=counts[joined].map(firsts), last=counts[joined].map(lasts))
