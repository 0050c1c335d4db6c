"""Places with figures that a test may name; what it doesn't name is the same everywhere."""

from typing import Any

import pandas as pd

ORDINARY: dict[str, Any] = {
    "region_id": "southwest",
    "foreign_born": 100_000,
    "incidents": 10,
    "incidents_two_years": 20,
    "people_affected": 10,
    "answerable": 10,
    "unanswered": 5,
    "calls": 100,
    "calls_foreign_born": 1_000_000,
    "cases": 50,
    "cases_foreign_born": 1_000_000,
    "agreements": 0,
    "healthy_committees": 0.5,
    "good_standing": 50,
    "trained": 3,
    "hubs": 0,
    "hours": 4,
    "km_to_ready": 20.0,
    "has_presence": 0,
    "has_anticipated_gap": 0,
    "is_priority": 1,
}


def places(*rows: dict[str, Any]) -> pd.DataFrame:
    """One row a place, ``a``, ``b``, … in the order given.

    A place whose incidents are named had as many the year before.
    """
    return pd.DataFrame([_place(i, row) for i, row in enumerate(rows)])


def _place(position: int, row: dict[str, Any]) -> dict[str, Any]:
    usual = ORDINARY | {"place_id": chr(ord("a") + position)}
    if "incidents" in row:
        n = row["incidents"]
        usual |= {"incidents_two_years": 2 * n, "answerable": n, "unanswered": n / 2}
    return usual | row
