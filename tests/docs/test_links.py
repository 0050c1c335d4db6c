"""Files that documents link to or name are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _documents() -> list[Path]:
    folders = (ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), (ROOT / "findings").glob("*.md"))
    return [document for folder in folders for document in folder]


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in _documents()
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[\w-]+)?\)", document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]
    assert not broken


def test_files_that_documents_name_are_there() -> None:
    named = re.compile(r"`((?:docs|findings|lib|pages|queries|tests)/[\w./-]*)(?:::\w+)?`")
    gone = [
        f"{document.relative_to(ROOT)}: {path}"
        for document in _documents()
        for path in named.findall(document.read_text("utf-8"))
        if not (ROOT / path).exists()
    ]
    assert not gone
