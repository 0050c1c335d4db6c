"""The command line on the PostgreSQL of the system."""

import subprocess
import sys

from tests.stack.processes import ROOT


def test_doctor_finds_nothing_wrong_with_the_real_postgresql(settings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lib", "doctor"],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stdout + done.stderr
