"""The audit: who did what, appended to a chain that nobody can change unseen.

It keeps the account, the event and short facts: codes of pages, regions, files and accounts, and
numbers of rows. It never keeps anything about a member, a network address, or what someone typed.
"""

from enum import StrEnum

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from lib.access import audit_queue
from lib.access.audit_batches import Facts, Happened, not_recorded
from lib.data import engines
from lib.data.contract.audit import PRUNED
from lib.data.errors import Reason, Unavailable, unavailable
from lib.data.reading import statement

__all__ = ["Facts"]


class Event(StrEnum):
    """What is recorded."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SESSION_REVOKED = "session_revoked"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_REMOVED = "account_removed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - an event
    RESET_LINK_MADE = "reset_link_made"
    SECOND_FACTOR_CHANGED = "second_factor_changed"
    PAGE_VIEWED = "page_viewed"
    PAGE_REFUSED = "page_refused"
    VIEWED_AS = "viewed_as"
    EXPORTED = "exported"
    SCENARIO_KEPT = "scenario_kept"
    SCENARIO_REMOVED = "scenario_removed"
    COMMITTEE_TAKEN = "committee_taken"
    COMMITTEE_RELEASED = "committee_released"
    MAIL_ASKED = "mail_asked"
    MAIL_OFF = "mail_off"
    MAIL_SENT = "mail_sent"
    PUBLISHED = "published"
    HEALTH_FORGOTTEN = "health_forgotten"
    PRUNED = PRUNED


QUEUED = frozenset({Event.PAGE_VIEWED, Event.PAGE_REFUSED, Event.SIGN_IN_FAILED})
"""Events that are written a moment later, in their order, and tried again until they are.

A page shows what its viewer could see anyway, and an organizer needs it most on a day when
something is broken; what takes data out or changes who may see them does not happen unrecorded.
"""

REFUSED_ROOM = 0.5
"""The share of the queue for what showed nobody anything: strangers can't keep pages from it."""


def record(
    event: Event, *, actor: str | None, facts: Facts, connection: Connection | None = None
) -> None:
    """Append an event; one of :data:`QUEUED` a moment later.

    :param actor: the username of an account; ``None`` where nobody is signed in, for an unknown
        name (it may be a password in the wrong field) and for the command line.
    :param facts: codes and counts; nothing about members, no address, nothing that was typed.
    :param connection: the transaction that makes the change which is recorded, so that both are
        done or neither; without one the event has a transaction of its own.
    :raises Unavailable: if it can't be written; a view, if too many wait to be.
    """
    happened = Happened(event.value, actor, facts)
    if connection is None and event in QUEUED:
        _queue(event, happened)
        return
    row = {"actor": actor, "event": event.value, "facts": happened.written()}
    try:
        if connection is not None:
            connection.execute(statement("dashboard", "audit_record", "writes"), row)
        else:
            _append(row)
    except SQLAlchemyError as error:
        raise unavailable("dashboard", error) from None


def _queue(event: Event, happened: Happened) -> None:
    is_view = event is Event.PAGE_VIEWED
    if audit_queue.put(happened, 1.0 if is_view else REFUSED_ROOM):
        return
    if is_view:
        raise Unavailable("dashboard", Reason.BUSY)
    not_recorded(happened, "too many wait")


def _append(row: dict[str, str | None]) -> None:
    with engines.reader("dashboard").begin() as connection:
        connection.execute(text("SET TRANSACTION READ WRITE"))
        connection.execute(statement("dashboard", "audit_record", "writes"), row)
