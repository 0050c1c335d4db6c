"""Run the statements of a refresh, in one transaction a database."""

import hashlib
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.configuration import configuration
from lib.data.contract import DERIVED
from lib.data.layout import digest as layout_digest
from lib.data.layout import refuse_newer
from lib.data.refresh import (
    clocks,
    flagging,
    following,
    keeping,
    lacking,
    matching,
    parting,
    planning,
    remembering,
    transactions,
    working,
)
from lib.data.refresh.adding_up import WHO
from lib.data.refresh.following import follow
from lib.data.refresh.health_saving import save
from lib.data.refresh.ordering import FLAGGED, RefreshError, statements
from lib.data.refresh.parting import Part
from lib.data.refresh.planning import Steps
from lib.data.refresh.replacing import replace
from lib.data.refresh.telling import Progress, Told
from lib.data.refresh.working import Work

_STATISTICS = "SET LOCAL default_statistics_target"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: rows of each rollup, of each source table, and how long it took (s).

    :ivar changed: the source tables that had changed, where that was asked; None where everything
        was derived without asking.
    :ivar derived: how many statements ran over all records.
    :ivar moved: how many members were followed one by one; None where none was.
    """

    database: str
    as_of: date
    rows: dict[str, int]
    source_rows: dict[str, int]
    seconds: float
    changed: tuple[str, ...] | None = None
    derived: int = 0
    moved: int | None = None


def refresh(
    database: str,
    as_of: date | None = None,
    progress: Progress | None = None,
    *,
    anew: bool = True,
) -> Refreshed:
    """Derive the rollups of ``membership`` or ``incidents`` from its source.

    :param as_of: the day to derive them for: facts dated later do not count. Today in the
        organization's time zone unless given.
    :param anew: whether to derive every rollup; else those alone that rest on what has changed
        since the last refresh, if that was for the same day, by the same statements, and everything
        was derived within the week.
    :raises RefreshError: if a statement fails, or there is no order in which to run them; the
        rollups are then as they were.
    :raises NotOurs: if a newer version laid the database out.
    :raises OperationalError: if the database can't be reached.
    :raises Unavailable: if the dashboard's can't be used, where the key of its hashes is kept.
    :raises ConfigurationError: if the configuration is wrong.
    """
    begun = time.monotonic()
    zone = configuration().organization.time_zone
    day = as_of or datetime.now(ZoneInfo(zone)).date()
    say = Told(database, progress)
    key = matching.secret()
    with transactions.alone(engines.owner(database), database) as connection:
        refuse_newer(connection)
        prepare = partial(_prepare, database=database, day=day, zone=zone, key=key)
        work = prepare(connection)
        lacked = work.lacked
        basis = _basis(database, day, zone, lacked, key)
        last = None if anew else remembering.recall(connection, database, basis)
        changed: tuple[str, ...] | None = None
        remembering.make_schema(connection)
        with say.step("compare"):
            seen = remembering.look(connection, database, lacked)
            digests = remembering.digests(seen)
        if last and digests:
            changed = last.changed(digests)
        followed = None
        if changed:
            with say.step("follow"):
                # What is derived of a few members is small: a few rows tell enough of it.
                connection.execute(text(f"{_STATISTICS} = 10"))
                before = last.digests if last else {}
                followed = follow(work, changed, before, digests)
                if followed is None:
                    connection.execute(text(f"{_STATISTICS} TO DEFAULT"))
        steps = planning.steps(database, changed, _given(database) if followed else ())
        say.total = len(steps.run) + 4
        given = None
        if not followed and parting.pays(database, steps.run, seen):
            given = _add_up(work, steps, say, prepare, changed if digests else ())
        if given is None and steps.flags:
            with say.step(FLAGGED):
                work.flag(steps.flags)
            if followed:
                following.add_flagged(work)
        left = planning.steps(database, changed, given).run if given else steps.run
        say.total = say.done + len(left) + 2
        for name in left:
            with say.step(name):
                work.derive_all(name)
        rows = dict(last.rows) if last else {}
        with say.step("replace"):
            # Pages' plans rest on what is known of the rollups.
            connection.execute(text(f"{_STATISTICS} TO DEFAULT"))
            stale = _stale_rollups(database, steps)
            turned = followed.turned if followed else frozenset()
            as_they_were = _given(database) - turned if followed else frozenset()
            stale = [rollup for rollup in stale if rollup.name not in as_they_were]
            rows |= replace(connection, stale, turned)
        with say.step("record"):
            source_rows = clocks.record(connection, database, day, begun, seen)
            if not followed and digests:
                keeping.keep_sums_of(work, steps.run)
                if given is None:
                    keeping.keep_records(work, changed)
            memory = remembering.Memory(basis, digests, rows)
            remembering.remember(connection, memory, everything=changed is None)
        # They may read the stand-ins.
        work.drop_views()
        lacking.drop(connection, lacked)
    seconds = time.monotonic() - begun
    ran = len(steps.run)
    moved = followed.moved if followed else None
    return Refreshed(database, day, rows, source_rows, seconds, changed, ran, moved)


def _prepare(connection: Connection, *, database: str, day: date, zone: str, key: bytes) -> Work:
    """What statements rest on, in the transaction in which they run."""
    matching.set_key(connection, key)
    lacked = lacking.stand_in(connection, database)
    return working.begin(connection, database, day, zone, lacked)


def _add_up(
    work: Work,
    steps: Steps,
    say: Told,
    prepare: Callable[[Connection], Work],
    changed: Collection[str] | None,
) -> frozenset[str] | None:
    """Make what adds up over many members, in two parts at the same time, and keep their records.

    :param changed: the source tables whose records are kept; None for all.
    :return: what was made; None, and nothing stands, if one connection is all there is.
    """
    with transactions.beside(work.connection) as connection:
        if connection is None:
            return None
        other = Part(prepare(connection), Told(work.database, None))
        keep = partial(keeping.keep_records, work, changed)
        return parting.derive(Part(work, say), other, steps.run, steps.flags, keep)


def _given(database: str) -> frozenset[str]:
    """What following the members makes."""
    flags = {planning.flagged_of(table) for table in WHO}
    return following.given(database) | flags


def _stale_rollups(database: str, steps: Steps) -> list[Table]:
    return [table for table in DERIVED[database].sorted_tables if table.name in steps.stale]


def _basis(database: str, as_of: date, zone: str, lacked: frozenset[str], key: bytes) -> str:
    """Digest of all that decides the rollups beside the rows of the sources and the clock."""
    flags = {path.stem: path.read_text(encoding="utf-8") for path in flagging.files(database)}
    texts = [sorted(flags.items()), sorted(statements(database).items())]
    values = [
        sorted(working.parameters(as_of, zone).items()),
        sorted(lacked),
        flagging.ABSURD_TURNOUT,
        hashlib.sha256(key).hexdigest(),
    ]
    known = repr((layout_digest(), texts, values))
    return hashlib.sha256(known.encode()).hexdigest()


def refresh_all(
    as_of: date | None = None, progress: Progress | None = None, *, anew: bool = True
) -> list[Refreshed]:
    """Derive the rollups of both source databases, then save what health is measured from.

    What the membership database knows is saved also if the incident database fails.

    :param as_of: as in :func:`refresh`.
    :param anew: the same.
    :return: what was done in each database, the dashboard's own last.
    :raises RefreshError: as :func:`refresh`.
    :raises OperationalError: if a database can't be reached.
    """
    done = [refresh("membership", as_of, progress, anew=anew)]
    try:
        done.append(refresh("incidents", as_of, progress, anew=anew))
    except (RefreshError, SQLAlchemyError):
        save()
        raise
    saved = save()
    rows = {"health_snapshot": saved.weeks + saved.months}
    return [*done, Refreshed("dashboard", saved.as_of, rows, {}, saved.seconds)]
