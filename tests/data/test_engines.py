"""An engine that is forgotten keeps no connection."""

from pathlib import Path

import pytest
from sqlalchemy import text

from lib.data import engines

COUNT = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tejido' AND datname = :d"


@pytest.mark.slow
def test_who_is_forgotten_holds_no_connection(databases: Path) -> None:
    engines.forget()
    with engines.reader("incidents").connect() as connection:
        connection.execute(text("SELECT 1"))
    kept = {"d": engines.reader("incidents").url.database}
    with engines.owner("membership").connect() as connection:
        # Given back, it waits in the pool for the next.
        assert connection.scalar(text(COUNT), kept) == 1
    engines.forget()
    with engines.owner("membership").connect() as connection:
        # The server takes a moment to see that the other side has gone.
        connection.execute(text("SELECT pg_sleep(0.5)"))
        assert connection.scalar(text(COUNT), kept) == 0
