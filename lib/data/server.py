"""The embedded PostgreSQL that holds all three databases when none is configured."""

import atexit
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, TypeVar

import psutil
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from lib.data.configuration import ROOT, ConfigurationError
from lib.data.contract import DATABASES

PATIENCE_SECONDS = 60
"""How long a server that starts may show no progress: one that recovers may take hours."""
TELL_SECONDS = 5
"""After how long whoever waits is told why."""
LOG_FILE_BYTES = 16 * 2**20
"""What PostgreSQL makes its log (WAL) of. Source: ``wal_segment_size``, by default 16 MB."""
T = TypeVar("T")
_LOCK = 7_365_003
"""Key of the advisory lock under which the databases are made."""


class ServerError(ConfigurationError):
    """The embedded server can't be used; the message says why and what to do."""


_held: dict[Path, IO[bytes]] = {}
"""The locks by which this process is a user, by data directory; the kernel takes them back."""
_supervisors: list["subprocess.Popen[bytes]"] = []


@cache
def start(directory: Path) -> URL:
    """Start the server whose files are in ``directory`` and make its three databases.

    It is started again when it dies, and stops with the last process that uses it
    (:mod:`lib.data.supervising`). Connections go through a socket that only this machine's user can
    reach.

    :raises ConfigurationError: if the directory can't be made, or the server not be started.
    :return: the superuser's URL of database ``postgres``.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        users = (directory / "postgresql.users").open("ab")
    except OSError as error:
        raise ConfigurationError(
            f"configuration: data_directory: {directory} can't be made ({error.strerror})"
        ) from None
    # Waits while a server stops. Kept over exec, by which serving goes on as another program.
    fcntl.flock(users, fcntl.LOCK_SH)
    os.set_inheritable(users.fileno(), True)
    if directory in _held:
        _held.pop(directory).close()
    if not _held:
        atexit.register(_leave_all)
    _held[directory] = users
    engine = _await(directory)
    _create_databases(engine)
    url = engine.url
    engine.dispose()
    return url


def has_no_room() -> bool:
    """Whether an embedded server that this process uses has no room to go on.

    It ends where it can't make the next file of its log, and is silent from then on. A directory
    that is gone is not a matter of room.
    """
    there = (directory for directory in _held if directory.is_dir())
    return any(shutil.disk_usage(directory).free < 2 * LOG_FILE_BYTES for directory in there)


def stop(directory: Path) -> None:
    """Stop the server of a data directory, whoever uses it; returns when it has ended."""
    path = directory / "postgresql.supervisor"
    if not path.exists():
        return
    with path.open("r+b") as supervisor:
        if _is_free(supervisor):
            return
        with suppress(ValueError, ProcessLookupError):
            os.kill(int(supervisor.read()), signal.SIGTERM)
        fcntl.flock(supervisor, fcntl.LOCK_EX)


def _leave_all() -> None:
    """Leave each server, and see the end of those that this process was the last to use."""
    while _held:
        directory, users = _held.popitem()
        with users:
            if _is_free(users):
                stop(directory)


def _is_free(file: IO[bytes]) -> bool:
    """Whether nobody else holds a file's lock, which this process then does."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _await(directory: Path) -> Engine:
    """An engine of a supervised server, as soon as it answers.

    :raises ServerError: if it doesn't start, or shows no progress for :data:`PATIENCE_SECONDS`.
    """
    spawned = False

    def look() -> Engine | None:
        nonlocal spawned
        # Opened anew each time: a supervisor shares the lock of the file that it inherits.
        with (directory / "postgresql.supervisor").open("a+b") as supervisor:
            if _is_free(supervisor):
                if spawned:
                    raise ServerError(_why_not(directory))
                _spawn(directory, supervisor)
                spawned = True
        return _answering(directory)

    return wait(look, lambda: _progress(directory / "postgresql"))


def wait(
    look: Callable[[], T | None],
    progress: Callable[[], object],
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """What is waited for, as long as there is progress.

    :param look: gives it, or nothing yet.
    :param progress: anything that differs from before if there was some.
    :raises ServerError: if there is none for :data:`PATIENCE_SECONDS`.
    """
    begun = moved_at = clock()
    mark, told = progress(), False
    while (found := look()) is None:
        sleep(0.1)
        if (now_at := progress()) != mark:
            mark, moved_at = now_at, clock()
        if clock() - moved_at > PATIENCE_SECONDS:
            raise ServerError(
                f"embedded database: does not answer and made no progress for {PATIENCE_SECONDS} s;"
                " nothing is lost: see the log beside its files, and start again"
            )
        if not told and clock() - begun > TELL_SECONDS:
            told = True
            sys.stderr.write("The embedded database is being made or recovers; please wait.\n")
    return found


def _answering(directory: Path) -> Engine | None:
    """An engine of the server, if it takes connections."""
    try:
        sockets = (directory / "postgresql" / "postmaster.pid").read_text().splitlines()[4]
    except (OSError, IndexError):
        return None
    engine = create_engine(_url(sockets), isolation_level="AUTOCOMMIT")
    try:
        engine.connect().close()
    except OperationalError:
        engine.dispose()
        return None
    return engine


def _url(sockets: str) -> URL:
    return URL.create(
        "postgresql+psycopg2", username="postgres", database="postgres", query={"host": sockets}
    )


def _spawn(directory: Path, supervisor: IO[bytes]) -> None:
    """Start the supervisor, which inherits the lock: there is never another one."""
    command = [sys.executable, "-m", "lib.data.supervising", str(directory.resolve())]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(supervisor.fileno(),),
        start_new_session=True,
    )
    supervisor.truncate(0)
    supervisor.write(str(process.pid).encode())
    supervisor.flush()
    _supervisors.append(process)


def _why_not(directory: Path) -> str:
    """What the supervisor said last."""
    try:
        said = (directory / "postgresql.log").read_text(errors="replace").splitlines()
    except OSError:
        said = []
    last = said[-1].partition("embedded database: ")[2] if said else "its supervisor ended"
    return (
        f"embedded database: {last}; what is in {directory} is as it was: mend that, and start"
        " again"
    )


def _progress(files: Path) -> tuple[object, ...]:
    """What changes while the server's files are made, and while it recovers."""
    from lib.data.supervising import running

    # Not by rglob: it fails where the directory gets its name meanwhile.
    new = files.with_name(f"{files.name}.new")
    made = sum(len(names) for _, _, names in os.walk(new))
    try:
        logged = (files / "log").stat().st_size
    except OSError:
        logged = 0
    return (made, logged, _recovered(running(files)))


def _recovered(server: "psutil.Process | None") -> float:
    """Seconds of work of the process that recovers, as long as there is one."""
    try:
        children = server.children() if server else []
        recovering = [p for p in children if "startup" in " ".join(p.cmdline())]
        return sum(sum(p.cpu_times()[:2]) for p in recovering)
    except psutil.Error:
        return 0.0


def _create_databases(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        present = set(connection.scalars(text("SELECT datname FROM pg_database")))
        for name in DATABASES:
            if name not in present:
                connection.execute(text(f'CREATE DATABASE "{name}"'))
