"""Set up the invented organization step by step, going on where a start was interrupted.

What is done is read off what is there, never off how far a start came: each step either finds its
work done or does all that lacks of it. The plan of what is invented is written down before the
first of its rows (:mod:`lib.demo.unfinished`) and taken away after the last step.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer
from sqlalchemy import text

from lib.access import demo_accounts
from lib.data import engines
from lib.data.configuration import configuration
from lib.data.contract import SOURCES
from lib.data.migrate import migrate_all
from lib.demo import command as demo
from lib.demo import empty, unfinished
from lib.demo.plan import Plan


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the set-up.

    :ivar is_done: whether all of it is there already.
    :ivar do: makes what lacks of it.
    """

    name: str
    is_done: Callable[[], bool]
    do: Callable[[], None]


def steps(members: int) -> tuple[Step, ...]:
    """All of the set-up, in order.

    :param members: of the organization, unless one was begun already.
    """
    return (
        Step("lay out the databases", lambda: False, migrate_all),
        Step("plan an organization", _is_planned, lambda: _plan(members)),
        Step("fill the sources", _is_filled, demo.fill),
        Step("derive the rollups", _is_refreshed, demo.refresh),
        Step("make the accounts", lambda: False, demo_accounts.create),
        Step("take committees", _is_finished, _take),
        Step("make the key", _has_key, _make_key),
        Step("publish", lambda: False, _publish),
        Step("finish", _is_finished, unfinished.finish),
    )


def prepare(members: int) -> None:
    """Do what of the set-up is not done yet, one process at a time."""
    with _alone():
        for step in steps(members):
            if not step.is_done():
                step.do()


@contextmanager
def _alone() -> Iterator[None]:
    """Let no other process of this data directory in; the kernel ends it with the process."""
    directory = configuration().data_directory
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "preparing.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_finished() -> bool:
    return unfinished.find() is None


def _is_planned() -> bool:
    return not _is_finished() or not empty.is_empty()


def _plan(members: int) -> None:
    unfinished.begin(Plan(members))


def _is_filled() -> bool:
    return _is_finished() or not empty.empty_databases()


def _is_refreshed() -> bool:
    for database in SOURCES:
        with engines.owner(database).connect() as connection:
            if connection.execute(text("SELECT FROM rollup.refresh LIMIT 1")).first() is None:
                return False
    with engines.owner("dashboard").connect() as connection:
        saved = connection.execute(text("SELECT FROM dashboard.health_saving LIMIT 1")).first()
    return saved is not None


def _take() -> None:
    # Only here: a start that finds all done needs none of this.
    from lib.serving.demo_promises import take_for_demo

    take_for_demo()


def _has_key() -> bool:
    from lib.publication import signing

    path = signing.key_path()
    return path.exists() and path.stat().st_size > 0


def _make_key() -> None:
    from lib.publication import signing

    signing.make_key()


def _publish() -> None:
    """Publish two years of the invented organization in two releases.

    What was told of the first year decides how coarsely the second one is told.
    """
    from lib.publication import open_data, proposing
    from lib.publication.parameters import parameters
    from lib.publication.periods import BLOCK, WEEK
    from lib.publication.release import REFUSALS, publish

    published = len(open_data.releases())
    if published and _is_finished():
        return
    rules = parameters()
    two_years = rules.model_copy(
        update={"periods": rules.periods.model_copy(update={"first_weeks": 104})}
    )
    days = (proposing.today() - 2 * BLOCK * WEEK, proposing.today())
    for day in days[published:]:
        try:
            publish(proposing.propose(day, two_years))
        except REFUSALS as error:
            # The first one was made on an earlier day, or the records are an organization's own.
            typer.echo(f"Nothing was published: {error}")
            return
