"""The codings that an answer can be packed in, and which of them a client takes."""

import gzip
import re
from collections.abc import Callable, Collection

import brotli
from backports import zstd

CODINGS = ("br", "zstd", "gzip")
"""By their names in HTTP; of those that a client takes equally, the smallest comes first."""
_MOST_SAID = 1_000
"""Characters of an ``Accept-Encoding`` that are looked at."""
_WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
_PACK: dict[str, Callable[[bytes], bytes]] = {
    # The largest window that RFC 7932 knows: Plotly's script is 4.7 MB.
    "br": lambda content: brotli.compress(content, quality=11, lgwin=24),
    # No more than 19: windows beyond 8 MB are refused by browsers (RFC 9659).
    "zstd": lambda content: zstd.compress(content, 19),
    "gzip": lambda content: gzip.compress(content, 9, mtime=0),
}
_UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "zstd": zstd.decompress,
    "gzip": gzip.decompress,
}


class NotPackedError(Exception):
    """What should be packed is not, or not whole."""


def packed(content: bytes, coding: str) -> bytes:
    """A content packed as small as it gets, which takes its time.

    :param coding: of :data:`CODINGS`.
    """
    return _PACK[coding](content)


def unpacked(content: bytes, coding: str) -> bytes:
    """What was packed.

    :raises NotPackedError: if it can't be unpacked.
    """
    try:
        return _UNPACK[coding](content)
    except (brotli.error, zstd.ZstdError, OSError, EOFError, ValueError) as error:
        raise NotPackedError(str(error)) from error


def chosen(accepted: str, offered: Collection[str]) -> str:
    """The coding in which a client is answered; empty for content as it is.

    Who takes nothing that there is gets it as it is, too. Source: RFC 9110, 12.5.3.

    :param accepted: the ``Accept-Encoding`` of the request; what is no weight makes its coding
        none that is taken.
    :param offered: of :data:`CODINGS`.
    """
    weights = dict(_weighted(part) for part in accepted[:_MOST_SAID].lower().split(","))
    star = weights.get("*", 0.0)
    taken = {coding: weights.get(coding, star) for coding in CODINGS if coding in offered}
    best = max(taken, key=taken.__getitem__, default="")
    # Unnamed, content as it is may be sent but is not asked for.
    return best if best and taken[best] > 0 and taken[best] >= weights.get("identity", 0.0) else ""


def _weighted(part: str) -> tuple[str, float]:
    coding, *parameters = (each.strip() for each in part.split(";"))
    if not parameters:
        return coding, 1.0
    weight = parameters[0].removeprefix("q=")
    said = len(parameters) == 1 and parameters[0].startswith("q=") and _WEIGHT.fullmatch(weight)
    return coding, float(weight) if said else 0.0
