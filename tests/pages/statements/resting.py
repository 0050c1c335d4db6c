"""What a page rests on: a page that rests on a table in nothing need not be opened without it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lib.data.scope import Scope
from lib.reads import Sources, keeping, left_out, reading


@contextmanager
def noting() -> Iterator[set[tuple[str, str]]]:
    """Note every source table of whatever is read, or taken from what is kept, in a block.

    But not of what was left out of figures: each page says that of its own tables alone, out of one
    list of all.
    """
    noted: set[tuple[str, str]] = set()
    note, sentence = keeping.note, left_out.sentence

    def also(sources: Sources, *, is_partial: bool = False) -> None:
        noted.update(sources)
        note(sources, is_partial=is_partial)

    def unnoted(database: str, scope: Scope, tables: tuple[str, ...]) -> str | None:
        before = set(noted)
        said = sentence(database, scope, tables)
        noted.intersection_update(before)
        return said

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeping, "note", also)
        patch.setattr(reading, "note", also)
        patch.setattr(left_out, "sentence", unnoted)
        yield noted
