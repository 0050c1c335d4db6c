"""Running the tests of each mutation, and what that says."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tests.mutations.catalogue import Mutation
from tests.mutations.tree import NoPlaceError, Tree

TIMEOUT_S = 600
_RED = re.compile(r"^(?:FAILED|ERROR) (\S+?\.py(?:::\S+)?)", re.MULTILINE)


class Verdict(StrEnum):
    """What became of a mutation."""

    CAUGHT = "caught"
    NOT_CAUGHT = "NOT CAUGHT"
    NO_PLACE = "no place"
    """Its text, or a test that it names, is not there."""
    RED_BEFORE = "red before"
    """A test of it fails without it."""
    BROKEN = "broken"
    """The tests could not be run with it: it is no fault that a test could see."""


@dataclass(frozen=True)
class Result:
    """What became of a mutation.

    :ivar note: the first test that failed, or what is wrong.
    """

    name: str
    verdict: Verdict
    seconds: float
    note: str = ""


def judged(tree: Tree, chosen: Sequence[Mutation]) -> Iterable[Result]:
    """Run the tests of all mutations without any, then those of each with it."""
    nodes: dict[str, list[str]] = {}
    for mutation in chosen:
        try:
            nodes[mutation.name] = tree.nodes(mutation)
        except NoPlaceError as problem:
            yield Result(mutation.name, Verdict.NO_PLACE, 0.0, str(problem))
    red = red_without(tree, [node for named in nodes.values() for node in named])
    for mutation in chosen:
        if mutation.name in nodes:
            yield _judged(tree, mutation, nodes[mutation.name], red)


def red_without(tree: Tree, nodes: Sequence[str]) -> set[str]:
    """The tests that fail in the sound tree."""
    _, output = _pytest(tree, list(dict.fromkeys(nodes)))
    return set(_RED.findall(output))


def _judged(tree: Tree, mutation: Mutation, nodes: list[str], red: set[str]) -> Result:
    begun = time.monotonic()
    verdict, note = _verdict(tree, mutation, nodes, red)
    return Result(mutation.name, verdict, round(time.monotonic() - begun, 1), note)


def _verdict(
    tree: Tree, mutation: Mutation, nodes: list[str], red: set[str]
) -> tuple[Verdict, str]:
    before = [one for one in sorted(red) if any(_is_of(one, node) for node in nodes)]
    if before:
        return Verdict.RED_BEFORE, before[0]
    try:
        with tree.mutated(mutation):
            code, output = _pytest(tree, ["-x", *nodes])
    except NoPlaceError as problem:
        return Verdict.NO_PLACE, str(problem)
    failed = _RED.findall(output)
    if code == 0:
        return Verdict.NOT_CAUGHT, f"{len(nodes)} of tests passed"
    if code == 1 and failed:
        return Verdict.CAUGHT, failed[0]
    return Verdict.BROKEN, f"pytest ended with {code}: {output[-300:].strip()}"


def _is_of(failed: str, node: str) -> bool:
    """Whether a failed test is one of a node: its file, the function, or a case of that."""
    return failed == node or failed.startswith((f"{node}::", f"{node}["))


def _pytest(tree: Tree, arguments: list[str]) -> tuple[int, str]:
    """Run pytest in the tree: its code and what it says; 2 if it takes too long.

    Nothing compiled is written, so that no run takes another's module for its own.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, *arguments],
            cwd=tree.root,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "300"},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 2, f"no end after {TIMEOUT_S} s"
    return done.returncode, done.stdout + done.stderr
