"""Write down what every page shows to every role: ``python -m tests.comparison OUT.json``."""

import argparse
import hashlib
import json
import logging
import sys
import time
import traceback
from datetime import date
from pathlib import Path
from typing import Any

from tests.comparison.cases import every_case
from tests.comparison.opening import record
from tests.comparison.organization import committees, establish


def main() -> None:
    """Make the organization, open everything, write the file."""
    parser = argparse.ArgumentParser(prog="python -m tests.comparison")
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--as-of",
        type=date.fromisoformat,
        default=date(2026, 6, 24),
        help="the day the records end with: a day of this week shows sources that are not late",
    )
    parser.add_argument("--only", default="", help="the addresses of pages, separated by commas")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    establish(arguments.as_of)
    only = set(filter(None, arguments.only.split(",")))
    everything = _everything(only)
    arguments.out.write_text(json.dumps(everything, ensure_ascii=False), encoding="utf-8")
    print(f"{len(everything['cases'])} cases, {len(everything['elements'])} elements")


def _everything(only: set[str]) -> dict[str, Any]:
    """Each case's elements by their digest: most are the same in many cases."""
    elements: dict[str, Any] = {}
    cases: dict[str, Any] = {}
    for case in every_case(committees()):
        if only and case.page not in only:
            continue
        begun = time.monotonic()
        try:
            recorded = record(case)
        except Exception:  # noqa: BLE001 - a page that can't be opened is a finding as well
            recorded = {
                "shown": [{"element": "exception", "trace": traceback.format_exc(limit=-3)}]
            }
        digests = []
        for element in recorded["shown"]:
            written = json.dumps(element, ensure_ascii=False, sort_keys=True)
            digest = hashlib.sha256(written.encode()).hexdigest()[:20]
            elements[digest] = element
            digests.append(digest)
        cases[case.name] = {**recorded, "shown": digests}
        print(f"{time.monotonic() - begun:5.1f} s  {case.name}", file=sys.stderr)
    return {"cases": cases, "elements": elements}


if __name__ == "__main__":
    main()
