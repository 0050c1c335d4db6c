"""What a row is: what tells it from others, where it is, and which rows of a file count."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from lib.exchange.mapping.values import DateFormat, Names, Part, Section, TemplateText, Unknown


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


class Edition(Section):
    """The file is the whole list of its source as of a day, newer or older than those before.

    :ivar of: the sources whose rows are of this list.
    :ivar most_ended: the share of them that may end by one import.
    """

    of: Names
    most_ended: Annotated[float, Field(gt=0, le=1)] = 0.25
