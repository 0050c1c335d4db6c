"""A set-up that was interrupted goes on at the next start, wherever it was."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from lib.access import accounts, demo_accounts, taking
from lib.data import engines
from lib.data.contract import SOURCES
from lib.demo import filling, unfinished
from lib.demo.plan import Plan
from lib.publication import open_data, signing, store
from lib.serving import demo_promises, preparing
from tests.templates.copying import using

pytestmark = pytest.mark.slow

MEMBERS, COMMITTEES = 600, 24
"""Few, but enough that an organizer has two committees to take and a year is published."""


class Killed(BaseException):
    """As if the process had ended there."""


@pytest.fixture
def migrated(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Empty databases; what is planned for them has fewer committees than the demo."""
    monkeypatch.setattr(preparing, "Plan", partial(Plan, committees=COMMITTEES))
    with using("migrated"):
        yield


def _counted(statement: str, database: str = "dashboard") -> int:
    with engines.owner(database).connect() as connection:
        return int(connection.scalar(text(statement)) or 0)


def _assert_whole() -> None:
    assert unfinished.find() is None
    assert _counted("SELECT count(*) FROM source.member", "membership") == MEMBERS
    assert _counted("SELECT count(*) FROM source.incident", "incidents") > 0
    for database in SOURCES:
        assert _counted("SELECT count(*) FROM rollup.refresh", database) > 0
    made = {account.username: account.is_demo for account in accounts.all_accounts()}
    # Each of the five, and each spared its second factor.
    assert made == {name: True for name, *_ in demo_accounts.DEMO}
    # One running promise and one in vain for each of two organizers.
    assert _counted("SELECT count(*) FROM dashboard.taken_committee") == 4
    assert len(open_data.releases()) == 2
    signing.read_key()


def test_interrupted_between_any_two_steps_it_goes_on_and_is_then_left_alone(
    migrated: None,
) -> None:
    """Each start comes one step further than the one before, and finds done what that one did."""
    for ends_after in range(len(preparing.steps(MEMBERS))):
        for step in preparing.steps(MEMBERS)[: ends_after + 1]:
            if not step.is_done():
                step.do()
    _assert_whole()
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("DELETE FROM dashboard.taken_committee"))
    accounts.remove("partner")
    preparing.prepare(MEMBERS)
    # Given back is given back; the accounts of the demo are made again.
    assert _counted("SELECT count(*) FROM dashboard.taken_committee") == 0
    assert accounts.find("partner") is not None
    assert len(open_data.releases()) == 2


Fault = Callable[[pytest.MonkeyPatch], None]


def _second_call(patch: pytest.MonkeyPatch, module: object, name: str) -> None:
    """Let a function work once, and the process end before its second call."""
    original, calls = getattr(module, name), []

    def once(*args: object, **named: object) -> object:
        calls.append(name)
        if len(calls) > 1:
            raise Killed
        return original(*args, **named)

    patch.setattr(module, name, once)


def test_interrupted_within_steps_it_goes_on(
    migrated: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[Fault] = [
        # The second table of the sources; the second account, and all without their mark.
        lambda patch: _second_call(patch, filling, "_copy"),
        lambda patch: _second_call(patch, accounts, "add"),
        lambda patch: patch.setattr(demo_accounts, "_mark", _killed),
        # The second organizer's committee, then its promise in vain; the second release.
        lambda patch: _second_call(patch, taking, "take"),
        lambda patch: patch.setattr(demo_promises, "promise_in_vain", _killed),
        lambda patch: _second_call(patch, store, "add"),
    ]
    for fault in faults:
        with pytest.MonkeyPatch.context() as patch:
            fault(patch)
            with pytest.raises(Killed):
                preparing.prepare(MEMBERS)
    preparing.prepare(MEMBERS)
    _assert_whole()


def _killed(*_args: object) -> None:
    raise Killed


def test_one_database_filled_is_joined_by_the_same_organization(migrated: None) -> None:
    yesterday = Plan(MEMBERS, committees=COMMITTEES, as_of=taking.today() - timedelta(days=1))
    unfinished.begin(yesterday)
    filling.make(plan=yesterday, databases=("incidents",))
    # Asked for other members on another day.
    for step in preparing.steps(MEMBERS + 500)[:3]:
        if not step.is_done():
            step.do()
    assert _counted("SELECT count(*) FROM source.member", "membership") == MEMBERS


def test_what_an_older_start_left_without_rollups_is_served(migrated: None) -> None:
    # It kept no plan. What is done is not done again; the rest each start does, as above.
    filling.make(MEMBERS, committees=COMMITTEES)
    assert [step.name for step in preparing.steps(MEMBERS) if not step.is_done()] == [
        "lay out the databases",
        "derive the rollups",
        "make the accounts",
        "make the key",
        "publish",
    ]


def test_regions_that_are_not_there_keep_only_their_accounts_away(migrated: None) -> None:
    # Nothing was ever loaded: no region at all.
    demo_accounts.create()
    made = [account.username for account in accounts.all_accounts()]
    assert sorted(made) == ["admin", "national", "partner"]
