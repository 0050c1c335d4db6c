"""A layout has a number, and whoever changes the contract raises it."""

from pathlib import Path

import pytest
from sqlalchemy import Column, Index, MetaData, Table, Text
from sqlalchemy.engine import URL

from lib.data import layout
from lib.data.doctor import unsafe
from lib.data.layout import LAYOUT_VERSION, NotOurs
from lib.data.migrate import migrate, migrate_all
from lib.data.refresh import health_saving, refresh
from tests.data.conftest import alter


def test_the_layout_has_the_number_of_its_contract() -> None:
    assert layout.recorded() == (LAYOUT_VERSION, layout.digest()), (
        "The contract changed, or its version: raise LAYOUT_VERSION in lib/data/layout.py and run"
        " `python -m lib.data.layout`. Only where no organization can have the version yet, run"
        " `python -m lib.data.layout --again` instead."
    )


def contract(*columns: Column[str], reader: tuple[str, ...] = ()) -> MetaData:
    metadata = MetaData(schema="source")
    Table("thing", metadata, *columns, info={"reader": reader}, comment="of no account")
    return metadata


def digest_of(monkeypatch: pytest.MonkeyPatch, metadata: MetaData) -> str:
    monkeypatch.setattr(layout, "DATABASES", ("one",))
    monkeypatch.setattr(layout, "metadata_of", lambda _: (metadata,))
    return layout.digest()


def test_what_a_program_depends_on_changes_the_digest_and_a_comment_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def one(**options: object) -> Column[str]:
        return Column("a", Text, **options)  # type: ignore[arg-type]

    before = digest_of(monkeypatch, contract(one()))
    assert digest_of(monkeypatch, contract(one(comment="said otherwise"))) == before
    indexed = contract(one())
    Index("by_a", indexed.tables["source.thing"].c.a)
    others = [
        contract(one(), Column("b", Text)),
        contract(one(nullable=False)),
        contract(one(server_default="x")),
        contract(one(), reader=("SELECT",)),
        indexed,
    ]
    digests = {digest_of(monkeypatch, metadata) for metadata in others}
    assert len(digests) == len(others)
    assert before not in digests


def test_the_command_wants_the_version_raised_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "layout.toml"
    monkeypatch.setattr(layout, "FILE", file)
    file.write_text(f'version = {LAYOUT_VERSION}\ndigest = "of before"\n')
    with pytest.raises(SystemExit, match="raise LAYOUT_VERSION"):
        layout.record(again=False)
    assert layout.recorded()[1] == "of before"
    layout.record(again=True)
    assert layout.recorded() == (LAYOUT_VERSION, layout.digest())
    monkeypatch.setattr(layout, "LAYOUT_VERSION", LAYOUT_VERSION + 1)
    layout.record(again=False)
    assert layout.recorded()[0] == LAYOUT_VERSION + 1


@pytest.mark.slow
def test_an_older_program_leaves_a_newer_layout_alone(scratch: dict[str, URL]) -> None:
    migrate_all()
    newer = LAYOUT_VERSION + 1
    for url in scratch.values():
        alter(url, f"UPDATE tejido.layout SET version = {newer}")
    for act in (lambda: migrate("membership"), lambda: refresh("membership"), health_saving.save):
        with pytest.raises(NotOurs, match=f"newer version of Tejido .{newer}; this one has"):
            act()
    # Nor does the app start on it.
    assert [finding.what for name in scratch for finding in unsafe(name)] == [
        f"the layout is of the newer version {newer}, this is version {LAYOUT_VERSION}"
    ] * 3


@pytest.mark.slow
def test_migrating_tells_which_version_there_was(scratch: dict[str, URL]) -> None:
    assert migrate("membership") is None
    assert migrate("membership") == LAYOUT_VERSION
    alter(scratch["membership"], "UPDATE tejido.layout SET version = 3")
    assert migrate("membership") == 3
    assert migrate("membership") == LAYOUT_VERSION
