"""No test falls between the commands that run them."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _pytest_of(target: str) -> str:
    """The line by which a target runs pytest; nothing is run."""
    said = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True
    )
    (line,) = (line for line in said.stdout.splitlines() if " -m pytest" in line)
    return line


def test_what_make_test_leaves_out_is_run_by_other_targets_of_ci() -> None:
    left_out = re.findall(r"--ignore=(\S+)", _pytest_of("test"))
    others = [_pytest_of(target) for target in ("test-served", "test-stack")]
    run = [path for line in others for path in re.findall(r" (tests/\S+)", line)]
    assert sorted(left_out) == sorted(run)
    assert [path for path in run if not (ROOT / path).is_dir()] == []
    assert not any("--ignore" in line for line in others)
    assert "make check test test-served test-stack" in (ROOT / ".ci" / "run").read_text("utf-8")
