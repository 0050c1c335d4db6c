"""Whole batches of values against the contract's column types and checks, by pydantic."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal, get_origin

from annotated_types import Ge, Le
from pydantic import AwareDatetime, Field, StringConstraints, TypeAdapter, ValidationError
from sqlalchemy import (
    TIMESTAMP,
    Boolean,
    Column,
    Date,
    Double,
    Integer,
    SmallInteger,
    Table,
    Text,
)
from typing_extensions import TypedDict

from lib.data.contract.checks import checks, one_of
from lib.data.contract.plausible import NEVER, is_temporal, may_never_come, plausible
from lib.exchange.errors import Rejected

Record = dict[str, Any]

_TYPES: tuple[tuple[type, Any], ...] = (
    (SmallInteger, Annotated[int, Ge(-(2**15)), Le(2**15 - 1)]),
    (Integer, Annotated[int, Ge(-(2**31)), Le(2**31 - 1)]),
    (Double, Annotated[float, Field(allow_inf_nan=False)]),
    (Boolean, bool),
    (Date, date),
    (TIMESTAMP, AwareDatetime),
    (Text, Annotated[str, StringConstraints(min_length=1)]),
)

LONGEST_KEY = 600
"""Characters; the B-tree of a key holds no more than 2,704 bytes, at most four a character."""

_AT_LEAST = re.compile(r"(\w+) >= (-?\d+)")
_BETWEEN = re.compile(r"(\w+) BETWEEN (-?\d+) AND (-?\d+)")
_MATCHES = re.compile(r"(\w+) ~ '(.+)'")


def _parsed_check(check: str) -> tuple[str, tuple[Any, ...]] | None:
    """The column of a check of the contract and its demands; none if it is of another form."""
    if choice := one_of(check):
        return choice.column, (Literal[tuple(choice.codes)],)
    if match := _AT_LEAST.fullmatch(check):
        return match[1], (Ge(int(match[2])),)
    if match := _BETWEEN.fullmatch(check):
        return match[1], (Ge(int(match[2])), Le(int(match[3])))
    if match := _MATCHES.fullmatch(check):
        return match[1], (StringConstraints(pattern=match[2]),)
    return None


def unvalidated_checks(table: Table) -> list[str]:
    """The checks of a table that batches are not validated against; the database holds them."""
    return [text for text, _ in checks(table) if _parsed_check(text) is None]


def _between(column: Column[Any]) -> tuple[date, date]:
    """The first and last value that a column of dates can have, of its type."""
    first, last = plausible(column)
    if may_never_come(column):
        last = NEVER
    if isinstance(column.type, Date):
        return first, last
    return datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC)


def _type(column: Column[Any], table: Table) -> Any:
    kind = next(python for sql, python in _TYPES if isinstance(column.type, sql))
    for text, _ in checks(table):
        column_name, demands = _parsed_check(text) or ("", ())
        if column_name == column.name:
            is_choice = get_origin(demands[0]) is Literal
            kind = demands[0] if is_choice else Annotated[kind, *demands]
    if column.primary_key:
        kind = Annotated[kind, StringConstraints(max_length=LONGEST_KEY)]
    if is_temporal(column):
        first, last = _between(column)
        kind = Annotated[kind, Ge(first), Le(last)]
    return kind | None if column.nullable else kind


class Validator:
    """Checks records of some columns of a contract table."""

    def __init__(self, table: Table, columns: Sequence[str]):
        fields = {name: _type(table.c[name], table) for name in columns}
        record: Any = TypedDict(table.name, fields)  # type: ignore[misc]
        batch: Any = list[record]
        self._adapter: TypeAdapter[list[Record]] = TypeAdapter(batch)
        self._defaults = {
            name: False
            for name in columns
            if isinstance(table.c[name].type, Boolean) and not table.c[name].nullable
        }

    def __call__(self, records: Sequence[Record]) -> tuple[list[Record], dict[int, Rejected]]:
        """The valid records in order with their values in the column's type, and what is wrong
        with the others, by index. A flag that is null becomes false."""
        for record in records:
            for name, value in self._defaults.items():
                if record[name] is None:
                    record[name] = value
        try:
            return self._adapter.validate_python(records), {}
        except ValidationError as error:
            errors = _by_record(error)
        valid = [record for index, record in enumerate(records) if index not in errors]
        return self._adapter.validate_python(valid), errors


def _by_record(error: ValidationError) -> dict[int, Rejected]:
    errors: dict[int, Rejected] = {}
    for problem in error.errors(include_url=False):
        index, column = int(problem["loc"][0]), str(problem["loc"][1])
        errors.setdefault(index, Rejected(column, _reason(problem)))
    return errors


def _reason(problem: Any) -> str:
    if problem["input"] is None:
        return "is missing"
    message: str = problem["msg"]
    return f"{str(problem['input'])[:100]!r}: {message[0].lower()}{message[1:]}"
