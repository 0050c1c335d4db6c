"""A file that is written once is there whole or not at all."""

import os
from pathlib import Path

import pytest

from lib.data.write_once import write_once


def test_it_is_there_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "key"
    write_once(file, b"secret")
    assert file.read_bytes() == b"secret"
    assert file.stat().st_mode & 0o777 == 0o600
    assert os.listdir(file.parent) == ["key"]


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "key"
    write_once(file, b"first")
    with pytest.raises(FileExistsError):
        write_once(file, b"second")
    assert file.read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["key"]


def test_an_empty_file_is_none(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.touch()
    write_once(file, b"whole")
    assert file.read_bytes() == b"whole"


def test_interrupted_it_leaves_nothing_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_once(tmp_path / "key", b"half")
    assert os.listdir(tmp_path) == []
