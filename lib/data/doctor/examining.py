"""The checks in their order: later ones make sense only where the earlier ones found nothing."""

from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.configuration import ConfigurationError
from lib.data.contract import DERIVED, SOURCES
from lib.data.doctor import (
    dates,
    flags,
    freshness,
    layout,
    permissions,
    pooling,
    reach,
    safety,
    shapes,
    views,
    writing,
)
from lib.data.doctor.finding import Finding, Severity, wrong
from lib.data.role_names import names

CHECKED = (
    "the reader and the owner connect and the roles exist",
    "the server is PostgreSQL 14 or newer, in a minor release that keeps row security",
    "the layout is of this version",
    "every table and column of the contract is there, of a type that fits",
    "the organization's own views keep the contract's keys, codes and required values",
    "no role of the app can bypass row security or read a source column",
    "every rollup has row security forced, and shows nothing without a scope",
    "the app's own writing, tried and taken back, is possible where it must be",
    "the owner may change each database",
    "what must be in force on each connection is, also through a pooler",
    "no record of the sources has a number or a date that can't be right",
    "a refresh has run, and saved the health of committees",
)
"""What :func:`examine` looks at, as sentences."""


def examine(database: str) -> list[Finding]:
    """Everything in a database that is not as it should be, most basic first."""
    findings = list(unread := reach.reader(database))
    try:
        with engines.owner(database).connect() as connection:
            findings += (basic := reach.server(database, connection))
            if not basic:
                connection.execute(text(f"SET LOCAL ROLE {names().owner}"))
                findings += (basic := layout.check(database, connection))
            if not basic:
                findings += writing.by_the_owner(database, connection)
                findings += (shape := shapes.check(database, connection))
                findings += (forbidden := permissions.check(database, connection))
            if not basic and database in SOURCES:
                findings += views.check(database, connection)
                findings += freshness.check(database, connection)
                unfit = any(finding.severity is Severity.WRONG for finding in shape)
                if not unfit and not forbidden:
                    findings += flags.check(database, connection)
                    findings += dates.check(database, connection)
            if not basic and database not in SOURCES:
                findings += freshness.check_saved(database, connection)
                if not unread and not forbidden:
                    findings += writing.by_the_app(database)
            if not unread and not basic:
                findings += pooling.check(database)
                reported = {finding.what for finding in findings}
                findings += [f for f in safety.unsafe(database) if f.what not in reported]
    except ConfigurationError as error:
        findings.append(wrong(database, str(error), "add the key, then run doctor again"))
    except SQLAlchemyError as error:
        findings.append(reach.unreachable(database, "owner", error))
    return findings


def last_refresh(database: str) -> datetime | None:
    """When the rollups of a database were last derived; None if never, or if it has none."""
    if database not in SOURCES:
        return None
    clocks = DERIVED[database].tables["rollup.refresh"]
    with engines.owner(database).connect() as connection:
        return connection.scalar(select(clocks.c.refreshed_at).limit(1))
