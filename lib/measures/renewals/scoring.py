"""How well chances of lapsing were, told before the renewals that they are of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.measures.rates import with_wilson
from lib.measures.renewals.beta_geometric import BetaGeometric
from lib.measures.renewals.plain_rate import PlainRate


@dataclass(frozen=True)
class Score:
    """A model beside the plain rate, over renewals that neither was made from.

    :ivar due: how many renewals.
    :ivar lapsed: how many of them lapsed.
    :ivar brier: the model's Brier score: the mean of the squared difference of what was told and
        what came, 0 or 1 (Brier 1950, Monthly Weather Review 78:1); the less the better.
    :ivar brier_rate: that of the plain rate.
    :ivar error: standard error of the difference of the two.
    :ivar expected: how many lapses the model told.
    :ivar expected_rate: how many the plain rate told.
    """

    due: float
    lapsed: float
    brier: float
    brier_rate: float
    error: float
    expected: float
    expected_rate: float

    @property
    def is_better(self) -> bool:
        """Whether the model was closer than the plain rate."""
        return self.brier < self.brier_rate


def score(model: BetaGeometric, rate: PlainRate, renewals: pd.DataFrame) -> Score:
    """Return how the two did over renewals that came after those that they were made from.

    :param renewals: ``renewal`` (its number), ``due`` and ``lapsed``.
    :raises ValueError: there are none.
    """
    due = renewals["due"].to_numpy(dtype=np.float64)
    lapsed = renewals["lapsed"].to_numpy(dtype=np.float64)
    size = due.sum()
    if not size > 0:
        raise ValueError("Nothing can be scored without a renewal.")
    stayed = due - lapsed
    ours, plain = model.lapsing(renewals["renewal"]), rate.lapsing(renewals["renewal"])
    if_lapsed, if_stayed = (1 - plain) ** 2 - (1 - ours) ** 2, plain**2 - ours**2
    gain = (lapsed * if_lapsed + stayed * if_stayed).sum() / size
    squares = (lapsed * if_lapsed**2 + stayed * if_stayed**2).sum() / size
    return Score(
        due=float(size),
        lapsed=float(lapsed.sum()),
        brier=float((lapsed * (1 - ours) ** 2 + stayed * ours**2).sum() / size),
        brier_rate=float((lapsed * (1 - plain) ** 2 + stayed * plain**2).sum() / size),
        error=float(np.sqrt(max(squares - gain**2, 0.0) / size)),
        expected=float((due * ours).sum()),
        expected_rate=float((due * plain).sum()),
    )


def calibration(
    model: BetaGeometric | PlainRate, renewals: pd.DataFrame, firsts: Sequence[int] = (1, 2, 4, 7)
) -> pd.DataFrame:
    """Return the lapses that were told beside those that came, by the number of the renewal.

    :param renewals: as of ``score``.
    :param firsts: the number with which each row begins, ascending from 1.
    :return: ``first``, ``last`` (NaN: open), ``due``, ``lapsed``, ``expected``, and ``rate``,
        ``low``, ``high`` of the share that lapsed; no row without a renewal.
    """
    at = np.searchsorted(np.asarray(firsts), renewals["renewal"].to_numpy(), side="right") - 1
    told = renewals["due"].to_numpy(dtype=np.float64) * model.lapsing(renewals["renewal"])
    summed = (
        renewals[["due", "lapsed"]].assign(expected=told, at=at).groupby("at").sum().reset_index()
    )
    lasts = np.append(np.asarray(firsts[1:], dtype=np.float64) - 1, np.nan)
    named = summed.assign(
        first=np.asarray(firsts)[summed["at"].to_numpy(dtype=np.int64)],
        last=lasts[summed["at"].to_numpy(dtype=np.int64)],
    )
    rated = with_wilson(named[named["due"] > 0], "lapsed", "due")
    return rated.drop(columns="at").reset_index(drop=True)
