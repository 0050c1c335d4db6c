"""From the text of a cell to the value of a column, as the mapping says."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import TIMESTAMP, Column, Date, Float, Integer, Numeric

from lib.exchange.conditions import conditions
from lib.exchange.dates import ISO, NOON, as_date, as_instant, digits, parser
from lib.exchange.errors import NotImportable, Rejected
from lib.exchange.header import Cells, Header, Pick
from lib.exchange.later import later
from lib.exchange.mapping import ColumnMapping, Number
from lib.exchange.several_values import Values, marked, one_of_them
from lib.exchange.templates import Template
from lib.reference.names import folded

Convert = Callable[[Cells], Any]
Step = Callable[[str], Any]
Find = Callable[[Column[Any], str], dict[str, str | None]]
"""The keys of a column's parent table by another of its columns, in lower case; null where several
parents share the text."""

_CACHED = 10_000

MOST_DIGITS = 300
"""Before or after the point; a column of floating point holds 308."""


def is_temporal(column: Column[Any]) -> bool:
    """Whether a column holds dates or instants."""
    return isinstance(column.type, Date | TIMESTAMP)


def is_numeric(column: Column[Any]) -> bool:
    """Whether a column holds numbers."""
    return isinstance(column.type, Integer | Numeric | Float)


class Conversion:
    """Makes the functions that turn a row of cells into values.

    :param zone: the time zone of times that say none, unless the column's mapping names another.
    :param find: how keys of parent tables are found by another column.
    """

    def __init__(self, header: Header, zone: ZoneInfo, find: Find):
        self._header = header
        self._zone = zone
        self._find = find

    def column(self, column: Column[Any], mapping: ColumnMapping) -> Convert:
        """A function from a row to the column's value; it raises ``Rejected``.

        :raises NotImportable: if the header lacks a column that the mapping names.
        """
        convert = self._value(column, mapping)
        needed = conditions(self._header, mapping.when, f"columns.{column.name}.when")
        otherwise = 0 if mapping.several == "count" else None
        if not needed:
            return convert

        def convert_when(cells: Cells) -> Any:
            return convert(cells) if all(holds(cells) for holds in needed) else otherwise

        return convert_when

    def template(
        self, text: str, needed_by: str, fold: bool = False
    ) -> Callable[[Cells], tuple[str, bool]]:
        """A function from a row to a filled template, and whether each of its cells had a value.

        :param fold: whether spelling counts for nothing (:func:`lib.reference.names.folded`).
        """
        template = Template(text)
        picks = [self._header.pick([name], needed_by) for name in template.fields]

        def fill(cells: Cells) -> tuple[str, bool]:
            values = [pick(cells) for pick in picks]
            texts = [folded(v) if v and fold else v for v in values]
            return template.fill(texts), None not in values

        return fill

    def _pick(self, column: Column[Any], names: list[str], key: str) -> Pick:
        return self._header.pick(names, f"columns.{column.name}.{key}")

    def _source(self, column: Column[Any], mapping: ColumnMapping) -> Pick:
        if mapping.from_ is not None:
            return self._pick(column, mapping.from_, "from")
        fill = self.template(mapping.template or "", f"columns.{column.name}.template")
        blank = Template(mapping.template or "").fill([])

        def filled(cells: Cells) -> str | None:
            text, _ = fill(cells)
            return None if text == blank else text

        return filled

    def _value(self, column: Column[Any], mapping: ColumnMapping) -> Convert:
        convert = self._one_value(column, mapping)
        add = later(column.name, mapping, self._header)
        if add is None:
            return convert

        def convert_and_add(cells: Cells) -> Any:
            day = convert(cells)
            return None if day is None else add(day, cells)

        return convert_and_add

    def _one_value(self, column: Column[Any], mapping: ColumnMapping) -> Convert:
        if mapping.several == "count":
            counted = self._source(column, mapping)
            return lambda cells: int(counted(cells) is not None)
        if mapping.constant is not None:
            fixed = self._constant(column, mapping)
            return lambda _: fixed
        if mapping.days_after is not None:
            return self._days_after(column, mapping)
        values = self._values(column, mapping)
        if values is not None:
            return one_of_them(
                column.name,
                values,
                _knows(mapping),
                self._steps(column, mapping),
                all_mean="otherwise" in mapping.model_fields_set,
                first=mapping.of_several == "first",
            )
        source = self._source(column, mapping)
        steps = lru_cache(_CACHED)(self._steps(column, mapping))
        return lambda cells: steps(source(cells))

    def _values(self, column: Column[Any], mapping: ColumnMapping) -> Values | None:
        """The texts of a row that a column's value is one of; none where it has one at most."""
        if mapping.marked is not None:
            return marked(self._header, mapping.marked, f"columns.{column.name}.marked")
        if mapping.from_ is not None and any(map(self._header.splits, mapping.from_)):
            return self._header.pick_values(mapping.from_, f"columns.{column.name}.from")
        return None

    def _constant(self, column: Column[Any], mapping: ColumnMapping) -> Any:
        value = mapping.constant
        if not is_temporal(column):
            return value
        try:
            if isinstance(value, str):
                return self._steps(column, mapping)(value)
            return self._moment(column, mapping)(value)
        except (Rejected, ValueError, OverflowError, TypeError, AttributeError):
            raise NotImportable(
                f"the mapping: columns.{column.name}.constant: {value!r} is no such date"
            ) from None

    def _steps(self, column: Column[Any], mapping: ColumnMapping) -> Callable[[str | None], Any]:
        translate = _translation(column.name, mapping) if mapping.translate else None
        typed = self._typed(column, mapping)
        part = _part(column.name, mapping.part) if mapping.part else None

        def convert(text: str | None) -> Any:
            if part and text is not None:
                text = part(text)
            value: Any = translate(text) if translate else text
            return typed(value) if typed and isinstance(value, str) else value

        return convert

    def _typed(self, column: Column[Any], mapping: ColumnMapping) -> Step | None:
        if mapping.find is not None:
            return _finder(column, mapping, self._find(column, mapping.find))
        if mapping.number is not None:
            return _number(column.name, mapping.number)
        if is_numeric(column):
            return _plain(column.name)
        if is_temporal(column):
            parse = parser(mapping.formats or [ISO])
            finish = self._moment(column, mapping)

            def read(text: str) -> Any:
                try:
                    return finish(parse(text))
                except (ValueError, OverflowError) as error:
                    if mapping.unreadable == "null":
                        return None
                    raise Rejected(column.name, str(error)) from None

            return read
        return None

    def _moment(self, column: Column[Any], mapping: ColumnMapping) -> Callable[[Any], Any]:
        zone = ZoneInfo(mapping.time_zone) if mapping.time_zone else self._zone
        at: time = mapping.at or NOON
        after = timedelta(days=mapping.days_at_once)

        def finish(value: datetime | date) -> datetime | date:
            if isinstance(column.type, Date):
                return as_date(value, zone) + after
            return as_instant(value + after, zone, at)

        return finish

    def _days_after(self, column: Column[Any], mapping: ColumnMapping) -> Convert:
        after = mapping.days_after
        assert after is not None
        source = self._source(column, mapping)
        finish = self._moment(column, mapping)
        pick_group = (
            self._pick(column, [after.column], "days_after.column") if after.column else None
        )

        def convert(cells: Cells) -> Any:
            text = source(cells)
            if text is None:
                return None
            first = after.dates.get(pick_group(cells) or "") if pick_group else after.date
            if first is None:
                raise Rejected(column.name, "days_after gives no date for this row")
            try:
                return finish(first + timedelta(days=int(digits(text))))
            except (ValueError, OverflowError):
                raise Rejected(column.name, f"{text!r} is not a number of days") from None

        return convert


