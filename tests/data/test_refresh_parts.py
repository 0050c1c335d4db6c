"""Two connections add up over members at the same time, and one alone where there is no other."""

import time
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.event import listen, remove

from lib.data import engines
from lib.data.refresh import RefreshError, parting, refresh
from lib.data.refresh.transactions import beside
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

AS_OF = date(2026, 3, 25)
FIRST, SECOND = "m4", "m1"
"""Members of either share: the last bits of their hashes are 0 and 1."""

REPEATABLE = {"isolation_level": "REPEATABLE READ"}


@pytest.fixture
def source(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> Rows:
    monkeypatch.setattr(parting, "MANY", 2)
    for member in (FIRST, SECOND):
        rows("membership", "member", {"member_id": member, "committee_id": "c1"})
        rows("membership", "dues_payment", {"member_id": member})
    return rows


@pytest.fixture
def logins() -> Iterator[list[int]]:
    """The connections that were made: those that a test finds open are closed first."""
    made: list[int] = []
    engine = engines.owner("membership")
    engine.dispose()

    def note(*_: object) -> None:
        made.append(1)

    listen(engine, "do_connect", note)
    yield made
    remove(engine, "do_connect", note)


def joined() -> list[tuple[date, int]]:
    """How many joined on which day, as the sums that are kept say."""
    with engines.owner("membership").connect() as connection:
        asked = text("SELECT day, records FROM kept.sum_joining_day ORDER BY day")
        return [(row.day, row.records) for row in connection.execute(asked)]


@pytest.mark.parametrize(("many", "connections"), [(2, 2), (3, 1)])
def test_a_second_connection_is_taken_where_members_are_many(
    source: Rows, logins: list[int], many: int, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parting, "MANY", many)
    refresh("membership", AS_OF)
    assert len(logins) == connections
    # Both joined on the first of January, one of each share.
    assert joined() == [(date(2024, 1, 1), 2)]


def test_what_can_not_be_right_is_found_in_both_shares_and_beside_them(source: Rows) -> None:
    # One of each share, ended before it began.
    ended = {"began_on": "2024-02-01", "ended_on": "2024-01-01"}
    for member in (FIRST, SECOND):
        source("membership", "membership_spell", {"member_id": member} | ended)
    # Twelve members, whose 55 are within five times as many. Of ten, which any share counts as at
    # the least, they would not be.
    source("membership", "member", *[{"committee_id": "c1"}] * 10)
    source("membership", "gathering", {"attended": 55}, {"attended": -1})
    refresh("membership", AS_OF)
    with engines.owner("membership").connect() as connection:
        asked = text(
            "SELECT source_table, rule, records FROM rollup.flagged_rule WHERE records > 0"
        )
        found = {tuple(row) for row in connection.execute(asked)}
        kept = text("SELECT sum(records) FROM kept.sum_flagged WHERE member_id IN (:a, :b)")
        assert connection.scalar(kept, {"a": FIRST, "b": SECOND}) == 2
    assert found == {
        ("membership_spell", "ends_before_it_begins", 2),
        ("gathering", "negative_count", 1),
    }


def test_shares_have_everybody_once() -> None:
    who = "SELECT string_agg(({})::int::text, '' ORDER BY n) FROM generate_series(1, 99) AS n"
    with engines.owner("membership").connect() as connection:
        first, second = (
            connection.scalar(text(who.format(share.format(who="n::text"))))
            for share in parting.SHARES
        )
    assert {a + b for a, b in zip(first, second, strict=True)} == {"01", "10"}


def test_what_fails_in_the_other_is_told_by_its_step(
    source: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh("membership", AS_OF)
    before = joined()
    source("membership", "member", {"member_id": "m3", "committee_id": "c1"})
    fails = f"CASE WHEN {{who}} = '{SECOND}' THEN 1 / 0 > 0 ELSE false END"
    monkeypatch.setattr(parting, "SHARES", (parting.SHARES[0], fails))
    with pytest.raises(RefreshError, match="stopped at share: division by zero"):
        refresh("membership", AS_OF)
    assert joined() == before


def test_where_one_fails_the_other_does_not_work_on(
    source: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = f"CASE WHEN {{who}} = '{FIRST}' THEN 1 / 0 > 0 ELSE false END"
    monkeypatch.setattr(parting, "SHARES", (fails, "pg_sleep(60) IS NULL"))
    begun = time.monotonic()
    with pytest.raises(RefreshError, match="division by zero"):
        refresh("membership", AS_OF)
    assert time.monotonic() - begun < 30


def test_both_see_the_same_moment(source: Rows) -> None:
    counted = text("SELECT count(*) FROM source.member")
    engine = engines.owner("membership")
    with engine.connect().execution_options(**REPEATABLE) as first:
        assert first.scalar(counted) == 2
        source("membership", "member", {"member_id": "m3", "committee_id": "c1"})
        with beside(first) as other:
            assert other is not None
            assert other.scalar(counted) == 2
    with engine.connect() as later:
        assert later.scalar(counted) == 3


def test_where_there_is_no_other_connection_one_derives_alone(clean: object) -> None:
    engine = engines.owner("membership")
    with engine.begin() as connection:
        connection.execute(text("CREATE ROLE only_one LOGIN CONNECTION LIMIT 1"))
    alone = create_engine(engine.url.set(username="only_one"))
    try:
        with alone.connect().execution_options(**REPEATABLE) as first, beside(first) as other:
            assert other is None
            # The first goes on as if nobody had asked.
            assert first.scalar(text("SELECT 1")) == 1
    finally:
        alone.dispose()
        with engine.begin() as connection:
            connection.execute(text("DROP ROLE only_one"))
