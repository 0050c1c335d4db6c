"""Starting: a wrong configuration ends it in one line that names the key."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.__main__ import main
from lib.data import engines
from lib.data.configuration import ConfigurationError
from lib.serving import command, lifespan, starting
from tests.stack.programs import free_ports

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
GOOD = "postgresql://reader@127.0.0.1:1/x"


def _at(command: list[str], port: int) -> list[str]:
    """The command line of a start at a port."""
    return [sys.executable, "-m", *(part.format(port=port) for part in command)]


def _start(command: list[str], settings: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    clean = {k: v for k, v in os.environ.items() if not k.startswith("TEJIDO_")}
    return subprocess.run(
        _at(command, free_ports(1)[0]),
        cwd=ROOT,
        env=clean | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


SERVE = ["lib", "serve", "--port", "{port}"]
STREAMLIT = ["streamlit", "run", "dashboard.py", "--server.port", "{port}"]
DOWN = {f"CONNECTIONS__{d}__URL": GOOD for d in ("MEMBERSHIP", "INCIDENTS", "DASHBOARD")}


@pytest.mark.parametrize(
    ("command", "settings", "key"),
    [
        # One of three.
        (SERVE, {"CONNECTIONS__MEMBERSHIP__URL": GOOD}, "connections.incidents"),
        (STREAMLIT, {"ORGANIZATION__TIME_ZONE": "Atlantis/Capital"}, "organization.time_zone"),
        ([*STREAMLIT, "--server.address", "0.0.0.0"], DOWN, "serving.hosts"),
    ],
)
def test_what_is_wrong_stops_the_start_in_one_line(
    command: list[str], settings: dict[str, str], key: str
) -> None:
    ended = _start(command, {f"TEJIDO_{k}": v for k, v in settings.items()})
    lines = [line for line in ended.stderr.splitlines() if "configuration" in line]
    assert ended.returncode == 1
    assert len(lines) == 1
    assert lines[0].startswith("configuration: ")
    assert key in lines[0]
    assert "Traceback" not in ended.stderr + ended.stdout


Refused = Callable[[list[str], dict[str, str]], str]


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Iterator[Refused]:
    """What a command of ``python -m lib`` ends with, without a process for each."""

    def end(command: list[str], settings: dict[str, str]) -> str:
        for name in [name for name in os.environ if name.startswith("TEJIDO_")]:
            monkeypatch.delenv(name)
        for key, value in settings.items():
            monkeypatch.setenv(f"TEJIDO_{key}", value)
        monkeypatch.setattr(sys, "argv", ["lib", *command])
        engines.forget()
        with pytest.raises(SystemExit) as ended:
            main()
        # Python writes a text that it ends with to its errors, and ends with status 1.
        return str(ended.value.code)

    def begun(*_: object) -> None:
        raise AssertionError("it began")

    monkeypatch.setattr(command, "_prepare_demo", begun)
    monkeypatch.setattr(os, "execv", begun)
    yield end
    monkeypatch.undo()
    engines.forget()


@pytest.mark.parametrize(
    ("command", "settings", "key"),
    [
        (["serve"], {"CONNECTIONS__MEMBERSHIP__URL": "mysql://host/x"},
         "connections.membership.url"),
        # Misspelt.
        (["serve"], {"CONNECTIONS__MEMBERSIP__URL": GOOD}, "connections.membership"),
        # Owners alone: nothing may fall back to an embedded server beside the real databases.
        (["serve"], {key.replace("CONNECTIONS", "OWNERS"): GOOD for key in DOWN},
         "connections.membership.url"),
        (["refresh"], {"ORGANIZATION__NAM": "x"}, "organization.nam"),  # unknown
        (["refresh"], {"DATA_DIRECTORY": "/proc/nowhere"}, "data_directory"),
        # What others could reach unprotected.
        (["serve", "--address", "0.0.0.0"], DOWN, "serving.hosts"),
        (["serve", "--address", "0.0.0.0"],
         DOWN | {"SERVING__HOSTS": '["tejido.example.org"]'}, "serving.tls_terminated"),
    ],
)  # fmt: skip
def test_a_command_refuses_what_is_wrong_and_names_it(
    refused: Refused, command: list[str], settings: dict[str, str], key: str
) -> None:
    says = refused(command, settings)
    assert says.startswith("configuration: ")
    assert key in says
    assert "\n" not in says


def test_a_running_server_does_not_say_what_it_is(tmp_path: Path) -> None:
    # Databases that don't answer are no reason not to start: they are looked at again.
    down = {f"TEJIDO_{key}": url for key, url in DOWN.items()}
    clean = {k: v for k, v in os.environ.items() if not k.startswith("TEJIDO_")}
    port = free_ports(1)[0]
    process = subprocess.Popen(
        _at(STREAMLIT, port), cwd=ROOT, env=clean | down, stdout=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health") as answer:
                    headers = answer.headers
                    break
            except OSError:
                time.sleep(0.5)
        else:
            raise AssertionError("the server did not start")
        assert "Server" not in headers
        assert headers["X-Content-Type-Options"] == "nosniff"
    finally:
        process.terminate()
        process.wait(30)


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (ConfigurationError("configuration: membership database: x"), "membership database: x"),
        (RuntimeError("something that nobody thought of"), "could not be checked"),
    ],
)
def test_a_server_whose_databases_come_back_and_are_not_safe_ends(
    problem: Exception,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    ended: list[int] = []

    def judged() -> list[str]:
        raise problem

    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(lifespan, "WATCH_SECONDS", 0)
    monkeypatch.setattr(starting, "check_databases", judged)
    lifespan._watch(["membership"])
    assert ended == [1]
    assert says in capsys.readouterr().err + caplog.text
