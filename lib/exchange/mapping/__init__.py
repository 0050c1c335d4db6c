"""What a mapping file may say: how a file is read and what its columns become.

``docs/importing.md`` describes every key. Pydantic refuses what is not one of them.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from lib.exchange.errors import NotImportable
from lib.exchange.mapping.columns import MOST_DAYS, ByRow, ColumnMapping, DaysAfter, Number
from lib.exchange.mapping.files import Alias, FileFormat, Join
from lib.exchange.mapping.rows import Edition, Identity, Place, Several, Unpivot, WholeList
from lib.exchange.mapping.values import Language, Names, Section

__all__ = [
    "MOST_DAYS",
    "Alias",
    "ByRow",
    "ColumnMapping",
    "DaysAfter",
    "Edition",
    "FileFormat",
    "Identity",
    "ImportMapping",
    "Join",
    "Number",
    "Place",
    "Section",
    "Several",
    "TableMapping",
    "Unpivot",
    "WholeList",
    "load",
    "parsed",
]


def _source(value: Any) -> Any:
    return {"from": value} if isinstance(value, str | list) else value


class TableMapping(Section):
    """What the rows of a file become in one table."""

    table: str
    unpivot: Unpivot | None = None
    only: dict[str, Names] = {}
    without: dict[str, Names] = {}
    identity: Identity
    several: Several | None = None
    columns: dict[str, Annotated[ColumnMapping, BeforeValidator(_source)]] = {}
    place: Place | None = None
    edition: Edition | None = None
    whole_list: WholeList | None = None

    @property
    def over_all(self) -> dict[str, str]:
        """The columns that are summed, counted or chosen over all rows of a key, and how."""
        return {name: spec.several for name, spec in self.columns.items() if spec.several}

    @model_validator(mode="after")
    def _keys_repeat(self) -> Self:
        if self.identity.whole_row and (self.several or self.over_all):
            raise ValueError("several: needs identity.template; rows of a whole_row are all kept")
        return self


class ImportMapping(TableMapping):
    """A whole mapping file."""

    description: str = ""
    language: Language | None = None
    file: FileFormat = FileFormat()
    split: dict[str, Annotated[str, Field(min_length=1)]] = {}
    join: dict[str, Join] = {}
    alias: Alias | None = None
    also: list[TableMapping] = []

    def _alias_of_table(self) -> Alias | None:
        """The changed ids, with the table that they are of, whichever table is filled."""
        return self.alias and self.alias.model_copy(update={"of": self.alias.of or self.table})

    def further(self) -> list["ImportMapping"]:
        """The further tables that the file fills, each with how the file is read."""
        return [
            self.model_copy(
                update={name: getattr(each, name) for name in TableMapping.model_fields}
                | {"also": [], "alias": self._alias_of_table()}
            )
            for each in self.also
        ]

    @model_validator(mode="after")
    def _joins_end(self) -> Self:
        for name in self.join:
            seen: list[str] = []
            target: str | None = name
            while target is not None:
                if target in seen or target not in self.join:
                    raise ValueError(f"join.{name}.to does not lead to the imported file")
                seen.append(target)
                target = self.join[target].to
        return self


_WORDING = {"missing": "is missing", "extra_forbidden": "is not a key of a mapping"}


def _messages(error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        where = ".".join(str(part) for part in problem["loc"])
        reason = problem["msg"].removeprefix("Value error, ").replace("Input should", "should")
        yield f"{where}: {_WORDING.get(problem['type'], reason)}".removeprefix(": ")


def load(path: Path) -> ImportMapping:
    """Read a mapping file.

    :raises NotImportable: if it is not there, is no TOML, or has a key that is missing, unknown or
        wrong; the message names the key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise NotImportable(f"{path}: the mapping can't be read ({error.strerror})") from None
    except UnicodeError as error:
        raise NotImportable(f"{path}: the mapping is not valid TOML ({error})") from None
    return parsed(text, str(path))


def parsed(text: str, name: str) -> ImportMapping:
    """Read the text of a mapping.

    :param name: by which a person knows it.
    :raises NotImportable: as :func:`load` does.
    """
    try:
        content = tomllib.loads(text)
    except ValueError as error:
        raise NotImportable(f"{name}: the mapping is not valid TOML ({error})") from None
    try:
        return ImportMapping.model_validate(content)
    except ValidationError as error:
        raise NotImportable(f"{name}: {next(_messages(error))}") from None
