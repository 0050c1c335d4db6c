"""Whether a pooler stands between Tejido and a database, and what holds through it."""

from collections.abc import Callable

from sqlalchemy import Engine, text

from lib.data import engines, in_force
from lib.data.doctor.finding import Finding, advice

_LOGINS: dict[str, Callable[[str], Engine]] = {"reader": engines.reader, "owner": engines.owner}


def check(database: str) -> list[Finding]:
    """What the app's login does not bring along through a pooler; that is no danger.

    Every transaction sets it then, which takes one question more to the server each time.

    :raises SQLAlchemyError: if the database can't be reached.
    """
    with engines.reader(database).connect() as connection:
        missing = in_force.lacked(connection) if in_force.is_pooled(connection) else {}
        if not missing:
            return []
        role, name = connection.execute(
            text("SELECT quote_ident(current_user), quote_ident(current_database())")
        ).one()
    settings = ", ".join(f"{setting} {value}" for setting, value in missing.items())
    what = f"{role} comes through a pooler and does not bring along {settings}"
    commands = "; ".join(in_force.by_role(role, name, missing))
    return [advice(database, what, f"{commands}; then let the pooler connect anew (RECONNECT)")]


def poolers(database: str) -> list[str]:
    """Who comes through a pooler, a sentence each, with what is in force in a transaction there.

    :raises SQLAlchemyError: if the database can't be reached.
    """
    sentences = []
    for login, engine in _LOGINS.items():
        with engine(database).connect() as connection:
            # Asked in a transaction, as whatever is read.
            timeout, reads_only, zone = connection.execute(
                text(
                    "SELECT current_setting('statement_timeout'),"
                    " current_setting('transaction_read_only'), current_setting('TimeZone')"
                )
            ).one()
            if in_force.is_pooled(connection):
                sentences.append(
                    f"the {login} comes through a pooler; in force: statement_timeout {timeout},"
                    f" transaction_read_only {reads_only}, TimeZone {zone}"
                )
    return sentences
