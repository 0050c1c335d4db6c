"""The dashboard, with a line in a file for every run of a script.

    python -m tests.benchmarks.instrumented --runs FILE --port PORT

A line is JSON: ``script_ms``, ``work_ms``, ``statements`` and ``sql_ms`` of the run. Work is the
time of a core that the process had, and that of the statements: other work on the machine changes
it less than the script's time. Statements are those that SQLAlchemy executes; BEGIN, ROLLBACK and
the ping of a pooled connection are not among them. The file is right for one session at a time. The
dashboard lets no browser empty its caches, so a file beside it asks for that: :func:`emptying`.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy import Engine, event
from streamlit.runtime.scriptrunner import script_runner
from streamlit.web.cli import main as streamlit

from lib.reads import ahead
from tests.benchmarks.servers import ROOT

_EXECUTE = "exec_func_with_error_handling"


class _Statements:
    """Counts what the engines of this process execute."""

    def __init__(self) -> None:
        self.count, self.seconds, self.begun = 0, 0.0, 0.0
        event.listen(Engine, "before_cursor_execute", self._before)
        event.listen(Engine, "after_cursor_execute", self._after)

    def _before(self, *_: Any) -> None:
        self.begun = time.perf_counter()

    def _after(self, *_: Any) -> None:
        self.count += 1
        self.seconds += time.perf_counter() - self.begun


def emptying(runs: Path) -> Path:
    """The file whose being there has all caches emptied before the next run."""
    return runs.with_suffix(".empty")


def record_runs(file: Path) -> None:
    """Write a line for every run from now on."""
    statements = _Statements()
    # Emptied caches would be filled beside the runs that are measured.
    ahead.watch = lambda _stop: None
    # Streamlit has no hook around a run; this is where it runs a script.
    execute = getattr(script_runner, _EXECUTE)

    def recorded(*arguments: Any) -> Any:
        if emptying(file).exists():
            emptying(file).unlink()
            st.cache_data.clear()
            st.cache_resource.clear()
        count, seconds = statements.count, statements.seconds
        begun, busy = time.perf_counter(), time.process_time()
        result = execute(*arguments)
        sql = statements.seconds - seconds
        line = {
            "script_ms": 1000 * (time.perf_counter() - begun),
            "work_ms": 1000 * (time.process_time() - busy + sql),
            "statements": statements.count - count,
            "sql_ms": 1000 * sql,
        }
        with file.open("a", encoding="ascii") as lines:
            lines.write(json.dumps(line) + "\n")
        return result

    setattr(script_runner, _EXECUTE, recorded)


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--port", required=True)
    arguments = parser.parse_args()
    record_runs(arguments.runs)
    os.chdir(ROOT)
    sys.argv = ["streamlit", "run", "dashboard.py", "--server.port", arguments.port]
    streamlit()


if __name__ == "__main__":
    main()
