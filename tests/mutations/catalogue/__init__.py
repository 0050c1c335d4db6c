"""The mutations: a file a room, each mutation with why it matters and the tests that must see it.

A mutation is found by its text alone, which stands once in what is deployed, so that it survives
a move. ``tests`` are names of test functions, perhaps with a case in brackets, or the ends of
paths of whole files.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault.

    :ivar name: a short name, unique.
    :ivar why: what would happen if nobody saw it.
    :ivar find: the text that is broken, which stands once in what is deployed.
    :ivar replace: what is put there instead.
    :ivar tests: the tests that are run, one of which must fail.
    """

    name: str
    why: str
    find: str
    replace: str
    tests: tuple[str, ...]


def mutations(folder: Path = Path(__file__).parent) -> list[Mutation]:
    """All mutations, by file and in the order of each.

    :raises ValueError: if two have the same name.
    """
    every = [
        _mutation(entry)
        for file in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["mutation"]
    ]
    names = [mutation.name for mutation in every]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"more than one mutation is called {', '.join(sorted(twice))}")
    return every


def _mutation(entry: dict[str, Any]) -> Mutation:
    return Mutation(
        entry["name"], entry["why"], entry["find"], entry["replace"], tuple(entry["tests"])
    )
