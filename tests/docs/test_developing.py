"""The worked example of docs/developing.md runs: its read, its figure, and its own test."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import streamlit as st

from lib.data import lineage, reading
from lib.data.lineage import deriving, parsing, writing
from lib.reads import incidents
from tests.data.rows import Rows

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(
    r"^ +```\w+\n +(?:--|#) (?P<path>\S+)\n(?P<code>.*?)^ +```$", re.MULTILINE | re.DOTALL
)
READ = "queries/incidents/reads/missed_calls.sql"
FUNCTION = "lib/reads/incidents.py"
FIGURE = "lib/topics/response/missed_calls.py"
TEST = "tests/topics/response/test_missed_calls.py"


def _blocks() -> dict[str, str]:
    """The blocks of the document by the file that their first line names."""
    text = (ROOT / "docs" / "developing.md").read_text(encoding="utf-8")
    return {match["path"]: textwrap.dedent(match["code"]) for match in BLOCK.finditer(text)}


def _run(path: str, module: ModuleType) -> None:
    exec(compile(_blocks()[path], path, "exec"), vars(module))


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The example's own test module, with its statement, read and figure in their places."""
    shutil.copytree(ROOT / "queries", tmp_path / "queries")
    (tmp_path / READ).write_text(_blocks()[READ], encoding="utf-8")
    monkeypatch.setattr(reading, "QUERIES", tmp_path / "queries")
    monkeypatch.setattr(parsing, "ROOT", tmp_path)
    monkeypatch.setattr(lineage, "FILE", tmp_path / "queries" / "lineage.toml")
    kept = [f for m in (lineage, reading, deriving, parsing) for f in vars(m).values()]
    caches = [*(f for f in kept if hasattr(f, "cache_clear"))]

    def forget() -> None:
        for function in caches:
            function.cache_clear()
        st.cache_data.clear()  # by which reads tell one version of the data from another

    forget()
    lineage.FILE.write_text(writing.text(), encoding="utf-8")
    monkeypatch.setattr(incidents, "missed_calls", None, raising=False)
    _run(FUNCTION, incidents)
    for path in (FIGURE, TEST):
        name = path.removesuffix(".py").replace("/", ".")
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        _run(path, sys.modules[name])
    yield sys.modules[name]
    forget()


@pytest.mark.slow
def test_the_example_passes_its_own_test(example: ModuleType, rows: Rows) -> None:
    (test,) = [item for name, item in vars(example).items() if name.startswith("test_")]
    test(rows)


def test_the_example_is_not_there_yet() -> None:
    """It would be a poor example of a new figure if it were."""
    assert {READ, FUNCTION, FIGURE, TEST} <= set(_blocks())
    assert not [path for path in (READ, FIGURE, TEST) if (ROOT / path).exists()]
