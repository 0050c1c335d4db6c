"""Filling: the same plan gives the same rows, and no database is filled twice or by half."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from lib.data import engines
from lib.data.contract import SOURCES
from lib.data.role_names import USUAL
from lib.demo import filling
from lib.demo.columns import Batch
from lib.demo.empty import is_empty
from lib.demo.filling import make
from lib.demo.generation import Organization, generate, invent
from lib.demo.plan import DemoError, Plan
from lib.reference.load import load_all_places

pytestmark = pytest.mark.slow

TINY = Plan(members=500, seed=1, committees=12, as_of=date(2025, 3, 1), time_zone="America/Chicago")


def checksums() -> dict[str, str]:
    """A digest of every source table's rows, in the order of their text."""
    digests = {}
    for database, metadata in SOURCES.items():
        with engines.owner(database).connect() as connection:
            for table in metadata.sorted_tables:
                rows = connection.scalars(
                    text(f'SELECT t::text FROM {table.fullname} t ORDER BY t::text COLLATE "C"')
                )
                digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
                digests[f"{database}.{table.name}"] = digest
    return digests


def test_as_many_committees_as_a_plan_may_have_find_a_place() -> None:
    # More than the West and the Northeast have places: some have several.
    many = invent(replace(TINY, members=10_000, committees=2_000)).network
    assert len(many) == len(many.status) == 2_000
    assert (many.place >= 0).all()


def test_the_same_plan_makes_the_same_rows(clean: Path) -> None:
    make(plan=TINY)
    first = checksums()
    for database, metadata in SOURCES.items():
        with engines.owner(database).begin() as connection:
            tables = ", ".join(t.fullname for t in metadata.sorted_tables)
            connection.execute(text(f"TRUNCATE {tables}"))
    make(plan=TINY)
    assert checksums() == first


@pytest.mark.parametrize(
    "other",
    [{"seed": 2}, {"members": 501}, {"committees": 13}, {"as_of": date(2025, 3, 2)}],
    ids=["seed", "members", "committees", "day"],
)
def test_another_plan_makes_other_members(other: dict[str, Any]) -> None:
    def members(plan: Plan) -> object:
        batches = (b for b in generate(invent(plan)) if b.table == "member")
        return next(batches).rows

    assert members(TINY) == members(replace(TINY))
    assert members(TINY) != members(replace(TINY, **other))


def test_the_number_of_incidents_does_not_hang_on_the_members() -> None:
    def incidents(plan: Plan) -> object:
        return next(b for b in generate(invent(plan)) if b.table == "incident").rows

    assert incidents(TINY) == incidents(replace(TINY, members=900))


def test_a_database_with_members_is_refused_and_left_alone(clean: Path) -> None:
    make(plan=TINY)
    before = checksums()
    assert not is_empty()
    with pytest.raises(DemoError, match="has rows already"):
        make(plan=replace(TINY, seed=2))
    assert checksums() == before


def test_one_row_of_an_organizations_own_is_enough_to_refuse(clean: Path) -> None:
    own = "INSERT INTO source.mobilization (mobilization_id, called_at) VALUES ('own', now())"
    with engines.owner("incidents").begin() as connection:
        connection.execute(text(own))
    with pytest.raises(DemoError, match="source.mobilization of the incidents database"):
        make(plan=TINY)


def test_places_that_are_there_are_no_obstacle(clean: Path) -> None:
    load_all_places()
    assert is_empty()
    make(plan=TINY)
    assert not is_empty()


def test_redrawn_regions_are_refused(clean: Path) -> None:
    load_all_places()
    move = "UPDATE source.state SET region_id = 'midwest' WHERE usps = 'OK'"
    with engines.owner("incidents").begin() as connection:
        connection.execute(text(move))
    with pytest.raises(DemoError, match="regions of the incidents database were redrawn"):
        make(plan=TINY)
    assert is_empty()


def test_a_demo_that_breaks_off_leaves_nothing(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(organization: Organization) -> Iterator[Batch]:
        for batch in generate(organization):
            if batch.table == "message":  # The last table of all.
                raise RuntimeError("the power went out")
            yield batch

    monkeypatch.setattr(filling, "generate", broken)
    with pytest.raises(RuntimeError):
        make(plan=TINY)
    assert is_empty()


def test_an_owner_who_is_no_superuser_fills_too_under_every_key(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on a server of an organization's own: the database then checks each foreign key itself.
    plain = {
        database: create_engine(
            engines.owner(database).url,
            connect_args={"options": f"-c timezone=UTC -c role={USUAL.owner}"},
        )
        for database in SOURCES
    }
    monkeypatch.setattr(engines, "owner", plain.__getitem__)
    make(plan=TINY)
    assert not is_empty()
    with plain["membership"].connect() as connection:
        assert connection.scalar(text("SELECT current_setting('is_superuser')")) == "off"
    for engine in plain.values():
        engine.dispose()


def test_progress_runs_from_nothing_to_all(clean: Path) -> None:
    shares: list[float] = []
    make(plan=TINY, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0


def test_databases_that_are_not_migrated_are_named(clean: Path) -> None:
    with engines.owner("membership").begin() as connection:
        connection.execute(text("ALTER TABLE source.member RENAME TO members"))
    try:
        with pytest.raises(DemoError, match="run python -m lib migrate"):
            is_empty()
    finally:
        with engines.owner("membership").begin() as connection:
            connection.execute(text("ALTER TABLE source.members RENAME TO member"))


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ({"committees": 11}, "committees must be 12 to 20,000, not 11"),  # one too few
        ({"committees": 20_001, "members": 200_000}, "not 20,001"),  # one too many
        ({"members": 599}, r"members must be 600 \(5 for each of 120 committees\)"),
        ({"members": -1}, "not -1"),
        ({"members": 50_000_001}, "to 50,000,000, not 50,000,001"),
        ({"seed": -1}, "seed must be 0 or more, not -1"),
    ],
)
def test_bad_numbers_are_refused_in_a_sentence(plan: dict[str, Any], message: str) -> None:
    with pytest.raises(DemoError, match=message):
        Plan(**plan)


@pytest.mark.parametrize("members", [600, 50_000_000])
def test_numbers_at_the_limits_are_accepted(members: int) -> None:
    assert Plan(members=members).members == members


def test_the_smallest_organization_of_all_can_be_made(clean: Path) -> None:
    make(plan=replace(TINY, members=60))
    with engines.owner("membership").connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM source.member")) == 60
        assert connection.scalar(text("SELECT count(*) FROM source.role_term")) > 12


def test_a_leap_day_is_a_day_like_any_other(clean: Path) -> None:
    # Three years before 29 February 2024 there was no such day.
    make(plan=replace(TINY, as_of=date(2024, 2, 29)))
    with engines.owner("membership").connect() as connection:
        first = connection.scalar(text("SELECT min(joined_on) FROM source.member"))
    assert first >= date(2021, 2, 28)
