from pathlib import Path
from tomllib import TOMLDecodeError

import pytest
from pydantic import ValidationError

from lib.data.rules import read_rules


def test_the_grace_is_two_monthly_payments() -> None:
    assert read_rules().membership.grace_days == 60


def test_another_grace_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("[membership]\ngrace_days = 30")
    assert read_rules(path).membership.grace_days == 30


@pytest.mark.parametrize(
    "given",
    [
        "",
        "[membership]",
        "[membership]\ngrace_days = 0",
        "[membership]\ngrace_days = 366",
        "[membership]\ngrace_days = 30.5",
        '[membership]\ngrace_days = "30"',
        "[membership]\ngrace_days = true",
        "[membership]\ngrace_days = 30\ngrace_weeks = 4",
    ],
)
def test_what_can_not_be_is_refused(tmp_path: Path, given: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(given)
    with pytest.raises(ValidationError):
        read_rules(path)


def test_what_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("grace_days: 30")
    with pytest.raises(TOMLDecodeError):
        read_rules(path)
