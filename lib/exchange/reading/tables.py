"""What every kind of file is read as."""

import re
from collections.abc import Iterator
from typing import Protocol

Cells = list[str]

_HELD_BY_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def sound(text: str) -> str:
    """A cell as a database can hold it: U+FFFD, the sign of what is lost, for a NUL and for half a
    sign, which programs leave where they cut a text at a length."""
    return text if text.isprintable() else _HELD_BY_NO_TEXT.sub("\ufffd", text)


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
