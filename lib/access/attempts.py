"""Tries at signing in, counted in the database, and the wait before the next.

Waits grow for an account *at an address*: whoever guesses elsewhere keeps nobody out. Two wider
counts hold back guessing from many addresses, or at many accounts; where an account was signed in
to before, at the same address, the count of the account does not matter. Names and addresses are
kept as keyed hashes, and whether a name has an account makes no difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from lib.access.database import change, changing
from lib.access.sealing import recognizable
from lib.data.reading import statement


@dataclass(frozen=True, slots=True)
class Backoff:
    """How many tries are free, and the longest wait in seconds, up to which waits then double."""

    free: int
    longest: int

    def wait(self, failures: int) -> int:
        """Seconds to wait after so many failures: 0, then 1, 2, 4, …"""
        return 0 if failures < self.free else min(2 ** min(failures - self.free, 30), self.longest)


HOST_BITS = 64
"""Of an IPv6 address: what follows is the host's own to choose. Source: RFC 4291, 2.5.4."""

BACKOFF = {
    "pair": Backoff(free=4, longest=15 * 60),
    "account": Backoff(free=40, longest=60),
    "address": Backoff(free=40, longest=60),
}
"""By what tries are counted for; they are forgotten a day after the last."""


class TooSoon(Exception):  # noqa: N818
    """The wait before another try is not over.

    :ivar seconds: how many are left of it.
    """

    def __init__(self, seconds: int):
        self.seconds = seconds
        super().__init__(f"wait {seconds} s")


@dataclass(frozen=True, slots=True)
class Try:
    """A try at an account from an address; its outcome is still to be reported."""

    subjects: Mapping[str, bytes]

    def succeeded(self) -> None:
        """It was right: it counts no more."""
        with changing() as connection:
            change(connection, "attempt_succeeded", **self.subjects)


def network_of(address: str) -> str:
    """What stands for an address where tries are counted: of IPv6 the /64, which one host has.

    An IPv4 address is itself, also as IPv6 writes it; what is no address, too.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ip_network((parsed, HOST_BITS), strict=False))
    return str(parsed)


def begin(username: str, address: str, step: str = "password") -> Try:
    """Count a try before it is known how it ends, so that many at once count as many.

    :param step: of signing in; each has counts of its own.
    :raises TooSoon: if it comes before the wait is over; it is then not counted.
    """
    address = network_of(address)
    subjects = {
        "account": recognizable(f"{step}|account|{username}"),
        "address": recognizable(f"{step}|address|{address}"),
        "pair": recognizable(f"{step}|pair|{username}|{address}"),
    }
    with changing() as connection:
        change(connection, "attempt_forget")
        result = connection.execute(
            statement("dashboard", "attempt_lock", "writes"), subjects
        ).mappings()
        counts = {row["kind"]: row for row in result}
        seconds_left = 0.0
        for kind, row in counts.items():
            if kind == "account" and counts["pair"]["is_known"]:
                continue
            wait = BACKOFF[kind].wait(row["failures"])
            seconds_left = max(seconds_left, wait - float(row["seconds_ago"]))
        if seconds_left > 0:
            raise TooSoon(max(1, round(seconds_left)))
        change(connection, "attempt_count", **subjects)
    return Try(subjects)
