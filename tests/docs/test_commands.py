"""Every command and option is explained, listed in docs/commands.md, and named in the README."""

import re
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.cli import app as typer_command
from typer.core import TyperGroup, TyperOption
from typer.testing import CliRunner

from lib.__main__ import app

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "deploy" / "systemd"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """Every command with its words after ``python -m lib``; a group is one as well."""
    yield " ".join(path), command
    if isinstance(command, TyperGroup):
        context = typer.Context(command)
        for name in command.list_commands(context):
            yield from _commands(command.get_command(context, name), (*path, name))


COMMANDS = dict(_commands(typer.main.get_command(app)))


def test_every_command_and_every_option_says_what_it_does() -> None:
    silent = [name for name, command in COMMANDS.items() if not getattr(command, "help", None)]
    silent += [
        f"{name} {option.opts[0]}"
        for name, command in COMMANDS.items()
        for option in getattr(command, "params", [])
        if isinstance(option, TyperOption) and not option.help
    ]
    assert not silent


def test_the_page_of_commands_is_what_the_command_line_says() -> None:
    result = CliRunner().invoke(
        typer_command,
        ["lib.__main__", "utils", "docs", "--name", "python -m lib", "--title", "Commands"],
    )
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert page.strip() == result.stdout.strip(), "write it anew: make commands"


def test_every_command_is_in_the_readmes_table() -> None:
    table = README.partition("## Commands")[2].partition("\n## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("| `python -m lib ")]
    words = [set(re.findall(r"[a-z][a-z-]+", row.split(" | ")[0])) for row in rows]
    missing = [
        name for name in COMMANDS if name and not any(set(name.split()) <= names for names in words)
    ]
    assert not missing


def test_no_document_names_a_command_that_is_not_there() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = [
        (document.name, match[1])
        for document in documents
        for match in re.finditer(r"python -m lib ([a-z]+)", document.read_text(encoding="utf-8"))
    ]
    assert len(named) > 20
    assert [(document, name) for document, name in named if name not in COMMANDS] == []


def test_every_target_of_make_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z][a-z-]*):(.*)$", makefile, re.MULTILINE)
    assert [target for target, rest in targets if not re.search(r"## \S", rest)] == []
    # What has no file of its name has to be phony, or a file of that name would stop it.
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == {target for target, _ in targets}


def test_every_unit_of_systemd_runs_a_command_that_is_there_and_is_shut_in_alike() -> None:
    units = {path.name: path.read_text(encoding="utf-8") for path in UNITS.glob("*.service")}
    run = [
        " ".join(line.partition(" -m lib ")[2].split(" --")[0].split())
        for unit in units.values()
        for line in unit.splitlines()
        if line.startswith("ExecStart=")
    ]
    assert set(run) <= set(COMMANDS)
    assert set(run) == {"serve", "refresh", "digest", "audit prune", "audit verify"}
    shut_in = {name: unit[unit.index("NoNewPrivileges=") :] for name, unit in units.items()}
    walls = {text.partition("\n\n")[0].strip() for text in shut_in.values()}
    assert len(walls) == 1
    timers = {path.stem for path in UNITS.glob("*.timer")}
    assert timers == {name.removesuffix(".service") for name in units} - {"tejido@"}


def test_who_misspells_a_command_is_told_what_was_meant() -> None:
    # None is loaded yet; each is before anybody is told that there is no such.
    result = CliRunner().invoke(app, ["refersh"])
    assert result.exit_code == 2
    assert "Did you mean 'refresh'?" in result.stderr
