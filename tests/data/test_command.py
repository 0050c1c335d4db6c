"""The commands as the command line runs them."""

import pytest
import typer
from sqlalchemy.engine import URL
from typer.testing import CliRunner, Result

from lib.data import command
from lib.data.contract import DATABASES
from lib.data.layout import LAYOUT_VERSION
from lib.expected import Expected
from tests.data.conftest import alter, configured

pytestmark = pytest.mark.slow

app = typer.Typer()
app.command()(command.migrate)
app.command()(command.refresh)


@app.command()
def doctor() -> None:
    """What `python -m lib doctor` says of the databases alone."""
    command.report({}, None)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_from_nothing_to_all_well(scratch: dict[str, URL]) -> None:
    sick = run("doctor")
    assert sick.exit_code == 1
    assert "membership: the reader can't use the database" not in sick.stdout
    assert "membership: the database is not laid out" in sick.stdout
    assert "mend: run python -m lib migrate" in sick.stdout

    laid_out = run("migrate")
    assert laid_out.exit_code == 0
    assert [line.split(":")[0] for line in laid_out.stdout.splitlines()] == list(DATABASES)

    again = run("migrate")
    assert f"membership: laid out, version {LAYOUT_VERSION} already" in again.stdout
    alter(scratch["membership"], "UPDATE tejido.layout SET version = 4")
    raised = run("migrate").stdout
    assert f"membership: laid out, version 4 → {LAYOUT_VERSION}; run python" in raised

    waiting = run("doctor")
    assert waiting.exit_code == 1
    assert waiting.stdout.count("no refresh has run") == 2

    alter(
        scratch["membership"],
        "INSERT INTO source.region (region_id, name_en, name_es) VALUES ('here', 'Here', 'Aquí')",
    )
    refreshed = run("refresh")
    assert refreshed.exit_code == 0
    assert "membership: 1 rollup rows from 1 source rows as of" in refreshed.stdout
    assert "incidents: 0 rollup rows from 0 source rows as of" in refreshed.stdout
    assert "dashboard: health of 0 committees saved as of 2" in refreshed.stdout
    assert "without this day's dispatches" not in refreshed.stdout
    assert refreshed.stdout.count(" s: all derived anew") == 2
    again = run("refresh").stdout
    # What asks the clock is derived each time: of the membership nothing does.
    assert "membership: 1 rollup rows from 1 source rows as of" in again
    assert " s: no source changed since; 0 statements run" in again
    assert run("refresh", "--full").stdout.count(" s: all derived anew") == 2

    well = run("doctor")
    assert well.exit_code == 0
    assert well.stdout.count("all well") == 3
    assert well.stdout.count("last refresh 2") == 2
    assert "every rollup has row security forced" in well.stdout


def test_advice_alone_is_no_failure(scratch: dict[str, URL]) -> None:
    run("migrate")
    run("refresh")
    alter(scratch["incidents"], "UPDATE rollup.refresh SET refreshed_at = timestamptz '2026-03-09'")
    advised = run("doctor")
    assert advised.exit_code == 0
    assert "incidents: the last refresh was at 2026-03-09" in advised.stdout


@pytest.mark.parametrize(
    ("name", "first"),
    # A refresh begins with the key of hashes, which is the dashboard's.
    [("migrate", "membership"), ("refresh", "dashboard")],
)
def test_a_server_that_does_not_answer_is_one_sentence(
    scratch: dict[str, URL], name: str, first: str
) -> None:
    nowhere = scratch["membership"].set(query={"host": "/tmp/no-server-here"})
    with configured(dict.fromkeys(DATABASES, nowhere), "tejido_reader"):
        failed = run(name)
    assert isinstance(failed.exception, command.CommandError)
    assert str(failed.exception) == (
        f"{first} database: no server answers;"
        " start it, or correct the URL in .streamlit/owner.toml"
    )


def test_without_the_incident_database_health_is_saved_and_the_command_fails(
    scratch: dict[str, URL],
) -> None:
    run("migrate")
    nowhere = scratch["incidents"].set(query={"host": "/tmp/no-server-here"})
    with configured({**scratch, "incidents": nowhere}, "tejido_reader"):
        failed = run("refresh")
    assert str(failed.exception).startswith("incidents database: no server answers")
    assert "dashboard: health of 0 committees saved as of 2" in failed.stdout
    assert "dashboard: saved without this day's dispatches" in failed.stdout


def test_refreshing_before_migrating_names_the_command_that_comes_first(
    scratch: dict[str, URL],
) -> None:
    failed = run("refresh")
    assert isinstance(failed.exception, Expected)
    message = str(failed.exception)
    assert "is not laid out; run python -m lib migrate" in message
    assert "\n" not in message
