"""The invented organization that both versions show, the same each time, in its own databases."""

import atexit
import os
import random
import shutil
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import bcrypt
import numpy as np
import streamlit as st
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from tests.comparison import house

COOKIE = "cookie"
"""The secret in which a tested app is given the cookie that a browser would send."""
ACCOUNTS = ("southwest", "southeast", "national", "partner", "admin", None)
"""Who looks; ``None`` is nobody who is signed in."""


def establish(as_of: date, members: int = 1_500) -> None:
    """Start an embedded server, fill and refresh it, make the demo's accounts and two releases.

    :param as_of: the day that the invented records end with.
    """
    _apart()
    house.migrate_all()
    # Whatever draws without a seed of its own.
    random.seed(7)
    np.random.seed(7)  # noqa: NPY002
    house.make(plan=house.Plan(members=members, seed=7, committees=40, as_of=as_of))
    house.refresh_all(as_of=as_of)
    house.demo_accounts.create()
    _publish(as_of)
    _keep_scenarios()
    house.session.presented_token = lambda: st.secrets.get(COOKIE)


def _apart() -> None:
    """Point everything at an empty directory, whatever this machine is configured to use."""
    # Short, because the path of a Unix socket may have no more than 107 bytes.
    directory = Path(tempfile.mkdtemp(prefix="tj"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    for name in [n for n in os.environ if n.startswith("TEJIDO_")]:
        del os.environ[name]
    os.environ["TEJIDO_DATA_DIRECTORY"] = str(directory)
    house.configuration.SECRETS = directory / "no-secrets.toml"
    house.configuration.OWNERS = directory / "no-owner.toml"
    house.engines.forget()
    salt = bcrypt.gensalt
    bcrypt.gensalt = lambda rounds=4, prefix=b"2b": salt(4, prefix)
    house.server.start(directory)


def _publish(as_of: date) -> None:
    """Two releases, signed with a key and at moments that are the same each time."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    house.signing.key_path().write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    house.proposing.today = lambda: as_of
    for weeks in (20, 8):
        day = as_of - timedelta(weeks=weeks)
        house.publish(house.proposing.propose(day), now=datetime.combine(day, time(12), tzinfo=UTC))


def _keep_scenarios() -> None:
    """Two scenarios that ask for different things."""
    content, wish = house.scenarios.Content, house.scenarios.SavedWish
    few = content(wish=wish(organizers=2, trainings=1, minutes=60))
    many = content(
        weights={"need": 5},
        regions=("midwest", "southwest"),
        wish=wish(organizers=4, trainings=0, minutes=120, floors={"southwest": 1}),
    )
    for name, asked in (("Few", few), ("Many", many)):
        house.scenarios.keep(name, asked, actor="national")


def committees() -> list[str]:
    """A committee of the Southwest and one of the Midwest, each the one of the lowest number."""
    lowest = text(
        "SELECT min(committee_id) FROM rollup.committee"
        " WHERE region_id IN ('southwest', 'midwest') GROUP BY region_id ORDER BY region_id DESC"
    )
    with house.engines.owner("membership").connect() as connection:
        return list(connection.scalars(lowest))
