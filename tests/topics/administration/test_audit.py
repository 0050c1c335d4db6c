"""What an entry of the audit is about, in words: no fact that Tejido records stands there raw."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.language import use
from lib.topics.administration import audit

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("facts", "english", "spanish"),
    [
        (
            {"committee": "az-tucson", "plan": "visit", "until": "2026-12-04"},
            "az-tucson · visit it · until Dec 4, 2026",
            "az-tucson · visitar al comité · hasta el 4 dic 2026",
        ),
        ({"step": "code"}, "at the code", "por el código"),
        ({"account": "ana", "changed": "disabled"}, "ana · closed", "ana · cerrada"),
        ({"account": "ana", "sessions": 1}, "ana · 1 session", "ana · 1 sesión"),
        ({"account": "ana", "by": "link"}, "ana · by a link", "ana · con un enlace"),
        ({"scenario": 12}, "scenario 12", "escenario 12"),
        (
            {"through": 1200, "hash": "ab12", "rows": 3},
            "3 rows · up to entry 1,200",
            "3 filas · hasta la anotación 1,200",
        ),
        (
            {"page": "audit", "late_seconds": 61},
            "Audit · recorded 61 seconds late",
            "Auditoría · se registró 61 segundos después",
        ),
        # The permission is that of the page.
        ({"page": "audit", "permission": "view_audit"}, "Audit", "Auditoría"),
        # Another version's, or what somebody added.
        ({"colour": "red"}, "colour: red", "colour: red"),
    ],
)
def test_facts_are_put_in_words(facts: dict[str, object], english: str, spanish: str) -> None:
    with use("en"):
        assert audit.described(json.dumps(facts)) == english
    with use("es"):
        assert audit.described(json.dumps(facts)) == spanish


def _recorded() -> Iterator[str]:
    """The names of facts in whatever is written as ``facts`` where the audit is written."""
    for path in (ROOT / "lib" / "access").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            values = []
            if isinstance(node, ast.keyword) and node.arg == "facts":
                values = [node.value]
            if isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(isinstance(each, ast.Name) and each.id == "facts" for each in targets):
                    values = [node.value] if node.value else []
            for value in values:
                if isinstance(value, ast.Dict):
                    yield from (key.value for key in value.keys if isinstance(key, ast.Constant))


def test_every_fact_that_is_recorded_has_words() -> None:
    recorded = set(_recorded())
    assert {"plan", "step", "account", "through"} <= recorded
    assert recorded - set(audit._SPOKEN) == set()
