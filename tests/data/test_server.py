"""The embedded server: started again when it dies, stopped with its last user however that ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from lib.data import server
from lib.data.configuration import ROOT
from lib.data.supervising import running
from tests.templates.copying import new_directory

USE = """
import sys, time
from pathlib import Path
from lib.data import server
print(server.start(Path(sys.argv[1])).query["host"], flush=True)
time.sleep(600)
"""


def _user(directory: Path) -> "subprocess.Popen[str]":
    """A process that uses the server; it answers by then."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", USE, str(directory)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline()
    return process


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return False


def _another_runs(files: Path, before: psutil.Process) -> bool:
    now = running(files)
    return now is not None and now.pid != before.pid


def _said(directory: Path) -> str:
    """What the supervisor and the server said."""
    logs = (directory / "postgresql.log", directory / "postgresql" / "log")
    return "\n".join(log.read_text(errors="replace")[-2_000:] for log in logs)


@pytest.fixture
def directory() -> Iterator[Path]:
    made = new_directory()
    yield made
    server.stop(made)


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_it_stops_with_its_last_user_and_with_nobody_before(
    directory: Path, end: signal.Signals
) -> None:
    files = directory / "postgresql"
    first, second = _user(directory), _user(directory)
    # Numbers of processes that are dead, as an older version kept them.
    (files / ".handle_pids.json").write_text("[1, 2, 3]")
    first.send_signal(end)
    first.wait(10)
    assert not _within(2, lambda: running(files) is None)
    second.send_signal(end)
    second.wait(10)
    assert _within(15, lambda: running(files) is None)


@pytest.mark.slow
def test_killed_it_is_back_by_itself_and_the_reason_is_logged(directory: Path) -> None:
    user = _user(directory)
    files = directory / "postgresql"
    before = running(files)
    assert before is not None
    engine = create_engine(server._url(str(files)))
    # Its own data directory is what the process was found by.
    before.kill()

    def answers() -> bool:
        try:
            with engine.connect() as connection:
                return bool(connection.scalar(text("SELECT true")))
        except OperationalError:
            return False

    # A second on a machine with nothing else to do (tests/trials/serving_on.py measures it).
    assert _within(60, lambda: _another_runs(files, before)), _said(directory)
    # It recovers first.
    assert _within(60, answers), _said(directory)
    engine.dispose()
    assert "the server ended (signal 9" in (directory / "postgresql.log").read_text()
    user.terminate()
    user.wait(10)


@pytest.mark.slow
def test_killed_before_anyone_looked_it_has_run_all_the_same(directory: Path) -> None:
    """It takes connections for less time than passes between two looks at it."""
    files = directory / "postgresql"
    with ThreadPoolExecutor() as threads:
        starts = threads.submit(_user, directory)
        assert _within(60, lambda: running(files) is not None)
        supervisor = psutil.Process(int((directory / "postgresql.supervisor").read_text()))
        supervisor.suspend()
        user = starts.result(60)
    before = running(files)
    assert before is not None
    before.kill()
    supervisor.resume()
    assert _within(60, lambda: _another_runs(files, before)), _said(directory)
    user.terminate()
    user.wait(10)


@pytest.mark.slow
def test_the_number_of_another_program_keeps_nothing_from_starting(directory: Path) -> None:
    user = _user(directory)
    user.terminate()
    user.wait(10)
    server.stop(directory)
    # This process lives, and is no PostgreSQL.
    (directory / "postgresql" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    again = _user(directory)
    again.terminate()
    again.wait(10)


@pytest.mark.slow
def test_what_was_laid_out_by_half_is_laid_out_anew(directory: Path) -> None:
    half = directory / "postgresql.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    user = _user(directory)
    user.terminate()
    user.wait(10)


def _waited(looks: int, progress: Callable[[float], object]) -> float:
    """How long is waited for what answers at the n-th look, on a clock of its own (s)."""
    now, looked = [0.0], [0]

    def look() -> bool | None:
        looked[0] += 1
        return True if looked[0] > looks else None

    def sleep(_seconds: float) -> None:
        now[0] += 1.0

    server.wait(look, lambda: progress(now[0]), clock=lambda: now[0], sleep=sleep)
    return now[0]


def test_a_recovery_is_waited_for_as_long_as_it_makes_progress() -> None:
    # An hour, with something new every 50 seconds.
    assert _waited(3_600, lambda now: now // 50) == 3_600


def test_one_that_stands_still_is_given_up_in_a_sentence() -> None:
    with pytest.raises(server.ServerError, match="no progress for 60 s; nothing is lost"):
        _waited(3_600, lambda _now: "the same")


def test_a_directory_that_is_gone_is_no_matter_of_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "users").touch()
    with (tmp_path / "users").open("rb") as users:
        monkeypatch.setattr(server, "_held", {tmp_path / "gone": users})
        assert not server.has_no_room()
        monkeypatch.setattr(server, "_held", {tmp_path / "gone": users, tmp_path: users})
        monkeypatch.setattr(server, "LOG_FILE_BYTES", 2**80)  # more than any disk has
        assert server.has_no_room()
