"""Where more members slip away than chance explains: lapsed in a time, or behind at its end.

Each group's share is shrunk toward what all groups have in common (``lib.measures.shrinkage``)
before any two are compared.
"""

import numpy as np
import pandas as pd

from lib.measures import thresholds
from lib.measures.shrinkage import fit_beta_binomial, shrink


def slipping(groups: pd.DataFrame) -> pd.DataFrame:
    """Return groups with the share of their members who slipped, beside what is usual.

    :param groups: ``members`` (of the time: those of its end and those who lapsed in it) and
        ``slipped`` (of these, lapsed or behind), whole numbers; null: nobody knows.
    :return: with ``mean``, ``low`` and ``high`` (of the share, allowing for chance), ``usual`` (the
        share that a group without data of its own would be given), ``excess`` (people above it,
        allowing for chance) and ``stands_out``: that the whole interval is above the usual share,
        and that so many slipped as may be told.
    :raises ValueError: as ``fit_beta_binomial``.
    """
    slipped = groups["slipped"].to_numpy(dtype=np.float64, na_value=np.nan)
    members = groups["members"].to_numpy(dtype=np.float64, na_value=np.nan)
    prior = fit_beta_binomial(slipped, members)
    shares = shrink(slipped, members, prior)
    mean, low, high = (shares[name].to_numpy() for name in ("mean", "low", "high"))
    return groups.assign(
        mean=mean,
        low=low,
        high=high,
        usual=prior.mean,
        excess=(mean - prior.mean) * members,
        stands_out=(low > prior.mean) & (slipped >= thresholds.membership().minimum_people),
    )


def first(groups: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the groups that stand out, where most people slip beyond the usual first.

    :param groups: by :func:`slipping`.
    :param most: groups at most.
    """
    out = groups[groups["stands_out"]]
    return out.sort_values("excess", ascending=False, kind="stable").head(most)
