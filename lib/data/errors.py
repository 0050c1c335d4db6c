"""Why a database could not be read, in kinds that a page can put into words."""

from enum import StrEnum

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class Reason(StrEnum):
    """What stands in the way."""

    DOWN = "down"
    NOT_MIGRATED = "not_migrated"
    NOT_REFRESHED = "not_refreshed"
    OTHER_VERSION = "other_version"
    FORBIDDEN = "forbidden"
    SLOW = "slow"


class Unavailable(Exception):  # noqa: N818
    """A database that can't be read now. Carries no SQL, no address and no data."""

    def __init__(self, database: str, reason: Reason):
        self.database = database
        self.reason = reason
        super().__init__(f"{database} database: {reason}")


# https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_CODE = {
    "42P01": Reason.NOT_MIGRATED,  # undefined_table
    "3F000": Reason.NOT_MIGRATED,  # invalid_schema_name
    "3D000": Reason.NOT_MIGRATED,  # invalid_catalog_name: no such database
    "42703": Reason.OTHER_VERSION,  # undefined_column
    "42883": Reason.OTHER_VERSION,  # undefined_function
    "42804": Reason.OTHER_VERSION,  # datatype_mismatch
    "42501": Reason.FORBIDDEN,  # insufficient_privilege
    "57014": Reason.SLOW,  # query_canceled
}


_DOWN_CLASSES = ("08", "53", "57")
"""Connection lost, out of resources, shut down by an operator."""


def _by_class(code: str | None) -> Reason:
    """The reason by the class of a code: no server answered without one, else another version."""
    if code is None or code.startswith(_DOWN_CLASSES):
        return Reason.DOWN
    return Reason.OTHER_VERSION


def unavailable(database: str, error: SQLAlchemyError) -> Unavailable:
    """Name the reason behind a database error."""
    if isinstance(error, PoolTimeout):
        return Unavailable(database, Reason.SLOW)
    if not isinstance(error, DBAPIError):
        return Unavailable(database, Reason.OTHER_VERSION)
    code = getattr(error.orig, "pgcode", None)
    message = str(error.orig)
    if code is None and "does not exist" in message:
        reason = Reason.FORBIDDEN if "role" in message else Reason.NOT_MIGRATED
    elif code is None and "authentication failed" in message:
        reason = Reason.FORBIDDEN
    else:
        reason = _BY_CODE.get(code or "", _by_class(code))
    return Unavailable(database, reason)
