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
}


def unreachable(database: str, who: str, error: SQLAlchemyError) -> Finding:
    """The finding that a login can't work with the database."""
    reason = unavailable(database, error).reason
    code = getattr(getattr(error, "orig", None), "pgcode", None)
    told = f"{reason}, SQLSTATE {code}" if code else str(reason)
    mend = _MEND.get(reason, "run python -m lib migrate")
    return wrong(database, f"the {who} can't use the database ({told})", mend)


def reader(database: str) -> list[Finding]:
    """Whether the app's own login connects, and is a reader and no more."""
    try:
        with engines.reader(database).connect() as connection:
            user, privileged = connection.execute(
                text(
                    "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles"
                    " WHERE rolname = current_user"
                )
            ).one()
            belongs = _memberships(connection)
    except SQLAlchemyError as error:
        return [unreachable(database, "reader", error)]
    if privileged:
        mend = f"ALTER ROLE {user} NOSUPERUSER NOBYPASSRLS;"
        return [wrong(database, f"the app connects as {user}, whom no policy binds", mend)]
    if belongs.get(roles.OWNER):
        mend = f"REVOKE {roles.OWNER} FROM {user};"
        return [wrong(database, f"the app connects as {user}, an owner", mend)]
    if not belongs.get(roles.READER, True):
        mend = f"GRANT {roles.READER} TO {user};"
        return [wrong(database, f"the app connects as {user}, who is no reader", mend)]
    return []


def server(database: str, connection: Connection) -> list[Finding]:
    """Whether the server is recent, has the roles, and lets the command line be the owner."""
    number = int(connection.scalar(text("SHOW server_version_num")) or 0)
    if number < MINIMUM_VERSION:
        oldest = MINIMUM_VERSION // 10_000
        what = f"the server is PostgreSQL {number // 10_000}, older than {oldest}"
        return [wrong(database, what, "upgrade the server with pg_upgrade")]
    belongs = _memberships(connection)
    missing = [role for role in roles.ROLES if role not in belongs]
    if missing:
        mend = "run python -m lib migrate"
        return [wrong(database, f"the role {role} is missing", mend) for role in missing]
    if not belongs[roles.OWNER]:
        user = connection.scalar(text("SELECT current_user"))
        mend = f"GRANT {roles.OWNER} TO {user};"
        return [wrong(database, f"{user} can't act as {roles.OWNER}", mend)]
    return []


def _memberships(connection: Connection) -> dict[str, bool]:
    """Tejido's roles that the server has, and whether the connected user is a member of each."""
    rows = connection.execute(
        text(
            "SELECT rolname::text, pg_has_role(oid, 'MEMBER') AS is_member FROM pg_roles"
            " WHERE rolname = ANY (:roles)"
        ),
        {"roles": list(roles.ROLES)},
    )
    return {row.rolname: row.is_member for row in rows}
