"""Several processes of Tejido over one set of databases."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.stack.programs import START_SECONDS, await_port, running

ROOT = Path(__file__).parents[2]
KEY = "a key of the tests of the stack, for nothing else"


def environment(directory: Path, settings: dict[str, str]) -> dict[str, str]:
    """This process's environment with no settings but these.

    :param directory: the data directory.
    """
    ours = ("TEJIDO_", "STREAMLIT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    usual = {
        "TEJIDO_DATA_DIRECTORY": str(directory),
        "TEJIDO_ACCESS__KEY": KEY,
        "TEJIDO_ACCESS__TRUSTED_PROXIES": '["127.0.0.1"]',
    }
    return kept | usual | settings


def await_live(port: int) -> None:
    """Wait until a process answers."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/live", timeout=30).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the process at {port} does not answer")


@dataclass(slots=True)
class Processes:
    """Processes of Tejido that run.

    :ivar ports: the port of each, and that of its figures.
    """

    directory: Path
    environment: dict[str, str]
    ports: Mapping[int, int]
    _stack: ExitStack = field(default_factory=ExitStack)
    _running: dict[int, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def log(self, port: int) -> Path:
        """What the process at a port says."""
        return self.directory / f"tejido-{port}.log"

    def start(self, port: int) -> None:
        """Start one."""
        command = [sys.executable, "-m", "lib", "serve", "--port", str(port)]
        figures = {"TEJIDO_SERVING__METRICS__PORT": str(self.ports[port])}
        env = self.environment | figures
        ran = running(command, self.log(port), port, env=env, cwd=ROOT)
        self._running[port] = self._stack.enter_context(ran)
        # It listens before it has started; its figures come when what must hold was checked.
        await_port(self.ports[port], self._running[port], self.log(port))
        await_live(port)

    def ids(self) -> list[int]:
        """The process of each."""
        return [process.pid for process in self._running.values()]

    def kill(self, port: int) -> None:
        """End one as a crash would."""
        self._running[port].kill()
        self._running[port].wait(30)

    def open_pages(self, port: int) -> int:
        """How many pages of people who are signed in one holds, by its own figures."""
        address = f"http://127.0.0.1:{self.ports[port]}/metrics"
        with urllib.request.urlopen(address, timeout=30) as answer:
            lines = answer.read().decode().splitlines()
        name = 'tejido_open_pages{who="signed_in"} '
        return int(float(next(line for line in lines if line.startswith(name)).split()[1]))

    def said(self) -> str:
        """All that all of them said."""
        logs = (self.log(port) for port in self.ports)
        return "".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)


@contextmanager
def processes(
    directory: Path, environment: dict[str, str], ports: Mapping[int, int]
) -> Iterator[Processes]:
    """Run a process at each port for the length of a block."""
    several = Processes(directory, environment, ports)
    with several._stack:
        for port in ports:
            several.start(port)
        yield several
