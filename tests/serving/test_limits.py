"""What limits there are is written where an administrator looks."""

from lib.data.configuration import ROOT
from lib.data.limits import Limits


def test_every_limit_and_what_it_is_unless_configured_is_told() -> None:
    example = (ROOT / ".streamlit" / "secrets.toml.example").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    for name, value in Limits().model_dump().items():
        assert f"# {name} = {value}\n" in example
        assert f"`{name}`" in page
        assert f"{value:,}" in page
    assert f"{Limits().files:,} open files" in page
