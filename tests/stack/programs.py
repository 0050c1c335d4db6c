"""The real programs, and processes that run for the length of a block."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 120
"""How long a program may take to answer, on a machine however busy."""
POSTGRESQL = Path("/usr/lib/postgresql")


def program(name: str) -> str:
    """Where a program is.

    :raises AssertionError: if it isn't there; the message says how to get it.
    """
    newest = sorted(POSTGRESQL.glob("*/bin"), key=lambda path: float(path.parent.name))
    places = [*map(str, newest[-1:]), "/usr/sbin", os.environ.get("PATH", "")]
    found = shutil.which(name, path=os.pathsep.join(places))
    assert found, f"there is no {name}: sh tests/stack/install-programs"
    return found


def ran(*command: object, **options: object) -> str:
    """What a command says on standard output.

    :raises AssertionError: if it fails; the message has the end of what it said.
    """
    done = subprocess.run(
        list(map(str, command)),
        capture_output=True,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    assert not done.returncode, f"{command}: {done.stdout[-2_000:]}{done.stderr[-2_000:]}"
    return str(done.stdout)


def unprivileged() -> dict[str, str | int]:
    """How to start what refuses to be root: as Debian's own user where root runs the tests."""
    if os.geteuid():
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid}


def give_away(directory: Path) -> None:
    """Let that user have a directory."""
    if not os.geteuid():
        shutil.chown(directory, "postgres", "postgres")


def free_ports(number: int) -> list[int]:
    """Different ports of this machine that nobody listens at."""
    listening = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in listening]
    for one in listening:
        one.close()
    return ports


@contextmanager
def running(
    command: Sequence[str],
    log: Path,
    port: int,
    *,
    env: dict[str, str] | None = None,
    end: signal.Signals = signal.SIGTERM,
    **user: object,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program until the block ends; begins when something takes connections at the port.

    :param end: what ends it. PostgreSQL waits for its clients at the usual one.
    """
    with log.open("ab") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=env, **user)  # type: ignore[call-overload]
    try:
        await_port(port, process, log)
        yield process
    finally:
        process.send_signal(end)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(30)


def await_port(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until a process that runs takes connections at a port.

    :raises AssertionError: with its last words, if it ends or takes too long.
    """
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
    raise AssertionError(f"nothing answers at port {port}; last it said: {' | '.join(last)}")
