"""Someone who knows all committees' numbers but one, of a region or of the whole nation.

With ``inverts_rules`` the insider also asks the program itself, of each number that the unknown
committee might have, whether the cell would have been told with it.
"""

import numpy as np
import pandas as pd

from lib.publication.insider import RANKED
from lib.publication.parameters import NATION, Parameters
from lib.publication.protection import primary_reasons
from lib.publication.rounding import MASKED, classes
from tests.attacks.reconstruction.organizations import Organization, start_of


def attack(
    organization: Organization, cells: pd.DataFrame, rules: Parameters, *, inverts_rules: bool
) -> pd.DataFrame:
    """What is left open of each committee with a number above zero, in every told cell."""
    told = cells.set_index(["metric", "period_start", "area"])["value"]
    rows = []
    for metric, numbers in organization.metrics.items():
        for period in range(len(numbers)):
            for region, name in enumerate(organization.regions):
                # What is told of the nation alone has no number of a region.
                values = tuple(
                    told.get((metric, start_of(period), area), MASKED) for area in (name, NATION)
                )
                own = numbers[period, region]
                for committee in np.flatnonzero(own):
                    least, greatest = _left(values, numbers[period], region, committee, rules)
                    if np.isinf(greatest):
                        continue
                    candidates = np.arange(least, greatest + 1, dtype=np.int64)
                    if inverts_rules and values[0] != MASKED:
                        candidates = _lawful(own, committee, candidates, rules)
                    rows.append((metric, name, own[committee], candidates[0], candidates[-1]))
    return pd.DataFrame(rows, columns=["metric", "region", "raw", "least", "greatest"])


def _left(
    values: tuple[int, int],
    numbers: np.ndarray,
    region: int,
    committee: int,
    rules: Parameters,
) -> tuple[float, float]:
    low, high = classes(values, rules.rounding)
    unknown = numbers[region, committee]
    in_region, in_nation = numbers[region].sum() - unknown, numbers.sum() - unknown
    least = max(0.0, low[0] - in_region, low[1] - in_nation)
    return least, min(high[0] - in_region, high[1] - in_nation)


def _lawful(
    own: np.ndarray, committee: int, candidates: np.ndarray, rules: Parameters
) -> np.ndarray:
    """The candidates with which the region's number would have been told."""
    cases = np.tile(own, (len(candidates), 1))
    cases[:, committee] = candidates
    ranked = -np.sort(-np.pad(cases, ((0, 0), (0, 3))), axis=1)
    columns = {name: ranked[:, place] for place, name in enumerate(RANKED)}
    cells = pd.DataFrame(
        {"raw": cases.sum(axis=1), "contributors": (cases > 0).sum(axis=1), **columns}
    )
    return candidates[primary_reasons(cells, rules) == ""]


def judged(found: pd.DataFrame, rules: Parameters) -> pd.DataFrame:
    """Which committees are known too well: narrower than declared, unless only zero ends it."""
    width = found["greatest"] - found["least"]
    return found.assign(
        narrowed=(width < rules.insider.width) & (found["least"] > 0), recovered=width == 0
    )
