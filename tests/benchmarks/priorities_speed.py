"""How long priorities take: figures, weighing, the draws behind the ranks, and the covering model.

    python -m tests.benchmarks.priorities_speed [--places 500] [--repeats 3] [--seed 7]

Prints JSON; each time is the median of the repeats, in seconds. Places lie at random between the
coasts. ``cover_seconds`` is the slowest of several wishes; each must be answered with the gap of
``[priorities.cover]`` or less in its seconds.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from lib.measures.priorities.cover import best_cover, frontier, needs_most, people_to_reach
from lib.measures.priorities.definitions import COLUMNS
from lib.measures.priorities.figures import figures
from lib.measures.priorities.ranking import rank_intervals
from lib.measures.priorities.scoring import priorities
from lib.measures.priorities.settings import chosen_weights, settings
from lib.measures.priorities.wish import Wish

REGIONS = ("southwest", "southeast", "midwest", "west", "northeast")
WISHES = (
    Wish(3, 2),
    Wish(10, 5, 90),
    Wish(20, 20, 60, (("southwest", 4), ("southeast", 4), ("midwest", 4))),
    Wish(20, 20, 240),
)
FLAGS = ("has_presence", "has_anticipated_gap", "is_priority")

T = TypeVar("T")


def invented_places(size: int, seed: int) -> pd.DataFrame:
    """Return places with figures of a plausible size; a tenth of the hours are not known."""
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "place_id": [f"place-{i:04}" for i in range(size)],
            "region_id": random.choice(REGIONS, size),
            "latitude": random.uniform(26, 48, size),
            "longitude": random.uniform(-122, -71, size),
            "has_committee": random.random(size) < 0.3,
        }
    )
    for name in COLUMNS:
        if name not in frame:
            frame[name] = random.poisson(random.gamma(1, 8, size)).astype(float)
    frame["foreign_born"] = np.round(random.lognormal(10, 1.4, size)) + 100
    frame["incidents_two_years"] = frame["incidents"] + random.poisson(8, size)
    frame["answerable"] = frame["incidents"]
    frame["unanswered"] = random.binomial(frame["incidents"].astype(int), 0.3).astype(float)
    for name in ("calls_foreign_born", "cases_foreign_born"):
        frame[name] = 1e6
    frame["km_to_ready"] = random.gamma(2, 60, size)
    for name in FLAGS:
        frame[name] = random.integers(0, 2, size).astype(float)
    frame["hours"] = frame["hours"].where(random.random(size) < 0.9)
    return frame


def timed(repeats: int, work: Callable[[], T]) -> tuple[float, T]:
    """Return the median of the seconds that some work takes, and what it gives."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        made = work()
        seconds.append(time.perf_counter() - start)
    return median(seconds), made


def measure(size: int, repeats: int, seed: int) -> dict[str, Any]:
    """Return the figures."""
    places = invented_places(size, seed)
    weights = chosen_weights()
    figures_seconds, found = timed(repeats, lambda: figures(places))
    weighing_seconds, scored = timed(repeats, lambda: priorities(places, weights, found))
    draws_seconds, _ = timed(repeats, lambda: rank_intervals(places, weights, found))
    joined = places.assign(need=scored.places["need"], capacity=scored.places["capacity"])
    nobody = pd.Series(False, index=places.index)
    candidates = joined.assign(
        uncovered=people_to_reach(joined, needs_most(joined["need"], joined["need"]), nobody)
    )
    answers = [timed(repeats, lambda w=w: best_cover(candidates, w)) for w in WISHES]  # type: ignore[misc]
    frontier_seconds, _ = timed(1, lambda: frontier(candidates, WISHES[1], 20))
    slowest = max(seconds for seconds, _ in answers)
    widest = max(answer.gap for _, answer in answers)
    rules = settings().cover
    return {
        "seed": seed,
        "places": size,
        "draws": settings().draws,
        "figures_seconds": round(figures_seconds, 3),
        "weighing_seconds": round(weighing_seconds, 3),
        "draws_seconds": round(draws_seconds, 3),
        "cover_seconds": round(slowest, 3),
        "cover_seconds_at_most": rules.seconds,
        "cover_gap": round(widest, 6),
        "cover_gap_at_most": rules.gap,
        "frontier_seconds": round(frontier_seconds, 3),
        "passed": slowest <= rules.seconds and widest <= rules.gap,
    }


def main() -> None:
    """Print the figures; exit 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=500)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    found = measure(chosen.places, chosen.repeats, chosen.seed)
    json.dump(found, sys.stdout, indent=2)
    sys.stdout.write("\n")
    sys.exit(0 if found["passed"] else 1)


if __name__ == "__main__":
    main()
