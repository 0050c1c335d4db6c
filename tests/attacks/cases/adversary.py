"""Reconstruction by integer programming, of one region from what is told at one refresh or two."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.attacks.cases.organizations import STAGES, STATES, state_of

PARTS = ("detained", *STAGES)
MANY = 1_000.0
Key = tuple[object, ...]


@dataclass
class Told:
    """What is told of a region, by rollup, on a day."""

    day: str
    tables: dict[str, pd.DataFrame]


@dataclass
class System:
    """Unknown whole numbers with their bounds, and sums that are nothing."""

    bounds: dict[Key, tuple[float, float]] = field(default_factory=dict)
    sums: list[dict[Key, float]] = field(default_factory=list)

    def know(self, key: Key, low: float, high: float) -> Key:
        """Add what is told of a number."""
        least, most = self.bounds.get(key, (0.0, MANY))
        self.bounds[key] = (max(low, least), min(high, most))
        return key

    def equal(self, left: Iterable[Key], right: Iterable[Key]) -> None:
        """Say that two sums are equal."""
        terms: dict[Key, float] = {}
        for sign, keys in ((1.0, left), (-1.0, right)):
            for key in keys:
                self.know(key, 0, MANY)
                terms[key] = terms.get(key, 0.0) + sign
        self.sums.append(terms)

    def range_of(self, goal: Key) -> tuple[int, int]:
        """The least and the greatest that a number can be."""
        keys = list(self.bounds)
        at = {key: place for place, key in enumerate(keys)}
        matrix = np.zeros((len(self.sums), len(keys)))
        for row, terms in enumerate(self.sums):
            for key, factor in terms.items():
                matrix[row, at[key]] = factor
        low, high = np.array(list(self.bounds.values())).T
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(keys))
            cost[at[goal]] = sign
            found = milp(
                cost,
                integrality=np.ones(len(keys)),
                bounds=Bounds(low, high),
                constraints=LinearConstraint(matrix, 0, 0),
            )
            assert found.success, found.message
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]


def believed(region: int, told: list[Told]) -> System:
    """Everything that the refreshes say of a region, as one system."""
    system = System()
    for refresh in told:
        _stock(system, region, refresh)
    _flows(system, told)
    return system


def _stock(system: System, region: int, told: Told) -> None:
    day, whole = told.day, ("open", told.day)
    parts = told.tables["case_open"].set_index("part")
    if "all" in parts.index:
        system.know(whole, *parts.loc["all", ["at_least", "at_most"]])
    for part in PARTS:
        key = ("part", day, part)
        if part in parts.index:
            system.know(key, *parts.loc[part, ["at_least", "at_most"]])
        elif "all" not in parts.index:
            system.know(key, 0, 0)
    system.equal([whole], [("part", day, part) for part in PARTS])
    unled = told.tables["case_unled"]
    if len(unled):
        system.know(("unled", day), *unled[["at_least", "at_most"]].iloc[0])
    leads = []
    for row in told.tables["case_lead"].to_dict("records"):
        leads.append(("lead", day, row["lead_partner_id"]))
        system.know(leads[-1], row["at_least"], row["at_most"])
    system.equal([whole], [("unled", day), *leads, ("others", day)])
    states = told.tables["case_state"].set_index("state_fips")["open_cases"]
    for state in range(STATES):
        fives = states.get(state_of(region, state), 0)
        system.know(("state", day, state), fives, fives + 4)
    system.equal([whole], [("state", day, state) for state in range(STATES)])


def _flows(system: System, told: list[Told]) -> None:
    """Stock is what was opened less what was closed; what was closed ended somehow.

    The regions begin within the quarters that are told.
    """
    last = told[-1].tables
    quarters = []
    for row in last["case_quarter"].sort_values("quarter_start").to_dict("records"):
        quarter = str(row["quarter_start"])
        system.know(("opened", quarter), row["opened_at_least"], row["opened_at_most"])
        system.know(("closed", quarter), row["closed_at_least"], row["closed_at_most"])
        quarters.append(quarter)
    for refresh in told:
        over = [quarter for quarter in quarters if quarter < refresh.day]
        system.equal(
            [("open", refresh.day), *(("closed", quarter) for quarter in over)],
            [("opened", quarter) for quarter in over],
        )
    for half, rows in last["case_end"].groupby("half_start"):
        second = f"{str(half)[:5]}{'10' if str(half)[5:7] == '07' else '04'}-01"
        ends = []
        for row in rows.to_dict("records"):
            ends.append(("end", str(half), row["outcome"]))
            system.know(ends[-1], row["at_least"], row["at_most"])
        system.equal([("closed", str(half)), ("closed", second)], ends)
