"""What the doctor says of privileges in the dashboard's own database."""

import pytest
from sqlalchemy.engine import URL

from lib.data.doctor import examine
from lib.data.migrate import migrate_all
from lib.data.refresh import refresh_all
from tests.data.conftest import alter


@pytest.mark.slow
def test_a_dashboard_that_its_reader_could_write_is_found(scratch: dict[str, URL]) -> None:
    migrate_all()
    refresh_all()
    alter(
        scratch["dashboard"],
        "GRANT UPDATE ON dashboard.account TO tejido_reader",
        "GRANT SELECT ON tejido.layout TO tejido_public_reader",
    )
    found = {finding.what: finding.mend for finding in examine("dashboard")}
    # Whoever may change an account may make themselves national.
    assert found["tejido_reader may UPDATE on dashboard.account"].startswith("REVOKE UPDATE")
    alter(scratch["dashboard"], *found.values())
    assert examine("dashboard") == []
