"""Dates that are so many months or days after the one in the file, alike for all rows or not."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from lib.exchange.conditions import chooser
from lib.exchange.errors import Rejected
from lib.exchange.header import Cells, Header
from lib.exchange.mapping import ByRow, ColumnMapping

Later = Callable[[date, Cells], date]


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month if it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def later(column: str, mapping: ColumnMapping, header: Header) -> Later | None:
    """What is added to a date of the column: months first, then days; none if nothing is.

    :raises NotImportable: if the header lacks a column that says how much.
    """
    if not mapping.adds_by_row:
        return None
    months = _amount(column, "plus_months", mapping.plus_months, header)
    days = _amount(column, "plus_days", mapping.plus_days, header)

    def add(day: date, cells: Cells) -> date:
        try:
            return months_later(day, months(cells)) + timedelta(days=days(cells))
        except (ValueError, OverflowError):
            raise Rejected(column, f"{day} is too near the end of time") from None

    return add


def _amount(column: str, key: str, amount: int | ByRow, header: Header) -> Callable[[Cells], int]:
    if not isinstance(amount, ByRow):
        return lambda _: amount
    choose: Callable[[Cells], Any] = chooser(
        header, amount.column, amount.values, f"columns.{column}.{key}.column"
    )

    def chosen(cells: Cells) -> int:
        value = choose(cells)
        if value is None:
            raise Rejected(column, f"{key} has no value for the {amount.column} of this row")
        return int(value)

    return chosen
