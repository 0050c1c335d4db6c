import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from lib.exchange.command import import_
from tests.exchange.conftest import DATA, MAPPINGS, read

pytestmark = pytest.mark.slow

app = typer.Typer()
app.command()(import_)


@pytest.fixture
def run(clean, tmp_path):
    def run(table: str, file, mapping: str = "oulad_courses.toml"):
        rejects = tmp_path / "rejected.csv"
        arguments = [table, str(file), "--mapping", str(MAPPINGS / mapping)]
        return CliRunner().invoke(app, [*arguments, "--rejects", str(rejects)])

    return run


def words(text: str) -> list[str]:
    """The words of a table, without its lines."""
    return " ".join(c for c in text.split() if c.isascii()).split()


def test_it_says_what_became_of_the_rows(run):
    result = run("course", DATA / "oulad_courses.csv")
    assert result.exit_code == 0
    expected = (
        "Imported oulad_courses.csv rows in 3 new 3 changed 0 unchanged 0 rejected 0"
        " 1 column of the file that the mapping does not use: 'module_presentation_length'"
    )
    assert words(result.stdout) == expected.split()


def test_rejected_rows_are_mentioned_and_are_no_failure(run, tmp_path):
    file = tmp_path / "courses.csv"
    file.write_text("code_module,code_presentation\nA,2013J\nB,2013J,x\n")
    result = run("course", file)
    assert result.exit_code == 0
    assert "rejected 1 for the number of cells 1" in " ".join(words(result.stdout))
    assert f"are in {tmp_path / 'rejected.csv'}" in result.stdout


def test_all_rows_rejected_is_a_failure(run, tmp_path):
    file = tmp_path / "courses.csv"
    file.write_text("code_module,code_presentation\nA\nB\n")
    result = run("course", file)
    assert result.exit_code == 1
    assert "every row was rejected" in result.stderr


@pytest.mark.parametrize(
    ("table", "file", "message"),
    [
        ("course", "none.csv", "none.csv: there is no such file"),
        ("course", ".", "is a directory"),
        ("cours", "oulad_courses.csv", "there is no table cours"),
        ("course", "oulad_studentAssessment.csv", "the header lacks the column 'code_module'"),
    ],
)
def test_a_file_that_can_not_be_imported_is_one_sentence_and_status_1(run, table, file, message):
    result = run(table, DATA / file)
    assert result.exit_code == 1
    assert result.stderr.startswith("Nothing was imported. ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert read("membership", "SELECT count(*) FROM source.course") == [(0,)]


def test_the_command_line_has_it():
    result = subprocess.run(
        [sys.executable, "-m", "lib", "import", "--help"],
        cwd=DATA.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "--mapping" in result.stdout
