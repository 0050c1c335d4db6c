"""The regions that a read may return, and nothing else decides it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lib.data.contract.columns import UNKNOWN_REGION

__all__ = ["CATALOGUES", "UNKNOWN_REGION", "Scope"]

_PLAIN_WORD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of regions, each spelled out; there is no wildcard.

    Hashable, so that a cached read never serves one scope's rows to another.

    :raises ValueError: if a region is not a plain word (it would not survive the setting).
    """

    regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Sort and check the regions."""
        for region in self.regions:
            if not _PLAIN_WORD.fullmatch(region):
                raise ValueError(f"not a region: {region!r}")
        object.__setattr__(self, "regions", tuple(sorted(set(self.regions))))

    def __bool__(self) -> bool:
        return bool(self.regions)

    def __contains__(self, region: object) -> bool:
        return region in self.regions

    def within(self, wanted: Iterable[str]) -> "Scope":
        """The part of this scope that is wanted; what lies outside is dropped, never granted."""
        return Scope(tuple(set(wanted) & set(self.regions)))

    @property
    def setting(self) -> str:
        """The scope as the transaction-local setting ``app.regions`` carries it."""
        return ",".join(self.regions)


CATALOGUES = Scope((UNKNOWN_REGION,))
"""For what has no region: any scope sees it whole, no scope sees none of it."""
