"""Who a request comes from, as limits count: an address, and a session where there is one."""

import time
from dataclasses import dataclass
from functools import cache

from anyio import CapacityLimiter, to_thread
from starlette.requests import HTTPConnection
from starlette.types import Scope

from lib.access import client, sessions
from lib.access.attempts import network_of
from lib.data.configuration import configuration
from lib.data.errors import Unavailable

KNOWN_SECONDS = 60
"""How long a session that was found is taken for one without a look: only limits rest on it."""
MOST_KNOWN = 5_000
AT_ONCE = 4
"""Sessions that are looked up at once; further ones wait, so that made-up ones keep no page off."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who has a page open.

    :ivar network: the address, of IPv6 its /64; as the trusted proxies say it.
    :ivar session: the hash of a good session's token; none of whoever is not signed in.
    """

    network: str
    session: bytes | None


_KNOWN: dict[bytes, float] = {}
"""Sessions that were found, by when."""
# Made late: it belongs to the event loop that it is used in.
_limiter = cache(lambda: CapacityLimiter(AT_ONCE))


async def visitor_of(scope: Scope) -> Visitor:
    """Who a request or a connection comes from; a token that opens nothing makes nobody known."""
    request = HTTPConnection(scope)
    network = network_of(request.client.host if request.client else "")
    token = client.token(request.headers.get("host", ""), request.cookies)
    if token is None or configuration().is_public:
        return Visitor(network, None)
    session = sessions.hash_of(token)
    if time.monotonic() - _KNOWN.get(session, -KNOWN_SECONDS) < KNOWN_SECONDS:
        return Visitor(network, session)
    is_good = await to_thread.run_sync(_is_good, token, session, limiter=_limiter())
    return Visitor(network, session if is_good else None)


def _is_good(token: str, session: bytes) -> bool:
    try:
        found = sessions.find(token)
    except Unavailable:
        # Nobody is kept off for a database that will be back: who was known is known.
        return session in _KNOWN
    if found is None or not found.is_open:
        _KNOWN.pop(session, None)
        return False
    _KNOWN[session] = time.monotonic()
    if len(_KNOWN) > MOST_KNOWN:
        _KNOWN.pop(next(iter(_KNOWN)), None)
    return True


def forget() -> None:
    """Know nobody; a test's next database has other sessions."""
    _KNOWN.clear()
    _limiter.cache_clear()
