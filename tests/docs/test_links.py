"""Links between documents lead to files that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_links_between_documents_lead_somewhere() -> None:
    folders = (ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), (ROOT / "findings").glob("*.md"))
    documents = [document for folder in folders for document in folder]
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[\w-]+)?\)", document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]
    assert not broken
