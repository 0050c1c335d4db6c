"""Derive what adds up over members in two parts at the same time, each over its share of them.

PostgreSQL works out in one process what the statements of members take longest for: days that are
joined, windows over them. What a member contributes depends on that member's records alone, though.
So a second connection derives over some of them what the first derives over the others, and the
sums of both are added.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import IO, Any

from lib.data.contract import source_table
from lib.data.refresh import lacking, staging
from lib.data.refresh.adding_up import BEGIN, WHO, sums
from lib.data.refresh.contributing import over_records, stated_over
from lib.data.refresh.ordering import FLAGGED, reads_of, statements
from lib.data.refresh.remembering import Seen, columns_of
from lib.data.refresh.summing import types_of
from lib.data.refresh.telling import Told
from lib.data.refresh.working import Work

MANY = 100_000
"""Members from which on a second connection pays."""

SHARES = tuple(f"hash_record_extended(ROW({{who}}), 0) & 1 = {bit}" for bit in (0, 1))
"""Whose records are the first's, and whose the second's."""

_Given = tuple[str, IO[bytes]]
"""A statement, and rows of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the members, and the work of the connection that derives over their records."""

    work: Work
    say: Told

    def begin(self, share: str, before: Sequence[str], flags: Collection[str]) -> None:
        """Look at a share of the members, flag their records, and make what they don't matter to.

        :param share: a condition, of ``who``.
        :param before: the statements that depend on no record of a member.
        :param flags: the source tables of which records are flagged; of those that are no member's
            all are.
        """
        with self.say.step("share"):
            for name, who in WHO.items():
                source = source_table(self.work.database, name)
                rows = lacking.over(source.fullname, self.work.lacked)
                self.work.derive(
                    f"part_{name}",
                    f"SELECT {columns_of(source)} FROM {rows} WHERE {share.format(who=who)}",  # noqa: S608
                )
        if flags:
            with self.say.step(FLAGGED):
                self.work.flag(flags, over=partial(over_records, r"pg_temp.part_\1"))
        for name in before:
            with self.say.step(name):
                self.work.derive_all(name)

    def derive(self, names: Sequence[str]) -> None:
        """Run statements over the share; ``part_…`` has their rows."""
        for name in names:
            with self.say.step(name):
                self.work.derive_stated(f"part_{name}", self._over(name))

    def _over(self, name: str) -> str:
        database = self.work.database
        parts = [
            (read, f"SELECT * FROM pg_temp.part_{read}")  # noqa: S608
            for read in sorted(reads_of(statements(database)[name]))
            # Since when payments are on record is the same for all.
            if read in sums(database).chain and read != BEGIN
        ]
        return stated_over(self.work, name, parts, r"pg_temp.part_\1")

    def derive_sums(self, names: Sequence[str], given: SimpleQueue[_Given | None]) -> None:
        """Run statements over the share, and give the rows of those that add up to be added.

        :param given: where each goes as soon as it is made; last of all comes none.
        """
        try:
            for name in names:
                self.derive([name])
                if name in self._keys:
                    given.put((name, self.give(f"part_{name}")))
        finally:
            given.put(None)

    def give(self, made: str) -> IO[bytes]:
        """The rows of a temporary table."""
        return staging.carried_alike(self.work.connection, made)

    def take(self, made: str, like: str, rows: IO[bytes]) -> None:
        """Make a temporary table of rows that the other connection gave.

        :param like: a table with their columns.
        """
        self.work.run(f"CREATE TEMPORARY TABLE {made} (LIKE {like}) ON COMMIT DROP")
        self.put(made, rows)

    def put(self, name: str, rows: IO[bytes]) -> None:
        """Put rows that the other connection gave into a temporary table."""
        with rows:
            staging.load_alike(self.work.connection, name, rows)

    def add(self, name: str, rows: IO[bytes]) -> None:
        """Make what a statement returns over all members, of this share's sums and the other's."""
        self.take(f"other_{name}", f"part_{name}", rows)
        keys = self._keys[name]
        types = types_of(self.work, f"pg_temp.part_{name}")
        added = (f"sum({value})::{kind} AS {value}" for value, kind in types if value not in keys)
        self.work.derive(
            name,
            f"SELECT {', '.join((*keys, *added))}"  # noqa: S608
            f" FROM (TABLE part_{name} UNION ALL TABLE other_{name}) AS one"
            f" GROUP BY {', '.join(keys)}",
        )
        self.work.run(f"DROP TABLE pg_temp.part_{name}, pg_temp.other_{name}")

    @property
    def _keys(self) -> Mapping[str, tuple[str, ...]]:
        return sums(self.work.database).keys


def pays(database: str, names: Collection[str], seen: Mapping[str, Seen]) -> bool:
    """Whether the statements to run add up over so many members that a second connection pays."""
    adds_up = not sums(database).keys.keys().isdisjoint(names)
    return adds_up and seen["member"].rows >= MANY


def derive(
    mine: Part,
    other: Part,
    names: Collection[str],
    flags: Collection[str],
    last: Callable[[], None],
) -> frozenset[str]:
    """Make what adds up over members, of two connections that see the same moment.

    :param mine: where it is made.
    :param other: where nothing stands.
    :param names: the statements to run; those that add up among them are made, and what these rest
        on that depends on no record of a member.
    :param flags: the source tables of which records are flagged, in the first connection those of
        all members.
    :param last: what that one does beside when it has derived its share.
    :return: what was made.
    """
    adding = sums(mine.work.database)
    before = [name for name in adding.before if name in names]
    chain = [name for name in adding.chain if name in names]
    known = chain.index(BEGIN) + 1 if BEGIN in chain else 0
    rounds = (chain[:known], chain[known:])
    theirs = [name for name in WHO if name in flags]
    with ThreadPoolExecutor(1) as pool, _cancelling(other.work):
        ready = pool.submit(other.begin, SHARES[1], before, theirs)
        mine.begin(SHARES[0], before, flags)
        ready.result()
        if theirs:
            mine.put(FLAGGED, other.give(FLAGGED))
            mine.work.run(f"ANALYZE {FLAGGED}")
        for some in rounds:
            given: SimpleQueue[_Given | None] = SimpleQueue()
            done = pool.submit(other.derive_sums, some, given)
            mine.derive(some)
            if some is rounds[-1]:
                last()
            for name, rows in iter(given.get, None):
                mine.add(name, rows)
            done.result()
            if BEGIN in some:
                other.take(BEGIN, f"part_{BEGIN}", mine.give(BEGIN))
    return frozenset((*before, *(name for name in chain if name in adding.keys)))


@contextmanager
def _cancelling(other: Work) -> Iterator[None]:
    """Where this connection fails, the other does not work on for nobody."""
    try:
        yield
    except BaseException:
        driver: Any = other.connection.connection.dbapi_connection
        driver.cancel()
        raise
