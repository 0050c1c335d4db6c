"""Rows to be judged: one committee that has every point, and what makes it differ."""

from typing import Any

import pandas as pd

from lib.measures.health import DEFINITIONS
from lib.measures.health.priors import SHRUNK

AS_OF = pd.Timestamp("2026-03-02")

# Every figure exactly at the full_at of [health.active].
FULL: dict[str, Any] = {
    "region_id": "southwest",
    "committee_id": "a",
    "as_of": AS_OF,
    "status": "active",
    "formed_on": pd.Timestamp("2024-03-02"),
    "members": 100,
    "members_90_days_ago": 100,
    "joined_90": 8,
    "lapsed_90": 3,  # net 5 of a hundred
    "covered_by_dues": 85,
    "gatherings_90": 6,
    "own_rhythm_90": 6,
    "counted_gatherings_90": 4,
    "attended_90": 60,  # 15 a gathering, .15 of the members
    "coordinators": 2,
    "coordinators_core": 2,
    "core_certified": 20,
    "responders": 5,
    "dispatches_90": 10,
    "dispatches_within_60": 9,
    "requests_open": 0,
    "requests_open_over_14_days": 0,
    "days_since_last_gathering": 21,
    "days_since_last_drill": 120,
    "days_since_last_visit": 45,
}


def row(**changes: Any) -> dict[str, Any]:
    return FULL | changes


def rows(*changed: dict[str, Any]) -> pd.DataFrame:
    """Rows of committees a, b, c … unless named."""
    made = [
        row(**({"committee_id": chr(ord("a") + i)} | changes)) for i, changes in enumerate(changed)
    ]
    frame = pd.DataFrame(made, columns=list(DEFINITIONS))
    dates = ["as_of", "formed_on"]
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in dates})


def unshrunk(region: str = "southwest", as_of: pd.Timestamp = AS_OF, **priors: float) -> Any:
    """Priors that leave every figure as it is, but for those given, as ``dues_strength=…``."""
    none = {f"{part}_{what}": 0.0 for part in SHRUNK for what in ("mean", "strength")}
    return pd.DataFrame([{"region_id": region, "as_of": as_of, **none, **priors}])
