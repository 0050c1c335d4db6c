"""Packed files are kept whole or not at all, and never say anything but what they are made of."""

import logging
import sys
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Thread

import pytest

from lib.data.configuration import ROOT
from lib.serving import packing
from lib.serving.codings import CODINGS, packed, unpacked
from lib.serving.packing import Packing

SCRIPT = b"export const answer = 42;\n" * 40


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "index.12345678.js"
    path.write_bytes(SCRIPT)
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "packed"


def test_every_form_is_made_once_and_found_again(
    script: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Packing(kept).pack(script)
    assert set(made.forms) == set(CODINGS)
    assert all(unpacked(form, coding) == SCRIPT for coding, form in made.forms.items())
    names = sorted(file.name for file in kept.iterdir())
    assert names == sorted(f"{made.sha256}.{coding}" for coding in CODINGS)
    # The next start packs nothing.
    monkeypatch.setattr(packing, "packed", lambda *_: pytest.fail("packed again"))
    assert Packing(kept).pack(script).forms == made.forms


def test_a_file_that_was_opened_is_not_read_again_until_it_changes(
    script: Path, kept: Path
) -> None:
    files = Packing(kept)
    first = files.open(script)
    assert files.known(script, script.stat()) is first
    script.write_bytes(SCRIPT.replace(b"42", b"43"))
    assert files.known(script, script.stat()) is None
    again = files.pack(script)
    assert again.sha256 != first.sha256
    assert unpacked(again.forms["br"], "br") == script.read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        b"",  # what a full disk once left
        packed(SCRIPT, "br")[:20],  # half of it
        packed(b"alert(1)", "br"),  # another's, whole
        b"not packed at all",
    ],
)
def test_what_is_not_what_it_should_be_is_made_anew(script: Path, kept: Path, wrong: bytes) -> None:
    name = f"{Packing(kept).open(script).sha256}.br"
    kept.mkdir()
    (kept / name).write_bytes(wrong)
    source = Packing(kept).pack(script)
    assert unpacked(source.forms["br"], "br") == SCRIPT
    assert unpacked((kept / name).read_bytes(), "br") == SCRIPT


def test_who_finds_another_at_it_waits_and_takes_what_that_one_made(
    script: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Packing(kept)
    made = Packing(tmp_path / "elsewhere").pack(script)
    files = Packing(kept)
    source = files.open(script)
    with other._alone():
        waits = Thread(target=files._make, args=(source, "gzip"))
        monkeypatch.setattr(packing, "packed", lambda *_: pytest.fail("packed again"))
        waits.start()
        waits.join(0.1)
        assert waits.is_alive()
        assert not source.forms
        other._keep(made, "gzip", made.forms["gzip"])
    waits.join()
    assert source.forms == {"gzip": made.forms["gzip"]}


def test_whoever_is_killed_at_it_keeps_nobody_waiting(script: Path, kept: Path) -> None:
    code = "import sys; from pathlib import Path; from lib.serving.packing import Packing\n"
    code += "with Packing(Path(sys.argv[1]))._alone(): print('in', flush=True); sys.stdin.read()"
    with Popen([sys.executable, "-c", code, kept], cwd=ROOT, stdin=PIPE, stdout=PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"in\n"
        first.kill()
    assert set(Packing(kept).pack(script).forms) == set(CODINGS)


def test_a_change_between_reading_and_packing_packs_nothing(script: Path, kept: Path) -> None:
    files = Packing(kept)
    source = files.open(script)
    script.write_bytes(b"another")
    files._make(source, "gzip")
    assert not source.forms
    assert not kept.exists()


def _full(*_args: object, **_options: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("cause", ["full disk", "not a directory"])
def test_where_nothing_can_be_kept_it_is_held_in_memory_and_said_once(
    script: Path,
    kept: Path,
    cause: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if cause == "full disk":
        monkeypatch.setattr(packing, "write_once", _full)
    else:
        kept.write_text("a file where the directory should be", encoding="ascii")
    with caplog.at_level(logging.WARNING, logger="tejido"):
        source = Packing(kept).pack(script)
    assert set(source.forms) == set(CODINGS)
    said = [message for message in caplog.messages if "can't be kept" in message]
    assert len(said) == 1
    assert str(kept) in said[0]


def test_the_background_packs_what_it_is_given_and_what_is_opened_later(
    script: Path, kept: Path, tmp_path: Path
) -> None:
    files = Packing(kept)
    later = tmp_path / "later.js"
    later.write_bytes(SCRIPT * 2)
    files.begin([tmp_path / "not there.js", script])
    files.begin([script])  # one is enough
    files.open(later)
    files.finish()
    assert set(files.open(script).forms) == set(files.open(later).forms) == set(CODINGS)


def test_where_the_first_folder_cannot_be_written_the_next_one_keeps_it(
    script: Path, kept: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # As of a service that may write to its data directory and nowhere else.
    kept.write_text("a file where the directory should be", encoding="ascii")
    other = tmp_path / "data" / "packed"
    files = Packing(kept)
    files.keep_also_in(other)
    made = files.pack(script)
    assert {path.suffix[1:] for path in other.iterdir()} == set(made.forms)
    assert not caplog.records
    # The next start takes up what is there,
    again = Packing(kept)
    again.keep_also_in(other)
    assert again.open(script).forms == made.forms
    # and where none can be written it says so once, of both.
    nowhere = Packing(kept, kept)
    nowhere.pack(script)
    assert len([r for r in caplog.records if "can't be kept" in r.message]) == 1


def test_what_was_packed_beside_the_files_is_not_packed_again(
    script: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Packing(kept).pack(script)
    monkeypatch.setattr(packing, "packed", lambda *_: pytest.fail("packed again"))
    assert Packing(kept, tmp_path / "data").pack(script).forms == made.forms
    assert not (tmp_path / "data").exists()
