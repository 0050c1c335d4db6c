"""Invented regions with few cases, of sizes that stand at the edges of classes."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tests.data.rows import Rows

FIRST, SECOND = date(2026, 1, 1), date(2026, 4, 1)
"""The two refreshes: the days after two quarters, when stock and flow fit best."""
STAGES = ("intake", "screening", "legal_strategy", "public_campaign", "hearing", "other")
OUTCOMES = ("released", "removed", "withdrawn")
SIZES = (0, 0, 1, 1, 2, 3, 4, 4, 5, 6, 9)
"""Cases of a part that are open on the first day: most at the edges of a class."""
STATES, LEADS = 3, ("a", "b", "c", "d", None)
_BEGAN = date(2025, 7, 2)


@dataclass(frozen=True)
class Case:
    """A case; ``closed_on`` and ``outcome`` of one that closed by the second refresh."""

    state: int
    part: str
    lead: str | None
    opened_on: date
    closed_on: date | None
    outcome: str | None


def invent(chance: np.random.Generator) -> list[Case]:
    """The cases of a region from July to March."""
    cases = []
    for part in ("detained", *STAGES):
        for _ in range(chance.choice(SIZES)):
            closed = _day(chance, FIRST, 88) if chance.random() < 0.4 else None
            cases.append(_case(chance, part, _day(chance, _BEGAN, 180), closed))
        for _ in range(chance.choice(SIZES) // 3):
            cases.append(_case(chance, part, _day(chance, FIRST, 88), None))
    for _ in range(chance.integers(0, 22)):
        opened = _day(chance, _BEGAN, 90)
        cases.append(_case(chance, "intake", opened, _day(chance, opened, 90)))
    return cases


def _day(chance: np.random.Generator, first: date, days: int) -> date:
    return first + timedelta(days=int(chance.integers(1, days)))


def _case(chance: np.random.Generator, part: str, opened: date, closed: date | None) -> Case:
    return Case(
        int(chance.integers(STATES)),
        part,
        LEADS[min(int(chance.exponential(1.2)), len(LEADS) - 1)],
        opened,
        closed,
        str(chance.choice(OUTCOMES, p=(0.6, 0.3, 0.1))) if closed else None,
    )


def state_of(region: int, state: int) -> str:
    """The code of a region's state."""
    return f"{STATES * region + state + 1:02d}"


def write(rows: Rows, regions: list[list[Case]]) -> None:
    """Write regions ``r0``, ``r1`` … with their states and cases."""
    rows("incidents", "region", *({"region_id": f"r{n}"} for n in range(len(regions))))
    for n, cases in enumerate(regions):
        places = ({"state_fips": state_of(n, s), "region_id": f"r{n}"} for s in range(STATES))
        rows("incidents", "state", *places)
        rows("incidents", "deportation_case", *(_row(n, case) for case in cases))


def _row(region: int, case: Case) -> dict[str, object]:
    return {
        "state_fips": state_of(region, case.state),
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "outcome": case.outcome,
        "stage": None if case.part in ("detained", "other") else case.part,
        "is_detained": case.part == "detained",
        "lead_partner_id": case.lead,
    }
