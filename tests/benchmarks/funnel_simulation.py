"""How many committees the funnel's limits leave outside when chance and a known spread are all.

    python -m tests.benchmarks.funnel_simulation [--seed 7] [--rounds 400]

Prints JSON. Each round makes committees of sizes drawn evenly from a range and counts of completed
from a beta-binomial distribution: its variance is the binomial one times the overdispersion at
every size. In truth none differs from the others by more than that, so 5 and 0.2 of 100 should lie
outside the limits.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures.completion import Position, funnel

OVERDISPERSION = (1.0, 1.3, 2.0, 4.0)
OUTSIDE = {
    "95": {Position.ABOVE_95, Position.BELOW_95, Position.ABOVE_998, Position.BELOW_998},
    "998": {Position.ABOVE_998, Position.BELOW_998},
}


@dataclass(frozen=True)
class Organization:
    """How many committees there are, of which sizes, and the rate that they have in common."""

    committees: int
    smallest: int
    largest: int
    target: float


ORGANIZATIONS = (
    Organization(120, 20, 200, 0.6),
    Organization(120, 20, 200, 0.3),
    Organization(120, 100, 1000, 0.6),
    Organization(120, 5, 60, 0.6),
    Organization(30, 20, 200, 0.6),
)


def completed(
    random: np.random.Generator, sizes: NDArray[np.int64], target: float, overdispersion: float
) -> NDArray[np.int64]:
    """Return beta-binomial counts whose variance is the binomial one times the overdispersion.

    :raises ValueError: if a size is no larger than the overdispersion: no counts vary so much.
    """
    if overdispersion == 1:
        return random.binomial(sizes, target)
    if (sizes <= overdispersion).any():
        raise ValueError("So few can't vary so much.")
    # The variance is n p (1 - p) (1 + (n - 1) / (a + b + 1)).
    total = (sizes - 1) / (overdispersion - 1) - 1
    return random.binomial(sizes, random.beta(target * total, (1 - target) * total))


def simulate(
    organization: Organization, overdispersion: float, seed: int, rounds: int
) -> dict[str, Any]:
    """Return the mean estimate and how many of 100 committees lie outside each pair of limits."""
    random = np.random.default_rng(seed)
    estimates, positions = [], []
    for _round in range(rounds):
        sizes = random.integers(
            organization.smallest, organization.largest + 1, organization.committees
        )
        done = completed(random, sizes, organization.target, overdispersion)
        found = funnel(pd.DataFrame({"enrolled": sizes, "completed": done}))
        estimates.append(found.overdispersion)
        positions.append(found.points["position"])
    all_positions = pd.concat(positions)
    return {
        "overdispersion": overdispersion,
        "estimated": round(float(np.mean(estimates)), 2),
        "above_95": round(100 * float(all_positions.str.startswith("above").mean()), 2),
    } | {
        f"outside_{name}": round(100 * float(all_positions.isin(outside).mean()), 2)
        for name, outside in OUTSIDE.items()
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=400)
    arguments = parser.parse_args()
    figures = [
        vars(organization) | simulate(organization, spread, arguments.seed, arguments.rounds)
        for organization in ORGANIZATIONS
        for spread in OVERDISPERSION
    ]
    json.dump(figures, sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
