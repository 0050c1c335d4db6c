"""A small organization whose numbers are large enough to be told, and a key to sign them with."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.data.refresh import refresh
from lib.publication import signing
from tests.conftest import empty_tables
from tests.data.rows import Rows
from tests.data.saved import Saved

TODAY = date(2024, 6, 3)
"""A Monday: everything up to Sunday 5 May is four weeks past."""


@pytest.fixture
def key(clean: Path) -> Iterator[str]:
    """The organization's key, new for the test; its public half."""
    signing.key_path().unlink(missing_ok=True)
    yield signing.make_key()
    signing.key_path().unlink()


@pytest.fixture(scope="session")
def made(databases: Path) -> tuple[Saved, Rows]:
    """What :func:`organization` has, refreshed, and who put it there."""
    empty_tables()
    rows = Rows()
    _fill(rows)
    refresh_both()
    return Saved(), rows


@pytest.fixture
def organization(made: tuple[Saved, Rows], rows: Rows) -> Rows:
    """Five committees in each of two regions, with a gathering of ten people a week each.

    A region's four weeks have 20 gatherings and 200 people attending.
    """
    saved, earlier = made
    saved.put_back()
    rows.go_on_from(earlier)
    return rows


def _fill(rows: Rows) -> None:
    for region, state in (("southwest", "04"), ("southeast", "13")):
        rows("membership", "state", {"state_fips": state})
        rows("membership", "place", {"place_id": region, "state_fips": state})
        committees = [f"{region}-{n}" for n in range(5)]
        rows(
            "membership",
            "committee",
            *({"committee_id": c, "place_id": region, "name": c} for c in committees),
        )
        rows(
            "membership",
            "gathering",
            *(
                {
                    "committee_id": committee,
                    "held_on": date(2024, 1, 3) + timedelta(weeks=week),
                    "attended": 10,
                }
                for committee in committees
                for week in range(18)
            ),
        )
    rows("incidents", "hotline_call", {"state_fips": "04"})


def refresh_both() -> None:
    """Derive the rollups as of :data:`TODAY`."""
    for database in ("membership", "incidents"):
        refresh(database, as_of=TODAY)
