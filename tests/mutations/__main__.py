"""Break the code in chosen places, one at a time, and see whether the suite goes red.

    python -m tests.mutations [NAME …] [--json OUT.json]

Works in a copy. Ends with 1 if a mutation is not caught or could not be tried.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.mutations.catalogue import Mutation, mutations
from tests.mutations.running import Result, Verdict, judged
from tests.mutations.tree import Tree


def main() -> int:
    """Try the mutations named, or all; print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations")
    parser.add_argument("names", nargs="*", metavar="NAME", help="all, if none is named")
    parser.add_argument("--json", type=Path, help="write the results there as well")
    parser.add_argument("--tree", type=Path, default=Path(), help="the work tree that is tried")
    options = parser.parse_args()
    every = mutations()
    chosen = [m for m in every if not options.names or m.name in options.names]
    if unknown := set(options.names) - {m.name for m in every}:
        parser.error(f"no mutation is called {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="tm") as folder:
        results = _tried(Tree.copied(options.tree.resolve(), Path(folder)), chosen)
    if options.json:
        rows = [asdict(result) for result in results]
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    counts = Counter(str(result.verdict) for result in results)
    print(", ".join(f"{n} {verdict}" for verdict, n in sorted(counts.items())))
    return 0 if set(counts) <= {Verdict.CAUGHT} else 1


def _tried(tree: Tree, chosen: Sequence[Mutation]) -> list[Result]:
    results = []
    for result in judged(tree, chosen):
        results.append(result)
        line = f"{result.verdict:<11} {result.seconds:6.1f} s  {result.name:<40} {result.note}"
        print(line, flush=True)
    return results


if __name__ == "__main__":
    sys.exit(main())
