"""Where the values of a column come from, and what is done to them."""

from datetime import date, time
from datetime import date as date_type
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from lib.exchange.mapping.values import (
    Character,
    Constant,
    DateFormat,
    Names,
    Part,
    Section,
    TemplateText,
    TimeZone,
    Unknown,
)

MOST_DAYS = 36_525
"""Days that a mapping may add to a date: a century."""
MOST_MONTHS = 1_200


def _first_day(value: Any) -> Any:
    return {"date": value} if isinstance(value, date) else value


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
