"""Committee health of a year of weeks in one pass, against one committee after the other.

    python -m tests.benchmarks.health_speed [--committees 5000] [--weeks 52] [--looped 5000]

Prints JSON. Both sides call ``health``, with the same priors of the regions, and must
agree to the last digit. The loop has the committees' rows cut out for it beforehand; with fewer
``--looped`` committees than ``--committees`` its time is that of those, scaled up. ``ratio``
compares the whole pass, priors fitted in it, with the loop that is given them for nothing.
Memory is the process's highest resident set up to the end of the pass, the interpreter, its
libraries and the rows included.
"""

import argparse
import json
import resource
import sys
import time
from typing import Any

import numpy as np
import pandas as pd

from lib.measures.health import health, region_priors

REGIONS = ("southwest", "southeast", "midwest", "west", "northeast")
STATUSES = ("active", "forming", "dormant", "closed")
LEAST_RATIO = 50
MOST_MEGABYTES = 500


def invented_rows(committees: int, weeks: int, seed: int) -> pd.DataFrame:
    """Return a row a committee and week; a tenth of each input without data."""
    random = np.random.default_rng(seed)
    size = committees * weeks
    members = np.repeat(random.integers(5, 400, committees), weeks)
    held, sent = random.poisson(6, size), random.poisson(3, size)
    coordinators, asked = random.integers(0, 4, size), random.poisson(1, size)
    numbers = {
        "members": members,
        "members_90_days_ago": np.maximum(members - 3, 0),
        "joined_90": random.poisson(0.05 * members),
        "lapsed_90": random.poisson(0.03 * members),
        "covered_by_dues": random.binomial(members, random.beta(7, 3, size)),
        "gatherings_90": held,
        "own_rhythm_90": random.gamma(6, 1, size),
        "counted_gatherings_90": random.binomial(held, 0.9),
        "attended_90": random.poisson(12 * held),
        "coordinators": coordinators,
        "coordinators_core": random.binomial(coordinators, 0.6),
        "core_certified": random.binomial(members, random.beta(1, 9, size)),
        "responders": random.poisson(4, size),
        "dispatches_90": sent,
        "dispatches_within_60": random.binomial(sent, 0.7),
        "requests_open": asked,
        "requests_open_over_14_days": random.binomial(asked, 0.3),
        "days_since_last_gathering": random.geometric(1 / 20, size),
        "days_since_last_drill": random.geometric(1 / 150, size),
        "days_since_last_visit": random.geometric(1 / 70, size),
    }
    keys = {
        "region_id": np.repeat(random.choice(REGIONS, committees), weeks),
        "committee_id": np.repeat([f"committee-{i:05}" for i in range(committees)], weeks),
        "as_of": np.tile(pd.date_range("2025-03-03", periods=weeks, freq="7D"), committees),
        "status": np.repeat(random.choice(STATUSES, committees, p=[0.8, 0.1, 0.07, 0.03]), weeks),
        "formed_on": pd.Timestamp("2022-01-01"),
    }
    known = {name: np.where(random.random(size) < 0.9, x, np.nan) for name, x in numbers.items()}
    return pd.DataFrame(keys | known)


def peak_megabytes() -> float:
    """The process's highest resident set so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(committees: int, weeks: int, looped: int, seed: int) -> dict[str, Any]:
    """Return the figures; raises AssertionError if the two ways differ."""
    rows = invented_rows(committees, weeks, seed)
    before = peak_megabytes()
    start = time.perf_counter()
    at_once = health(rows)
    vectorized = time.perf_counter() - start
    memory = peak_megabytes()
    start = time.perf_counter()
    priors = region_priors(rows)
    fitting = time.perf_counter() - start
    each = [rows.iloc[i * weeks : (i + 1) * weeks] for i in range(looped)]
    start = time.perf_counter()
    one_by_one = [health(own, priors) for own in each]
    loop = (time.perf_counter() - start) * committees / looped
    pd.testing.assert_frame_equal(
        pd.concat(one_by_one, ignore_index=True), at_once.iloc[: looped * weeks], check_exact=True
    )
    ratio = loop / vectorized
    return {
        "seed": seed,
        "committees": committees,
        "weeks": weeks,
        "looped_committees": looped,
        "vectorized_seconds": round(vectorized, 3),
        "of_which_reading_and_priors_seconds": round(fitting, 3),
        "loop_seconds": round(loop, 1),
        "ratio": round(ratio, 1),
        "ratio_at_least": LEAST_RATIO,
        "memory_before_megabytes": round(before),
        "memory_megabytes": round(memory),
        "memory_at_most_megabytes": MOST_MEGABYTES,
        "passed": ratio >= LEAST_RATIO and memory <= MOST_MEGABYTES,
    }


def main() -> None:
    """Print the figures; exit 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--committees", type=int, default=5000)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--looped", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    found = measure(
        chosen.committees, chosen.weeks, min(chosen.looped, chosen.committees), chosen.seed
    )
    json.dump(found, sys.stdout, indent=2)
    sys.stdout.write("\n")
    sys.exit(0 if found["passed"] else 1)


if __name__ == "__main__":
    main()
