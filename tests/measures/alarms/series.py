"""Series and settings that the tests of alarms share."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from lib.measures import thresholds
from lib.measures.thresholds import AlarmThresholds

DATA = Path(__file__).parents[1] / "data"


def weekly(counts: Sequence[float | None], start: str = "2024-01-01") -> pd.Series:
    """Counts of consecutive weeks from a Monday on."""
    return pd.Series(
        list(counts), index=pd.date_range(start, periods=len(counts), freq="7D"), dtype="Float64"
    )


def salmonella() -> pd.DataFrame:
    return pd.read_csv(
        DATA / "salmonella_newport.csv", index_col="week_start", parse_dates=["week_start"]
    )


def settings(**changes: Any) -> AlarmThresholds:
    """The shipped settings with some keys changed: ``settings(bayes={"alpha": 0.05})``."""
    values = thresholds.alarms().model_dump()
    for section, change in changes.items():
        values[section] = {**values[section], **change} if isinstance(change, dict) else change
    return AlarmThresholds.model_validate(values)


def as_in_r(**changes: Any) -> AlarmThresholds:
    """What R's surveillance does by default: no floor on sigma or on counts."""
    plain = {"ears": {"minimum_sigma": 0}, "short_floor": {"cases": 0}, "bayes": {"alpha": 0.05}}
    return settings(**(plain | changes))
