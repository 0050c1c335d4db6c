"""The three years of the data: which days are busier than others, and when a day begins where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from lib.demo.columns import Bools, Floats, Ints
from lib.demo.plan import Plan

YEARS = 3
NEVER = 10_000_000
"""A day (since 1970) that does not come: the event did not happen."""

EPOCH = date(1970, 1, 1)
DAY_S = 86_400

SCHOOL_YEAR = (1.1, 1.05, 1.05, 1.0, 1.0, 0.85, 0.7, 0.65, 1.05, 1.15, 1.05, 0.7)
"""How busy each month is, January first: quiet summers and Decembers."""


@dataclass(frozen=True)
class Shock:
    """News after which people come in numbers, and go back to their lives slowly."""

    days_ago: int
    height: float
    decay_days: float


NEWS = (Shock(660, 3.2, 38.0), Shock(300, 1.9, 45.0), Shock(35, 0.9, 40.0))
"""An inauguration, a summer of raids, the wave that is going on."""


class Density:
    """Days of the period, each with a weight, to draw from."""

    def __init__(self, start: int, weights: Floats):
        """:param weights: one for each day from ``start`` on; none negative."""
        self.start = start
        self.weights = weights
        self.cumulative = np.concatenate([[0.0], np.cumsum(weights)])

    def draw(self, rng: np.random.Generator, low: Ints, high: Ints) -> Ints:
        """A day in ``[low, high)`` for each pair; ``low`` itself where there is no such day."""
        first = self.cumulative[np.clip(low - self.start, 0, len(self.weights))]
        last = self.cumulative[np.clip(high - self.start, 0, len(self.weights))]
        at = first + rng.random(len(low)) * (last - first)
        index = np.searchsorted(self.cumulative, at, side="right") - 1 + self.start
        days: Ints = np.maximum(np.minimum(index, high - 1), low)
        return days


class Period:
    """The days from three years before ``as_of`` up to, and without, ``as_of``."""

    def __init__(self, plan: Plan):
        self.end = (plan.as_of - EPOCH).days
        self.start = (_years_before(plan.as_of) - EPOCH).days
        midnight = datetime.combine(plan.as_of, time(), ZoneInfo(plan.time_zone))
        self.end_moment = int(midnight.timestamp())
        self.beginning = datetime.fromtimestamp(self.start * DAY_S + DAY_S // 2, UTC)
        self.days = np.arange(self.start, self.end, dtype=np.int64)

    @cached_property
    def month(self) -> Ints:
        """The month of each day, 0 to 11."""
        months: Ints = self.days.astype("M8[D]").astype("M8[M]").astype(np.int64) % 12
        return months

    def weights(
        self,
        seasons: Iterable[float] = SCHOOL_YEAR,
        shocks: Iterable[Shock] = NEWS,
        growth: float = 1.0,
    ) -> Floats:
        """A weight for each day: the season's, grown evenly by a factor, raised after shocks."""
        weights = np.array(list(seasons))[self.month]
        weights = weights * np.linspace(1.0, growth, len(self.days))
        lift = np.ones(len(self.days))
        for shock in shocks:
            since = self.days - (self.end - shock.days_ago)
            lift += np.where(since >= 0, shock.height * np.exp(-since / shock.decay_days), 0.0)
        return weights * lift

    def density(self, weights: Floats) -> Density:
        """The days of the period with these weights."""
        return Density(self.start, weights)

    def is_past(self, days: Ints) -> Bools:
        """Which days the data can know of."""
        past: Bools = days < self.end
        return past

    def recorded(self, rng: np.random.Generator, days: Ints) -> Ints:
        """The UTC second of the evening on which something of these days was written down."""
        evening = np.minimum(days, self.end - 1) * DAY_S + rng.integers(50_000, 86_000, len(days))
        return np.minimum(evening, self.end_moment - 60)

    def midnights(self, zone: str) -> Ints:
        """The UTC second at which each day of the period begins in a time zone."""
        local_zone = ZoneInfo(zone)
        first = datetime.combine(EPOCH + timedelta(self.start), time(), UTC)
        offsets = [
            (first + timedelta(i)).astimezone(local_zone).utcoffset() for i in range(len(self.days))
        ]
        seconds = np.array([o.total_seconds() for o in offsets if o is not None], dtype=np.int64)
        return self.days * DAY_S - seconds


def _years_before(day: date) -> date:
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - YEARS, day=28)
