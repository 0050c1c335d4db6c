"""How fast messages pass: what comes faster waits for its turn, so that nothing is lost."""

import time
from collections import OrderedDict
from collections.abc import Callable

from lib.data.configuration import configuration
from lib.serving.visitors import Visitor

RESERVE_SECONDS = 20
"""What may pass at once: as much as in so many seconds. A browser comes back with all its tabs."""
LONGEST_SECONDS = 10
"""That anything waits for; who would have to wait longer is told to come back."""
MOST_KEPT = 2_000
"""Visitors whose pace is kept when they have left, so that coming anew gives no new reserve."""


class Pace:
    """So many a second on average.

    :param a_second: how many.
    :param clock: tells seconds that only go forward.
    :param reserve_seconds: as much as in so many seconds passes at once.
    """

    def __init__(
        self,
        a_second: float,
        clock: Callable[[], float] = time.monotonic,
        reserve_seconds: float = RESERVE_SECONDS,
    ) -> None:
        self._a_second = a_second
        self._clock = clock
        self._left = self._reserve = a_second * reserve_seconds
        self._seen = clock()

    def due(self) -> float:
        """In how many seconds the next turn comes."""
        now = self._clock()
        gained = (now - self._seen) * self._a_second
        self._left, self._seen = min(self._reserve, self._left + gained), now
        return max(0.0, (1 - self._left) / self._a_second)

    def take(self) -> None:
        """Take the next turn."""
        self._left -= 1


class Paces:
    """The pace of each visitor: of a session, or of an address that nobody is signed in from.

    :param clock: as :class:`Pace` has it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._paces: OrderedDict[bytes | str, Pace] = OrderedDict()

    def turn(self, visitor: Visitor) -> float | None:
        """Take the visitor's next turn: seconds until it comes, or none if that were too long."""
        if self.is_full(visitor):
            return None
        paces = self._of(visitor)
        seconds = max(pace.due() for pace in paces)
        for pace in paces:
            pace.take()
        return seconds

    def is_full(self, visitor: Visitor) -> bool:
        """Whether too many wait already for a visitor to be given a turn."""
        return max(pace.due() for pace in self._of(visitor)) > LONGEST_SECONDS

    def _of(self, visitor: Visitor) -> list[Pace]:
        limits = configuration().serving.limits
        if visitor.session is not None:
            return [self._kept(visitor.session, limits.messages_a_second)]
        own = self._kept(visitor.network, limits.anonymous_messages_a_second)
        if configuration().is_public:
            return [own]
        return [own, self._kept("", limits.all_anonymous_messages_a_second)]

    def _kept(self, who: bytes | str, a_second: float) -> Pace:
        pace = self._paces.setdefault(who, Pace(a_second, self._clock))
        self._paces.move_to_end(who)
        if len(self._paces) > MOST_KEPT:
            self._paces.popitem(last=False)
        return pace

    def clear(self) -> None:
        """Begin anew."""
        self._paces.clear()


PACES = Paces()
"""Those of this process."""
