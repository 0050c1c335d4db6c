"""False alarms and the delay to detect a doubling, of each method at the shipped thresholds.

    python -m tests.benchmarks.alarms_simulation [--seed 7] [--series 500]

Prints JSON. Series are quiet (negative binomial around a constant mean) for five years, then their
mean doubles for half a year. False alarms are counted in the last quiet year, and beside them the
weeks of that year that are raised at all: alarms, or still high. The delay is the number of doubled
weeks seen until the first that is raised, 1 being the week of the doubling; its median counts
series never detected as longer than the half year, and is null if they are the most. How long a
doubling stays raised is counted over its weeks from that first one on, and over all of its weeks.
``without_memory`` is a method to which a surge becomes its own baseline; a single method has none.
``lasting`` is a doubling for four years: the share of weeks raised in each of them.
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
from lib.measures.thresholds import AlarmThresholds

QUIET_WEEKS = 260
JUDGED_WEEKS = 52
DOUBLED_WEEKS = 26
MEANS = (0.5, 2.0, 5.0, 15.0)
VARIANCE_OVER_MEAN = (1.0, 2.0)
SHIPPED = ("bayes_and_ears_c2_both", "by_history")


def simulated_panel(
    random: np.random.Generator,
    mean: float,
    dispersion: float,
    series: int,
    doubled_weeks: int = DOUBLED_WEEKS,
) -> pd.DataFrame:
    """Return counts (weeks, series) whose mean doubles after ``QUIET_WEEKS``."""
    weeks = QUIET_WEEKS + doubled_weeks
    means = np.where(np.arange(weeks) < QUIET_WEEKS, mean, 2 * mean)[:, None]
    if dispersion > 1:
        # A gamma rate with this shape gives counts of variance ``dispersion`` × mean.
        shape = np.broadcast_to(means / (dispersion - 1), (weeks, series))
        means = random.gamma(shape, dispersion - 1)
    counts = random.poisson(means, (weeks, series))
    return pd.DataFrame(counts, pd.date_range("2018-01-01", periods=weeks, freq="7D"))


def measured(
    alarm: NDArray[np.bool_], still_high: NDArray[np.bool_] | None = None
) -> dict[str, Any]:
    """Return the figures of alarms (weeks, series), and how they stay raised if that is known."""
    raised = alarm if still_high is None else alarm | still_high
    quiet = slice(QUIET_WEEKS - JUDGED_WEEKS, QUIET_WEEKS)
    doubled = raised[QUIET_WEEKS:]
    detected = doubled.any(axis=0)
    delay = np.where(detected, doubled.argmax(axis=0) + 1, np.inf)
    median = float(np.median(delay))
    figures = {
        "false_alarms_per_100_series_weeks": round(100 * float(alarm[quiet].mean()), 3),
        "median_weeks_to_detect_doubling": median if np.isfinite(median) else None,
        "share_detected_in_half_a_year": round(float(detected.mean()), 3),
    }
    if still_high is None:
        return figures
    since_detected = np.arange(1, len(doubled) + 1)[:, None] >= delay
    stays = round(float(doubled[since_detected].mean()), 3) if detected.any() else None
    return figures | {
        "raised_per_100_quiet_series_weeks": round(100 * float(raised[quiet].mean()), 3),
        "share_raised_since_detected": stays,
        "share_raised_of_doubled_weeks": round(float(doubled.mean()), 3),
    }


def judged_by(
    panel: pd.DataFrame, method: Method, settings: AlarmThresholds
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which weeks alarm and which are still high, both (weeks, series)."""
    found = panel_alarms(panel, method, settings)
    shape = panel.shape[::-1]
    alarm, still_high = (
        found[name].to_numpy().reshape(shape).T for name in ("alarm", "still_high")
    )
    return alarm, still_high


def methods() -> dict[str, tuple[Method, AlarmThresholds]]:
    """Return what is compared, by name."""
    shipped = thresholds.alarms()
    short = Method.BAYES_AND_EARS_C2
    forgetful = shipped.surge.model_copy(update={"new_level_after_weeks": 0})
    return {
        "ears_c2": (Method.EARS_C2, shipped),
        "bayes": (Method.BAYES, shipped),
        **{
            f"bayes_and_ears_c2_{agreement}": (
                short,
                shipped.model_copy(update={"agreement": agreement}),
            )
            for agreement in ("both", "either")
        },
        "bayes_and_ears_c2_both_without_memory": (
            short,
            shipped.model_copy(update={"agreement": "both", "surge": forgetful}),
        ),
        "farrington": (Method.FARRINGTON, shipped),
        "by_history": (Method.BY_HISTORY, shipped),
    }


def results(
    random: np.random.Generator, series: int, compared: tuple[str, ...] = tuple(methods())
) -> list[dict[str, Any]]:
    """Return the figures by method, mean and dispersion.

    :param compared: of :func:`methods`.
    """
    rows = []
    for mean in MEANS:
        for dispersion in VARIANCE_OVER_MEAN:
            panel = simulated_panel(random, mean, dispersion, series)
            for name in compared:
                scenario = {"method": name, "mean": mean, "variance_over_mean": dispersion}
                rows.append(scenario | measured(*judged_by(panel, *methods()[name])))
    return rows


def simulate(seed: int, series: int) -> dict[str, Any]:
    """Return the figures of all methods, and for how long those that are shipped stay raised."""
    random = np.random.default_rng(seed)
    rows, lasting = results(random, series), []
    for mean in MEANS:
        panel = simulated_panel(random, mean, 1.0, series, doubled_weeks=4 * 52)
        for name in SHIPPED:
            alarm, still_high = judged_by(panel, *methods()[name])
            lasting.append({"method": name, "mean": mean} | by_year(alarm | still_high))
    shipped = thresholds.alarms().agreement
    return {
        "seed": seed,
        "series": series,
        "shipped_agreement": shipped,
        "results": rows,
        "lasting": lasting,
    }


def by_year(raised: NDArray[np.bool_]) -> dict[str, float]:
    """Return the share of weeks raised in each whole year of the doubling."""
    doubled = raised[QUIET_WEEKS:]
    return {
        f"year_{begin // 52 + 1}": round(float(doubled[begin : begin + 52].mean()), 3)
        for begin in range(0, len(doubled) - 51, 52)
    }


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
