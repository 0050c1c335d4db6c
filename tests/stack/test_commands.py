"""The command line on the PostgreSQL of the system."""

import sys

from tests.stack.processes import ROOT
from tests.stack.programs import ran


def test_doctor_finds_nothing_wrong_with_the_real_postgresql(settings: dict[str, str]) -> None:
    assert ran(sys.executable, "-m", "lib", "doctor", cwd=ROOT, env=settings)
