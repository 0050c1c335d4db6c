"""Invented raw numbers, period by period, and what changes in them between two releases."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

FIRST = pd.Timestamp("2021-02-01")
"""A Monday that begins four weeks: 2001-01-01 plus 262 times 28 days."""


@dataclass(frozen=True, slots=True)
class Organization:
    """Raw numbers of each committee.

    :ivar metrics: names, each with its committees' numbers, [period, region, committee]; a
        committee that a region lacks has zeros.
    """

    metrics: dict[str, npt.NDArray[np.int64]]

    @property
    def regions(self) -> list[str]:
        """The regions' names."""
        return [f"r{n}" for n in range(next(iter(self.metrics.values())).shape[1])]

    def inputs(self, period: int) -> pd.DataFrame:
        """The raw numbers of a period as ``rollup.public_input`` has them."""
        frames = []
        for metric, numbers in self.metrics.items():
            region, committee = np.nonzero(numbers[period])
            frames.append(
                pd.DataFrame(
                    {
                        "area": np.array(self.regions)[region],
                        "metric": metric,
                        "contributor": [f"{r}-{c}" for r, c in zip(region, committee, strict=True)],
                        "period_start": start_of(period),
                        "weeks": 4,
                        "amount": numbers[period][region, committee],
                    }
                )
            )
        return pd.concat(frames, ignore_index=True)

    def revised(self, chance: np.random.Generator) -> "Organization":
        """A record added or removed in some committee of every metric, region and period."""
        changed = {}
        for name, numbers in self.metrics.items():
            hit = np.zeros_like(numbers)
            which = chance.integers(0, numbers.shape[2], numbers.shape[:2])
            sign = chance.choice([-1, 1], numbers.shape[:2])
            np.put_along_axis(hit, which[..., None], sign[..., None], axis=2)
            changed[name] = np.maximum(numbers + hit * (numbers > 0), 0)
        if "gatherings" in changed:
            changed["committees_active"] = (changed["gatherings"] > 0).astype(np.int64)
        for name in changed:
            if name.startswith("partners."):
                changed[name] = np.minimum(changed[name], 1)
        return Organization(changed)


def start_of(period: int) -> pd.Timestamp:
    """The first Monday of a period of four weeks."""
    return FIRST + pd.Timedelta(weeks=4 * period)


SCALES = {"members": 120.0, "training_completed.security": 3.0, "hotline_calls": 9.0,
          "attendance": 30.0, "gatherings": 4.0}  # fmt: skip
"""Mean number of a committee in a period."""
STAYS = 0.95
"""Chance that a partner is one of the next period, too; one that left may come back."""


def invent(seed: int, periods: int, regions: int = 5, committees: int = 12) -> Organization:
    """An organization with large and small regions and committees.

    Metric ``committees_active`` counts the committees that held a gathering.
    """
    chance = np.random.default_rng(seed)
    size = chance.lognormal(0, 0.8, (regions, committees))
    # Regions have fewer committees than there is room for: some are down to two or one.
    present = np.arange(committees) < chance.integers(1, committees + 1, (regions, 1))
    metrics = {
        name: chance.poisson(scale * size * present, (periods, regions, committees))
        for name, scale in SCALES.items()
    }
    metrics["committees_active"] = (metrics["gatherings"] > 0).astype(np.int64)
    metrics["partners.community"] = _partners(chance, periods, present)
    return Organization(metrics)


def _partners(
    chance: np.random.Generator, periods: int, present: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Who is a partner in each period: each is one or none, and most stay what they are."""
    changes = chance.random((periods, *present.shape)) > STAYS
    return (present ^ (np.cumsum(changes, axis=0) % 2 == 1)).astype(np.int64)
