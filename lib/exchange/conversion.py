"""From the text of a cell to the value of a column, as the mapping says."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import Column, Float, Integer, Numeric

from lib.data.contract.plausible import is_temporal
from lib.exchange.conditions import conditions
from lib.exchange.dates import ISO, parser
from lib.exchange.errors import NotImportable, Rejected
from lib.exchange.header import Cells, Header, Pick
from lib.exchange.later import later
from lib.exchange.lookups import finder, known, part_of, translation
from lib.exchange.mapping import ColumnMapping, DaysAfter, Number
from lib.exchange.moments import Finish, days_later, moments
from lib.exchange.notes import Notes
from lib.exchange.numbers import number
from lib.exchange.several_values import Values, marked, one_of_them
from lib.exchange.templates import Template
from lib.reference.names import tidy

Convert = Callable[[Cells], Any]
Step = Callable[[str, str | None], Any]
"""From a text, and the row's time zone where the mapping has one by row, to a value."""
Find = Callable[[Column[Any], str], Mapping[str, str | None]]
"""The keys of a column's parent table by another of its columns; null where several parents share
the text."""

UNREADABLE = "not a date that can be read: no value"


def is_numeric(column: Column[Any]) -> bool:
    """Whether a column holds numbers."""
    return isinstance(column.type, Integer | Numeric | Float)


class Conversion:
    """Makes the functions that turn a row of cells into values.

    :param zone: the time zone of times that say none, unless the column's mapping names another.
    :param find: how keys of parent tables are found by another column.
    :param notes: where what is to be told of a row is noted.
    :param language: of words and numbers of the file.
    """

    def __init__(
        self,
        header: Header,
        zone: tzinfo,
        find: Find,
        notes: Notes | None = None,
        language: str | None = None,
    ):
        self._header = header
        self._zone = zone
        self._find = find
        self._notes = notes or Notes()
        self._language = language

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

    def _pick(self, column: Column[Any], names: list[str], key: str) -> Pick:
        return self._header.pick(names, f"columns.{column.name}.{key}")

    def _source(self, column: Column[Any], mapping: ColumnMapping) -> Pick:
        if mapping.from_ is not None:
            return self._pick(column, mapping.from_, "from")
        return self._filled(mapping.template or "", f"columns.{column.name}.template")

    def _filled(self, template: str, needed_by: str) -> Pick:
        filling = Template(template)
        picks = [self._header.pick([name], needed_by) for name in filling.fields]
        blank = filling.fill([])

        def filled(cells: Cells) -> str | None:
            text = filling.fill([pick(cells) for pick in picks])
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
        values = None if mapping.days_after else self._values(column, mapping)
        if values is not None:
            return one_of_them(
                column.name,
                values,
                known(mapping),
                self._steps(column, mapping),
                self._notes.remembering,
                all_mean="otherwise" in mapping.model_fields_set,
                first=mapping.of_several == "first",
            )
        source = self._source(column, mapping)
        if mapping.days_after is not None:
            return self._days_after(column, mapping, source)
        if not (mapping.part or mapping.translate or self._is_typed(column, mapping)):
            return source
        steps = self._notes.remembering(self._steps(column, mapping))
        if zone := self._zone_of_row(column, mapping):
            return lambda cells: steps(source(cells), zone(cells))
        return lambda cells: steps(source(cells))

    def _values(self, column: Column[Any], mapping: ColumnMapping) -> Values | None:
        """The texts of a row that a column's value is one of; none where it has one at most."""
        if mapping.marked is not None:
            return marked(self._header, mapping.marked, f"columns.{column.name}.marked")
        if mapping.from_ is not None and any(map(self._header.splits, mapping.from_)):
            return self._header.pick_values(mapping.from_, f"columns.{column.name}.from")
        return None

    def _zone_of_row(self, column: Column[Any], mapping: ColumnMapping) -> Pick | None:
        if mapping.time_zone is None or "{" not in mapping.time_zone:
            return None
        return self._filled(mapping.time_zone, f"columns.{column.name}.time_zone")

    def _constant(self, column: Column[Any], mapping: ColumnMapping) -> Any:
        value = mapping.constant
        if not is_temporal(column):
            return value
        try:
            if isinstance(value, str):
                return self._steps(column, mapping)(value)
            moment: Any = value
            return self._moment(column, mapping)(moment, None)
        except (Rejected, ValueError, OverflowError, TypeError, AttributeError):
            raise NotImportable(
                f"the mapping: columns.{column.name}.constant: {value!r} is no such date"
            ) from None

    def _steps(self, column: Column[Any], mapping: ColumnMapping) -> Callable[..., Any]:
        translate = translation(column.name, mapping, self._notes) if mapping.translate else None
        typed = self._typed(column, mapping)
        part = part_of(column.name, mapping.part) if mapping.part else None

        def convert(text: str | None, zone: str | None = None) -> Any:
            if part and text is not None:
                text = part(text)
            value: Any = translate(text) if translate else text
            return typed(value, zone) if typed and isinstance(value, str) else value

        return convert

    def _is_typed(self, column: Column[Any], mapping: ColumnMapping) -> bool:
        return mapping.find is not None or is_numeric(column) or is_temporal(column)

    def _typed(self, column: Column[Any], mapping: ColumnMapping) -> Step | None:
        if mapping.find is not None:
            keys = self._find(column, mapping.find)
            find = finder(column, mapping, keys, self._notes)
            return lambda text, _: find(text)
        if is_numeric(column):
            read_number = number(column.name, mapping.number or Number(), self._language)
            return lambda text, _: read_number(tidy(text))
        if is_temporal(column):
            return self._date(column, mapping)
        return None

    def _date(self, column: Column[Any], mapping: ColumnMapping) -> Step:
        parse = parser(mapping.formats or [ISO], self._language)
        finish = self._moment(column, mapping)

        def read(text: str, zone: str | None) -> datetime | date | None:
            try:
                return finish(parse(tidy(text)), zone)
            except (ValueError, OverflowError) as error:
                if mapping.unreadable == "null":
                    self._notes.add(column.name, UNREADABLE)
                    return None
                raise Rejected(column.name, str(error)) from None

        return read

    def _moment(self, column: Column[Any], mapping: ColumnMapping) -> Finish:
        return moments(column, mapping, self._zone, self._notes)

    def _days_after(self, column: Column[Any], mapping: ColumnMapping, source: Pick) -> Convert:
        assert mapping.days_after is not None
        first_day = self._first_day(column, mapping.days_after)
        finish = self._moment(column, mapping)
        days = self._notes.remembering(number(column.name, Number(), self._language))
        zone = self._zone_of_row(column, mapping)

        def convert(cells: Cells) -> Any:
            text = source(cells)
            if text is None:
                return None
            first = first_day(cells)
            if first is None:
                raise Rejected(column.name, "days_after gives no date for this row")
            try:
                value = days_later(first, days(tidy(text)))
            except (Rejected, OverflowError):
                raise Rejected(column.name, f"{text!r} is not a number of days") from None
            return finish(value, zone(cells) if zone else None)

        return convert

    def _first_day(self, column: Column[Any], after: DaysAfter) -> Callable[[Cells], date | None]:
        if after.column is None:
            return lambda _: after.date
        group = self._pick(column, [after.column], "days_after.column")
        return lambda cells: after.dates.get(group(cells) or "")
