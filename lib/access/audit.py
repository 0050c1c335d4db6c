"""The audit: who did what, appended to a chain that nobody can change unseen.

It keeps the account, the event and short facts: codes of pages, regions, files and accounts, and
numbers of rows. It never keeps anything about a member, a network address, or what someone typed.
"""

import json
import logging
from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.contract.audit import PRUNED
from lib.data.errors import unavailable
from lib.data.reading import statement

log = logging.getLogger("tejido.audit")

Facts = Mapping[str, str | int | list[str]]
"""What an event says about itself: codes and counts."""


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
    PUBLISHED = "published"
    HEALTH_FORGOTTEN = "health_forgotten"
    PRUNED = PRUNED


BEST_EFFORT = frozenset({Event.PAGE_VIEWED, Event.PAGE_REFUSED, Event.SIGN_IN_FAILED})
"""Events that are logged instead where they can't be written.

A page shows what its viewer could see anyway, and an organizer needs it most on a day when
something is broken; what takes data out or changes who may see them does not happen unrecorded.
"""

_QUICKLY = (
    # A page does not wait for a disk, nor for a chain that someone holds.
    "SET LOCAL synchronous_commit = off",
    "SET LOCAL lock_timeout = '500ms'",
)


def record(
    event: Event, *, actor: str | None, facts: Facts, connection: Connection | None = None
) -> None:
    """Append an event.

    :param actor: the username of an account; ``None`` where nobody is signed in, for an unknown
        name (it may be a password in the wrong field) and for the command line.
    :param facts: codes and counts; nothing about members, no address, nothing that was typed.
    :param connection: the transaction that makes the change which is recorded, so that both are
        done or neither; without one the event has a transaction of its own.
    :raises Unavailable: if it can't be written, unless the event is one of :data:`BEST_EFFORT`.
    """
    row = {"actor": actor, "event": event.value, "facts": json.dumps(facts, ensure_ascii=False)}
    try:
        if connection is not None:
            connection.execute(statement("dashboard", "audit_record", "writes"), row)
        else:
            _append(row, quickly=event in BEST_EFFORT)
    except SQLAlchemyError as error:
        problem = unavailable("dashboard", error)
        if event not in BEST_EFFORT:
            raise problem from None
        log.warning("not in the audit: %s by %s, %s (%s)", event, actor, row["facts"], problem)


def _append(row: Mapping[str, str | None], *, quickly: bool) -> None:
    with engines.reader("dashboard").begin() as connection:
        connection.execute(text("SET TRANSACTION READ WRITE"))
        for setting in _QUICKLY if quickly else ():
            connection.execute(text(setting))
        connection.execute(statement("dashboard", "audit_record", "writes"), row)
