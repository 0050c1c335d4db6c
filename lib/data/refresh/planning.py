"""Which statements of a refresh have to run, given the source tables that changed."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from lib.data.contract import DERIVED
from lib.data.refresh import flagging
from lib.data.refresh.ordering import FLAGGED, reads_of, statements

_RULES_OF = re.compile(r"\bsource_table\s*=\s*'(\w+)'")
"""Where a statement reads the flagged records of one table alone."""

_NOW = "now()"
"""What a statement reads that asks the clock."""
_CLOCK = re.compile(r"\bnow\s*\(\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Steps:
    """What a refresh does.

    :ivar flags: the source tables whose records are flagged.
    :ivar run: the statements to run, in order.
    :ivar stale: the rollups that may come out otherwise than before.
    """

    flags: tuple[str, ...]
    run: tuple[str, ...]
    stale: frozenset[str]


def steps(database: str, changed: Collection[str] | None, given: Collection[str] = ()) -> Steps:
    """What must run where these source tables changed since the last refresh, and nothing else did.

    A statement may come out otherwise if it reads a table that changed, asks the clock, or reads
    what may come out otherwise. What makes such a rollup runs, with all that it reads.

    :param changed: None where nobody knows: then everything runs.
    :param given: what is made already, flagged records as :func:`flagged_of` names them.
    """
    of = reads(database)
    causes = {_NOW, *(f"source.{table}" for table in changed or ())}
    for name, parts in of.items():
        if changed is None or parts & causes:
            causes.add(name)
    stale = frozenset(causes & {table.name for table in DERIVED[database].sorted_tables})
    return making(database, stale, given)


def making(database: str, stale: frozenset[str], given: Collection[str] = ()) -> Steps:
    """What must run to make some rollups: their own statements, and all that these read.

    :param stale: the rollups.
    :param given: as in :func:`steps`.
    """
    of = reads(database)
    needed = set(stale) - set(given)
    for name in reversed(of):
        if name in needed:
            needed |= (of[name] & set(of)) - set(given)
    flags = tuple(path.stem for path in flagging.files(database) if flagged_of(path.stem) in needed)
    run = tuple(name for name in statements(database) if name in needed)
    return Steps(flags, run, stale)


def flagged_of(table: str) -> str:
    """What the flagged records of a source table are called among the statements."""
    return f"{FLAGGED} {table}"


@cache
def reads(database: str) -> dict[str, frozenset[str]]:
    """What each statement reads, in the order to run them, flagged records told by table."""
    flags = {flagged_of(p.stem): p.read_text(encoding="utf-8") for p in flagging.files(database)}
    return {
        name: frozenset(_parts(sql, flags)) | ({_NOW} if _CLOCK.search(sql) else frozenset())
        for name, sql in {**flags, **statements(database)}.items()
    }


def _parts(sql: str, flags: Iterable[str]) -> Iterable[str]:
    for name in reads_of(sql):
        if name != FLAGGED:
            yield name
            continue
        named = {flagged_of(table) for table in _RULES_OF.findall(sql)}
        yield from named or flags
