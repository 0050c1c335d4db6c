"""Reconstruction by integer programming, over all periods of a metric (or two coupled) at once."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from lib.publication import totals
from lib.publication.parameters import NATION, Parameters
from lib.publication.rounding import MASKED, classes

LARGE = 10_000_000.0
"""More than any number."""

Floats = npt.NDArray[np.float64]


@dataclass
class System:
    """Constraints on the raw numbers: an unknown for each metric, period and region."""

    unknowns: dict[tuple[str, pd.Timestamp, str], int] = field(default_factory=dict)
    statements: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def number(self, metric: str, period: pd.Timestamp, region: str) -> int:
        """The unknown's place."""
        return self.unknowns.setdefault((metric, period, region), len(self.unknowns))

    def expression(
        self, metric: str, period: pd.Timestamp, area: str, regions: list[str]
    ) -> dict[int, float]:
        """What an atom tells of: a region's number, or the sum of them."""
        areas = regions if area == NATION else [area]
        return {self.number(metric, period, region): 1.0 for region in areas}

    def say(self, expression: dict[int, float], low: float, high: float) -> None:
        """Something was published."""
        self.statements.append((expression, low, min(high, LARGE)))

    def _matrix(self) -> LinearConstraint:
        matrix = lil_array((len(self.statements), len(self.unknowns)))
        for row, (expression, _, _) in enumerate(self.statements):
            for column, factor in expression.items():
                matrix[row, column] = factor
        low, high = (np.array([s[end] for s in self.statements]) for end in (1, 2))
        high = np.where(high >= LARGE, np.inf, high)
        return LinearConstraint(matrix.tocsr(), low, high)

    def solve(self, goals: list[dict[int, float]], *, whole: bool = True) -> Floats:
        """The least and greatest feasible value of each goal, [goal, 2]; ``inf`` has no end."""
        constraint, bounds = self._matrix(), Bounds(0, LARGE)
        found = np.empty((len(goals), 2))
        for row, goal in enumerate(goals):
            cost = np.zeros(len(self.unknowns))
            cost[list(goal)] = list(goal.values())
            for column, sign in enumerate((1, -1)):
                result = milp(
                    sign * cost,
                    integrality=np.full(len(cost), int(whole)),
                    constraints=constraint,
                    bounds=bounds,
                )
                assert result.success, result.message
                found[row, column] = sign * result.fun
        found = np.round(found) if whole else found
        found[found >= LARGE] = np.inf
        return found


def believed(atoms: pd.DataFrame, regions: list[str], rules: Parameters) -> System:
    """The system of everything that Tejido published."""
    system = System()
    low, high = classes(atoms["value"], rules.rounding)
    for row, least, greatest in zip(atoms.itertuples(), low, high, strict=True):
        goal = system.expression(row.metric, row.period_start, row.area, regions)
        system.say(goal, least, greatest)
    _hear_totals(system, atoms, regions, rules)
    told = set(atoms["metric"])
    for metric in rules.metrics:
        if metric.at_most and {metric.name, metric.at_most} <= told:
            for (name, period, region), column in list(system.unknowns.items()):
                if name == metric.name:
                    larger = system.number(metric.at_most, period, region)
                    system.say({column: 1.0, larger: -1.0}, -np.inf, 0)
    return system


def _hear_totals(
    system: System, atoms: pd.DataFrame, regions: list[str], rules: Parameters
) -> None:
    """What the public page adds up, as it was said after each release: more constraints.

    Each period's table, and each year so far; also where the page would leave them out, because
    their interval is too wide to be of use.
    """
    sums = totals.tables(atoms, rules)
    for _, rows in sums.groupby("metric"):
        for newest in range(len(rows)):
            _hear(system, rows.iloc[[newest]], atoms, regions, rules)
            so_far = rows.iloc[: newest + 1]
            year = so_far["period_start"].iloc[-1].year
            since = so_far[so_far["period_start"].dt.year == year]
            _hear(system, since, atoms, regions, rules)


def _hear(
    system: System,
    rows: pd.DataFrame,
    atoms: pd.DataFrame,
    regions: list[str],
    rules: Parameters,
) -> None:
    said = totals.total(rows, rules)
    if said is None:
        return
    whole: dict[int, float] = {}
    told: dict[int, float] = {}
    for row in rows.itertuples():
        whole |= system.expression(row.metric, row.period_start, NATION, regions)
        of_table = (atoms["metric"] == row.metric) & (atoms["period_start"] == row.period_start)
        areas = atoms.loc[of_table & (atoms["value"] != MASKED), "area"]
        known = [NATION] if row.is_whole else [area for area in areas if area != NATION]
        for area in known:
            told |= system.expression(row.metric, row.period_start, area, regions)
    # "At least": of everything; and the interval, of what is told.
    system.say(whole, said.least, np.inf)
    system.say(told, said.least, said.most)


def attack(
    atoms: pd.DataFrame, regions: list[str], rules: Parameters, *, whole: bool = True
) -> pd.DataFrame:
    """What the adversary knows of every atom in the end: columns ``least``, ``greatest``."""
    system = believed(atoms, regions, rules)
    goals = [
        system.expression(row.metric, row.period_start, row.area, regions)
        for row in atoms.itertuples()
    ]
    found = system.solve(goals, whole=whole)
    return atoms.assign(least=found[:, 0], greatest=found[:, 1])


def judged(found: pd.DataFrame, rules: Parameters) -> pd.DataFrame:
    """Which atoms were narrowed below their class, and which recovered exactly.

    A region told as a value must be left with all its class, one without with everything below the
    threshold; the nation with as much as its least known region.
    """
    low, high = classes(found["value"], rules.rounding)
    threshold = rules.rounding.threshold
    masked = found["value"].to_numpy() == MASKED
    width = np.where(masked, threshold - 1, high - low)
    is_nation = found["area"].to_numpy() == NATION
    blocks = [found["metric"], found["period_start"]]
    # Of what is told of the nation alone there is no other class.
    regional = pd.Series(np.where(is_nation, np.nan, width), index=found.index)
    widest = regional.groupby(blocks).transform("max").to_numpy()
    widest = np.where(np.isnan(widest), width, widest)
    declared = np.where(is_nation, np.where(masked, widest, np.minimum(width, widest)), width)
    least, greatest = found["least"].to_numpy(), found["greatest"].to_numpy()
    narrowed = greatest - least < declared
    tells = masked & ~is_nation & ((least > 0) | (greatest < threshold - 1))
    return found.assign(narrowed=narrowed | tells, recovered=least == greatest)


def attack_naive(release: pd.DataFrame, regions: list[str], hidden_below: int) -> pd.DataFrame:
    """The same against naive suppression: which hidden numbers are recovered."""
    system = System()
    for row in release.itertuples():
        goal = system.expression(row.metric, row.period_start, row.area, regions)
        hidden = row.value < 0
        system.say(goal, 0 if hidden else row.value, hidden_below - 1 if hidden else row.value)
    hidden = release[release["value"] < 0]
    goals = [
        system.expression(row.metric, row.period_start, row.area, regions)
        for row in hidden.itertuples()
    ]
    found = system.solve(goals)
    return hidden.assign(
        narrowed=found[:, 1] - found[:, 0] < hidden_below - 1, recovered=found[:, 0] == found[:, 1]
    )
