"""docs/security.md names no test that is not there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = sorted(
    set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/security.md").read_text()))
)


def test_the_document_names_tests() -> None:
    # Some 60 requirements, most with a test of their own: fewer means that the names don't parse.
    assert len(NAMED) > 50


@pytest.mark.parametrize(("file", "function"), NAMED)
@pytest.mark.slow
def test_every_test_that_is_named_exists(file: str, function: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert function in {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
