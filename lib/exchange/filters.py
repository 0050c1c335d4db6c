"""Which rows of a file are meant: what is left out was never to be imported, and is counted."""

from collections.abc import Callable

from lib.exchange.conditions import conditions
from lib.exchange.header import Cells, Header
from lib.exchange.mapping import ImportMapping


def keeper(mapping: ImportMapping, header: Header) -> Callable[[Cells], bool]:
    """Whether a row is meant: it fulfils all of ``only`` and nothing of ``without``.

    :raises NotImportable: if the header lacks a column that one of them names.
    """
    needed = conditions(header, mapping.only, "only")
    unwanted = conditions(header, mapping.without, "without")
    if not needed and not unwanted:
        return lambda _: True

    def is_meant(cells: Cells) -> bool:
        return all(holds(cells) for holds in needed) and not any(holds(cells) for holds in unwanted)

    return is_meant
