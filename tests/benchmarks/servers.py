"""Servers that are measured: each a process of its own, under this project's configuration."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 120
LAST_LINES = 12
"""Of a server's output, in a report of its end."""


class ServerError(Exception):
    """A server did not start; the message says which."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs.

    :ivar log: the file of what it says.
    """

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def peak_mib(self) -> int:
        """The most memory that it has had so far: resident, in MiB."""
        return peak_mib(self.process.pid)

    def busy_seconds(self) -> float:
        """Seconds of a core that it has had so far."""
        return busy_seconds(self.process.pid)

    def said(self) -> str:
        """All that it has said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def end(self) -> str:
        """How it ended and its last words, or that it runs."""
        status = self.process.poll()
        state = "it runs" if status is None else f"it ended with status {status}"
        return f"{state}; last it said: {' | '.join(self.said().splitlines()[-LAST_LINES:])}"


def peak_mib(pid: int | str = "self") -> int:
    """The most memory that a process of this machine has had: resident, in MiB.

    Source: ``VmHWM`` of proc_pid_status(5); so this is for Linux.
    """
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return round(int(line.split()[1]) / 1024)


def busy_seconds(pid: int) -> float:
    """Seconds of a core that a process has had. Source: proc_pid_stat(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


UNPACED = {
    f"TEJIDO_SERVING__LIMITS__{name}_A_SECOND": "100000"
    for name in (
        *("MESSAGES", "ANONYMOUS_MESSAGES", "ALL_ANONYMOUS_MESSAGES"),
        *("WEBSOCKETS", "ANONYMOUS_WEBSOCKETS"),
    )
}
"""Thousands of attempts, or runs, of one session wait for nothing but the server."""


def environment(directory: Path, *, is_paced: bool = False) -> dict[str, str]:
    """This process's environment, with the embedded databases in a directory and no settings.

    :param is_paced: whether a session may send as much in a second as in an installation.
    """
    ours = ("TEJIDO_", "STREAMLIT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    settings = {} if is_paced else UNPACED
    return kept | settings | {"TEJIDO_DATA_DIRECTORY": str(directory)}


@contextmanager
def serving(*module: str, directory: Path, is_paced: bool = False) -> Iterator[Server]:
    """Run ``python -m <module…> --port PORT`` for the length of a block.

    :param is_paced: as :func:`environment` has it.
    :raises ServerError: if it stops at its start or takes too long.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    log = directory / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *module, "--port", str(port)],
            cwd=ROOT,
            env=environment(directory, is_paced=is_paced),
            stdout=output,
            stderr=output,
        )
    server = Server(port, process, log)
    try:
        _wait(server, " ".join(module))
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _wait(server: Server, name: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise ServerError(f"{name} stopped at its start: {server.end()}")
        try:
            with urllib.request.urlopen(
                f"http://localhost:{server.port}/_stcore/health", timeout=2
            ):
                return
        except OSError:
            time.sleep(0.2)
    raise ServerError(f"{name} did not start in {START_SECONDS} s: {server.end()}")
