"""Topics that are joined, and quarters: what the adversary learns of every rung from all others.

``python -m tests.attacks.reconstruction.joining [SEED [PERIODS]]`` prints a table. The numbers of a
small organization grow, so that its metrics go coarser from one year to the next, and finer again.
Beside what was told the adversary solves for what was not: each topic and block behind a joined
number, and each joined number and quarter of topics and blocks.
"""

import sys

import numpy as np
import pandas as pd

from lib.publication.ladder import joined
from lib.publication.parameters import NATION, Parameters, parameters
from lib.publication.proposing import ATOM, due_year_by_year
from lib.publication.rounding import MASKED, classes
from tests.attacks.reconstruction import adversary, insider
from tests.attacks.reconstruction.organizations import FIRST, Organization, start_of

QUARTER = 12
Choices = dict[tuple[int, str], int]

SMALL = {
    **dict.fromkeys(
        ("training_completed.know_your_rights", "training_completed.deportation_defense",
         "training_completed.ice_free_zones", "training_completed.coordination",
         "training_completed.rapid_response", "training_completed.security",
         "training_completed.facilitation"), (0.3, 1.0)),
    **dict.fromkeys(
        ("incidents_verified.raids", "incidents_verified.arrests", "incidents_verified.roads",
         "incidents_verified.custody", "incidents_verified.police", "incidents_verified.other"),
        (0.5, 40.0)),
    "resources_used": (0.7, 60.0),
}  # fmt: skip
"""Mean number of a committee in a period, and how many times that it has after the first year."""
FIRST_YEAR = 14
"""Periods that belong to the first year."""


def invent(seed: int, periods: int, regions: int = 5, committees: int = 12) -> Organization:
    """An organization whose programmes are small, and most of which grow."""
    chance = np.random.default_rng(seed)
    size = chance.lognormal(0, 0.6, (regions, committees))
    present = np.arange(committees) < chance.integers(4, committees + 1, (regions, 1))
    year = np.arange(periods)[:, None, None] >= FIRST_YEAR
    return Organization(
        {
            name: chance.poisson(mean * np.where(year, growth, 1) * size * present)
            for name, (mean, growth) in SMALL.items()
        }
    )


def publish(
    before: Organization, after: Organization, rules: Parameters
) -> tuple[pd.DataFrame, Choices]:
    """A release a period, each by the rule of its year, as the numbers are then known.

    :returns: every cell that was told, with its raw number and ``class``, and what was fixed.
    """
    periods = len(next(iter(before.metrics.values())))
    only = tuple({code.partition(".")[0] for code in before.metrics})
    rules = rules.model_copy(update={"metrics": tuple(m for m in rules.metrics if m.name in only)})
    told = pd.DataFrame(columns=[*ATOM, "raw"]).astype({"period_start": "datetime64[us]"})
    fixed: Choices = {}
    for period in range(periods):
        # No period that is still due reaches farther back than a quarter.
        past = [after.inputs(earlier) for earlier in range(max(period - 2, 0), period)]
        known = [*past, before.inputs(period)]
        inputs = joined(pd.concat(known, ignore_index=True), rules)
        days = (FIRST.date(), (start_of(period) + pd.Timedelta(weeks=8)).date())
        cells, choices = due_year_by_year(inputs, before.regions, told, fixed, days, rules)
        if cells.empty:
            continue
        told = pd.concat([told, cells], ignore_index=True) if len(told) else cells
        used = {(_year(row.period_start, rules), row.metric) for row in cells.itertuples()}
        fixed = {**fixed, **{key: weeks for key, weeks in choices.items() if key in used}}
    return told, fixed


def _year(start: pd.Timestamp, rules: Parameters) -> int:
    days = (start.date() - rules.periods.anchor).days // 84 * 84
    return int((pd.Timestamp(rules.periods.anchor) + pd.Timedelta(days=days)).year)


