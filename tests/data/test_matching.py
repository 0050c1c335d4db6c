"""What both source databases name is told by a keyed hash; no role of the app can read its key."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from lib.data import engines
from lib.data.refresh import matching, refresh
from tests.data.derived import forget, queried
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
NAMED = {
    # For everyone, so it is in press_for_all, too.
    "message": {"channel": "earned_media", "region_id": None, "published_on": "2026-03-12"},
    "incident": {"state_fips": "04", "occurred_at": "2026-03-10 18:00+00"},
}
TOLD = (
    ("incidents", "SELECT incident_id FROM rollup.incident_told"),
    ("membership", "SELECT incident_id FROM rollup.message"),
    ("membership", "SELECT incident_id FROM rollup.press_for_all"),
)


def keep(key: bytes) -> None:
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("DELETE FROM dashboard.matching_key"))
        connection.execute(
            text("INSERT INTO dashboard.matching_key (secret) VALUES (:key)"), {"key": key}
        )


@pytest.mark.slow
def test_an_incident_is_named_by_the_same_keyed_hash_in_both_databases(rows: Rows) -> None:
    # RFC 4231, test case 2: key, data and their HMAC-SHA-256.
    keep(b"Jefe")
    asked = "what do ya want for nothing?"
    rows("incidents", "incident", {**NAMED["incident"], "incident_id": asked})
    rows("membership", "message", {**NAMED["message"], "incident_id": asked})
    published = (
        "5bdcc146bf60754e6a042426089575c7"  # pragma: allowlist secret
        "5a003f089d2739839dec58b964ec3843"  # pragma: allowlist secret
    )
    for database, query in TOLD:
        assert queried(database, AS_OF, query) == [(published,)]


def test_a_message_that_names_no_incident_has_no_hash(rows: Rows) -> None:
    rows("membership", "message", {**NAMED["message"], "incident_id": None})
    assert queried("membership", AS_OF, TOLD[1][1]) == [(None,)]


@pytest.mark.slow
def test_another_key_is_another_hash_with_the_next_refresh(rows: Rows) -> None:
    """As where the dashboard's database was made anew: nothing else has changed."""
    rows("membership", "message", {**NAMED["message"], "incident_id": "i1"})
    forget()
    found = []
    for key in (b"one", b"other"):
        keep(key)
        refresh("membership", AS_OF, anew=False)
        with engines.owner("membership").connect() as connection:
            found.append(connection.scalars(text(TOLD[1][1])).one())
    assert found[0] != found[1]


def test_a_key_is_made_once(rows: Rows) -> None:
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("DELETE FROM dashboard.matching_key"))
    assert len(matching.secret()) == 32
    assert matching.secret() == matching.secret()


@pytest.mark.parametrize("role", [engines.reader, engines.publisher, engines.public_reader])
def test_no_role_but_the_owner_reads_the_key(rows: Rows, role: object) -> None:
    matching.secret()
    database = () if role is engines.public_reader else ("dashboard",)
    with (
        role(*database).connect() as connection,  # type: ignore[operator]
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        connection.execute(text("SELECT secret FROM dashboard.matching_key"))
