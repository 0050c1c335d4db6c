"""Imports in a process of their own: killed at the worst moments, and measured."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.exchange.importing import import_file
from tests.exchange.conftest import numbers, read

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CHILD = """
import re, sys
from pathlib import Path
from lib.data import configuration
# As in the parent, no configured database can be reached.
configuration.SECRETS = configuration.OWNERS = Path("/nonexistent/settings.toml")
from lib.exchange.importing import import_file

file, mapping = map(Path, sys.argv[1:])
import_file("hotline_call", file, mapping, progress=lambda rows: print(rows, flush=True))
# Not getrusage: its peak counts what this process was before it became this program.
print("peak", re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1], flush=True)
"""
MAPPING = """
table = "hotline_call"
[identity]
whole_row = true
[columns]
received_at = "at"
language = "language"
"""


@pytest.fixture
def calls(tmp_path):
    """A file of so many rows, every tenth like the one before it, and its mapping."""

    def calls(count: int) -> tuple[Path, Path]:
        file, mapping = tmp_path / f"calls{count}.csv", tmp_path / "mapping.toml"
        with file.open("w") as out:
            out.write("at,language,note\n")
            for i in range(count):
                out.write(f"2024-01-{i % 28 + 1:02d},es,call {i - (i % 10 == 0)}\n")
        mapping.write_text(MAPPING)
        return file, mapping

    return calls


def start(file: Path, mapping: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(file), str(mapping)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def until(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def kill(child: subprocess.Popen[str]) -> None:
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL


def is_alone() -> bool:
    """Whether no other connection is left in the incident database."""
    query = (
        "SELECT count(*) = 0 FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND application_name = 'tejido-owner' AND state <> 'idle'"
    )
    return bool(read("incidents", query)[0][0])


def assert_nothing_is_left(file: Path) -> None:
    until(is_alone)
    assert read("incidents", "SELECT count(*) FROM source.hotline_call") == [(0,)]
    assert sorted(p.name for p in file.parent.iterdir()) == [file.name, "mapping.toml"]


def test_killed_while_reading_it_leaves_nothing(clean, calls):
    file, mapping = calls(60_000)
    child = start(file, mapping)
    assert child.stdout is not None
    assert child.stdout.readline() == "5000\n"  # the first batch is in the staging table
    kill(child)
    assert_nothing_is_left(file)
    assert numbers(import_file("hotline_call", file, mapping)) == (60_000, 60_000, 0, 0, 0)


@pytest.fixture
def brake(clean):
    """Rows going into the table wait, one by one, for whoever holds an advisory lock."""
    with engines.owner("incidents").begin() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION source.brake() RETURNS trigger LANGUAGE plpgsql AS"
                " 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END'"
            )
        )
        connection.execute(
            text(
                "CREATE TRIGGER brake AFTER INSERT ON source.hotline_call"
                " FOR EACH ROW EXECUTE FUNCTION source.brake()"
            )
        )
    yield
    with engines.owner("incidents").begin() as connection:
        connection.execute(text("DROP FUNCTION source.brake CASCADE"))


def test_killed_while_rows_go_into_the_table_it_leaves_nothing(brake, calls):
    file, mapping = calls(1000)
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with engines.owner("incidents").connect() as holder:
        holder.execute(text("SELECT pg_advisory_lock(1)"))
        child = start(file, mapping)
        until(lambda: read("incidents", waiting) == [(1,)])
        kill(child)
        holder.execute(text("SELECT pg_advisory_unlock(1)"))
        holder.rollback()
    assert_nothing_is_left(file)


def peak_kib(file: Path, mapping: Path) -> int:
    output, _ = start(file, mapping).communicate(timeout=300)
    return int(output.split()[-1])


def test_memory_does_not_grow_with_the_file(clean, calls):
    small = peak_kib(*calls(10_000))
    large = peak_kib(*calls(100_000))
    # In KiB; 90,000 rows kept as lists of their cells would take some 30,000.
    assert large - small < 20_000
    assert large < 400_000
