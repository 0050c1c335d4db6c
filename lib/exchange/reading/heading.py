"""Which row of a sheet or file is its header, and how far the table reaches to either side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.reading.width import fitted, is_blank

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """The names of a table's columns, and the cells of a row that are of it."""

    names: list[str]
    first: int = 0
    last: int | None = None

    def cells(self, row: Cells) -> Cells | None:
        """The cells of a row that are the table's, as wide as its header; none if all are blank."""
        if self.last is not None:
            row = row[self.first : self.last]
        return None if is_blank(row) else fitted(row, len(self.names))


def heading(rows: Iterable[tuple[int, Cells]], form: FileFormat, name: str) -> Heading:
    """Read rows up to the header.

    It is the first in which anything stands, or the one that has the texts of ``file.header``: then
    the table is what stands beside those without an empty cell between.

    :raises NotImportable: if no row is the header.
    """
    if form.names:
        return Heading(form.names)
    for _, cells in rows:
        texts = [cell.strip() for cell in cells]
        if _is_hint(texts):
            continue
        if form.header and set(form.header) <= set(texts):
            return _range(texts, form.header)
        if not form.header and not is_blank(texts):
            return Heading(texts)
    if form.header:
        wanted = ", ".join(map(repr, form.header))
        raise NotImportable(f"{name}: no row has the texts {wanted} of file.header")
    raise NotImportable(f"{name}: has no header: it is empty, or ends before it")


def _is_hint(texts: Sequence[str]) -> bool:
    """Whether a row is the line ``sep=;`` by which Excel learns the delimiter."""
    return bool(texts) and texts[0][:4].lower() == "sep=" and is_blank([texts[0][5:], *texts[1:]])


def _range(texts: Sequence[str], wanted: Sequence[str]) -> Heading:
    places = [texts.index(text) for text in wanted]
    first, last = min(places), max(places) + 1
    while first > 0 and texts[first - 1]:
        first -= 1
    while last < len(texts) and texts[last]:
        last += 1
    return Heading(list(texts[first:last]), first, last)
