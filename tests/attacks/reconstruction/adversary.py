"""Reconstruction by integer programming, over all periods of a metric (or two coupled) at once."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, lil_array
from scipy.sparse.csgraph import connected_components

from lib.publication import totals
from lib.publication.parameters import NATION, Parameters
from lib.publication.rounding import MASKED, classes

LARGE = 10_000_000.0
"""More than any number."""

QUARTER = 12
"""Weeks that three blocks are told as."""

Floats = npt.NDArray[np.float64]


def topics_of(code: str, rules: Parameters | None) -> list[str]:
    """The topics that are told together under a code, each by its own."""
    name, _, part = code.partition(".")
    if rules is None or part in rules.metric(code).topics:
        return [code]
    metric = rules.metric(code)
    joined = metric.groups[part].topics if part else tuple(metric.topics)
    return [f"{name}.{topic}" for topic in joined] or [code]


@dataclass
class System:
    """Constraints on the raw numbers: an unknown for each metric, period and region.

    With rules an unknown is a topic's, of four weeks (or of the one or 52 that nothing joins).
    """

    unknowns: dict[tuple[str, pd.Timestamp, str], int] = field(default_factory=dict)
    statements: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    rules: Parameters | None = None

    def number(self, metric: str, period: pd.Timestamp, region: str) -> int:
        """The unknown's place."""
        return self.unknowns.setdefault((metric, period, region), len(self.unknowns))

    def expression(
        self, metric: str, period: pd.Timestamp, area: str, regions: list[str], weeks: int = 4
    ) -> dict[int, float]:
        """What an atom tells of: a region's number, or the sum of them, of topics and blocks."""
        areas = regions if area == NATION else [area]
        starts = [period + pd.Timedelta(weeks=4 * n) for n in range(3 if weeks == QUARTER else 1)]
        return {
            self.number(topic, start, region): 1.0
            for topic in topics_of(metric, self.rules)
            for start in starts
            for region in areas
        }

    def say(self, expression: dict[int, float], low: float, high: float) -> None:
        """Something was published."""
        self.statements.append((expression, low, min(high, LARGE)))

    def _matrix(self) -> tuple[csr_array, Floats, Floats]:
        matrix = lil_array((len(self.statements), len(self.unknowns)))
        for row, (expression, _, _) in enumerate(self.statements):
            for column, factor in expression.items():
                matrix[row, column] = factor
        low, high = (np.array([s[end] for s in self.statements]) for end in (1, 2))
        return matrix.tocsr(), low, np.where(high >= LARGE, np.inf, high)

    def solve(self, goals: list[dict[int, float]], *, whole: bool = True) -> Floats:
        """The least and greatest feasible value of each goal, [goal, 2]; ``inf`` has no end."""
        matrix, low, high = self._matrix()
        bounds = Bounds(0, LARGE)
        # What no statement ties to the goal says nothing of it.
        tied = (abs(matrix).T @ abs(matrix)).tocsr()
        part_of = connected_components(tied, directed=False)[1]
        programs: dict[tuple[int, ...], tuple[npt.NDArray[np.intp], LinearConstraint]] = {}
        found = np.empty((len(goals), 2))
        for row, goal in enumerate(goals):
            parts = tuple(sorted({int(part_of[column]) for column in goal}))
            if parts not in programs:
                columns = np.flatnonzero(np.isin(part_of, parts))
                own = matrix[:, columns]
                rows = np.flatnonzero(np.diff(own.indptr))
                programs[parts] = columns, LinearConstraint(own[rows], low[rows], high[rows])
            columns, constraints = programs[parts]
            cost = np.zeros(len(self.unknowns))
            cost[list(goal)] = list(goal.values())
            cost = cost[columns]
            for column, sign in enumerate((1, -1)):
                result = milp(
                    sign * cost,
                    integrality=np.full(len(cost), int(whole)),
                    constraints=constraints,
                    bounds=bounds,
                )
                assert result.success, result.message
                found[row, column] = sign * result.fun
        found = np.round(found) if whole else found
        found[found >= LARGE] = np.inf
        return found


def believed(atoms: pd.DataFrame, regions: list[str], rules: Parameters) -> System:
    """The system of everything that Tejido published."""
    system = System(rules=rules)
    low, high = classes(atoms["value"], rules.rounding)
    for row, least, greatest in zip(atoms.itertuples(), low, high, strict=True):
        goal = system.expression(row.metric, row.period_start, row.area, regions, row.weeks)
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

    Each period's table, and each year so far: of a code with all that was told of its topics under
    others, and of a metric as a whole; also where the page would leave them out, because their
    interval is too wide to be of use.
    """
    sums = totals.tables(atoms, rules)
    for table in range(len(sums)):
        _hear(system, sums.iloc[[table]], atoms, regions, rules)
    topics = {code: set(topics_of(code, rules)) for code in sums["metric"].unique()}
    names = {code.partition(".")[0] for code in topics}
    for told in [*topics.values(), *({t for c in topics if c.partition(".")[0] == n
                                     for t in topics[c]} for n in names)]:  # fmt: skip
        own = [code for code, of in topics.items() if of <= told]
        rows = sums[sums["metric"].isin(own)].sort_values("period_start")
        for newest in rows["period_start"].unique():
            is_of_year = rows["period_start"].dt.year == newest.year
            since = rows[is_of_year & (rows["period_start"] <= newest)]
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
        whole |= system.expression(row.metric, row.period_start, NATION, regions, row.weeks)
        of_table = (
            (atoms["metric"] == row.metric)
            & (atoms["period_start"] == row.period_start)
            & (atoms["weeks"] == row.weeks)
        )
        areas = atoms.loc[of_table & (atoms["value"] != MASKED), "area"]
        known = [NATION] if row.is_whole else [area for area in areas if area != NATION]
        for area in known:
            told |= system.expression(row.metric, row.period_start, area, regions, row.weeks)
    # "At least": of everything; and the interval, of what is told.
    system.say(whole, said.least, np.inf)
    system.say(told, said.least, said.most)


def attack(
    atoms: pd.DataFrame,
    regions: list[str],
    rules: Parameters,
    *,
    whole: bool = True,
    goals: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What the adversary knows of every atom in the end: columns ``least``, ``greatest``.

    :param goals: what they want to know, in place of the atoms that they were told.
    """
    system = believed(atoms, regions, rules)
    atoms = atoms if goals is None else goals
    wanted = [
        system.expression(row.metric, row.period_start, row.area, regions, row.weeks)
        for row in atoms.itertuples()
    ]
    found = system.solve(wanted, whole=whole)
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
    blocks = [found["metric"], found["period_start"], found["weeks"]]
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
