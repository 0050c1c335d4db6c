"""Numbers of cases as they are told, and what the organization has no record of."""

from typing import Any

import pandas as pd

from lib import reads
from lib.language import N_, formats

CASES = ("incidents", "deportation_case")
MOBILIZATIONS = ("incidents", "mobilization")
NO_CASES = N_("No deportation case was ever recorded: nothing can be told of any")
NO_MOBILIZATIONS = N_("No mobilization was ever recorded: who came out can't be told")


def told(at_least: float, at_most: float) -> str:
    """``0``, ``1–4``, ``22–45``: a number of cases by the ends of its class."""
    if at_least == at_most:
        return formats.number(at_most)
    return f"{formats.number(at_least)}–{formats.number(at_most)}"


def told_sum(frame: pd.DataFrame, prefix: str = "") -> str:
    """The sum of all classes of a frame."""
    return told(*sum_of(frame, prefix))


def sum_of(frame: pd.DataFrame, prefix: str = "") -> tuple[float, float]:
    """The ends of the sum of all classes of a frame."""
    return float(frame[f"{prefix}at_least"].sum()), float(frame[f"{prefix}at_most"].sum())


def told_each(frame: pd.DataFrame, prefix: str = "") -> "pd.Series[Any]":
    """Each class in words."""
    ends = zip(frame[f"{prefix}at_least"], frame[f"{prefix}at_most"], strict=True)
    return pd.Series([told(*pair) for pair in ends], index=frame.index, dtype=object)


def has_cases() -> bool:
    """Whether a case was ever recorded, of anyone.

    :raises Unavailable: if the incident database can't be read.
    """
    return not reads.unrecorded(*CASES)
