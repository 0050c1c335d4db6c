"""What .streamlit/config.toml promises."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

TEXT = (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text()
CONFIG = tomllib.loads(TEXT)


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    found = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = value
    return found


@pytest.mark.parametrize("key", flat(CONFIG))
def test_streamlit_knows_every_key(key):
    assert key in config.get_config_options()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("client.showErrorDetails", "none"),  # or a browser would be sent tracebacks with SQL
        ("client.toolbarMode", "viewer"),
        ("client.disableDataExport", True),  # or tables would go out with formulas alive
        ("browser.gatherUsageStats", False),
        ("server.enableStaticServing", True),  # the map's shapes
        ("runner.postScriptGC", False),
        ("runner.magicEnabled", False),
        ("server.fileWatcherType", "none"),
    ],
)
def test_what_must_not_change_by_accident(key, value):
    assert flat(CONFIG)[key] == value


def test_nothing_is_fetched_from_another_host():
    assert "://" not in TEXT
