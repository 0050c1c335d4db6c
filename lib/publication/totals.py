"""What published numbers add up to: totals that anyone could work out, with what they leave open.

Everything here is computed from published values alone, so it tells nothing that they don't. Where
the nation's number is not told, its regions are added up, as far as they are told; a flow is added
up over periods. Classes are intervals of whole numbers, and a sum of those takes every whole number
between its ends: the interval of a total of rounded numbers is exactly what they leave open. Noise
has no bounds: there it is what the noise stays within 19 times in 20.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp

import numpy as np
import pandas as pd
from scipy.stats import nbinom

from lib.publication.ladder import families
from lib.publication.parameters import NATION, Parameters
from lib.publication.rounding import MASKED, Bools, Floats, in_classes

TABLE = ["metric", "period_start", "weeks"]
"""Columns that name a table: the regions and the nation in one period."""
_SURE = 0.95
"""How often the noise of a total stays within its interval."""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of published numbers.

    :ivar value: of the values as they were told.
    :ivar least: what the numbers behind what is told add up to at least.
    :ivar most: and at most; of a total that is not whole, the rest comes on top.
    :ivar is_whole: whether all that it is a total of is told.
    :ivar has_noise: whether the interval holds 19 times in 20, and not always.
    :ivar is_direct: whether it is the nation's own published number.
    :ivar told: how many regions are told, of one table.
    :ivar regions: how many there are.
    :ivar start: first day of the first period.
    :ivar end: last day of the last one.
    """

    value: int
    least: int
    most: int
    is_whole: bool
    has_noise: bool
    is_direct: bool
    told: int
    regions: int
    start: date
    end: date

    @property
    def is_narrow(self) -> bool:
        """Whether its interval is narrower than half its value: else it says too little."""
        return 2 * (self.most - self.least) < self.value


def tables(atoms: pd.DataFrame, rules: Parameters) -> pd.DataFrame:
    """What the numbers of each metric and period add up to, a row a table.

    :param atoms: as :func:`lib.publication.store.atoms` has them; what is exact is left out.
    :return: :data:`TABLE`; ``value``; the interval ``least``, ``most`` of what is told (of noise
        its middle, twice) and ``draws``, of how many draws of noise it is a sum; ``is_whole``,
        ``is_direct``; ``told``, of so many ``regions``.
    """
    is_protected = families(atoms["metric"]).isin(rules.protected_names)
    atoms = atoms[is_protected & (atoms["class"] != "exact")]
    value = atoms["value"].to_numpy()
    is_told, is_noisy = value != MASKED, (atoms["class"] == "noisy").to_numpy()
    ends = in_classes(atoms, rules.rounding)
    parts = atoms[TABLE].assign(told=is_told, value=np.where(is_told, value, 0))
    parts = parts.assign(**{e: np.where(is_told, ends[e], 0) for e in ("low", "high")})
    parts = parts.assign(draws=is_noisy & is_told, regions=1)
    is_nation = (atoms["area"] == NATION).to_numpy()
    keyed = parts.groupby(TABLE, sort=True)
    sums = parts[~is_nation].groupby(TABLE).sum().reindex(keyed.size().index, fill_value=0)
    nation = parts[is_nation].groupby(TABLE).sum().reindex(sums.index, fill_value=0)
    return _joined(sums.astype("int64"), nation.astype("int64")).reset_index()


def _joined(sums: pd.DataFrame, nation: pd.DataFrame) -> pd.DataFrame:
    """The regions' sums and the nation's numbers of the same tables, in one."""
    has_all = ((sums["told"] == sums["regions"]) & (sums["regions"] > 0)).to_numpy()
    is_direct, is_noisy = nation["told"].to_numpy() > 0, nation["draws"].to_numpy() > 0
    bound = is_direct & ~is_noisy
    part_low, part_high = sums["low"].to_numpy(), sums["high"].to_numpy()
    own_low, own_high = nation["low"].to_numpy(), nation["high"].to_numpy()
    # The noise of the nation is that of its regions together.
    draws = np.where(is_noisy, np.maximum(sums["regions"], 1), np.where(bound, 0, sums["draws"]))
    least = np.where(bound, np.maximum(own_low, part_low), np.where(is_noisy, own_low, part_low))
    most = np.where(
        bound & has_all,
        np.minimum(own_high, part_high),
        np.where(is_direct, own_high, part_high),
    )
    value = np.where(is_direct, nation["value"], sums["value"])
    return pd.DataFrame(
        {
            "value": np.clip(value, least, most),
            "least": least,
            "most": most,
            "draws": draws,
            "is_whole": is_direct | has_all,
            "is_direct": is_direct,
            "told": sums["told"].to_numpy(),
            "regions": sums["regions"].to_numpy(),
        },
        index=sums.index,
    )


def total(rows: pd.DataFrame, rules: Parameters) -> Total | None:
    """The sum of some tables of one metric, whatever its topics; none where nothing is told.

    :param rows: of :func:`tables`.
    """
    if rows.empty or not rows["value"].sum():
        return None
    draws = int(rows["draws"].sum())
    reach = farthest(draws, _epsilon(str(rows["metric"].iloc[0]), rules)) if draws else 0
    ends = rows["period_start"] + pd.to_timedelta(7 * rows["weeks"] - 1, unit="D")
    return Total(
        int(rows["value"].sum()),
        max(int(rows["least"].sum()) - reach, 0),
        int(rows["most"].sum()) + reach,
        bool(rows["is_whole"].all()),
        draws > 0,
        len(rows) == 1 and bool(rows["is_direct"].all()),
        int(rows["told"].iloc[0]),
        int(rows["regions"].iloc[0]),
        rows["period_start"].min().date(),
        ends.max().date(),
    )


def newest(sums: pd.DataFrame, codes: Collection[str], rules: Parameters) -> Total | None:
    """What the newest period of some codes of a metric adds up to.

    :param sums: as :func:`tables` makes them.
    """
    rows = sums[sums["metric"].isin(codes)]
    return total(rows[rows["period_start"] == rows["period_start"].max()], rules)


def this_year(sums: pd.DataFrame, codes: Collection[str], rules: Parameters) -> Total | None:
    """What the periods that began in the newest one's year add up to."""
    rows = sums[sums["metric"].isin(codes)]
    if rows.empty:
        return None
    year = rows["period_start"].max().year
    return total(rows[rows["period_start"].dt.year == year], rules)


def _epsilon(code: str, rules: Parameters) -> float:
    """The ε of one draw of a metric's noise, for a change of one."""
    metric = rules.metric(code)
    if metric.epsilon is not None:
        return metric.epsilon
    privacy = rules.differential_privacy
    return privacy.epsilon / privacy.metrics.get(metric.name, 1)


@lru_cache(256)
def farthest(draws: int, epsilon: float) -> int:
    """What the sum of so many draws of noise exceeds at most once in 20 times, on either side.

    Noise of an ε is the difference of two geometric numbers, so a sum of n of it that of two
    negative binomial ones (Inusah and Kozubowski, J. Stat. Plan. Inference 136, 2006).
    """
    chance = 1 - exp(-epsilon)
    longest = int(nbinom.ppf(1 - 1e-9, draws, chance)) + 1
    weights: Floats = nbinom.pmf(np.arange(longest), draws, chance)
    either = np.convolve(weights, weights[::-1])
    middle = longest - 1
    within = np.cumsum(either[middle:]) * 2 - either[middle]
    reaches: Bools = within >= _SURE
    return int(np.argmax(reaches))
