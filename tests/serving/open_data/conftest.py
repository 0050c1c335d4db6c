"""An organization that publishes, and everything that everyone may fetch of it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from lib.publication import signing
from lib.publication.proposing import propose
from lib.publication.release import publish
from lib.serving import open_data as routes
from lib.serving.gate import Gate
from lib.serving.open_data import OpenData
from tests.data.rows import Rows
from tests.publication.conftest import (
    NOW,
    TODAY,
    Published,
    key,
    made,
    organization,
    published,
    refresh_both,
)

__all__ = ["key", "made", "organization", "published"]

APP = Starlette(middleware=[Middleware(Gate), Middleware(OpenData)])

Publish = Callable[..., None]


@pytest.fixture
def anyone() -> Iterator[TestClient]:
    """A client without a cookie."""
    routes.forget()
    yield TestClient(APP, "http://localhost", client=("127.0.0.1", 50_000))
    routes.forget()


@pytest.fixture
def release(key: str) -> Publish:
    """Publish what is due on a day."""

    def publish_due(day: date = TODAY) -> None:
        publish(propose(day), now=NOW)
        routes.forget()

    return publish_due


@pytest.fixture
def released(published: tuple[Published, Published], clean: object) -> Iterator[None]:
    """The first release of ``organization``."""
    published[0].put_back()
    routes.forget()
    yield
    signing.key_path().unlink()


def southeast(rows: Rows, *, committees: int, weeks: int, attended: int) -> None:
    """The southwest as in ``organization``, and a southeast of one's own."""
    _region(rows, "southwest", "04", committees=5, weeks=18, attended=10)
    _region(rows, "southeast", "13", committees=committees, weeks=weeks, attended=attended)
    refresh_both()


def _region(
    rows: Rows, region: str, state: str, *, committees: int, weeks: int, attended: int
) -> None:
    rows("membership", "state", {"state_fips": state})
    rows("membership", "place", {"place_id": region, "state_fips": state})
    names = [f"{region}-{n}" for n in range(committees)]
    rows(
        "membership",
        "committee",
        *({"committee_id": c, "place_id": region, "name": c} for c in names),
    )
    rows(
        "membership",
        "gathering",
        *(
            {
                "committee_id": committee,
                "held_on": date(2024, 1, 3) + timedelta(weeks=week),
                "attended": attended,
            }
            for committee in names
            for week in range(weeks)
        ),
    )
