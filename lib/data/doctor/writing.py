"""Whether what must be written can be: tried as the app and the command line do, and taken back."""

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.contract import DERIVED
from lib.data.doctor import reach
from lib.data.doctor.finding import Finding, wrong
from lib.data.errors import Reason

TRIED = "INSERT INTO dashboard.attempt (kind, subject) VALUES ('pair', decode('00', 'hex'))"
"""A try at signing in that nobody makes: keyed hashes are longer than a byte."""


def by_the_owner(database: str, connection: Connection) -> list[Finding]:
    """Whether a refresh could change anything: not on a standby, nor where changes are off."""
    if connection.scalar(text("SHOW transaction_read_only")) == "on":
        what = "the database takes no changes from the owner"
        return [wrong(database, what, reach.MEND[Reason.READ_ONLY])]
    return []


def by_the_app(database: str) -> list[Finding]:
    """Whether the app's own login can write, so that somebody can sign in.

    A row that nobody has is written as a try at signing in is, and every other table that the app
    adds to is asked for the right to; all of it is taken back.
    """
    try:
        with engines.reader(database).connect() as connection, connection.begin() as attempt:
            connection.execute(text("SET TRANSACTION READ WRITE"))
            connection.execute(text(TRIED))
            for table in DERIVED[database].sorted_tables:
                if columns := _written(table):
                    nothing = f"SELECT {', '.join(['NULL'] * len(columns))} WHERE false"
                    into = f"{table.fullname} ({', '.join(columns)})"
                    connection.execute(text(f"INSERT INTO {into} {nothing}"))
            attempt.rollback()
    except SQLAlchemyError as error:
        return [reach.unwritable(database, error)]
    return []


def _written(table: Table) -> list[str]:
    """The columns that the app may give in a new row of a table, none if it may add none."""
    for privilege in table.info.get("reader", ()):
        verb, _, columns = privilege.partition(" (")
        if verb == "INSERT":
            return columns.rstrip(")").split(", ") if columns else list(table.columns.keys())
    return []
