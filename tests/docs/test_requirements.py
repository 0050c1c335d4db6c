"""Every package that is asked for says why, and is locked with hashes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASKED = ("requirements.in", "requirements-dev.in")
LINE = re.compile(r"^(?P<name>[\w.-]+)(?P<version>[<>=~!][^ ]*)?(  # (?P<reason>.+))?$")


def _lines(file: str) -> list[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


@pytest.mark.parametrize("file", ASKED)
def test_every_package_has_a_reason(file: str) -> None:
    matches = [(line, LINE.match(line)) for line in _lines(file)]
    assert matches
    # One word names a kind of thing; two begin to say what it is here for.
    bare = [line for line, m in matches if not m or len((m["reason"] or "").split()) < 2]
    assert not bare


@pytest.mark.parametrize("file", ASKED)
def test_every_package_is_locked_with_hashes(file: str) -> None:
    locked = (ROOT / file.replace(".in", ".txt")).read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([\w.-]+)==([\w.]+)[^\n]*\\\n    --hash=sha256:", locked, re.M))
    for line in _lines(file):
        match = LINE.match(line)
        assert match is not None
        name, version = re.sub(r"[_.]", "-", match["name"].lower()), match["version"] or ""
        assert name in pins, f"{line}: make lock"
        assert not version.startswith("==") or version == f"=={pins[name]}", f"{line}: make lock"


def test_nothing_is_asked_for_twice() -> None:
    names = [line.split()[0].lower() for file in ASKED for line in _lines(file)]
    assert len(names) == len(set(names))
