# ruff: noqa: DTZ001 - files write times without an offset
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from lib.exchange.dates import as_date, check_format, in_zone, parser

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("text", "formats", "expected"),
    [
        ("10/1/2015", ["%m/%d/%Y"], date(2015, 10, 1)),
        ("4/11/17", ["%d/%m/%Y", "%d/%m/%y"], date(2017, 11, 4)),  # the second format fits
        ("23/05/2014", ["%d/%m/%Y", "%d/%m/%y"], date(2014, 5, 23)),
        ("11/9/96", ["%d/%m/%y"], date(1996, 9, 11)),
        ("Oct-82", ["%b-%y"], date(1982, 10, 1)),
        ("1985", ["%d/%m/%Y", "%Y"], date(1985, 1, 1)),
        ("2024-02-29", ["iso"], date(2024, 2, 29)),
        ("2024-02-29T10:00:00Z", ["iso"], datetime(2024, 2, 29, 10, tzinfo=UTC)),
        ("0", ["unix"], datetime(1970, 1, 1, tzinfo=UTC)),
        ("1700000000", ["unix"], datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("1/2/2024 13:05", ["%m/%d/%Y %H:%M"], datetime(2024, 1, 2, 13, 5)),
        # Midnight that is written is a time of day, not a day without one.
        ("1/2/2024 00:00", ["%m/%d/%Y %H:%M"], datetime(2024, 1, 2)),
    ],
)
def test_the_first_format_that_fits_is_taken(text, formats, expected):
    value = parser(formats)(text)
    assert (type(value), value) == (type(expected), expected)


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("2/30/2024", ["%m/%d/%Y"]),
        ("13/1/2024", ["%m/%d/%Y"]),
        ("1700000000", ["iso"]),  # a number is no date unless the mapping says unix
        ("99999999999999", ["unix"]),
        ("nan", ["unix"]),
        ("", ["iso"]),
    ],
)
def test_what_fits_no_format_is_not_guessed(text, formats):
    with pytest.raises(ValueError, match="is not a date in"):
        parser(formats)(text)


def test_an_instant_is_the_day_that_its_zone_has():
    late = datetime(2024, 1, 2, 3, tzinfo=UTC)  # 9 in the evening of the 1st in Chicago
    assert as_date(late, CHICAGO) == date(2024, 1, 1)
    assert as_date(datetime(2024, 1, 2, 3), CHICAGO) == date(2024, 1, 2)


def test_times_without_an_offset_are_of_the_zone_and_days_are_taken_at_an_hour():
    # Chicago is 6 hours behind UTC in winter, 5 in summer.
    assert in_zone(date(2024, 1, 2), CHICAGO, time(12)) == datetime(2024, 1, 2, 18, tzinfo=UTC)
    assert in_zone(date(2024, 7, 2), CHICAGO, time(12)) == datetime(2024, 7, 2, 17, tzinfo=UTC)
    at_nine = datetime(2024, 7, 2, 9)
    assert in_zone(at_nine, CHICAGO, time(12)) == datetime(2024, 7, 2, 14, tzinfo=UTC)
    instant = datetime(2024, 7, 2, 9, tzinfo=UTC)
    assert in_zone(instant, CHICAGO, time(12)) == instant


@pytest.mark.parametrize("form", ["%Q", "day", "%"])
def test_a_format_that_is_none_is_refused(form):
    with pytest.raises(ValueError, match="is not a date format"):
        check_format(form)
