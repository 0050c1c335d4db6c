"""How long each step of a training takes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.measures.delays import censored_delay_quantiles


def median_days(
    steps: pd.DataFrame, by: Sequence[str] = (), minimum_learners: int = 1
) -> pd.DataFrame:
    """Return the median and 90th percentile of each step of ``rollup.step_days``, with limits.

    Columns: ``by``, ``step``, ``learners``, ``open`` (not yet, or withdrawn), then as in
    ``censored_delay_quantiles``; these NaN where there are fewer than ``minimum_learners``.
    """
    keys = [*by, "step"]
    medians = censored_delay_quantiles(steps, keys, value="days", count="learners")
    if medians.empty:
        return medians
    quantiles = medians.columns.difference([*keys, "learners", "open"])
    medians.loc[medians["learners"] < minimum_learners, quantiles] = np.nan
    return medians
