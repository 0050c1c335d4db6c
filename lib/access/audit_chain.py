"""The audit's chain of hashes: computed again here, apart from the database, and shortened.

The chain shows that no row was changed, taken out or put in between since a hash was known. It
can't show by itself that the newest rows were cut off, nor that an owner wrote all of it anew: for
that, keep the head that ``python -m lib audit verify`` prints elsewhere and give it back later.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from lib.access import audit
from lib.access.audit import Event
from lib.data import engines
from lib.data.contract.audit import FIRST, LOCK, PRUNING
from lib.data.errors import unavailable
from lib.data.reading import statement


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the audit; ``facts`` and ``happened_at`` as the text that its hash covers."""

    entry_id: int
    happened_at: str
    actor: str | None
    event: str
    facts: str
    previous: str
    hash: str

    def computed(self) -> str:
        """The hash that this row must have, as :mod:`lib.data.contract.audit` words it."""
        actor, event = (json.dumps(value, ensure_ascii=False) for value in (self.actor, self.event))
        entry = f'[{self.entry_id}, "{self.happened_at}", {actor}, {event}, {self.facts}]'
        return hashlib.sha256((self.previous + entry).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found.

    :ivar rows: how many rows follow each other without fault, from the first.
    :ivar head: number and hash of the last of them, ``12:ab…``; empty without rows.
    :ivar broken: number of the first row that does not follow, if one doesn't.
    :ivar reason: what is wrong with it.
    """

    rows: int
    head: str
    broken: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A row that was known once: its number and its hash.

    :raises ValueError: by :meth:`parsed`, if a text is none.
    """

    entry_id: int
    hash: str

    @classmethod
    def parsed(cls, written: str) -> "Head":
        """The head as ``verify`` prints it."""
        number, _, digest = written.strip().partition(":")
        if not number.isdecimal() or len(digest) != 64:
            raise ValueError("a head is a number, a colon and 64 hexadecimal digits")
        return cls(int(number), digest)


def verify(known_head: Head | None = None) -> Verdict:
    """Compute the chain again over the whole audit.

    :param known_head: a head that was printed before; it must still be there, unless it was pruned.
    :raises Unavailable: if the audit can't be read.
    """
    with _reading() as connection:
        rows = connection.execution_options(yield_per=5_000).execute(
            statement("dashboard", "audit_chain")
        )
        return verdict_on((Entry(*row) for row in rows), known_head)


def verdict_on(entries: Iterable[Entry], known_head: Head | None = None) -> Verdict:
    """Judge rows that should be a chain, in the order of their numbers."""
    last: Entry | None = None
    first: Entry | None = None
    anchors: set[tuple[int, str]] = set()
    count = 0
    for entry in entries:
        first = first or entry
        if reason := _fault(entry, last) or _contradiction(entry, known_head):
            return Verdict(count, _head(last), entry.entry_id, reason)
        if entry.event == Event.PRUNED:
            facts = json.loads(entry.facts)
            anchors.add((facts.get("through"), facts.get("hash")))
        last, count = entry, count + 1
    if first and first.entry_id > 1 and (first.entry_id - 1, first.previous) not in anchors:
        reason = "rows before it are gone, and no pruning is recorded that took them"
        return Verdict(0, "", first.entry_id, reason)
    if known_head and known_head.entry_id > (last.entry_id if last else 0):
        return Verdict(count, _head(last), known_head.entry_id, "the row of the known head is gone")
    return Verdict(count, _head(last))


def _fault(entry: Entry, last: Entry | None) -> str:
    if last and entry.entry_id != last.entry_id + 1:
        return "rows before it are gone"
    if last and entry.previous != last.hash or (not last and _begins_wrongly(entry)):
        return "it does not follow the row before"
    return "" if entry.computed() == entry.hash else "its hash is not that of what it says"


def _begins_wrongly(entry: Entry) -> bool:
    return entry.entry_id == 1 and entry.previous != FIRST


def _contradiction(entry: Entry, known_head: Head | None) -> str:
    differs = known_head and known_head.entry_id == entry.entry_id and known_head.hash != entry.hash
    return "its hash is not that of the known head" if differs else ""


def _head(entry: Entry | None) -> str:
    return f"{entry.entry_id}:{entry.hash}" if entry else ""


def prune(keep_days: int, now: datetime | None = None) -> int:
    """Take away the rows older than so many days; the chain begins at the row that says so.

    For the command line: the app's role can't. What is taken and the row that records it are one
    transaction.

    :return: how many rows were taken.
    :raises Unavailable: if the database does not answer or refuses.
    """
    oldest = (now or datetime.now(UTC)) - timedelta(days=keep_days)
    try:
        with engines.owner("dashboard").begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            last = connection.execute(
                statement("dashboard", "audit_before"), {"oldest": oldest}
            ).first()
            if last is None:
                return 0
            facts = {"through": last.entry_id, "hash": last.hash, "rows": last.row_count}
            audit.record(Event.PRUNED, actor=None, facts=facts, connection=connection)
            connection.execute(text("SELECT set_config(:name, 'on', true)"), {"name": PRUNING})
            connection.execute(
                statement("dashboard", "audit_prune", "writes"), {"through": last.entry_id}
            )
            return int(last.row_count)
    except SQLAlchemyError as error:
        raise unavailable("dashboard", error) from None


@contextmanager
def _reading() -> Iterator[Connection]:
    try:
        with engines.reader("dashboard").connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise unavailable("dashboard", error) from None
