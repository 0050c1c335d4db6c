"""Follow the members that changed: take off what they contributed, add what they contribute now.

Of each source table of members' records the refresh keeps a copy as it last saw it, and of each
statement that adds up over members the sums (:mod:`lib.data.refresh.keeping`).
"""

from collections.abc import Iterable, Mapping

from lib.data.contract import source_table
from lib.data.refresh import lacking
from lib.data.refresh.adding_up import WHO, Sums, sums
from lib.data.refresh.contributing import BEGIN, FLAGS, contribute, merge
from lib.data.refresh.keeping import is_kept, keep_moved, keep_sums
from lib.data.refresh.moving import find_moved
from lib.data.refresh.ordering import FLAGGED, statements
from lib.data.refresh.remembering import counts_of, totals_of
from lib.data.refresh.working import Work

MOST_MOVED = 0.2
"""Share of the members above which everything is derived: it is cheaper then."""

FEW = 1_000
"""Members who are followed whatever their share."""


def follow(
    work: Work, changed: Iterable[str], before: Mapping[str, str], now: Mapping[str, str]
) -> int | None:
    """Make what adds up over members of what is kept and of the members that changed.

    :param changed: the source tables of which any row came, went or changed.
    :param before: source table → digest, as the last refresh saw it.
    :param now: the same of now.
    :return: how many members were followed; the temporary tables of :func:`given` stand then. None
        if they can't be, and nothing stands.
    """
    adding = sums(work.database)
    tables = [table for table in WHO if table in set(changed)]
    if not tables or set(changed) & adding.others or not is_kept(work, adding):
        return None
    totals, were = totals_of(now), totals_of(before)
    risen = {table: totals[table] - were.get(table, 0) for table in tables}
    attempt = work.connection.begin_nested()
    moved = _follow(work, adding, risen, counts_of(now))
    if moved is None:
        attempt.rollback()
    else:
        attempt.commit()
    return moved


def _follow(
    work: Work, adding: Sums, risen: Mapping[str, int], counts: Mapping[str, int]
) -> int | None:
    find_moved(work, risen)
    moved = work.number("SELECT count(*) FROM moved")
    if moved > max(FEW, MOST_MOVED * counts["member"]):
        return None
    for name in adding.before:
        work.derive(name, lacking.over(statements(work.database)[name], work.lacked))
    contribute(work, adding, "gone", lambda table: f"kept.{table.name}")
    contribute(work, adding, "come", lambda table: lacking.over(table.fullname, work.lacked))
    names = (*adding.keys, FLAGGED)
    for name in names:
        merge(work, adding, name)
    since = [f"SELECT min(day) FROM {t}" for t in (BEGIN, f"kept.sum_{BEGIN}")]  # noqa: S608
    if work.number(f"SELECT (({since[0]}) IS DISTINCT FROM ({since[1]}))::int"):  # noqa: S608
        # Every spell may be another: payments are on record since another day.
        return None
    for name in names:
        keep_sums(work, name)
    work.run(f"DROP TABLE {FLAGGED}")
    for table in risen:
        keep_moved(work, source_table(work.database, table))
        if work.number(f"SELECT count(*) FROM kept.{table}") != counts[table]:  # noqa: S608
            # A view gives some row twice, and did not before or does no more.
            return None
    return moved


def given(database: str) -> frozenset[str]:
    """The statements whose temporary tables :func:`follow` makes."""
    adding = sums(database)
    return frozenset((*adding.keys, *adding.before))


def add_flagged(work: Work) -> None:
    """Put what is kept of members' flagged records into the temporary table of the others."""
    columns = ", ".join(FLAGS)
    work.run(
        f"INSERT INTO {FLAGGED} ({columns}) SELECT {columns} FROM kept.sum_{FLAGGED}"  # noqa: S608
        " CROSS JOIN generate_series(1, records)"
    )
