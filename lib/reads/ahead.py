"""What pages showed lately, made again after a refresh before anyone asks for it.

Each of what is made has its scope and language among its arguments, as what is kept has: it is made
again for these, as if whoever was shown it came back. What nobody has asked for in a while is not.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import Any

from lib.data.errors import Unavailable
from lib.language import current, use
from lib.reads import keeping

LOOK_SECONDS = 10
"""How often it is looked whether something was refreshed."""
LATELY_SECONDS = 1800
WEEKLY_SECONDS = 8 * 24 * 3600
"""Of what somebody comes back to from one week to the next."""
MOST = 400
"""Most things that are made again."""

log = logging.getLogger("tejido")

_Asked = tuple[Callable[..., Any], tuple[Hashable, ...], str]
_asked: OrderedDict[_Asked, tuple[float, float | None]] = OrderedDict()
"""What was asked for and in which language, with when it last was, and for how long that counts
where it isn't :data:`LATELY_SECONDS`; the latest last."""
_lock = Lock()


def asked(make: Callable[..., Any], *arguments: Hashable, for_seconds: float | None = None) -> None:
    """Note that a page shows what a function makes, which is kept until a refresh.

    :param make: depends on its arguments, the viewer's scope among them, and on the language alone.
    :param for_seconds: how long it is made again; :data:`LATELY_SECONDS` unless given.
    """
    key = (make, arguments, current())
    with _lock:
        _asked[key] = time.monotonic(), for_seconds
        _asked.move_to_end(key)
        if len(_asked) > MOST:
            _asked.popitem(last=False)


def forget() -> None:
    """Make nothing again of what was asked for until now."""
    with _lock:
        _asked.clear()


def make_again(stop: Event) -> None:
    """Make what was asked for lately, what was asked for last in front.

    Rests after each as long as it took, so that at least half of the time is that of who is here.

    :param stop: ends it, once set.
    """
    for make, arguments, language in _lately():
        begun = time.monotonic()
        try:
            with keeping.one_run(), use(language):
                make(*arguments)
        except Unavailable:
            # The next who asks is told why.
            return
        except Exception:
            log.exception("something that pages show could not be made ahead")
            with _lock:
                _asked.pop((make, arguments, language), None)
        if stop.wait(time.monotonic() - begun):
            return


def _lately() -> list[_Asked]:
    now = time.monotonic()
    with _lock:
        for key, (at, seconds) in list(_asked.items()):
            if now - at > (LATELY_SECONDS if seconds is None else seconds):
                del _asked[key]
        return list(reversed(_asked))


def watch(stop: Event) -> None:
    """Make things again whenever the data are others, until told to stop.

    While nobody asks for anything no database is asked either.
    """
    seen: str | None = None
    while not stop.wait(LOOK_SECONDS):
        if not _lately():
            seen = None
            continue
        version = keeping.version()
        if seen is not None and version != seen:
            make_again(stop)
        seen = version
