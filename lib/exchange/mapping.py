"""What a mapping file may say: how a file is read and what its columns become.

``docs/importing.md`` describes every key. Pydantic refuses what is not one of them.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from datetime import date as date_type
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from lib.exchange.date_words import is_language
from lib.exchange.dates import check_format
from lib.exchange.errors import NotImportable
from lib.exchange.patterns import check_pattern
from lib.exchange.templates import Template
from lib.exchange.zones import place_zone

Unknown = Literal["reject", "null"]


MOST_DAYS = 36_525
"""Days that a mapping may add to a date: a century."""
MOST_MONTHS = 1_200


def _encoding(value: str) -> str:
    try:
        "".encode(value)
    except LookupError:
        raise ValueError("is not an encoding (such as utf-8, cp1252, mac_roman)") from None
    return value


def _time_zone(value: str) -> str:
    if "{" in value:
        return _template(value)
    place_zone(value)
    return value


def _language(value: str) -> str:
    if not is_language(value):
        raise ValueError("is not a language (such as es, es-MX)")
    return value


def _template(value: str) -> str:
    Template(value)
    return value


def _part(value: str) -> str:
    try:
        groups = re.compile(value).groups
    except re.error as error:
        raise ValueError(f"is not a regular expression ({error})") from None
    if groups != 1:
        raise ValueError("needs exactly one group, in parentheses: what of the text counts")
    check_pattern(value)
    return value


def _constant(value: Any) -> Any:
    if not isinstance(value, str | int | float | bool | date):
        raise ValueError("should be a text, a number, a date, true or false")
    return value


def _list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _source(value: Any) -> Any:
    return {"from": value} if isinstance(value, str | list) else value


def _first_day(value: Any) -> Any:
    return {"date": value} if isinstance(value, date) else value


Encoding = Annotated[str, AfterValidator(_encoding)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Language = Annotated[str, AfterValidator(_language)]
TemplateText = Annotated[str, AfterValidator(_template)]
Part = Annotated[str, AfterValidator(_part)]
Character = Annotated[str, Field(min_length=1, max_length=1)]
Names = Annotated[list[str], BeforeValidator(_list), Field(min_length=1)]
DateFormat = Annotated[str, AfterValidator(check_format)]
Constant = Annotated[Any, AfterValidator(_constant)]


class Section(BaseModel):
    """A table of the mapping; a key that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


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


class DaysAfter(Section):
    """The date that numbers of days are counted from: one for all, or by the value of a column."""

    date: date_type | None = None
    column: str | None = None
    dates: dict[str, date_type] = {}

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.date is None) == (self.column is None) or (self.column is None and self.dates):
            raise ValueError("needs either a date, or a column and the dates of its values")
        return self


class ByRow(Section):
    """A number for each of the texts that a column has."""

    column: str
    values: Annotated[
        dict[str, Annotated[int, Field(ge=-MOST_DAYS, le=MOST_DAYS)]], Field(min_length=1)
    ]


class Number(Section):
    """How a number is written, and what it is multiplied by."""

    thousands: Character | None = None
    decimal: Character | None = None
    strip: str = ""
    times: int = 1


class ColumnMapping(Section):
    """Where the values of one column come from and what is done to them, in this order."""

    from_: Annotated[Names | None, Field(alias="from")] = None
    constant: Constant | None = None
    template: TemplateText | None = None
    marked: dict[str, str] | None = None
    when: dict[str, Names] = {}
    of_several: Literal["reject", "first"] = "reject"
    part: Part | None = None
    translate: dict[str, Constant] = {}
    otherwise: Constant = "reject"
    find: str | None = None
    unknown: Unknown = "reject"
    number: Number | None = None
    formats: Annotated[list[DateFormat] | None, Field(min_length=1)] = None
    time_zone: TimeZone | None = None
    at: time | None = None
    days_after: Annotated[DaysAfter | None, BeforeValidator(_first_day)] = None
    plus_months: Annotated[int, Field(ge=-MOST_MONTHS, le=MOST_MONTHS)] | ByRow = 0
    plus_days: Annotated[int, Field(ge=-MOST_DAYS, le=MOST_DAYS)] | ByRow = 0
    unreadable: Unknown = "reject"
    no_later_than: str | None = None
    several: Literal["sum", "count", "smallest", "largest"] | None = None

    @property
    def adds_by_row(self) -> bool:
        """Whether months are added, or days that not all rows have alike."""
        return bool(self.plus_months) or isinstance(self.plus_days, ByRow)

    @property
    def days_at_once(self) -> int:
        """Days that are added to every date alike, and nothing else is."""
        return 0 if self.adds_by_row or isinstance(self.plus_days, ByRow) else self.plus_days

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        sources = (self.from_, self.constant, self.template, self.marked)
        if sum(s is not None for s in sources) != 1:
            raise ValueError("needs exactly one of from, constant, template and marked")
        if "otherwise" in self.model_fields_set and not self.translate:
            raise ValueError("has otherwise without translate")
        if "unknown" in self.model_fields_set and self.find is None:
            raise ValueError("has unknown without find")
        if self.days_after is not None and self.formats is not None:
            raise ValueError("has both days_after and formats")
        return self


