"""One dialect of docstrings: Sphinx's fields, spelled one way. docsig holds their parameters."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = [p for folder in ("lib", "pages") for p in sorted((ROOT / folder).rglob("*.py"))]
FIELD = re.compile(r"^[ ]*:(?P<kind>\w+)(?: (?P<name>[^:\n`]+))?:(?=\s|$)", re.MULTILINE)
SECTION = re.compile(
    r"^[ ]*(Args|Arguments|Parameters|Returns?|Yields?|Raises|Attributes)"
    r"(:[ ]*$|[ ]*\n[ ]*-{3,})",
    re.MULTILINE,
)
NAMED, ALONE = {"param", "ivar", "raises"}, {"return"}


def wrong(docstring: str) -> list[str]:
    """What of a docstring is another dialect."""
    fields = [(m["kind"], m["name"]) for m in FIELD.finditer(docstring)]
    strange = [
        f":{kind}: {name or ''}".strip()
        for kind, name in fields
        if not ((kind in NAMED and name) or (kind in ALONE and not name))
    ]
    return strange + [match[1] for match in SECTION.finditer(docstring)]


@cache
def _trees() -> dict[Path, list[ast.AST]]:
    """Every part of every module."""
    return {path: list(ast.walk(ast.parse(path.read_text(encoding="utf-8")))) for path in MODULES}


def _docstrings() -> Iterator[tuple[str, str]]:
    """Every string that stands alone, which documents what is above or around it, and where."""
    for path, nodes in _trees().items():
        for node in nodes:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", str(node.value.value)


@pytest.mark.slow
def test_every_docstring_speaks_sphinx() -> None:
    texts = list(_docstrings())
    assert len(texts) > 1000
    assert [f"{place}: {fault}" for place, text in texts for fault in wrong(text)] == []


@pytest.mark.parametrize(
    ("docstring", "faults"),
    [
        ("Add.\n\n:param a: one.\n:return: the sum.\n:raises ValueError: if it is none.", []),
        ("Look at :data:`NEVER`.\n\n:data:`NEVER` stands for no day.", []),  # a reference
        ("Returns: in prose, no section.", []),
        ("Add.\n\n:returns: the sum.", [":returns:"]),
        ("Add.\n\n:raise ValueError: if.", [":raise: ValueError"]),
        ("Add.\n\n:param: one.", [":param:"]),
        ("Add.\n\n:type a: int", [":type: a"]),
        ("Add.\n\n    Raises:\n        ValueError: if.", ["Raises"]),
        ("Add.\n\nParameters\n----------\na : int", ["Parameters"]),
    ],
)
def test_another_dialect_is_recognized(docstring: str, faults: list[str]) -> None:
    assert wrong(docstring) == faults


def _names(node: ast.ClassDef) -> set[str]:
    """What a class has, by its own body: attributes, and what is assigned to ``self``."""
    names = {
        n.target.id
        for n in node.body
        if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
    }
    names |= {
        t.id
        for n in node.body
        if isinstance(n, ast.Assign)
        for t in n.targets
        if isinstance(t, ast.Name)
    }
    names |= {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
    return names | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


@pytest.mark.slow
def test_attributes_that_are_documented_exist() -> None:
    gone = [
        f"{path.relative_to(ROOT)}: {node.name}.{name}"
        for path, nodes in _trees().items()
        for node in nodes
        if isinstance(node, ast.ClassDef)
        for kind, names in FIELD.findall(ast.get_docstring(node) or "")
        if kind == "ivar"
        for name in re.split(r", ", names)
        if name not in _names(node)
    ]
    assert gone == []
