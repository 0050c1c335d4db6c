"""How often the nowcast's band holds the count of the newest week once all reports are in.

    python -m tests.benchmarks.nowcast_simulation [--seed 7] [--histories 250]

Prints JSON. Each history has weeks of Poisson counts, of which ``REPORTING`` is reported at each
delay: the same share of every week, or Dirichlet shares around it with a sum of parameters of
``concentration``, as where reports come in batches. ``alike`` is the band that takes all weeks as
reporting alike. Widths are means, in incidents.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from lib.measures import thresholds
from lib.measures.alarms import learn_reporting_delay, nowcast
from lib.measures.rates import FloatArray

LAST = pd.Timestamp("2024-03-25")
REPORTING = np.array([0.5, 0.2, 0.1, 0.06, 0.05, 0.03, 0.03, 0.02, 0.01])
WEEKS = (20, 60)
MEANS = (15.0, 60.0)
CONCENTRATIONS = (20.0, 50.0, np.inf)


def reported(
    random: np.random.Generator, mean: float, concentration: float, weeks: int
) -> FloatArray:
    """Return reports (weeks, delays), also those that are still to come."""
    counts = random.poisson(mean, weeks)
    shares = np.tile(REPORTING, (weeks, 1))
    if np.isfinite(concentration):
        shares = random.dirichlet(concentration * REPORTING, weeks)
    return random.multinomial(counts, shares).astype(float)


def as_reports(triangle: FloatArray) -> pd.DataFrame:
    """Return the rows that ``nowcast`` takes; reports still to come are left out by it."""
    week, delay = np.indices(triangle.shape)
    weeks_ago = len(triangle) - 1 - week.ravel()
    return pd.DataFrame(
        {
            "week_start": LAST - pd.to_timedelta(7 * weeks_ago, unit="D"),
            "delay_weeks": delay.ravel(),
            "incidents": triangle.ravel(),
        }
    )


def bands(reports: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """Return the newest week as shipped, and as if all weeks reported alike."""
    delay = learn_reporting_delay(reports, LAST)
    alike = replace(delay, concentration=np.array([np.inf]))
    for name, used in (("shipped", delay), ("alike", alike)):
        yield name, nowcast(reports, LAST, used).iloc[-1]


def simulate(seed: int, histories: int) -> dict[str, Any]:
    """Return coverage and width by the weeks of history, mean and concentration."""
    random = np.random.default_rng(seed)
    rows = []
    for weeks in WEEKS:
        for mean in MEANS:
            for concentration in CONCENTRATIONS:
                found = [
                    {
                        "band": name,
                        "covers": band["low"] <= truth <= band["high"],
                        "width": band["high"] - band["low"],
                    }
                    for _ in range(histories)
                    for triangle in [reported(random, mean, concentration, weeks)]
                    for truth in [triangle[-1].sum()]
                    for name, band in bands(as_reports(triangle))
                ]
                by_band = pd.DataFrame(found).groupby("band").mean()
                rows.append(
                    {
                        "weeks": weeks,
                        "mean": mean,
                        "concentration": concentration if np.isfinite(concentration) else None,
                        **{
                            f"{figure}_{band}": round(float(by_band.loc[band, figure]), 3)
                            for band in ("shipped", "alike")
                            for figure in ("covers", "width")
                        },
                    }
                )
    confidence = thresholds.rates().confidence
    return {"seed": seed, "histories": histories, "confidence": confidence, "results": rows}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--histories", type=int, default=250)
    arguments = parser.parse_args()
    json.dump(simulate(arguments.seed, arguments.histories), sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
