"""What every kind of file is read as."""

from collections.abc import Iterator
from typing import Protocol

Cells = list[str]


class Table(Protocol):
    """Rows of a file, each with the number by which a person finds it there.

    :ivar name: of the file.
    :ivar header: names of the columns.
    :ivar columns_vary: whether another file of the kind may lack some of them.
    """

    name: str
    header: list[str]
    columns_vary: bool

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        """The rows in order; none is blank, and all are as wide as the header or rejected."""
