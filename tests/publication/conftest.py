"""A small organization whose numbers are large enough to be told, and a key to sign them with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lib.data.refresh import refresh
from lib.publication import signing
from lib.publication.proposing import propose
from lib.publication.release import publish
from tests.conftest import empty_tables
from tests.data.rows import Rows
from tests.data.saved import Saved

TODAY = date(2024, 6, 3)
"""A Monday: everything up to Sunday 5 May is four weeks past."""
NOW = datetime(2024, 6, 3, 12, tzinfo=UTC)


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


@dataclass(frozen=True)
class Published:
    """What the organization has after some releases, and the key that signed them."""

    saved: Saved
    key: bytes

    def put_back(self) -> None:
        """Put all of it into empty tables; whoever does takes the key away again."""
        self.saved.put_back()
        signing.key_path().write_bytes(self.key)


@pytest.fixture(scope="session")
def published(made: tuple[Saved, Rows]) -> tuple[Published, Published]:
    """:func:`organization` after one release, and after another four weeks later."""
    empty_tables()
    made[0].put_back()
    signing.key_path().unlink(missing_ok=True)
    signing.make_key()
    key = signing.key_path().read_bytes()
    publish(propose(TODAY), now=NOW)
    first = Published(Saved(), key)
    publish(propose(TODAY + timedelta(weeks=4)), now=NOW + timedelta(weeks=4))
    second = Published(Saved(), key)
    signing.key_path().unlink()
    return first, second


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
