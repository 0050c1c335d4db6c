"""What every kind of file is read as."""

from collections.abc import Iterator
from typing import Protocol

Cells = list[str]


class Table(Protocol):
    """Rows of a file, each with the number by which a person finds it there.

    :ivar name: of the file.
    :ivar header: names of the columns.
    """

    name: str
    header: list[str]

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        """The rows in order; none is blank, and all are as wide as the header or rejected."""
