"""Starting: a wrong configuration ends it in one line that names the key."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOOD = "postgresql://reader@127.0.0.1:1/x"


def _start(command: list[str], settings: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    clean = {k: v for k, v in os.environ.items() if not k.startswith("TEJIDO_")}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=clean | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


SERVE = ["lib", "serve", "--port", "18599"]
STREAMLIT = ["streamlit", "run", "dashboard.py", "--server.port", "18599"]
REFRESH = ["lib", "refresh"]


@pytest.mark.parametrize(
    ("command", "settings", "key"),
    [
        (SERVE, {"CONNECTIONS__MEMBERSHIP__URL": "mysql://host/x"}, "connections.membership.url"),
        (SERVE, {"CONNECTIONS__MEMBERSHIP__URL": GOOD}, "connections.incidents"),  # one of three
        (SERVE, {"CONNECTIONS__MEMBERSIP__URL": GOOD}, "connections.membership"),  # misspelt
        (STREAMLIT, {"ORGANIZATION__TIME_ZONE": "Atlantis/Capital"}, "organization.time_zone"),
        (REFRESH, {"ORGANIZATION__NAM": "x"}, "organization.nam"),  # unknown
        # Owners alone: nothing may fall back to an embedded server beside the real databases.
        (
            SERVE,
            {f"OWNERS__{d}__URL": GOOD for d in ("MEMBERSHIP", "INCIDENTS", "DASHBOARD")},
            "connections.membership.url",
        ),
        (REFRESH, {"DATA_DIRECTORY": "/proc/nowhere"}, "data_directory"),
    ],
)
def test_a_wrong_configuration_stops_the_start_in_one_line(
    command: list[str], settings: dict[str, str], key: str
) -> None:
    ended = _start(command, {f"TEJIDO_{k}": v for k, v in settings.items()})
    lines = [line for line in ended.stderr.splitlines() if "configuration" in line]
    assert ended.returncode == 1
    assert len(lines) == 1
    assert lines[0].startswith("configuration: ")
    assert key in lines[0]
    assert "Traceback" not in ended.stderr + ended.stdout
