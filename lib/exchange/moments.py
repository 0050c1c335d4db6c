"""Dates and instants of a column out of what a cell says: its zone, its hour, days added."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from sqlalchemy import Column, Date

from lib.exchange.dates import NOON, as_date, in_zone
from lib.exchange.errors import Rejected
from lib.exchange.mapping import ColumnMapping
from lib.exchange.notes import Notes
from lib.exchange.zones import clock_change, place_zone, zone_of

CHANGES = {
    "skip": "a time that clocks skip, when they are put forward: taken as an hour later",
    "repeat": "a time that clocks show twice, when they are put back: taken as the first",
}
"""What is noted of times of the two nights of the year when clocks change."""
NO_ZONE = "no time zone in its cell: the organization's is taken"

Finish = Callable[[datetime | date, str | None], datetime | date]
_DAY_S = 24 * 60 * 60


def moments(column: Column[Any], mapping: ColumnMapping, zone: tzinfo, notes: Notes) -> Finish:
    """A function from what a cell says, and the text of the row's time zone, to the column's value.

    It raises ``Rejected`` for a zone that is none.

    :param zone: of times that say none, unless the mapping has another for the column.
    """
    has_own = "{" in (mapping.time_zone or "")
    if mapping.time_zone and not has_own:
        zone = place_zone(mapping.time_zone)
    at: time = mapping.at or NOON
    later = timedelta(days=mapping.days_at_once)

    def of_row(text: str | None) -> tzinfo:
        if text is None:
            notes.add(column.name, NO_ZONE)
            return zone
        try:
            return zone_of(text)
        except ValueError as error:
            raise Rejected(column.name, str(error)) from None

    def finish(value: datetime | date, of: str | None) -> datetime | date:
        says_none = not (isinstance(value, datetime) and value.tzinfo)
        here = of_row(of) if has_own and (says_none or isinstance(column.type, Date)) else zone
        if isinstance(column.type, Date):
            return as_date(value, here) + later
        moment = in_zone(value + later, here, at)
        if change := clock_change(moment):
            notes.add(column.name, CHANGES[change])
        return moment.astimezone(UTC)

    return finish


def days_later(first: date, days: Decimal) -> datetime | date:
    """The day, or the time to the second where a part of a day is left over, so long after a date.

    :raises OverflowError: if there is no such day.
    """
    whole = days.to_integral_value(ROUND_FLOOR)
    day = first + timedelta(days=int(whole))
    seconds = round((days - whole) * _DAY_S)
    if not seconds:
        return day
    return datetime.combine(day, time()) + timedelta(seconds=seconds)
