"""No part of a page runs alone without asking who is looking."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALLOWED = {
    "lib/ui/fragments.py",  # asks
    "lib/ui/frame.py",  # looks whether a database answers again, and shows nothing
}


def test_every_fragment_is_one_that_asks_again() -> None:
    found = {
        str(file.relative_to(ROOT))
        for folder in ("lib", "pages")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"\bst\.(fragment|experimental_fragment)\b", file.read_text(encoding="utf-8"))
    }
    assert found == ALLOWED
