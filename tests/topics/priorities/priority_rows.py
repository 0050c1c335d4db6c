"""Places as the page of priorities lists them, from those that the measures are tested on."""

from typing import Any

import pandas as pd

from lib.measures.priorities.scoring import Priorities, priorities
from lib.topics.priorities import place_ranks
from tests.measures.priorities.places import places

FACTS = {
    "is_rest": False,
    "usps": "AZ",
    "state_fips": "04",
    "latitude": 32.0,
    "longitude": -111.0,
    "committees": 1,
    "has_committee": True,
    "reached_today": False,
}


def described(*rows: dict[str, Any]) -> pd.DataFrame:
    """Places ``a``, ``b``, … with what a page needs besides; named ``Place a`` unless said."""
    frame = places(*[{k: v for k, v in row.items() if k not in (*FACTS, "name")} for row in rows])
    for fact, usual in FACTS.items():
        frame[fact] = [row.get(fact, usual) for row in rows]
    frame["name"] = [
        row.get("name", f"Place {place}")
        for row, place in zip(rows, frame["place_id"], strict=True)
    ]
    return frame


def listed(*rows: dict[str, Any]) -> tuple[Priorities, pd.DataFrame]:
    """The priorities of places and their rows in words; see ``place_ranks.named``."""
    frame = described(*rows)
    ranks = priorities(frame)
    rows_ = place_ranks.joined(frame, ranks)
    return ranks, place_ranks.named(rows_, {"southwest": "Southwest"})
