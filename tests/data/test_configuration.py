"""What the two files may say, and what they may not leave to chance."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from lib.data import configuration as module
from lib.data.configuration import ConfigurationError, configuration

SECTION = '[{}.{}]\nurl = "postgresql://someone@db.example.org/x"\n'


def _read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> module.Configuration:
    file = tmp_path / "secrets.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "SECRETS", file)
    configuration.cache_clear()
    try:
        return configuration()
    finally:
        configuration.cache_clear()


def _sections(*, of: str) -> str:
    return "".join(SECTION.format(of, name) for name in ("membership", "incidents", "dashboard"))


def test_three_connections_are_no_embedded_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data_directory: Path
) -> None:
    read = _read(tmp_path, monkeypatch, _sections(of="connections"))
    assert not read.is_embedded
    assert read.connections is not None
    # psycopg 2, whatever the URL says, since SQLAlchemy reads postgresql:// as psycopg 3.
    assert read.connections.url("membership").startswith("postgresql+psycopg2://someone@")


def test_owners_alone_are_no_embedded_server_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data_directory: Path
) -> None:
    assert not _read(tmp_path, monkeypatch, _sections(of="owners")).is_embedded


def test_nothing_at_all_is_the_embedded_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data_directory: Path
) -> None:
    assert _read(tmp_path, monkeypatch, "").is_embedded


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SECTION.format("conections", "membership"), "conections: is not a key"),
        (SECTION.format("connections", "membership"), "connections.incidents: is missing"),
        ('[organization]\ntime_zone = "Nowhere"', "organization.time_zone"),
        ('[organization]\nmark = "pages/static/none.svg"', "organization.mark: is not a file"),
        ('[organization]\nmark = "dashboard.py"', "organization.mark: is neither an SVG"),
        ("[connections", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    data_directory: Path,
    text: str,
    says: str,
) -> None:
    with pytest.raises(ConfigurationError, match=says) as refused:
        _read(tmp_path, monkeypatch, text)
    assert "\n" not in str(refused.value)


def test_streamlits_own_section_may_stand_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data_directory: Path
) -> None:
    assert _read(tmp_path, monkeypatch, '[auth]\ncookie_secret = "x"\n').is_embedded


def _keys(model: type[BaseModel], prefix: str = "") -> list[str]:
    """Every key of the configuration, sections written out with their own."""
    keys = []
    for name, field in model.model_fields.items():
        inner = [t for t in (field.annotation, *get_args(field.annotation)) if is_model(t)]
        keys += _keys(inner[0], f"{prefix}{name}.") if inner else [prefix + name]
    return keys


def is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@pytest.mark.parametrize("key", _keys(module.Configuration))
def test_every_setting_is_documented(key: str) -> None:
    examples = Path(module.__file__).parents[2] / ".streamlit"
    text = "\n".join(path.read_text() for path in sorted(examples.glob("*.example")))
    section, _, name = key.rpartition(".")
    if not section:
        # Where the embedded databases are is said where the commands are.
        text += (examples.parent / "README.md").read_text()
        assert re.search(rf"\b{name}\b|TEJIDO_{name.upper()}|^\[{name}\]", text, re.MULTILINE)
        return
    found = text.partition(f"[{section}]\n")[2].split("\n[")[0]
    assert re.search(rf"^#? ?{name} = ", found, re.MULTILINE)
