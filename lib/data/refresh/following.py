"""Follow the members that changed: take off what they contributed, add what they contribute now.

Of each source table of members' records the refresh keeps a copy as it last saw it, and of each
statement that adds up over members the sums (:mod:`lib.data.refresh.keeping`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lib.data.contract import source_table
from lib.data.refresh.adding_up import BEGIN, WHO, Sums, sums
from lib.data.refresh.concerning import Concern
from lib.data.refresh.contributing import contribute
from lib.data.refresh.flagging import FLAGS
from lib.data.refresh.keeping import is_kept, keep_differing
from lib.data.refresh.moving import find_moved, find_newer
from lib.data.refresh.ordering import FLAGGED
from lib.data.refresh.remembering import counts_of, totals_of
from lib.data.refresh.working import Work

MOST_MOVED = 0.2
"""Share of the members above which everything is derived: it is cheaper then."""

FEW = 1_000
"""Members who are followed whatever their share."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following members.

    :ivar moved: how many they were.
    :ivar turned: the statements of sums of which any came out otherwise; ``turned_…`` has its rows.
    """

    moved: int
    turned: frozenset[str]


def follow(
    work: Work, changed: Iterable[str], before: Mapping[str, str], now: Mapping[str, str]
) -> Followed | None:
    """Make what adds up over members of what is kept and of the members that changed.

    :param changed: the source tables of which any row came, went or changed.
    :param before: source table → digest, as the last refresh saw it.
    :param now: the same of now.
    :return: the tables and views of :func:`given` stand then. None if members
        can't be followed, and nothing stands.
    """
    adding = sums(work.database)
    tables = [table for table in WHO if table in set(changed)]
    if not tables or set(changed) & adding.others or not is_kept(work, adding):
        return None
    totals, were = totals_of(now), totals_of(before)
    risen = {table: totals[table] - were.get(table, 0) for table in tables}
    attempt = work.connection.begin_nested()
    most = max(FEW, MOST_MOVED * counts_of(now)["member"])
    followed = _follow(work, adding, risen, most)
    if followed is None:
        attempt.rollback()
        work.views.clear()
    else:
        attempt.commit()
    return followed


def _follow(work: Work, adding: Sums, risen: Mapping[str, int], most: float) -> Followed | None:
    if find_newer(work, risen) > most:
        return None
    moved = find_moved(work, risen)
    if moved is None or moved > most:
        return None
    for name in adding.before:
        work.derive_all(name)
    unlike = {f"source.{name}": frozenset({f"unlike_{name}"}) for name in risen}
    begin = f"SELECT coalesce(min(day) - date '0001-01-01', -1) FROM kept.sum_{BEGIN}"  # noqa: S608
    begun = work.number(begin)
    turned = contribute(Concern(work, adding, unlike))
    if work.number(begin) != begun:
        # Every spell may be another: payments are on record since another day.
        return None
    for name in adding.keys:
        work.view(name, f"SELECT * FROM kept.sum_{name}")  # noqa: S608
    for table in risen:
        keep_differing(work, source_table(work.database, table))
    return Followed(moved, frozenset(turned))


def given(database: str) -> frozenset[str]:
    """The statements whose tables or views :func:`follow` makes."""
    adding = sums(database)
    return frozenset((*adding.keys, *adding.before))


def add_flagged(work: Work) -> None:
    """Put what is kept of members' flagged records into the temporary table of the others."""
    columns = ", ".join(FLAGS)
    work.run(
        f"INSERT INTO {FLAGGED} ({columns}) SELECT {columns} FROM kept.sum_{FLAGGED}"  # noqa: S608
        " CROSS JOIN generate_series(1, records)"
    )
