"""Dates in words of English, Spanish or the mapping's language, and as days counted."""

# ruff: noqa: DTZ001 - files write times without an offset
from datetime import date, datetime
from pathlib import Path

import pytest

from lib.exchange.dates import parser
from lib.exchange.importing import import_file
from tests.exchange.conftest import DATA, Load, numbers, read

CASES = DATA / "cases"


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("%d de %B de %Y", "15 de marzo de 2026", date(2026, 3, 15)),
        ("%d de %B de %Y", "1.º de SETIEMBRE de 2026", date(2026, 9, 1)),  # Peru's, an ordinal
        ("%d-%b-%y", "15-ene-26", date(2026, 1, 15)),
        ("%d-%b-%Y", "15-mar-2026", date(2026, 3, 15)),
        ("%d %b %Y", "5 sept. 2026", date(2026, 9, 5)),
        ("%A, %d de %B de %Y, %H:%M", "jueves, 5 de marzo de 2026, 14:05",
         datetime(2026, 3, 5, 14, 5)),
        ("%A %d/%m/%Y", "Miercoles 4/3/2026", date(2026, 3, 4)),  # without its accent
        # Of "mar" the first is martes and the second marzo.
        ("%a, %d %b %Y", "mar, 3 mar 2026", date(2026, 3, 3)),
        ("%d/%m/%Y %I:%M:%S %p", "15/3/2026 2:05:33 p. m.", datetime(2026, 3, 15, 14, 5, 33)),
        ("%d/%m/%Y %I:%M:%S %p", "15/3/2026 11:05:33 a.\u00a0m.", datetime(2026, 3, 15, 11, 5, 33)),
        ("%d/%m/%Y %I:%M %p", "15/3/2026 12:05 a.m.", datetime(2026, 3, 15, 0, 5)),
        ("%m/%d/%Y %I:%M %p", "3/15/2026 2:05\u202fPM", datetime(2026, 3, 15, 14, 5)),
        ("%B %d, %Y", "March 5th, 2026", date(2026, 3, 5)),
        ("%b %d %Y", "Sept. 5 2026", date(2026, 9, 5)),
        ("%A, %d %B %Y, %I:%M %p", "Thursday, 5 March 2026, 2:05 PM",
         datetime(2026, 3, 5, 14, 5)),
        ("%d/%m/%Y", "\u200e15/\u200e3/\u200e2026", date(2026, 3, 15)),  # marks of Windows
    ],
)  # fmt: skip
def test_words_of_both_languages_are_read(form: str, text: str, expected: date) -> None:
    from lib.reference.names import tidy

    value = parser([form])(tidy(text))
    assert (type(value), value) == (type(expected), expected)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%d de %B de %Y", "15 de marte de 2026"),
        ("%d-%b-%y", "15-m-26"),
        ("%d-%b-%y", "15-ju-26"),  # June or July
        ("%d/%m/%Y", "15/marzo/2026"),  # the format asks for no word
    ],
)
def test_what_is_no_month_is_none(form: str, text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parser([form])(text)


def test_words_of_another_language_are_read_where_the_mapping_says_it() -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parser(["%d de %B de %Y"])("5 de fevereiro de 2026")
    assert parser(["%d de %B de %Y"], "pt")("5 de fevereiro de 2026") == date(2026, 2, 5)


@pytest.mark.slow
def test_a_sheet_in_spanish(places: None, tmp_path: Path) -> None:
    case = CASES / "spanish_sheet_timestamp"
    outcome = import_file(
        "incident", case / "input.csv", case / "mapping.toml", tmp_path / "rejected.csv"
    )
    assert numbers(outcome) == (6, 6, 0, 0, 0)
    query = (
        "SELECT to_char(occurred_at AT TIME ZONE 'America/Chicago', 'MM-DD HH24:MI:SS'), kind,"
        " state_fips FROM source.incident ORDER BY occurred_at"
    )
    assert read("incidents", query) == [
        ("01-15 12:00:00", "raid", "35"),  # Nuevo México
        ("03-15 11:05:33", "checkpoint", "04"),
        ("03-15 12:00:00", "raid", "13"),
        ("03-15 12:00:00", "raid", "13"),
        ("03-15 14:05:33", "raid", "04"),
        ("04-01 14:05:00", "raid", "37"),  # Carolina del Norte
    ]


DAYS = 'table = "hotline_call"\nlanguage = "{}"\n[identity]\ntemplate = "{{id}}"\n' + (
    '[columns.received_at]\nfrom = "when"\ndays_after = 1899-12-30\ntime_zone = "UTC"\n'
)


def test_days_counted_by_spreadsheets(places: None, tmp_path: Path) -> None:
    case = CASES / "other_formats"
    outcome = import_file(
        "incident", case / "serial.csv", case / "serial.toml", tmp_path / "rejected.csv"
    )
    assert numbers(outcome) == (3, 3, 0, 0, 0)
    query = "SELECT incident_id, occurred_at::text FROM source.incident ORDER BY 1"
    # 46,143 days after 1899-12-30 is 1 May 2026; 0.5625 of a day is 13:30, of Chicago.
    assert read("incidents", query) == [
        ("ser-1", "2026-05-01 17:00:00+00"),
        ("ser-2", "2026-05-01 18:30:00+00"),
        ("ser-3", "2026-05-01 17:00:00+00"),
    ]


def test_parts_of_a_day_are_rounded_to_the_second(load: Load) -> None:
    # A third of a day is 8 hours; Excel writes as many digits as it has.
    load("hotline_call", "id,when\n1,46143.3333333333\n2,46143.9999999\n", DAYS.format("en"))
    load("hotline_call", 'id,when\n3,"46143,25"\n', DAYS.format("es"))
    query = "SELECT call_id, received_at::text FROM source.hotline_call ORDER BY 1"
    assert read("incidents", query) == [
        ("1", "2026-05-01 08:00:00+00"),
        ("2", "2026-05-02 00:00:00+00"),
        ("3", "2026-05-01 06:00:00+00"),
    ]
