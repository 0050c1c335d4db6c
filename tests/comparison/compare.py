"""Say what tells two recordings apart: ``python -m tests.comparison.compare BEFORE AFTER``.

Page by page, what matters most first. Ends with 1 if anything does.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.comparison.differences import Difference, Differences, compared


def main(arguments: list[str] | None = None) -> int:
    """Compare two files; print the differences."""
    parser = argparse.ArgumentParser(prog="python -m tests.comparison.compare")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--most", type=int, default=40, help="how many of a page are printed")
    options = parser.parse_args(arguments)
    before, after = (
        json.loads(path.read_text(encoding="utf-8")) for path in (options.before, options.after)
    )
    differences = compared(before, after)
    print(report(differences, options.most))
    cases = len(before["cases"].keys() & after["cases"].keys())
    print(f"{cases} cases in both; {_count(differences)} differences")
    return 1 if differences.by_page else 0


def report(differences: Differences, most: int) -> str:
    """The differences as text: the page with the weightiest first, and so within each page."""
    lines: list[str] = []
    for page, seen in sorted(differences.by_page.items(), key=lambda item: (min(item[1]), item[0])):
        lines += [f"== {page}: {len(seen)} differences"]
        ordered = sorted(seen, key=lambda d: (d.weight, -len(seen[d]), d.where, d.before))
        for difference in ordered[:most]:
            lines += _lines(difference, seen[difference])
        if len(ordered) > most:
            lines.append(f"   … and {len(ordered) - most} more")
    return "\n".join(lines)


def _lines(difference: Difference, cases: list[str]) -> list[str]:
    more = f" and {len(cases) - 1} more" if len(cases) > 1 else ""
    return [
        f"   {difference.weight.name.lower()}: {difference.where}   ({cases[0]}{more})",
        f"      − {difference.before}",
        f"      + {difference.after}",
    ]


def _count(differences: Differences) -> int:
    return sum(len(seen) for seen in differences.by_page.values())


if __name__ == "__main__":
    sys.exit(main())
