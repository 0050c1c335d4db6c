"""Settings and thresholds: the examples hold nothing unknown, and every value has its reason."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from lib.data import configuration as module

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / ".streamlit").glob("*.toml.example"))
THRESHOLDS = ROOT / "lib" / "measures" / "thresholds.toml"
KEY = re.compile(r"^[\w.]+ = ")


def _written_out(text: str) -> dict[str, Any]:
    """An example with the settings that it only mentions (``# key = …``) set as well."""
    return tomllib.loads(re.sub(r"^# (?=\[[\w.]+\]$|[\w.]+ = )", "", text, flags=re.MULTILINE))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_every_setting_of_an_example_is_one_that_tejido_knows(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = _written_out(example.read_text(encoding="utf-8"))
    assert settings
    # The profile of a public server forbids all the rest; the key is too short to be left as it is.
    assert settings.pop("profile", "public") == "public"
    if "access" in settings:
        settings["access"]["key"] = "x" * 32
    monkeypatch.setattr(module, "SECRETS", tmp_path / "none.toml")
    monkeypatch.setattr(module, "OWNERS", tmp_path / "none.toml")
    module.Configuration(**settings)


def test_what_the_examples_show_as_usual_is_the_default() -> None:
    text = "\n".join(example.read_text(encoding="utf-8") for example in EXAMPLES)
    settings = _written_out(text)
    defaults = module.Access().model_dump()
    # An address of a proxy and a key can't be guessed, so those two are no defaults.
    shown = {k: v for k, v in settings["access"].items() if k not in ("key", "trusted_proxies")}
    assert {k: defaults[k] for k in shown} == {
        k: tuple(v) if isinstance(v, list) else v for k, v in shown.items()
    }
    assert settings["audit"] == module.Audit().model_dump()
    assert settings["serving"]["limits"] == module.Serving().limits.model_dump()
    # Nor can an organization's own words, and whom to ask there.
    own = ("about_en", "about_es", "contact")
    organization = {k: v for k, v in settings["organization"].items() if k not in own}
    assert set(settings["organization"]) == {*organization, *own}
    assert module.Organization(**organization) == module.Organization()


def test_every_threshold_has_its_reason() -> None:
    """Beside the key, above it, or where a section's heading speaks for all of its keys."""
    bare, section, before = [], "", ""
    for line in map(str.strip, THRESHOLDS.read_text(encoding="utf-8").splitlines()):
        reason = "#" in line or before.startswith("#")
        if line.startswith("["):
            section = line
            section_reason = reason
        elif KEY.match(line) and not (reason or section_reason):
            bare.append(f"{section} {line}")
        before = line
    assert not bare
