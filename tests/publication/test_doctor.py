"""What the doctor says of publishing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from lib.__main__ import app
from lib.data import engines
from lib.data.configuration import configuration
from lib.data.doctor import Severity
from lib.data.doctor.finding import Finding
from lib.publication import open_data, signing
from lib.publication.doctor import NAME, examine
from tests.publication.conftest import TODAY, Published

pytestmark = pytest.mark.slow


@pytest.fixture
def releases(published: tuple[Published, Published], clean: object) -> Iterator[None]:
    """Two releases, the second of which tells of periods through Sunday 2024-05-19."""
    published[1].put_back()
    open_data.forget()
    yield
    signing.key_path().unlink(missing_ok=True)


def sentences(findings: list[Finding]) -> list[str]:
    return [finding.what for finding in findings]


@contextmanager
def altered(statement: str) -> Iterator[None]:
    """What was published changed by a superuser who takes the triggers away first."""
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))
    yield


def test_all_is_well(releases: None) -> None:
    assert examine(TODAY) == []


def test_an_organization_that_publishes_nothing_lacks_a_key_alone(clean: object) -> None:
    signing.key_path().unlink(missing_ok=True)
    (finding,) = examine(TODAY)
    assert finding.severity is Severity.ADVICE
    assert "no key at" in finding.what
    assert finding.mend.startswith("run python -m lib publish key")


def test_a_key_that_is_none_is_not_made_anew(key: str) -> None:
    signing.key_path().write_text("no key", encoding="utf-8")
    (finding,) = examine(TODAY)
    assert "is no key" in finding.what
    assert "from its copy" in finding.mend


def test_without_a_public_reader_open_data_is_not_served(
    releases: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = engines.reader("dashboard").url.render_as_string(hide_password=False)
    for name in ("MEMBERSHIP", "INCIDENTS", "DASHBOARD"):
        owner = engines.owner(name.lower()).url.render_as_string(hide_password=False)
        monkeypatch.setenv(f"TEJIDO_CONNECTIONS__{name}__URL", url)
        monkeypatch.setenv(f"TEJIDO_OWNERS__{name}__URL", owner)
    engines.forget()
    try:
        (finding,) = examine(TODAY)
    finally:
        monkeypatch.undo()
        engines.forget()
    assert finding.severity is Severity.ADVICE
    assert "the public reader is not configured" in finding.what
    assert "[public_reader] in .streamlit/secrets.toml" in finding.mend


def test_a_public_reader_that_may_read_more_is_wrong(releases: None) -> None:
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("GRANT SELECT ON dashboard.audit TO tejido_public_reader"))
    try:
        (finding,) = examine(TODAY)
        assert finding.severity is Severity.WRONG
        assert "dashboard.audit" in finding.what
    finally:
        with engines.owner("dashboard").begin() as connection:
            connection.execute(text("REVOKE ALL ON dashboard.audit FROM tejido_public_reader"))


@pytest.mark.parametrize(
    ("day", "is_late"),
    [
        # Four weeks each from 20 May and from 17 June, and four weeks more: Monday 12 August.
        (date(2024, 8, 11), False),
        (date(2024, 8, 12), True),
    ],
)
def test_two_periods_that_nobody_told_of(releases: None, day: date, is_late: bool) -> None:
    late = [what for what in sentences(examine(day)) if "two more have become due" in what]
    assert len(late) == is_late
    if is_late:
        assert "newest release, 2, tells of periods through 2024-05-19" in late[0]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "UPDATE dashboard.release_file SET content = content || 'x'::bytea"
            " WHERE release_number = 1 AND name = 'tejido.csv'",
            "the stored release 1 does not verify: tejido.csv was changed",
        ),
        (
            "DELETE FROM dashboard.release_file WHERE release_number = 1 AND name = 'tejido.json'",
            "the stored release 1 does not verify: tejido.json is missing",
        ),
        (
            "INSERT INTO dashboard.release_file VALUES (1, 'raw.csv', 'text/csv', '', '')",
            "the stored release 1 does not verify: raw.csv is no file of the release",
        ),
        (
            "UPDATE dashboard.release SET public_key = 'ab' WHERE release_number = 2",
            "the stored release 2 does not verify: its row says otherwise than its description",
        ),
        (
            "UPDATE dashboard.release_file SET content = convert_to(replace(convert_from(content,"
            " 'UTF8'), '2024-06-03', '2024-06-04'), 'UTF8')"
            " WHERE release_number = 1 AND name = 'datapackage.json'",
            "the stored release 1 does not verify: datapackage.json was changed:"
            " the signature does not fit",
        ),
    ],
)
def test_a_stored_release_that_was_altered(releases: None, statement: str, expected: str) -> None:
    with altered(statement):
        findings = examine(TODAY)
    assert sentences(findings) == [expected]
    assert findings[0].severity is Severity.WRONG


def test_a_release_that_was_taken_away_leaves_a_gap(releases: None) -> None:
    with (
        altered("DELETE FROM dashboard.release_file WHERE release_number = 1"),
        altered("DELETE FROM dashboard.atom WHERE release_number = 1"),
        altered("DELETE FROM dashboard.release WHERE release_number = 1"),
    ):
        lines = sentences(examine(TODAY))
    assert lines == [
        "the stored release 2 does not verify: it does not follow on the release before"
    ]


def test_the_command_says_it(clean: object) -> None:
    signing.key_path().unlink(missing_ok=True)
    ran = CliRunner().invoke(app, ["doctor"])
    assert f"{NAME}: releases can't be signed" in ran.stdout
    assert "every stored release has all its files" in ran.stdout or ran.exit_code == 1
    assert configuration().is_embedded
