"""Counts of people of several regions, of which whoever chooses regions one by one learns no more.

Who sees all regions may choose any of them, and subtract: all less all but one is that one. So what
is told of several regions is the sum of what is told of each. A region of which a count may not be
told alone is in no sum with others; what must be told as one with others is so within its region.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from lib.measures import thresholds
from lib.measures.small_cells import merged

REGION = "region_id"
SPANS = (1, 3, 6, 12)
"""Months, each a part of the next: of two of them, what is told of the longer is the sum of what is
told of the shorter, so that no difference of the two is a shorter one still."""


def too_small(counts: pd.DataFrame, columns: Sequence[str]) -> frozenset[str]:
    """The regions of which any count is of somebody, and of too few to be told.

    :param counts: ``region_id`` and counts, a row each time or each cell of a region.
    """
    values = counts[list(columns)]
    few = ((values > 0) & (values < _fewest())).any(axis=1)
    return frozenset(map(str, counts.loc[few, REGION]))


def told_alone(regions: Iterable[str], small: Iterable[str]) -> frozenset[str]:
    """The regions whose counts may be added up; one region by itself is added to none.

    :param small: those of which a count may not be told.
    """
    every = frozenset(regions)
    return every if len(every) < 2 else every - frozenset(small)


def merged_within(
    counts: pd.DataFrame, group: str, columns: Sequence[str], rest: str
) -> pd.DataFrame:
    """The counts of groups, those too small in a region told with others of the same region.

    :param counts: ``region_id``, ``group`` and counts, a row each region and group.
    :param rest: what the group is that several are told as.
    :return: a row each region and group that is left.
    """
    parts = [
        merged(rows, group, columns, _fewest(), rest).assign(**{REGION: region})
        for region, rows in counts.groupby(REGION, sort=False)
    ]
    return pd.concat(parts, ignore_index=True) if parts else counts


def _fewest() -> int:
    return thresholds.membership().minimum_people
