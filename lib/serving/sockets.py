"""How many pages are open, by whom, and who may open no more."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from lib.data.configuration import configuration
from lib.serving.visitors import Visitor


class Full(Enum):
    """Why no further page is opened: too many are, of what."""

    SESSION = "session"
    ADDRESS = "address"
    ALL = "all"


class Sockets:
    """The websockets that are open. Used in the event loop alone."""

    def __init__(self) -> None:
        self._open: Counter[tuple[bool, Full, bytes | str]] = Counter()

    def full(self, visitor: Visitor) -> Full | None:
        """What is full for a visitor who asks for one more; none if nothing is."""
        counts = _counts(visitor).items()
        return next((key[1] for key, most in counts if self._open[key] >= most), None)

    @contextmanager
    def opened(self, visitor: Visitor) -> Iterator[None]:
        """Count one for the length of a block."""
        keys = list(_counts(visitor))
        self._open.update(keys)
        try:
            yield
        finally:
            self._open.subtract(keys)
            for key in keys:
                if not self._open[key]:
                    del self._open[key]

    def open(self, *, signed_in: bool) -> int:
        """How many are open by those who are signed in, or by those who are not."""
        return self._open[(signed_in, Full.ALL, "")]

    def __len__(self) -> int:
        """How many are open."""
        return sum(n for (_, what, _), n in self._open.items() if what is Full.ALL)


def _counts(visitor: Visitor) -> dict[tuple[bool, Full, bytes | str], int]:
    """What a visitor's page counts for, the narrowest first, and how many of that may be open."""
    limits = configuration().serving.limits
    if visitor.session is None:
        all_of_them = limits.anonymous_sockets
        if configuration().is_public:
            all_of_them += limits.sockets
        return {
            (False, Full.ADDRESS, visitor.network): limits.anonymous_by_address,
            (False, Full.ALL, ""): all_of_them,
        }
    return {
        (True, Full.SESSION, visitor.session): limits.sockets_by_session,
        (True, Full.ADDRESS, visitor.network): limits.sockets_by_address,
        (True, Full.ALL, ""): limits.sockets,
    }


SOCKETS = Sockets()
"""Those of this process."""
