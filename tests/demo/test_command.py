"""``python -m lib demo``, from empty databases to rollups that a page can read."""

from pathlib import Path

import pytest
import typer
from sqlalchemy import text
from typer.testing import CliRunner, Result

from lib.data import engines
from lib.demo.command import demo

pytestmark = pytest.mark.slow


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(demo)
    return CliRunner().invoke(app, arguments)


def test_databases_are_filled_and_added_up(clean: Path) -> None:
    done = run("--members", "300", "--committees", "12", "--seed", "3")
    assert done.exit_code == 0, done.output
    for database, statement in (
        ("membership", "SELECT count(*) FROM source.member"),
        ("membership", "SELECT row_count FROM rollup.refresh WHERE source_table = 'member'"),
    ):
        with engines.owner(database).connect() as connection:
            assert connection.scalar(text(statement)) == 300


def test_a_second_demo_is_refused_in_one_sentence(clean: Path) -> None:
    assert run("--members", "60", "--committees", "12").exit_code == 0
    again = run("--members", "60", "--committees", "12")
    assert again.exit_code == 1
    assert "has rows already" in again.output
    assert "Traceback" not in again.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--committees", "3"], "committees must be 12 to 20,000, not 3"),
        (["--members", "3"], "members must be 600"),
    ],
)
def test_bad_numbers_leave_the_databases_alone(
    clean: Path, arguments: list[str], message: str
) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert message in done.output
    with engines.owner("membership").connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM source.region")) == 0
