"""Links by which an account's holder sets a password, once: for a new account or a forgotten one.

An administrator makes a link and hands it over; no mail is sent. The database keeps its hash alone.
"""

import secrets

from lib.access import audit, passwords
from lib.access.accounts import NO_ACCOUNT, AccountError, find
from lib.access.audit import Event
from lib.access.database import change, changing, rows
from lib.access.errors import N_
from lib.access.prefix import here
from lib.access.sessions import TOKEN_BYTES, hash_of
from lib.data.configuration import configuration

PATH = "/reset/"


def make(username: str, *, actor: str | None) -> str:
    """The path of a new link for an account, below the app's address; older ones are void.

    :raises AccountError: if there is no such account.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    if find(username) is None:
        raise AccountError(NO_ACCOUNT, username=username)
    hours = configuration().access.link_hours
    with changing() as connection:
        change(connection, "link_forget", hours=hours)
        change(connection, "void_links", username=username)
        digest = hash_of(token)
        change(connection, "link_make", token_hash=digest, username=username, hours=hours)
        audit.record(
            Event.RESET_LINK_MADE, actor=actor, facts={"account": username}, connection=connection
        )
    return here(PATH + token)


def holder(token: str) -> str | None:
    """The username that a link is for; none if it was used, is too old, or never was."""
    hours = configuration().access.link_hours
    links = rows("link_holder", token_hash=hash_of(token), hours=hours)
    return str(links[0]["username"]) if links else None


def use(token: str, password: str) -> None:
    """Set the password of the account that a link is for, which uses the link up; sessions end.

    :raises AccountError: if the link is no longer good, or the password won't do; then it stays goo
    """
    username = holder(token)
    if username is None:
        raise AccountError(N_("This link is no longer good. Ask for a new one."))
    account = find(username)
    passwords.check(password, username, account.display_name if account else "")
    new = passwords.hashed(password)
    with changing() as connection:
        hours = configuration().access.link_hours
        if not change(connection, "link_use", token_hash=hash_of(token), hours=hours):
            raise AccountError(N_("This link is no longer good. Ask for a new one."))
        change(connection, "set_password", username=username, password_hash=new)
        change(connection, "enable_account", username=username)
        change(connection, "end_sessions", username=username, but=None)
        audit.record(
            Event.PASSWORD_CHANGED,
            actor=username,
            facts={"account": username, "by": "link"},
            connection=connection,
        )
