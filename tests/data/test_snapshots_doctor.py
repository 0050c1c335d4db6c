"""What the doctor says of the committees' saved health, on databases of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from lib.data.contract import DATABASES
from lib.data.doctor import Severity, examine
from lib.data.migrate import migrate, migrate_all
from lib.data.refresh import refresh, refresh_all
from lib.data.refresh.health_saving import save
from tests.data.conftest import alter, scratch_databases

pytestmark = pytest.mark.slow

COMMITTEE = (
    "INSERT INTO source.region (region_id, name_en, name_es) VALUES ('here', 'Here', 'Aquí')",
    "INSERT INTO source.state VALUES ('04', 'AZ', 'Arizona', 'here')",
    "INSERT INTO source.place (place_id, name, state_fips, latitude, longitude)"
    " VALUES ('p', 'Tucson', '04', 32.2, -111)",
    "INSERT INTO source.committee (committee_id, name, kind, place_id, status)"
    " VALUES ('c', 'Tucson', 'local', 'p', 'active')",
)


@pytest.fixture(scope="module")
def urls(databases: Path) -> Iterator[dict[str, URL]]:
    """Databases in good health, with a committee, for the tests of this module to spoil."""
    with scratch_databases(databases) as urls:
        migrate_all()
        alter(urls["membership"], *COMMITTEE)
        refresh_all()
        yield urls


def found(database: str = "dashboard") -> list[str]:
    return [finding.what for finding in examine(database)]


def test_all_is_well_after_a_refresh(urls: dict[str, URL]) -> None:
    assert [found(database) for database in DATABASES] == [[], [], []]


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (
            "ALTER TABLE dashboard.health_snapshot NO FORCE ROW LEVEL SECURITY",
            ["row security is not forced on dashboard.health_snapshot"],
        ),
        (
            "ALTER POLICY scope ON dashboard.health_snapshot USING (true)",
            ["dashboard.health_snapshot shows rows outside the reader's scope"],
        ),
        (
            "DROP POLICY scope ON dashboard.health_snapshot",
            ["the policy scope of dashboard.health_snapshot is missing"],
        ),
        (
            "REVOKE SELECT ON dashboard.health_snapshot FROM tejido_reader",
            ["tejido_reader may not read dashboard.health_snapshot"],
        ),
        (
            "ALTER TABLE dashboard.health_snapshot DROP COLUMN responders",
            ["dashboard.health_snapshot.responders is missing"],
        ),
        (
            "ALTER TABLE dashboard.health_snapshot ALTER responders TYPE text",
            ["dashboard.health_snapshot.responders is TEXT, which does not fit INTEGER"],
        ),
        ("DELETE FROM dashboard.health_saving", ["the health of committees was never saved"]),
    ],
)
def test_what_is_wrong_is_found_and_what_the_finding_says_mends_it(
    urls: dict[str, URL], spoil: str, expected: list[str]
) -> None:
    alter(urls["dashboard"], spoil)
    assert found() == expected
    (finding,) = examine("dashboard")
    assert finding.severity is Severity.WRONG
    if finding.mend.endswith(";"):
        alter(urls["dashboard"], finding.mend)
    elif "DROP POLICY" in finding.mend:
        alter(urls["dashboard"], finding.mend.split(";")[0])
        migrate("dashboard")
    elif "migrate" in finding.mend:
        migrate("dashboard")
    else:
        assert finding.mend == "run python -m lib refresh"
        refresh_all()
    assert found() == []


def test_a_saving_of_three_days_ago_is_an_advice_with_its_time(urls: dict[str, URL]) -> None:
    alter(
        urls["dashboard"],
        "UPDATE dashboard.health_saving SET saved_at = timestamptz '2026-03-09 08:00+00'",
    )
    (finding,) = examine("dashboard")
    assert finding.severity is Severity.ADVICE
    assert finding.what == "the health of committees was last saved at 2026-03-09 08:00 UTC"
    save()
    assert found() == []


def test_a_saving_without_the_dispatches_is_an_advice(urls: dict[str, URL]) -> None:
    alter(urls["incidents"], "DELETE FROM rollup.refresh")
    save()
    (finding,) = examine("dashboard")
    assert finding.severity is Severity.ADVICE
    assert "without the dispatches of that day" in finding.what
    refresh("incidents")
    save()
    assert found() == []


def test_a_dashboard_of_before_gains_the_tables_when_it_is_migrated(urls: dict[str, URL]) -> None:
    alter(
        urls["dashboard"],
        "DROP TABLE dashboard.health_snapshot",
        "DROP TABLE dashboard.health_saving",
    )
    assert "dashboard.health_snapshot is missing" in found()
    migrate("dashboard")
    assert found() == ["the health of committees was never saved"]
    refresh_all()
    assert found() == []