def of_other_rungs(atoms: pd.DataFrame, rules: Parameters) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What was not told: parts of what is joined, and sums of what is not.

    :returns: numbers of a topic and a block; numbers of all topics, by block and by quarter, each
        with ``declared``, the width of the widest number that it is a sum of.
    """
    parts, sums = [], []
    low, high = classes(atoms["value"], rules.rounding)
    threshold = rules.rounding.threshold
    atoms = atoms.assign(width=np.where(np.isinf(high), threshold - 1, high - low))
    for row in atoms.itertuples():
        topics = adversary.topics_of(row.metric, rules)
        if len(topics) > 1 or row.weeks == QUARTER:
            starts = [row.period_start + pd.Timedelta(weeks=4 * n) for n in range(row.weeks // 4)]
            parts += [(topic, s, 4, row.area, MASKED) for topic in topics for s in starts]
    regional = atoms[(atoms["area"] != NATION) & (atoms["weeks"] == 4)]
    name = regional["metric"].str.partition(".")[0]
    anchor = pd.Timestamp(rules.periods.anchor)
    quarter = anchor + (regional["period_start"] - anchor) // pd.Timedelta(days=84) * pd.Timedelta(
        days=84
    )
    for weeks, start in ((4, regional["period_start"]), (QUARTER, quarter)):
        by = regional.assign(of=name, start=start).groupby(["of", "start", "area"])
        for (of, when, area), rows in by:
            if rows["period_start"].nunique() == weeks // 4 and len(rows) > 1:
                sums.append((of, when, weeks, area, MASKED, rows["width"].max()))
    columns = ["metric", "period_start", "weeks", "area", "value"]
    return pd.DataFrame(parts, columns=columns), pd.DataFrame(sums, columns=[*columns, "declared"])


def attack(cells: pd.DataFrame, regions: list[str], rules: Parameters) -> pd.DataFrame:
    """What is known in the end of each number of any rung, and whether that is too much."""
    found = []
    for _, atoms in cells[ATOM].groupby(cells["metric"].str.partition(".")[0]):
        parts, sums = of_other_rungs(atoms, rules)
        goals = pd.concat([atoms, parts, sums], ignore_index=True)
        solved = adversary.attack(atoms, regions, rules, goals=goals)
        judged = adversary.judged(solved.iloc[: len(atoms) + len(parts)], rules)
        summed = solved.iloc[len(atoms) + len(parts) :]
        width = summed["greatest"] - summed["least"]
        judged_sums = summed.assign(
            narrowed=width < summed["declared"], recovered=summed["least"] == summed["greatest"]
        )
        found.append(pd.concat([judged, judged_sums]))
    return pd.concat(found, ignore_index=True)


def by_code(organization: Organization, cells: pd.DataFrame, rules: Parameters) -> Organization:
    """Each committee's numbers under every code that was told, in the periods that it was told."""
    periods = len(next(iter(organization.metrics.values())))
    starts = {start_of(n): n for n in range(periods)}
    told: dict[str, np.ndarray] = {}
    for code, start, weeks in set(
        zip(cells["metric"], cells["period_start"], cells["weeks"], strict=True)
    ):
        codes = adversary.topics_of(code, rules)
        topics = [organization.metrics[topic] for topic in codes if topic in organization.metrics]
        if not topics:
            continue
        numbers = told.setdefault(code, np.zeros_like(topics[0]))
        first = starts[start]
        numbers[first] = sum(topic[first : first + weeks // 4].sum(axis=0) for topic in topics)
    return Organization(dict(sorted(told.items())))


def insiders(organization: Organization, cells: pd.DataFrame, rules: Parameters) -> pd.DataFrame:
    """Who knows every committee but one, in each topic and period, of everything that was told."""
    told_of = by_code(organization, cells, rules)
    return insider.judged(insider.attack(told_of, cells, rules, inverts_rules=False), rules)


def report(seed: int = 1, periods: int = 39) -> pd.DataFrame:
    """Every attack on a small organization that grows."""
    rules = parameters()
    before = invent(seed, periods)
    cells, _ = publish(before, before.revised(np.random.default_rng(seed)), rules)
    unrevised, _ = publish(before, before, rules)
    rows = [
        ("everything ever published, all rungs", attack(cells, before.regions, rules)),
        ("insider, all committees but one", insiders(before, unrevised, rules)),
    ]
    return pd.DataFrame(
        [(name, len(f), int(f["narrowed"].sum()), int(f["recovered"].sum())) for name, f in rows],
        columns=["attack", "attacked", "narrowed", "recovered"],
    )


if __name__ == "__main__":
    seed, periods = [int(a) for a in sys.argv[1:]] + [1, 39][len(sys.argv) - 1 :]
    print(report(seed, periods).to_string(index=False))
