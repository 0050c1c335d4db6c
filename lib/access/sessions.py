"""Sessions: rows of the dashboard database, proven by a random token in the browser's cookie.

The database keeps the token's hash alone, so a copy of it opens no session. Where a row is taken
away, the session ends on the very next run of every tab that has it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from lib.access import audit
from lib.access.accounts import Account, account_of
from lib.access.audit import Event
from lib.access.database import change, changing, rows
from lib.data.configuration import configuration

TOKEN_BYTES = 32
CODE, ENROLMENT = "code", "enrolment"
"""What a session may wait for before it opens anything: a code, or a second factor to be set up."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in: a session and its account, as both stand now.

    :ivar number: names the session in lists; proves nothing.
    :ivar awaits: the step of signing in that is still to come, until which it opens nothing.
    :ivar view_as: the role whose view is previewed, for ``view_as_regions``.
    """

    number: int
    account: Account
    awaits: str | None = None
    view_as: str | None = None
    view_as_regions: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it opens anything: nothing is awaited, and its account is not closed."""
        return self.awaits is None and self.account.is_open


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session in the list of an account's."""

    number: int
    device: str
    created_at: datetime
    last_seen_at: datetime


def begin(account: Account, device: str, *, awaits: str | None = None) -> str:
    """Begin a session and return its token, which is kept nowhere else.

    Sessions that are over are forgotten on the way. A session that awaits nothing is a sign-in: it
    is recorded, and counts as a use of the account.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = {
        "token_hash": hash_of(token),
        "username": account.username,
        "awaits": awaits,
        "device": device,
    }
    with changing() as connection:
        forget(connection)
        change(connection, "begin_session", **row)
        if awaits is None:
            change(connection, "use_account", username=account.username)
            audit.record(
                Event.SIGNED_IN,
                actor=account.username,
                facts={"role": account.role},
                connection=connection,
            )
    return token


def forget(connection: Connection) -> int:
    """Take the sessions away that are over; how many there were."""
    return change(connection, "forget_sessions", **_limits())


def find(token: str) -> Session | None:
    """The session of a token, if it is not over, with its account: one statement.

    At most once a minute it is noted that the session is in use.

    :raises Unavailable: if the dashboard database can't be read.
    """
    unused_days = configuration().access.unused_days
    session_rows = rows("session", token_hash=hash_of(token), unused_days=unused_days, **_limits())
    if not session_rows:
        return None
    (row,) = session_rows
    if row["is_due"]:
        with changing() as connection:
            change(connection, "see_session", session_id=row["session_id"])
    return _session(row)


def end(session: Session) -> None:
    """End a session: its holder signs out."""
    with changing() as connection:
        change(
            connection, "end_session", session_id=session.number, username=session.account.username
        )
        if session.awaits is None:
            audit.record(
                Event.SIGNED_OUT, actor=session.account.username, facts={}, connection=connection
            )


def sessions_of(username: str) -> list[ListedSession]:
    """The sessions of an account that are not over, newest sign of life first."""
    session_rows = rows("sessions", username=username, **_limits())
    return [
        ListedSession(row["session_id"], row["device"], row["created_at"], row["last_seen_at"])
        for row in session_rows
    ]


def revoke(username: str, number: int, *, actor: str | None) -> bool:
    """End one session of an account; whether there was one."""
    with changing() as connection:
        ended = change(connection, "end_session", session_id=number, username=username)
        if ended:
            _record_revoked(connection, username, actor, ended)
    return bool(ended)


def revoke_all(username: str, *, actor: str | None, but: int | None = None) -> int:
    """End every session of an account, but perhaps one; how many there were."""
    with changing() as connection:
        ended = change(connection, "end_sessions", username=username, but=but)
        if ended:
            _record_revoked(connection, username, actor, ended)
    return ended


def hash_of(token: str) -> bytes:
    """What is kept of a token: it is 256 random bits, so one round of SHA-256 hides it."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


def _record_revoked(connection: object, username: str, actor: str | None, n: int) -> None:
    audit.record(
        Event.SESSION_REVOKED,
        actor=actor,
        facts={"account": username, "sessions": n},
        connection=connection,  # type: ignore[arg-type]
    )


def _limits() -> dict[str, int]:
    access = configuration().access
    return {
        "idle_seconds": access.idle_minutes * 60,
        "absolute_seconds": access.absolute_hours * 3600,
        "awaiting_seconds": AWAITING_SECONDS,
    }


AWAITING_SECONDS = 600
"""How long a session waits for the next step of signing in."""


def _session(row: RowMapping) -> Session:
    return Session(
        row["session_id"],
        account_of(row),
        row["awaits"],
        row["view_as"],
        tuple(row["view_as_regions"]),
    )
