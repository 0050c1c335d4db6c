"""Mappings that come with Tejido, and which of them a file fits."""

from collections.abc import Iterator
from pathlib import Path

from lib.exchange.mapping import ImportMapping, load
from lib.exchange.suggesting.layouts import Layout
from lib.exchange.templates import Template

MAPPINGS = Path(__file__).parents[1] / "mappings"


def fitting(table: str, layout: Layout) -> Path | None:
    """The shipped mapping for a table whose columns a file has: the one that uses most of them."""
    best: tuple[int, Path] | None = None
    for path in sorted(MAPPINGS.glob("*.toml")):
        mapping = load(path)
        if mapping.table.rpartition(".")[2] != table or mapping.join:
            continue
        header = {*layout.header, "file.name", *(mapping.unpivot.values if mapping.unpivot else ())}
        header |= {mapping.unpivot.name} if mapping.unpivot else set()
        needed = set(_needed(mapping))
        present = needed & header
        if needed - set(mapping.file.optional) <= header and len(present) > 1:
            best = max(best or (0, path), (len(present), path))
    return best[1] if best else None


def _needed(mapping: ImportMapping) -> Iterator[str]:
    if mapping.identity.template:
        yield from Template(mapping.identity.template).fields
    for conditions in (mapping.only, mapping.without):
        yield from conditions
    for spec in mapping.columns.values():
        yield from spec.from_ or ()
        yield from spec.when
        yield from spec.marked or ()
        if spec.template:
            yield from Template(spec.template).fields
    if mapping.several:
        yield from mapping.several.by or ()
    if mapping.place:
        for word in ("state", "county", "area", "city", "agency"):
            yield from getattr(mapping.place, word) or ()
