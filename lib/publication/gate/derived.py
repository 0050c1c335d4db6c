"""Whether totals say no more than the published numbers that they are sums of.

A total is said beside the numbers, so it is one more constraint on them. Where its interval holds
the whole feasible one, the constraint is implied by the others: the feasible set is the same with
it and without. Sums of totals, over periods and topics, are then implied as well.
"""

import numpy as np
import pandas as pd

from lib.publication.parameters import NATION, Parameters
from lib.publication.rounding import MASKED, Bools
from lib.publication.totals import TABLE, tables


def says_more(intervals: pd.DataFrame, atoms: pd.DataFrame, rules: Parameters) -> Bools:
    """Whether the total of each atom's table would narrow what its atoms leave open.

    :param intervals: each atom with its feasible ``least`` and ``greatest``.
    :param atoms: the same atoms, as they are published.
    :return: a boolean for each row of ``intervals``.
    """
    sums = tables(atoms, rules).set_index(TABLE)
    is_nation = intervals["area"] == NATION
    is_told = intervals["value"] != MASKED
    ends = ["least", "greatest"]
    # An atom that stands twice is refused for that.
    nation = intervals[is_nation].drop_duplicates(TABLE).set_index(TABLE)[ends]
    parts = intervals[~is_nation & is_told].groupby(TABLE)[ends].sum()
    # A whole total is one of the nation, another one of the regions that are told.
    is_national = sums["is_whole"] & sums.index.isin(nation.index)
    open_ = nation.reindex(sums.index).where(is_national, parts.reindex(sums.index, fill_value=0))
    is_narrower = (sums["least"] > open_["least"]) | (sums["most"] < open_["greatest"])
    telling = sums.index[is_narrower]
    return np.asarray(pd.MultiIndex.from_frame(intervals[TABLE]).isin(telling))
