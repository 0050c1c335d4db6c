"""How files are read, and what further files bring: columns, or ids that changed."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from lib.exchange.mapping.values import (
    Character,
    Encoding,
    Names,
    Section,
    TemplateText,
)


class FileFormat(Section):
    """How the bytes of a file become rows of cells."""

    encoding: Encoding = "utf-8"
    delimiter: Character = ","
    quote: Annotated[str, Field(max_length=1)] = '"'
    escape: Character | None = None
    skip_lines: Annotated[int, Field(ge=0)] = 0
    names: Names | None = None
    member: str | None = None
    sheet: str | None = None
    header: Names | None = None
    rows: Annotated[str | None, Field(min_length=1)] = None
    empty: list[str] = []
    optional: list[str] = []
    unused: list[str] = []


class Join(Section):
    """A second file whose columns are added to the rows of the first, or of another join."""

    file: str
    key: Names
    on: Names | None = None
    take: Names
    to: str | None = None
    several: Literal["refuse", "first", "largest", "smallest"] = "refuse"
    format: FileFormat | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.on or self.key) != len(self.key):
            raise ValueError("has not as many columns in on as in key")
        if self.several in ("largest", "smallest") and len(self.take) != 1:
            raise ValueError(f"has several = {self.several!r}, which needs exactly one take")
        return self


class Alias(Section):
    """A file of ids that changed in the source: people who were merged, records renumbered.

    :ivar of: the table whose keys they are; that of the mapping unless said.
    :ivar old: what the key was, a text with columns of that file in braces.
    :ivar new: what it is now.
    """

    file: str
    of: str | None = None
    old: TemplateText
    new: TemplateText
    format: FileFormat | None = None

    @property
    def templates(self) -> dict[str, str]:
        """The old key and the new one."""
        return {"old": self.old, "new": self.new}
