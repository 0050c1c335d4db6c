"""Several processes of Tejido over one set of databases."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.stack.programs import running

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


@dataclass(slots=True)
class Processes:
    """Processes of Tejido that run, each at its port of this machine."""

    directory: Path
    environment: dict[str, str]
    ports: Sequence[int]
    _stack: ExitStack = field(default_factory=ExitStack)
    _running: dict[int, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def log(self, port: int) -> Path:
        """What the process at a port says."""
        return self.directory / f"tejido-{port}.log"

    def start(self, port: int) -> None:
        """Start one."""
        command = [sys.executable, "-m", "lib", "serve", "--port", str(port)]
        ran = running(command, self.log(port), port, env=self.environment, cwd=ROOT)
        self._running[port] = self._stack.enter_context(ran)

    def kill(self, port: int) -> None:
        """End one as a crash would."""
        self._running[port].kill()
        self._running[port].wait(30)

    def said(self) -> str:
        """All that all of them said."""
        logs = (self.log(port) for port in self.ports)
        return "".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)


@contextmanager
def processes(
    directory: Path, environment: dict[str, str], ports: Sequence[int]
) -> Iterator[Processes]:
    """Run a process at each port for the length of a block."""
    several = Processes(directory, environment, ports)
    with several._stack:
        for port in ports:
            several.start(port)
        yield several
