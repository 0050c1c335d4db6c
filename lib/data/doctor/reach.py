"""Whether the app and the command line reach the database, as whom, and what answers."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.doctor.finding import Finding, wrong
from lib.data.errors import Reason, told, unavailable
from lib.data.role_names import names

MINIMUM_VERSION = 140_000
"""PostgreSQL 14, the first with multiranges; as ``server_version_num`` says it."""

SAFE_MINORS = {14: 19, 15: 14, 16: 10, 17: 6}
"""The first minor release of each version in which optimizer statistics no longer tell what row
security hides. Source: CVE-2025-8713, postgresql.org/support/security."""

MEND = {
    Reason.DOWN: "start the server, or correct the URL",
    Reason.NOT_MIGRATED: "create the database, then run python -m lib migrate",
    Reason.FORBIDDEN: "correct the user or password of the URL, or run python -m lib migrate",
    Reason.SLOW: "find out with pg_stat_activity what keeps it busy",
    Reason.NOT_REFRESHED: "run python -m lib refresh",
    Reason.OTHER_VERSION: "run python -m lib migrate",
    Reason.BUSY: "find out with pg_stat_activity what keeps it busy, or allow it more connections",
    Reason.READ_ONLY: "name the primary server in the URL, or turn default_transaction_read_only"
    " off",
    Reason.UNSUPPORTED: "look the server's log up: it is not the PostgreSQL that Tejido needs, or"
    " its tables are distributed (docs/operations.md)",
    Reason.FULL: "make room on the server's disk",
    Reason.DAMAGED: "stop the server, keep a copy of its directory, and restore the last good"
    " backup",
    Reason.UNEXPECTED: "look the code up in PostgreSQL's documentation, and in the server's log",
}
"""What to do about each reason for which a database can't be used."""


def unreachable(database: str, who: str, error: SQLAlchemyError) -> Finding:
    """The finding that a login can't work with the database."""
    problem = unavailable(database, error)
    cause = told(problem.reason, problem.code)
    return wrong(database, f"the {who} can't use the database ({cause})", MEND[problem.reason])


def unwritable(database: str, error: SQLAlchemyError) -> Finding:
    """The finding that the app's login reads the database and can't write where it must."""
    problem = unavailable(database, error)
    what = f"the app can't write to the database ({told(problem.reason, problem.code)})"
    return wrong(database, what, MEND[problem.reason])


def reader(database: str) -> list[Finding]:
    """Whether the app's own login connects, and is a reader and no more."""
    try:
        with engines.reader(database).connect() as connection:
            return login(database, connection)
    except SQLAlchemyError as error:
        return [unreachable(database, "reader", error)]


def login(database: str, connection: Connection) -> list[Finding]:
    """Whether the connected role is a reader and no more, by itself or by a role it belongs to."""
    user, privileged = connection.execute(
        text("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    ).one()
    if privileged:
        mend = f"ALTER ROLE {user} NOSUPERUSER NOBYPASSRLS;"
        return [wrong(database, f"the app connects as {user}, whom no policy binds", mend)]
    above = connection.scalar(
        text(
            "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls)"
            " AND pg_has_role(current_user, oid, 'MEMBER') ORDER BY 1 LIMIT 1"
        )
    )
    if above:
        mend = f"REVOKE {above} FROM {user};"
        return [wrong(database, f"the app connects as {user}, who can become {above}", mend)]
    belongs = _memberships(connection)
    if belongs.get(names().owner):
        mend = f"REVOKE {names().owner} FROM {user};"
        return [wrong(database, f"the app connects as {user}, an owner", mend)]
    if not belongs.get(names().reader, True):
        mend = f"GRANT {names().reader} TO {user};"
        return [wrong(database, f"the app connects as {user}, who is no reader", mend)]
    return []


def server(database: str, connection: Connection) -> list[Finding]:
    """Whether the server is recent, has the roles, and lets the command line be the owner."""
    if old := version(database, connection):
        return old
    belongs = _memberships(connection)
    missing = [role for role in names() if role not in belongs]
    if missing:
        mend = "run python -m lib migrate"
        return [wrong(database, f"the role {role} is missing", mend) for role in missing]
    if not belongs[names().owner]:
        user = connection.scalar(text("SELECT current_user"))
        mend = f"GRANT {names().owner} TO {user};"
        return [wrong(database, f"{user} can't act as {names().owner}", mend)]
    return []


def version(database: str, connection: Connection) -> list[Finding]:
    """Whether the server is a version that Tejido works with and that keeps row security."""
    number = int(connection.scalar(text("SHOW server_version_num")) or 0)
    major, minor = divmod(number, 10_000)
    if number < MINIMUM_VERSION:
        what = f"the server is PostgreSQL {major}, older than {MINIMUM_VERSION // 10_000}"
        return [wrong(database, what, "upgrade the server with pg_upgrade")]
    if minor < (safe := SAFE_MINORS.get(major, 0)):
        what = f"the server is PostgreSQL {major}.{minor}, which can tell what row security hides"
        return [
            wrong(database, what, f"install PostgreSQL {major}.{safe} or a later minor release")
        ]
    return []


def _memberships(connection: Connection) -> dict[str, bool]:
    """Tejido's roles that the server has, and whether the connected user is a member of each."""
    rows = connection.execute(
        text(
            "SELECT rolname::text, pg_has_role(oid, 'MEMBER') AS is_member FROM pg_roles"
            " WHERE rolname = ANY (:roles)"
        ),
        {"roles": list(names())},
    )
    return {row.rolname: row.is_member for row in rows}