class Place(Section):
    """Which columns of the file name the place."""

    state: Names | None = None
    county: Names | None = None
    area: Names | None = None
    city: Names | None = None
    zip: Names | None = None
    latitude: Names | None = None
    longitude: Names | None = None
    agency: Names | None = None
    constant: dict[Literal["state", "county", "area", "city", "zip"], str] = {}
    whole_state: dict[str, Names] = {}
    none: list[str] = []
    same_name: Literal["reject", "county", "city"] = "reject"
    unknown: Unknown = "reject"
    unknown_county: Unknown = "reject"

    @model_validator(mode="after")
    def _whole_points(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("has only one of latitude and longitude")
        return self

    def says(self, *keys: str) -> bool:
        """Whether the mapping says one of these of a row, by a column or for all."""
        return any(getattr(self, key) or key in self.constant for key in keys)


class Identity(Section):
    """What tells a row from every other."""

    template: TemplateText | None = None
    whole_row: bool | list[str] = False
    prefix: str = ""
    formerly: str | None = None
    folded: bool = False

    @property
    def former_prefix(self) -> str:
        """How keys of whole rows began by earlier versions."""
        return self.prefix if self.formerly is None else self.formerly

    @property
    def beginning(self) -> str:
        """How all keys begin, whatever the cells are."""
        return self.prefix if self.template is None else self.template.partition("{")[0]

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.template is not None) == bool(self.whole_row):
            raise ValueError("needs either template or whole_row = true, or a list of columns")
        if self.template is not None and self.prefix:
            raise ValueError("has a prefix beside a template; write it into the template")
        if self.whole_row and self.folded:
            raise ValueError("has folded beside whole_row; it is for a template")
        return self


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


class Unpivot(Section):
    """Columns that stand beside each other for different things, turned into rows.

    :ivar name: the column that then has the thing.
    :ivar values: the columns that then have its values, by the names of those that held them: a
        list, or a regular expression whose group is the thing.
    """

    name: str
    values: Annotated[dict[str, Part | list[str]], Field(min_length=1)]


class Several(Section):
    """Which of several rows of one key counts.

    :ivar by: the column that says so; of several, the first that is not empty.
    :ivar empty: what becomes of a row without a value there: it comes last, or counts.
    """

    keep: Literal["first", "last", "newest", "oldest", "largest", "smallest"]
    by: Names | None = None
    formats: Annotated[list[DateFormat] | None, Field(min_length=1)] = None
    empty: Literal["last", "counts"] = "last"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.keep in ("first", "last")) == (self.by is not None):
            needs = "has by, which is not looked at" if self.by else "needs by, a column"
            raise ValueError(f"keep = {self.keep!r} {needs}")
        if self.formats and self.keep not in ("newest", "oldest"):
            raise ValueError(f"keep = {self.keep!r} has formats, which are for dates")
        return self


class WholeList(Section):
    """The file is all that its source has now: what it had before and has no longer is gone.

    :ivar ends: the column that gets the day on which a row was gone.
    :ivar deletes: whether it is deleted instead, with what hangs on it.
    :ivar keys: how keys of the source begin.
    :ivar most_gone: the share of them that may go by one import.
    """

    ends: str | None = None
    deletes: bool = False
    keys: Annotated[str | None, Field(min_length=1)] = None
    most_gone: Annotated[float, Field(gt=0, le=1)] = 0.25

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.ends is not None) == self.deletes:
            raise ValueError("needs either ends, a column, or deletes = true")
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


class Edition(Section):
    """The file is the whole list of its source as of a day, newer or older than those before.

    :ivar of: the sources whose rows are of this list.
    :ivar most_ended: the share of them that may end by one import.
    """

    of: Names
    most_ended: Annotated[float, Field(gt=0, le=1)] = 0.25


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
