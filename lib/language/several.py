"""Several names in a sentence: the first few, and how many more there are."""

from collections.abc import Collection

from lib.language import formats
from lib.language.collation import as_sorted

MOST_NAMED = 3


def first_few(names: Collection[str]) -> str:
    """The first names, as they sort, and how many more; as Markdown: ``Ana, Bea, Cruz, +4``."""
    shown = [formats.plain(name) for name in sorted(names, key=as_sorted)[:MOST_NAMED]]
    if len(names) > len(shown):
        shown.append(f"+{formats.number(len(names) - len(shown))}")
    return ", ".join(shown)
