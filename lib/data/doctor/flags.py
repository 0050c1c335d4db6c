"""The records of the sources that can't be right, by id; no column about a person is read."""

import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from lib.data import engines
from lib.data.configuration import configuration
from lib.data.contract import SOURCES
from lib.data.doctor.finding import Finding, advice
from lib.data.refresh import lacking
from lib.data.refresh.flagging import flag
from lib.data.role_names import names

SENTENCES = {
    "negative_count": "with a number below zero",
    "dated_ahead": "with a date after today",
    "counted_twice": "left out, since counties of other years' codes count the same people",
    "ends_before_it_begins": "with an end before the beginning",
    "absurd_attendance": "with more than five times the committee's members attending",
    "certificate_ends_first": "with a certificate that ends before the completion",
    "before_enrolled": "with a step before enrolling",
    "completed_before_started": "with a completion before the start",
    "answered_before_asked": "with an answer before the request or report",
    "reported_before_it_occurred": "with a report on a day before the incident",
    "arrived_before_dispatched": "with an arrival before the dispatch",
    "refunds_nothing": "with a refund of which no payment before it can be found",
    "names_a_refund": "with a payment refunded by it, that are no refund themselves",
}
"""What is wrong with records that break a rule, to be read after their number."""

_MEND = (
    "correct them where they are kept, or leave them out of schema source;"
    " python -m lib doctor --records FILE.csv lists them all"
)


def check(database: str, connection: Connection) -> list[Finding]:
    """One finding for each table and rule: how many records break it, and the first five ids.

    Nothing is wrong with the dashboard: a refresh leaves these out of what they would distort.
    """
    _flag(database, connection)
    groups = connection.execute(
        text(
            "SELECT source_table, rule, count(*),"
            " (array_agg(record_id ORDER BY record_id))[1:5]"
            " FROM flagged GROUP BY source_table, rule ORDER BY source_table, rule"
        )
    )
    return [advice(database, _said(*group), _MEND) for group in groups]


def list_flagged(file: Path) -> int:
    """Write every flagged record as CSV (``database, table, id, rule``); return their number.

    :raises OSError: if the file can't be written.
    :raises SQLAlchemyError: if a database can't be read.
    """
    number = 0
    with file.open("w", encoding="utf-8", newline="") as lines:
        sheet = csv.writer(lines)
        sheet.writerow(("database", "table", "id", "rule"))
        for database in SOURCES:
            with engines.owner(database).connect() as connection:
                connection.execute(text(f"SET LOCAL ROLE {names().owner}"))
                _flag(database, connection)
                rows = text("SELECT source_table, record_id, rule FROM flagged ORDER BY 1, 3, 2")
                for row in connection.execute(rows):
                    sheet.writerow((database, *row))
                    number += 1
    return number


def _flag(database: str, connection: Connection) -> None:
    zone = configuration().organization.time_zone
    lacked = lacking.stand_in(connection, database)
    flag(connection, database, datetime.now(ZoneInfo(zone)).date(), zone, lacked)


def _said(table: str, rule: str, number: int, first: list[str]) -> str:
    more = ", …" if number > len(first) else ""
    records = "record" if number == 1 else "records"
    return (
        f"source.{table} has {number:,} {records} {SENTENCES.get(rule, rule)}:"
        f" {', '.join(first)}{more}"
    )
