"""What decides every row of the invented organization."""

import zlib
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np

from lib.data.configuration import configuration
from lib.expected import Expected

FEWEST_COMMITTEES = 12
MOST_COMMITTEES = 20_000
MOST_MEMBERS = 50_000_000
MEMBERS_A_COMMITTEE = 5


class DemoError(Expected):
    """The demo can't be made; the message is one sentence that says what to do."""


def _today() -> date:
    return datetime.now(configuration().organization.zone).date()


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the organization is, and the seed of its random draws.

    Two equal plans make the same rows.

    :param members: members over the three years, lapsed ones included.
    :param seed: of every random draw.
    :param committees: committees over the three years, closed ones included.
    :param as_of: the day whose first midnight, in the organization's time zone, ends the data.
    :param time_zone: the organization's.
    :raises DemoError: if a number is out of range.
    """

    members: int = 40_000
    seed: int = 7
    committees: int = 120
    as_of: date = field(default_factory=_today)
    time_zone: str = field(default_factory=lambda: configuration().organization.time_zone)

    def __post_init__(self) -> None:
        """Check the numbers."""
        if not FEWEST_COMMITTEES <= self.committees <= MOST_COMMITTEES:
            raise DemoError(
                f"demo: committees must be {FEWEST_COMMITTEES} to {MOST_COMMITTEES:,},"
                f" not {self.committees:,}"
            )
        fewest = MEMBERS_A_COMMITTEE * self.committees
        if not fewest <= self.members <= MOST_MEMBERS:
            raise DemoError(
                f"demo: members must be {fewest:,} ({MEMBERS_A_COMMITTEE} for each of"
                f" {self.committees} committees) to {MOST_MEMBERS:,}, not {self.members:,}"
            )
        if self.seed < 0:
            raise DemoError(f"demo: seed must be 0 or more, not {self.seed}")

    def rng(self, purpose: str, part: int = 0) -> np.random.Generator:
        """The random draws for one purpose, whatever was drawn for the others before."""
        return np.random.default_rng([self.seed, zlib.crc32(purpose.encode()), part])
