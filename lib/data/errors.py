"""Why a database could not be read, in kinds that a page can put into words."""

from enum import StrEnum

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from lib.expected import Expected


class Reason(StrEnum):
    """What stands in the way."""

    DOWN = "down"
    NOT_MIGRATED = "not_migrated"
    NOT_REFRESHED = "not_refreshed"
    OTHER_VERSION = "other_version"
    FORBIDDEN = "forbidden"
    SLOW = "slow"
    BUSY = "busy"
    READ_ONLY = "read_only"
    UNSUPPORTED = "unsupported"
    FULL = "full"
    DAMAGED = "damaged"
    UNEXPECTED = "unexpected"


PASSING = frozenset({Reason.DOWN, Reason.SLOW, Reason.BUSY})
"""What may be over in a moment, without anybody's doing."""


class Unavailable(Expected):  # noqa: N818
    """A database that can't be read now. Carries no SQL, no address and no data.

    :ivar code: the server's SQLSTATE, if it gave one.
    """

    def __init__(self, database: str, reason: Reason, code: str | None = None):
        self.database = database
        self.reason = reason
        self.code = code
        super().__init__(f"{database} database: {told(reason, code)}")


def told(reason: Reason, code: str | None) -> str:
    """A reason with the server's own code, by which an administrator can look it up."""
    return f"{reason}, SQLSTATE {code}" if code else str(reason)


# https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_CODE = {
    "42P01": Reason.NOT_MIGRATED,  # undefined_table
    "3F000": Reason.NOT_MIGRATED,  # invalid_schema_name
    "3D000": Reason.NOT_MIGRATED,  # invalid_catalog_name: no such database
    "42703": Reason.OTHER_VERSION,  # undefined_column
    "42704": Reason.OTHER_VERSION,  # undefined_object: a type, a role
    "42804": Reason.OTHER_VERSION,  # datatype_mismatch
    "42809": Reason.OTHER_VERSION,  # wrong_object_type
    "42883": Reason.OTHER_VERSION,  # undefined_function
    "42P10": Reason.OTHER_VERSION,  # invalid_column_reference: a unique constraint is missing
    "42501": Reason.FORBIDDEN,  # insufficient_privilege
    "57P04": Reason.NOT_MIGRATED,  # database_dropped, on a standby: while it was read
    "57014": Reason.SLOW,  # query_canceled
    "25P03": Reason.SLOW,  # idle_in_transaction_session_timeout
    "55P03": Reason.BUSY,  # lock_not_available
    "55006": Reason.BUSY,  # object_in_use
    "40001": Reason.BUSY,  # serialization_failure; on a standby: a row that the primary has no more
    "40P01": Reason.BUSY,  # deadlock_detected
    "53200": Reason.BUSY,  # out_of_memory
    "53300": Reason.BUSY,  # too_many_connections
    "25006": Reason.READ_ONLY,  # read_only_sql_transaction
    "0A000": Reason.UNSUPPORTED,  # feature_not_supported: of a distributed table (Citus)
    "53100": Reason.FULL,  # disk_full
    "53400": Reason.FULL,  # configuration_limit_exceeded: temp_file_limit
    "58030": Reason.DAMAGED,  # io_error
    "58P01": Reason.DAMAGED,  # undefined_file
    "58P02": Reason.DAMAGED,  # duplicate_file
    "58P03": Reason.DAMAGED,  # file_name_too_long
    "XX001": Reason.DAMAGED,  # data_corrupted
    "XX002": Reason.DAMAGED,  # index_corrupted
}
_BY_CLASS = {
    "08": Reason.DOWN,  # connection exception
    "28": Reason.FORBIDDEN,  # invalid authorization specification: role, password
    "40": Reason.BUSY,  # transaction rollback
    "53": Reason.BUSY,  # insufficient resources
    "57": Reason.DOWN,  # operator intervention
    "58": Reason.DAMAGED,  # system error outside PostgreSQL
}

_WHILE_CONNECTING = (
    ("authentication failed", Reason.FORBIDDEN),
    ("no pg_hba.conf entry", Reason.FORBIDDEN),
    ("no password supplied", Reason.FORBIDDEN),
    ("not permitted to log in", Reason.FORBIDDEN),
    ("permission denied", Reason.FORBIDDEN),
    ("too many", Reason.BUSY),
    ("remaining connection slots", Reason.BUSY),
    ("No space left on device", Reason.FULL),
    ("could not open file", Reason.DAMAGED),
    ("could not read", Reason.DAMAGED),
    ("invalid page", Reason.DAMAGED),
    ("not accepting connections", Reason.DOWN),
    ("the database system is", Reason.DOWN),
    # Of several servers none is the one that is asked for (target_session_attrs).
    ("hot standby mode", Reason.READ_ONLY),
    ("session is read-only", Reason.READ_ONLY),
    # What PgBouncer says, of itself or of the server behind it.
    ("no more connections allowed", Reason.BUSY),
    ("query_wait_timeout", Reason.BUSY),
    ("server_login_retry", Reason.DOWN),
    ("server login has been failing", Reason.DOWN),
    ("server login failed", Reason.FORBIDDEN),
    ("cannot connect to server", Reason.DOWN),
    ("shutting down", Reason.DOWN),
    ("no such database", Reason.NOT_MIGRATED),
    ("no such user", Reason.FORBIDDEN),
)
"""What a server says to who is not connected yet: the driver hands on no code of it."""


def _uncoded(error: DBAPIError) -> Reason:
    """The reason behind an error without a code: mostly that no server answered."""
    message = str(error.orig)
    if "does not exist" in message:
        return Reason.FORBIDDEN if "role" in message else Reason.NOT_MIGRATED
    for words, reason in _WHILE_CONNECTING:
        if words in message:
            return reason
    if error.connection_invalidated:
        return Reason.DOWN
    # With "FATAL" a server answered, and said something that is not foreseen here.
    is_silent = isinstance(error, OperationalError | InterfaceError) and "FATAL" not in message
    return Reason.DOWN if is_silent else Reason.UNEXPECTED


def unavailable(database: str, error: SQLAlchemyError) -> Unavailable:
    """Name the reason behind a database error; what nobody foresaw says that it is that."""
    if isinstance(error, PoolTimeout):
        return Unavailable(database, Reason.SLOW)
    if not isinstance(error, DBAPIError):
        return Unavailable(database, Reason.UNEXPECTED)
    code: str | None = getattr(error.orig, "pgcode", None)
    if code is None:
        return Unavailable(database, _uncoded(error))
    reason = _BY_CODE.get(code, _BY_CLASS.get(code[:2], Reason.UNEXPECTED))
    if reason is Reason.UNSUPPORTED and _says_a_standby(error):
        reason = Reason.READ_ONLY
    return Unavailable(database, reason, code)


def _says_a_standby(error: DBAPIError) -> bool:
    """Whether READ WRITE was refused for a transaction of a standby.

    By the file of the server's source that says it, since what it says is in the server's language:
    a setting was refused, and of settings a standby alone refuses one with this code.
    """
    return getattr(getattr(error.orig, "diag", None), "source_file", None) == "guc.c"
