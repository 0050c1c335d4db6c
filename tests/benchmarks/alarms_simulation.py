"""False alarms and the delay to detect a doubling, of each method at the shipped thresholds.

    python -m tests.benchmarks.alarms_simulation [--seed 7] [--series 500]

Prints JSON. Series are quiet (negative binomial around a constant mean) for five years, then their
mean doubles for half a year. False alarms are counted in the last quiet year. The delay is the
number of doubled weeks seen until the first alarm, 1 being the week of the doubling; its median
counts series never detected as longer than the half year, and is null if they are the most.
"""

import argparse
import json
import sys
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures import thresholds
from lib.measures.alarms import Method, panel_alarms

QUIET_WEEKS = 260
JUDGED_WEEKS = 52
DOUBLED_WEEKS = 26
MEANS = (0.5, 2.0, 5.0, 15.0)
VARIANCE_OVER_MEAN = (1.0, 2.0)


def simulated_panel(
    random: np.random.Generator, mean: float, dispersion: float, series: int
) -> pd.DataFrame:
    """Return counts (weeks, series) whose mean doubles after ``QUIET_WEEKS``."""
    weeks = QUIET_WEEKS + DOUBLED_WEEKS
    means = np.where(np.arange(weeks) < QUIET_WEEKS, mean, 2 * mean)[:, None]
    if dispersion > 1:
        # A gamma rate with this shape gives counts of variance ``dispersion`` × mean.
        shape = np.broadcast_to(means / (dispersion - 1), (weeks, series))
        means = random.gamma(shape, dispersion - 1)
    counts = random.poisson(means, (weeks, series))
    return pd.DataFrame(counts, pd.date_range("2018-01-01", periods=weeks, freq="7D"))


def measured(alarm: NDArray[np.bool_]) -> dict[str, Any]:
    """Return the figures of alarms (weeks, series)."""
    false = alarm[QUIET_WEEKS - JUDGED_WEEKS : QUIET_WEEKS]
    doubled = alarm[QUIET_WEEKS:]
    detected = doubled.any(axis=0)
    delay = np.where(detected, doubled.argmax(axis=0) + 1, np.inf)
    median = float(np.median(delay))
    return {
        "false_alarms_per_100_series_weeks": round(100 * float(false.mean()), 3),
        "median_weeks_to_detect_doubling": median if np.isfinite(median) else None,
        "share_detected_in_half_a_year": round(float(detected.mean()), 3),
    }


def simulate(seed: int, series: int) -> dict[str, Any]:
    """Return the figures by method, mean and dispersion."""
    random = np.random.default_rng(seed)
    shipped = thresholds.alarms()
    judged = {
        "ears_c2": (Method.EARS_C2, shipped),
        "bayes": (Method.BAYES, shipped),
        **{
            f"bayes_and_ears_c2_{agreement}": (
                Method.BAYES_AND_EARS_C2,
                shipped.model_copy(update={"agreement": agreement}),
            )
            for agreement in ("both", "either")
        },
        "farrington": (Method.FARRINGTON, shipped),
    }
    rows = []
    for mean in MEANS:
        for dispersion in VARIANCE_OVER_MEAN:
            panel = simulated_panel(random, mean, dispersion, series)
            for name, (method, settings) in judged.items():
                found = panel_alarms(panel, method, settings)["alarm"].to_numpy()
                alarm = found.reshape(series, len(panel)).T
                scenario = {"method": name, "mean": mean, "variance_over_mean": dispersion}
                rows.append(scenario | measured(alarm))
    return {"seed": seed, "series": series, "shipped_agreement": shipped.agreement, "results": rows}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--series", type=int, default=500)
    arguments = parser.parse_args()
    json.dump(simulate(arguments.seed, arguments.series), sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
