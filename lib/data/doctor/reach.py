"""Can the app and the command line reach the database, as whom, and what answers?"""

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines, roles
from lib.data.doctor.finding import Finding, wrong
from lib.data.errors import Reason, unavailable

MINIMUM_VERSION = 140_000
"""PostgreSQL 14, the first with multiranges; as ``server_version_num`` says it."""

_MEND = {
    Reason.DOWN: "start the server, or correct the URL",
    Reason.NOT_MIGRATED: "create the database, then run python -m lib migrate",
    Reason.FORBIDDEN: "correct the user or password of the URL, or run python -m lib migrate",
    Reason.SLOW: "find out with pg_stat_activity what keeps it busy",
    Reason.OTHER_VERSION: "run python -m lib migrate",
}


def unreachable(database: str, role: str, error: SQLAlchemyError) -> Finding:
    """The finding that a role can't work with the database."""
    reason = unavailable(database, error).reason
    code = getattr(getattr(error, "orig", None), "pgcode", None)
    told = f"{reason}, SQLSTATE {code}" if code else str(reason)
    return wrong(database, f"the {role} can't use the database ({told})", _MEND[reason])


def reader(database: str) -> list[Finding]:
    """Whether the app's own login connects, and is no more than a reader."""
    try:
        with engines.reader(database).connect() as connection:
            user = str(connection.scalar(text("SELECT current_user")))
            privileged = connection.scalar(
                text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            )
            present = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
            belongs = {
                role: bool(
                    connection.scalar(text("SELECT pg_has_role(:role, 'MEMBER')"), {"role": role})
                )
                for role in (roles.READER, roles.OWNER)
                if role in present
            }
    except SQLAlchemyError as error:
        return [unreachable(database, "reader", error)]
    findings = []
    if privileged:
        mend = f"ALTER ROLE {user} NOSUPERUSER NOBYPASSRLS;"
        findings.append(wrong(database, f"the app connects as {user}, whom no policy binds", mend))
    elif belongs.get(roles.OWNER):
        mend = f"give the app a login of its own: CREATE ROLE app LOGIN IN ROLE {roles.READER};"
        findings.append(wrong(database, f"the app connects as {user}, an owner", mend))
    elif not belongs.get(roles.READER, True):
        mend = f"GRANT {roles.READER} TO {user};"
        findings.append(wrong(database, f"the app connects as {user}, who is no reader", mend))
    return findings


def server(database: str, connection: Connection) -> list[Finding]:
    """Whether the server is recent enough."""
    number = int(connection.scalar(text("SHOW server_version_num")) or 0)
    if number >= MINIMUM_VERSION:
        return []
    what = f"the server is PostgreSQL {number // 10_000}, older than {MINIMUM_VERSION // 10_000}"
    return [wrong(database, what, "upgrade the server with pg_upgrade")]
