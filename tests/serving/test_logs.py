"""The log: without what tells nothing, and as JSON without anything that was in the data."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

import lib

ROOT = Path(__file__).parents[2]
CODE = """
import logging
from lib.serving import logs
logs.settle()
from streamlit.logger import get_logger
get_logger("streamlit.later").error("of Streamlit's")
get_logger("streamlit.runtime.scriptrunner_utils.script_run_context").warning(
    "Thread 'x': missing ScriptRunContext! This warning can be ignored")
try:
    raise ValueError("Key (name)=(Ana) already exists")
except ValueError:
    logging.getLogger("tejido").exception("it failed")
"""


@pytest.mark.slow
def test_json_has_a_line_an_entry_and_of_an_error_where_it_was(tmp_path: Path) -> None:
    settings = {"TEJIDO_SERVING__LOG": "json", "TEJIDO_DATA_DIRECTORY": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    entries = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(e["level"], e["logger"], e["message"]) for e in entries] == [
        ("ERROR", "streamlit.later", "of Streamlit's"),
        ("ERROR", "tejido", "it failed"),
    ]
    assert entries[1]["error"].startswith("ValueError < ")
    assert "Ana" not in done.stderr
    assert all("timestamp" in entry for entry in entries)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Thread 'MainThread': missing ScriptRunContext! This warning can …", False),
        ("No runtime found, using MemoryCacheStorageManager", False),
        ("Session with id x is not connected", True),
    ],
)
def test_what_tells_nothing_is_left_out(said: str, kept: bool) -> None:
    record = logging.LogRecord("streamlit", logging.WARNING, "", 0, said, (), None)
    assert lib._says_something(record) is kept
