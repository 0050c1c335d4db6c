"""What single values of a mapping may be: an encoding, a time zone, a template and so on."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from lib.exchange.date_words import is_language
from lib.exchange.dates import check_format
from lib.exchange.patterns import check_pattern
from lib.exchange.templates import Template
from lib.exchange.zones import place_zone

Unknown = Literal["reject", "null"]


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
