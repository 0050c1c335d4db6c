"""The mutations: a file a room, each mutation with why it matters and the tests that must see it.

A mutation is found by its text alone, which stands once in what is deployed, so that it survives
a move. Where the text itself may differ, ``otherwise`` has the next to look for. ``tests`` are
names of test functions, or the ends of paths of whole files.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A text to find, and what to put there instead."""

    find: str
    replace: str


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault.

    :ivar name: a short name, unique.
    :ivar why: what would happen if nobody saw it.
    :ivar places: where it is made: the first of these texts that is there.
    :ivar tests: the tests that are run, one of which must fail.
    """

    name: str
    why: str
    places: tuple[Place, ...]
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
    places = [entry, *entry.get("otherwise", [])]
    return Mutation(
        entry["name"],
        entry["why"],
        tuple(Place(place["find"], place["replace"]) for place in places),
        tuple(entry["tests"]),
    )
