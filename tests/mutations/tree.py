"""A copy of the tree in which one mutation at a time is made and taken back."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from tests.mutations.catalogue import Mutation

DEPLOYED = ("lib", "pages", "queries", "dashboard.py", ".streamlit")
"""Where mutations are made: never in a test."""

_DEFINED = re.compile(r"^(?:async )?def (\w+)\(", re.MULTILINE)


class NoPlaceError(Exception):
    """A mutation's text is nowhere, or in several places; or a test that it names is not there."""


class Tree:
    """A copy of everything that git keeps or would keep.

    :ivar root: its folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def copied(cls, source: Path, root: Path) -> "Tree":
        """Copy a work tree as it stands; the environment is shared."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=source,
            capture_output=True,
            check=True,
        ).stdout.decode()
        for name in filter(None, listed.split("\0")):
            if (source / name).is_file() and not (source / name).is_symlink():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / name, root / name)
        environment = source / ".venv"
        if environment.exists() and not (root / ".venv").exists():
            (root / ".venv").symlink_to(environment.resolve())
        return cls(root)

    @cached_property
    def _deployed(self) -> dict[Path, str]:
        files = [path for place in DEPLOYED for path in _files(self.root / place)]
        return {path: text for path in files if (text := _text(path)) is not None}

    @cached_property
    def _tests(self) -> dict[str, frozenset[str]]:
        """Files of tests and the functions that each defines."""
        return {
            path.relative_to(self.root).as_posix(): frozenset(_DEFINED.findall(_text(path) or ""))
            for path in (self.root / "tests").rglob("test_*.py")
        }

    def nodes(self, mutation: Mutation) -> list[str]:
        """The tests of a mutation as pytest names them.

        :raises NoPlaceError: if one is not there.
        """
        found = [(wanted, self._nodes_of(wanted)) for wanted in mutation.tests]
        if missing := [wanted for wanted, nodes in found if not nodes]:
            raise NoPlaceError(f"no test {', '.join(missing)}")
        return list(dict.fromkeys(node for _, nodes in found for node in nodes))

    def _nodes_of(self, wanted: str) -> list[str]:
        if wanted.endswith(".py"):
            return sorted(name for name in self._tests if f"/{name}".endswith(f"/{wanted}"))
        function = wanted.partition("[")[0]
        return sorted(
            f"{name}::{wanted}" for name, there in self._tests.items() if function in there
        )

    @contextmanager
    def mutated(self, mutation: Mutation) -> Iterator[Path]:
        """Make a mutation, and take it back; the file that it is in.

        :raises NoPlaceError: if its text is not in one place.
        """
        path = self.place(mutation)
        before = path.stat()
        sound = self._deployed[path]
        path.write_text(
            sound.replace(mutation.find, mutation.replace), encoding="utf-8", newline=""
        )
        try:
            yield path
        finally:
            # With the time of before as well, so that what was compiled before fits again.
            path.write_text(sound, encoding="utf-8", newline="")
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def place(self, mutation: Mutation) -> Path:
        """The file in which a mutation is made.

        :raises NoPlaceError: if its text is in none, or in several places.
        """
        counts = {path: text.count(mutation.find) for path, text in self._deployed.items()}
        hits = {path: count for path, count in counts.items() if count}
        if not hits:
            raise NoPlaceError("its text is nowhere")
        if sum(hits.values()) > 1:
            where = ", ".join(str(path.relative_to(self.root)) for path in hits)
            raise NoPlaceError(f"its text is in {sum(hits.values())} places: {where}")
        return next(iter(hits))


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())


def _text(path: Path) -> str | None:
    """A file's text as it is, line ends too; none of a file that is no text."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
