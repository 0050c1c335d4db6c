"""The memory that a large organization takes does not grow with its members."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

MAKE = """
import re, sys
from datetime import date
from lib.demo import members
from lib.demo.plan import Plan
members.CHUNK = 5_000  # made at once
from lib.demo.generation import generate, invent
plan = Plan(members=int(sys.argv[1]), as_of=date(2026, 3, 18), time_zone="America/Chicago")
made = sum(b.rows.num_rows for b in generate(invent(plan)) if b.table == "member")
assert made == plan.members, made
# Not getrusage: its peak counts what this process was before it became this program.
status = open("/proc/self/status").read()
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


def peak_mb(members: int) -> int:
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(members)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_seven_times_the_members_take_no_more_memory() -> None:
    # 24 MB more; 53 were all batches kept.
    assert peak_mb(140_000) - peak_mb(20_000) < 40
