"""What the templates hold.

    python -m tests.templates.making NAME

fills ``TEJIDO_DATA_DIRECTORY``, which must be empty.
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import create_engine, text

from lib.access import accounts, demo_accounts
from lib.data import configuration, server
from lib.data.migrate import migrate_all
from lib.data.refresh import health_saving, refresh_all
from lib.demo.filling import make
from lib.demo.plan import Plan
from lib.serving import preparing
from tests.attacks import target
from tests.data.derived import derive
from tests.templates.copying import copy

PAGES_AS_OF = date(2026, 6, 24)
"""A Wednesday, so that the running week is neither empty nor over."""
PAGES = Plan(members=1_500, seed=7, committees=40, as_of=PAGES_AS_OF)

DEMO_AS_OF = date(2026, 3, 18)
DEMO = Plan(members=3_000, seed=7, committees=40, as_of=DEMO_AS_OF, time_zone="America/Chicago")

STANDING = Plan(
    members=12_000, seed=7, committees=120, as_of=DEMO_AS_OF, time_zone="America/Chicago"
)
"""More committees than :data:`DEMO`: with fewer, chance would decide how they stand."""

SETTINGS = {
    # Nothing in a copy has to survive a power cut.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    # It lives no longer than a run.
    "autovacuum": "off",
    # Each copy carries its old segments along.
    "min_wal_size": "32MB",
}
"""Of every server that is started in a copy."""

SERVED = 3_000
"""Members of the organization that the browser looks at."""


def migrated() -> None:
    """Three databases with empty tables."""


def pages() -> None:
    """What the pages are run against: refreshed, its health saved, with the demo accounts."""
    make(plan=PAGES)
    refresh_all(as_of=PAGES_AS_OF)
    demo_accounts.create()
    accounts.add("norole", "long enough 1", "partner")


def demo() -> None:
    """Sources that nothing is derived from yet."""
    make(plan=DEMO)


def standing() -> None:
    """Enough committees, and their health saved: of the rollups what that is taken from."""
    make(plan=STANDING)
    derive("membership", DEMO_AS_OF, "committee_snapshot")
    derive("incidents", DEMO_AS_OF, "dispatch_snapshot")
    health_saving.save()


def served() -> None:
    """All that ``python -m lib serve --members 3000`` would set up today, the releases too."""
    preparing.prepare(SERVED)


MAKERS: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (migrated, pages, demo, standing, served)
} | {"attacked": target.fill}


def main(name: str) -> None:
    """Fill the data directory that the environment names."""
    directory = Path(os.environ["TEJIDO_DATA_DIRECTORY"])
    # What this machine is configured to use must not be reached from here.
    configuration.SECRETS = directory / "no-secrets.toml"
    configuration.OWNERS = directory / "no-owner.toml"
    if name == migrated.__name__:
        _lay_out(directory)
    else:
        # All begin with the same empty tables.
        copy(migrated.__name__, directory)
        server.start(directory)
    MAKERS[name]()


def _lay_out(directory: Path) -> None:
    engine = create_engine(server.start(directory), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting, value in SETTINGS.items():
            connection.execute(text(f"ALTER SYSTEM SET {setting} = '{value}'"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
    migrate_all()


if __name__ == "__main__":
    main(sys.argv[1])
