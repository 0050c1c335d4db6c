"""What was tried and what came of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
MOST = 400
"""Of one account's forgeries of a kind, spread over the tens of thousands that there are."""


@dataclass
class Tally:
    """Attempts and leaks by kind.

    :ivar share: of the generated attempts that are made, 1 for all of them.
    """

    share: float = 1.0
    attempts: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)

    def tried(self, kind: str, what: str, *wrong: str | None) -> None:
        """Count an attempt and whatever was found wrong with its answer."""
        self.attempts[kind] += 1
        self.leaks.extend(f"{kind}: {what}: {found}" for found in wrong if found)

    def some(self, every: Sequence[T], least: int = 1) -> list[T]:
        """The share of what could be tried, spread evenly; at most :data:`MOST` of it.

        :param least: that are tried however small the share is.
        """
        wanted = min(len(every), max(least, round(min(len(every), MOST) * self.share)))
        return [every[index * len(every) // wanted] for index in range(wanted)] if wanted else []

    def report(self) -> str:
        """Attempts by kind, and each leak."""
        width = max(map(len, self.attempts), default=0)
        lines = [f"{kind:<{width}}  {n:>6,}" for kind, n in sorted(self.attempts.items())]
        lines += [f"LEAK {leak}" for leak in self.leaks]
        return "\n".join([*lines, f"{self.attempts.total():,} attempts, {len(self.leaks):,} leaks"])
