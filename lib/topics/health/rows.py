"""Rows of what health measures, as far as words are made of them."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

import pandas as pd


class Health(NamedTuple):
    """A row of ``health``."""

    status: str
    level: str
    score: float
    progress: float
    weight: float


class Need(NamedTuple):
    """A row of ``who_first``."""

    reasons: str
    score: float
    change_4_weeks: float
    change_13_weeks: float


class Step(NamedTuple):
    """A row of ``actions`` or ``next_action``."""

    action: str
    points: float
    effort: float
    cause: str
    lost: float
    counts: float


class JudgedPart(NamedTuple):
    """A row of ``explain``."""

    part: str
    numerator: float
    denominator: float
    prior_strength: float
    value: float
    zero_at: float
    full_at: float
    part_weight: float
    indicator_weight: float
    points_lost: float
    score: float


class Counts(NamedTuple):
    """A row of inputs."""

    members: float
    members_90_days_ago: float
    joined_90: float
    lapsed_90: float
    counted_gatherings_90: float


Row = TypeVar("Row", Health, Need, Step, JudgedPart, Counts)


def rows_of(frame: pd.DataFrame, kind: type[Row]) -> Iterator[Row]:
    """The rows of a frame, in order, as tuples of a kind.

    :param frame: with the columns that the kind has, and any others.
    """
    for values in frame[list(kind._fields)].itertuples(index=False, name=None):
        yield kind(*values)
