"""Make every attack and report what came of it: ``python -m tests.attacks [--share 0.1]``."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.attacks import published
from tests.attacks.every import attack
from tests.attacks.tally import Tally
from tests.attacks.target import attacked, fill, own_databases


def main() -> int:
    """Attack a server with databases of its own; 1 if anything leaked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the attempts (default: all)")
    parser.add_argument("--only", default="", help="the attacks whose name has this in it")
    arguments = parser.parse_args()
    tally = Tally(arguments.share)
    begun = time.monotonic()
    for each in (published.numbers, published.cases):
        if arguments.only in f"published.{each.__name__}":
            each(tally)
    with tempfile.TemporaryDirectory(prefix="tj") as directory:
        _attack(Path(directory), tally, arguments.only)
    sys.stdout.write(f"{tally.report()} in {time.monotonic() - begun:.0f} s\n")
    return bool(tally.leaks)


def _attack(directory: Path, tally: Tally, only: str) -> None:
    with own_databases(directory):
        fill()
        with attacked(directory) as target:
            asyncio.run(attack(target, tally, only))


if __name__ == "__main__":
    sys.exit(main())