def _knows(mapping: ColumnMapping) -> Callable[[str], bool]:
    """Whether a column is about a text: it has the part, and a translation if it needs one."""
    wanted = re.compile(mapping.part) if mapping.part else None
    known = {text.strip().casefold() for text in mapping.translate}

    def knows(text: str) -> bool:
        found = wanted.search(text) if wanted else None
        if wanted and found is None:
            return False
        return not known or (found[1] if found else text).casefold() in known

    return knows


def _part(column: str, pattern: str) -> Callable[[str], str]:
    wanted = re.compile(pattern)

    def part(text: str) -> str:
        found = wanted.search(text)
        if found is None:
            raise Rejected(column, f"{text!r} has no part like {pattern}")
        return str(found[1])

    return part


def _translation(column: str, mapping: ColumnMapping) -> Callable[[str | None], Any]:
    table = {key.strip().casefold(): value for key, value in mapping.translate.items()}

    def translate(text: str | None) -> Any:
        if text is None and "" not in table:
            return None
        value = table.get((text or "").casefold(), mapping.otherwise)
        if value == "reject":
            raise Rejected(column, f"{text or ''!r} has no translation")
        return {"null": None, "keep": text}.get(value, value) if isinstance(value, str) else value

    return translate


def _finder(column: Column[Any], mapping: ColumnMapping, keys: dict[str, str | None]) -> Step:
    def find(text: str) -> str | None:
        key = keys.get(text.casefold())
        if key is not None or mapping.unknown == "null":
            return key
        how_many = "several have" if text.casefold() in keys else "none has"
        raise Rejected(column.name, f"{how_many} the {mapping.find} {text!r}")

    return find


def _number(column: str, form: Number) -> Step:
    def read(text: str) -> Decimal:
        plain = "".join(c for c in text if c not in form.strip and c != form.thousands).strip()
        try:
            value = Decimal(digits(plain.replace(form.decimal, "."))) * form.times
        except (DecimalException, ValueError):
            raise Rejected(column, f"{text!r} is not a number") from None
        # What has more digits than any column holds would be written out digit by digit.
        if not value.is_finite() or (value and abs(value.adjusted()) > MOST_DIGITS):
            raise Rejected(column, f"{text!r} is a number that no column holds")
        return value

    return read


def _plain(column: str) -> Step:
    def read(text: str) -> str:
        try:
            return digits(text)
        except ValueError:
            raise Rejected(column, f"{text!r} is not a number") from None

    return read
