"""``python -m lib publish`` from the first key to a checked copy."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lib.publication import command, proposing, signing, store
from tests.data.rows import Rows
from tests.publication.conftest import TODAY


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "today", lambda: TODAY)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command.app, arguments)


@pytest.mark.slow
def test_key_dry_run_publish_verify(organization: Rows, tmp_path: Path) -> None:
    signing.key_path().unlink(missing_ok=True)
    public = run("key").output.split()[-1]
    result = run("--dry-run")
    assert result.exit_code == 0, result.output
    assert "the gate lets it pass." in result.output
    assert store.rows("releases") == []
    assert run().output.startswith("release 1: ")
    for name in ("tejido.csv", "datapackage.json"):
        content = store.file(1, name)
        assert content is not None
        (tmp_path / name).write_bytes(content)
    checked = run("verify", str(tmp_path / "tejido.csv"), "--key", public)
    assert checked.output == f"release 1 is unchanged: tejido.csv\nsigned by {public}\n"
    signing.key_path().unlink()


def test_the_key_is_for_its_owner_alone(key: str) -> None:
    assert signing.key_path().stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_the_dry_run_shows_raw_numbers_beside_what_is_told(organization: Rows) -> None:
    output = run("--dry-run").output
    line = next(r for r in output.splitlines() if "attendance" in r and "southwest" in r)
    # 200 people attending from 2024-03-25 on, as in the four weeks before.
    assert [cell.strip() for cell in line.split("│")[1:-1]] == [
        "attendance", "southwest", "2024-03-25", "4", "200", "200", "200", "",
    ]  # fmt: skip
    assert not signing.key_path().exists()
