"""Alarms of 5 regions × 12 kinds × 156 weeks in one pass, against one series after the other.

    python -m tests.benchmarks.alarms_speed [--seed 7] [--series 60] [--passes 3]

Prints JSON. Each of the 156 judged weeks has three years before it, so that Farrington, the
slowest method, judges them all; both sides must agree. Seconds are the fastest of the passes.
"""

import argparse
import json
import sys
import time
from typing import Any

import numpy as np
import pandas as pd

from lib.measures.alarms import Method, panel_alarms

SERIES, WEEKS, HISTORY = 5 * 12, 156, 156
MOST_SECONDS = 2.0
PASSES = 3


def invented_counts(seed: int, series: int) -> pd.DataFrame:
    """Return counts (weeks, series), overdispersed, around means of 0.2 to 20 a week."""
    random = np.random.default_rng(seed)
    weeks = HISTORY + WEEKS
    rates = random.gamma(2, np.geomspace(0.1, 10, series), (weeks, series))
    return pd.DataFrame(
        random.poisson(rates), pd.date_range("2020-01-06", periods=weeks, freq="7D")
    )


def measure(seed: int, series: int = SERIES, passes: int = PASSES) -> dict[str, Any]:
    """Return the figures; raises AssertionError if the two ways differ."""
    panel = invented_counts(seed, series)
    at_once, seconds = min((_timed(panel) for _ in range(passes)), key=lambda one: one[1])
    each = [_timed(panel[[column]]) for column in panel.columns]
    by_series = pd.concat([found for found, _ in each])
    order = [column for column in at_once.columns if column in ("series", "week_start")]
    pd.testing.assert_frame_equal(
        at_once.sort_values(order, ignore_index=True),
        by_series.sort_values(order, ignore_index=True),
    )
    loop = sum(spent for _, spent in each)
    return {
        "seed": seed,
        "series": series,
        "weeks": WEEKS,
        "seconds": round(seconds, 3),
        "seconds_at_most": MOST_SECONDS,
        "loop_seconds": round(loop, 2),
        "ratio": round(loop / seconds, 1),
        "passed": seconds <= MOST_SECONDS,
    }


def _timed(panel: pd.DataFrame) -> tuple[pd.DataFrame, float]:
    begun = time.perf_counter()
    found = panel_alarms(panel, method=Method.BY_HISTORY)
    return found, time.perf_counter() - begun


def main() -> None:
    """Print the figures; exit 1 if the limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--series", type=int, default=SERIES)
    parser.add_argument("--passes", type=int, default=PASSES)
    arguments = parser.parse_args()
    found = measure(arguments.seed, arguments.series, arguments.passes)
    json.dump(found, sys.stdout, indent=2)
    sys.stdout.write("\n")
    sys.exit(0 if found["passed"] else 1)


if __name__ == "__main__":
    main()
