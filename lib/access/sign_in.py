"""Signing in: the password, then the second factor where one is needed or set up.

A name without an account, a wrong password and a closed account get the same answer after the same
work. What is typed as a name is recorded nowhere unless it is an account's.
"""

import re

from lib.access import attempts, audit, passwords, second_factor, sessions
from lib.access.accounts import Account, find, find_by_email
from lib.access.audit import Event
from lib.access.database import rows
from lib.access.sessions import CODE, ENROLMENT, Session
from lib.data.configuration import configuration


class WrongCredentials(Exception):  # noqa: N818
    """What was given does not open an account; it does not say why."""


def with_password(username: str, password: str, *, address: str, device: str, local: bool) -> str:
    """Begin a session for whoever knows an account's password, and return its token.

    The session may await another step: :attr:`Session.awaits`.

    :param address: the client's, of the network.
    :param local: whether the client is on the very machine that serves.
    :raises WrongCredentials: if the two don't go together, or the account is closed.
    :raises TooSoon: if earlier tries call for a longer wait.
    """
    # No username has any other sign, and no database takes just any.
    name = re.sub(r"[^a-z0-9._-]", "?", username.strip().lower()[:100])
    attempt = attempts.begin(name, address)
    account = find(name)
    hash_rows = rows("password_hash", username=name)
    is_right = passwords.matches(password, hash_rows[0]["password_hash"] if hash_rows else None)
    if account is None or not is_right or not account.is_open:
        audit.record(
            Event.SIGN_IN_FAILED,
            actor=account.username if account else None,
            facts={"step": "password"},
        )
        raise WrongCredentials
    attempt.succeeded()
    return sessions.begin(account, device, awaits=_next_step(account, local))


def with_code(session: Session, code: str, *, address: str, device: str) -> str:
    """Replace a session that awaits a code by one that is open, and return the new token.

    :raises WrongCredentials: if the code is wrong, was used before, or the session awaits none.
    :raises TooSoon: if earlier tries call for a longer wait.
    """
    username = session.account.username
    attempt = attempts.begin(username, address, "code")
    if session.awaits != CODE or not second_factor.accept(username, code):
        audit.record(Event.SIGN_IN_FAILED, actor=username, facts={"step": "code"})
        raise WrongCredentials
    attempt.succeeded()
    return replace(session, device)


def replace(session: Session, device: str) -> str:
    """End a session, begin an open one for the same account, and return the new token."""
    sessions.end(session)
    return sessions.begin(session.account, device)


def with_provider(email: str, *, verified: bool, device: str, local: bool) -> str:
    """Begin a session for an address that the identity provider vouches for; return its token.

    The account alone says what it opens; the provider's other claims say nothing.

    :raises WrongCredentials: if the address is not verified or has no account, or the account is
        closed.
    """
    account = find_by_email(email) if verified and email else None
    if account is None or not account.is_open:
        audit.record(
            Event.SIGN_IN_FAILED,
            actor=account.username if account else None,
            facts={"step": "provider"},
        )
        raise WrongCredentials
    is_trusted = configuration().access.provider_second_factor
    return sessions.begin(
        account, device, awaits=None if is_trusted else _next_step(account, local)
    )


def _next_step(account: Account, local: bool) -> str | None:
    if account.has_second_factor:
        return CODE
    return ENROLMENT if second_factor.is_needed(account, local=local) else None
