"""``python -m tests.benchmarks.gate_speed``: seconds that the gate takes for three years at once.

Five regions, thirty metrics, 156 weeks: 28,080 atoms. Two of the metrics bound each other closely,
which only integer programming decides.
"""

import json
import time

import numpy as np
import pandas as pd

from lib.publication.cells import due_cells
from lib.publication.gate import examine
from lib.publication.parameters import Parameters, parameters
from lib.publication.protection import protect

REGIONS = [f"r{n}" for n in range(5)]
WEEKS = 156
METRICS = 30
COMMITTEES = 24


def _rules() -> Parameters:
    rules = parameters()
    like = rules.metrics[0]
    more = [like.model_copy(update={"name": f"metric_{n}"}) for n in range(METRICS - 2)]
    pair = [m for m in rules.metrics if m.name in ("gatherings", "committees_active")]
    return rules.model_copy(update={"metrics": (*pair, *more)})


def _inputs(rules: Parameters) -> pd.DataFrame:
    chance = np.random.default_rng(1)
    weeks = pd.date_range("2021-02-01", periods=WEEKS, freq="7D")
    index = pd.MultiIndex.from_product(
        [REGIONS, range(COMMITTEES), weeks], names=["area", "committee", "period_start"]
    )
    frames = []
    for code, _ in rules.codes():
        scale = 1.2 if code == "gatherings" else chance.choice([1, 5, 40])
        spread = 0.2 if code == "gatherings" else 1.2
        mean = scale * chance.lognormal(0, spread, (len(REGIONS), COMMITTEES, 1))
        amount = chance.poisson(mean, (len(REGIONS), COMMITTEES, WEEKS)).ravel()
        frame = index.to_frame(index=False).assign(metric=code, weeks=1, amount=amount)
        frames.append(frame)
    held = frames[[code for code, _ in rules.codes()].index("gatherings")]
    active = [code for code, _ in rules.codes()].index("committees_active")
    frames[active] = held.assign(metric="committees_active", amount=(held["amount"] > 0) * 1)
    inputs = pd.concat(frames, ignore_index=True)
    inputs["contributor"] = inputs["area"] + "-" + inputs["committee"].astype(str)
    return inputs[inputs["amount"] > 0].drop(columns="committee")


def measure() -> dict[str, float]:
    """Seconds of each step, and what they were about."""
    rules = _rules()
    inputs = _inputs(rules)
    weeks = sorted(inputs["period_start"].unique())
    due = [(code, week, 1) for code, _ in rules.codes() for week in weeks]
    begun = time.perf_counter()
    cells = protect(due_cells(inputs, due, REGIONS), rules, len(REGIONS) + 1)
    made = time.perf_counter()
    examined = examine(cells.assign(**{"class": "rounded"}), REGIONS, rules)
    return {
        "atoms": len(cells),
        "told": int((cells["reason"] == "").sum()),
        "refused": len(examined.refused),
        "programs": examined.programs,
        "protect_s": round(made - begun, 2),
        "gate_s": round(time.perf_counter() - made, 2),
    }


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
