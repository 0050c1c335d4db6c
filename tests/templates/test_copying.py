"""Templates: made once, thrown away when what they are made from changes."""

from pathlib import Path

import pytest

from tests.templates import copying


class Maker:
    """Makes a template of one file, in no time, and counts how often."""

    def __init__(self) -> None:
        self.made = 0
        self.digests = ["first"]

    def make(self, name: str, directory: Path) -> None:
        self.made += 1
        (directory / "content").write_text(f"{name} {self.made}")

    def digest(self) -> str:
        return self.digests.pop(0) if len(self.digests) > 1 else self.digests[0]


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    """In place of what takes long; templates are kept in a directory of the test's."""
    maker = Maker()
    monkeypatch.setattr(copying, "TEMPLATES", tmp_path / "templates")
    monkeypatch.setattr(copying, "_make", maker.make)
    monkeypatch.setattr(copying, "_digest", maker.digest)
    return maker


def copied(name: str, tmp_path: Path) -> str:
    directory = tmp_path / f"copy {len(list(tmp_path.iterdir()))}"
    directory.mkdir()
    return (copying.copy(name, directory) / "content").read_text()


def kept() -> set[str]:
    return {path.name for path in copying.TEMPLATES.iterdir() if path.is_dir()}


def test_it_is_made_once_and_each_has_a_copy(maker: Maker, tmp_path: Path) -> None:
    assert [copied("pages", tmp_path), copied("pages", tmp_path)] == ["pages 1", "pages 1"]
    assert copied("demo", tmp_path) == "demo 2"
    assert kept() == {"pages-first", "demo-first"}


def test_what_is_made_from_something_else_takes_its_place(maker: Maker, tmp_path: Path) -> None:
    copied("pages", tmp_path)
    copied("demo", tmp_path)
    maker.digests = ["second"]
    assert copied("pages", tmp_path) == "pages 3"
    assert kept() == {"pages-second", "demo-first"}


def test_what_changed_while_it_was_made_is_not_kept(maker: Maker, tmp_path: Path) -> None:
    maker.digests = ["first", "second"]  # before and after
    assert copied("pages", tmp_path) == "pages 1"
    assert kept() == set()
    assert copied("pages", tmp_path) == "pages 2"
    assert kept() == {"pages-second"}


def test_what_was_left_by_half_is_made_again(maker: Maker, tmp_path: Path) -> None:
    (copying.TEMPLATES / "pages-first.half").mkdir(parents=True)
    assert copied("pages", tmp_path) == "pages 1"
    assert kept() == {"pages-first"}


def test_everything_that_decides_what_a_template_holds_is_there() -> None:
    assert [part for part in copying.MADE_FROM if not (copying.ROOT / part).exists()] == []
