"""The version is said in one place, pyproject.toml, and everything else agrees with it."""

import re
import tomllib
from pathlib import Path

from typer.testing import CliRunner

from lib.__main__ import app

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_the_command_line_prints_the_version_of_the_project() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"Tejido {VERSION}\n")


def test_asking_for_the_version_runs_no_command() -> None:
    # --version comes first: refresh would ask for databases that a test has not.
    result = CliRunner().invoke(app, ["--version", "refresh"])
    assert (result.exit_code, result.stdout) == (0, f"Tejido {VERSION}\n")


def test_the_changelog_knows_this_version_and_begins_with_what_is_unreleased() -> None:
    titles = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert titles[0] == "[Unreleased]"
    assert re.fullmatch(rf"\[{re.escape(VERSION)}\] - \d{{4}}-\d\d-\d\d", titles[1])
