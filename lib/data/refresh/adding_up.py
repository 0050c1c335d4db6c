"""Which statements add up over members, and what each of them is made of.

A statement whose text says ``-- Added up over members by: home_id, day.`` returns sums by those
columns, and what a member contributes depends on the records of that member alone. So where some
members changed, what they contributed is taken off and what they contribute now is added.

One that says ``-- Record by record.`` returns rows for each record of a source by itself: on no
other of them do they depend, but on what other statements say of the member. So of whom these say
what they said before, the records that differ are enough.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache

from lib.data.refresh.ordering import statements
from lib.data.refresh.planning import reads

WHO = {
    "member": "member_id",
    "dues_payment": "member_id",
    "membership_spell": "member_id",
    # Who is no member is told by the enrollment itself.
    "enrollment": "coalesce(member_id, enrollment_id)",
}
"""Source tables of members' records, with whose a record is."""

BEGIN = "dues_begin"
"""On which days cover begins: of all members at once, since it says what is on record at all."""

RECORDS = re.compile(rf"\bsource\.({'|'.join(WHO)})\b")
"""Where a statement reads them."""

_BY_RECORD = re.compile(r"^-- Record by record\.$", re.MULTILINE)
_KEYS = re.compile(r"^-- Added up over members by: (\w+(?:, \w+)*)\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sums:
    """The statements of a database that add up over members.

    :ivar keys: of each such statement, the columns by which it adds up; all others are sums.
    :ivar by_record: the statements that return rows for each record by itself.
    :ivar before: what has to be made first, which depends on no record of a member, in order.
    :ivar chain: the statements to run over the records of some members, in order.
    :ivar rests: of each of these, all that it rests on.
    :ivar others: other source tables on which they rest.
    """

    keys: Mapping[str, tuple[str, ...]]
    by_record: frozenset[str]
    before: tuple[str, ...]
    chain: tuple[str, ...]
    rests: Mapping[str, frozenset[str]]
    others: frozenset[str]


@cache
def sums(database: str) -> Sums:
    """What adds up over members in a database; nothing in ``incidents``."""
    keys = {
        name: tuple(found[1].split(", "))
        for name, sql in statements(database).items()
        if (found := _KEYS.search(sql))
    }
    of = reads(database)
    rests = {name: _all(of, name) for name in of}
    records = {f"source.{table}" for table in WHO}
    needed = set(keys).union(*(rests[name] for name in keys))
    chain = tuple(n for n in statements(database) if n in needed and rests[n] & records)
    before = tuple(n for n in statements(database) if n in needed and not rests[n] & records)
    sources = {part.removeprefix("source.") for part in needed if part.startswith("source.")}
    within = {name: rests[name] for name in chain}
    by_record = frozenset(n for n in chain if _BY_RECORD.search(statements(database)[n]))
    return Sums(keys, by_record, before, chain, within, frozenset(sources - set(WHO)))


def _all(of: Mapping[str, Set[str]], name: str) -> frozenset[str]:
    """All that a statement rests on, however far."""
    parts = of.get(name, frozenset())
    return frozenset(parts).union(*(_all(of, part) for part in parts))
