"""The accounts in the dashboard database: who may sign in, with which role, for which regions.

The command line and the administrators' page change them by these functions, each of which records
what it did. Whatever takes something away from an account also ends its sessions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from lib.access import audit, organization, passwords
from lib.access.audit import Event
from lib.access.database import change, changing, rows
from lib.access.errors import N_, AccountError
from lib.access.permissions import ROLES, Permission

__all__ = ["Account", "AccountError"]

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
_SIGN = r"[^@\s\x00-\x1f\x7f\ud800-\udfff]"
_EMAIL = re.compile(rf"(?=.{{3,254}}$){_SIGN}+@{_SIGN}+\.{_SIGN}+", re.DOTALL)
"""The longest is that of RFC 5321, 4.5.3.1.3; control signs and half characters are in none."""
NO_ACCOUNT = N_("{username} has no account.")


@dataclass(frozen=True, slots=True)
class Account:
    """A row of ``dashboard.account``, without what proves who its holder is.

    :ivar has_password: whether a password opens it.
    :ivar has_second_factor: whether its holder set one up.
    :ivar is_unused: whether nobody signed in with it for so long that it is closed.
    """

    username: str
    display_name: str
    role: str
    regions: tuple[str, ...] = ()
    email: str | None = None
    is_disabled: bool = False
    is_unused: bool = False
    has_password: bool = True
    has_second_factor: bool = False
    needs_second_factor: bool = False
    is_demo: bool = False
    last_used_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether anyone may sign in with it."""
        return not (self.is_disabled or self.is_unused)


def all_accounts() -> list[Account]:
    """Every account, by username.

    :raises Unavailable: if the dashboard database can't be read.
    """
    return _read(everyone=True)


def find(username: str) -> Account | None:
    """The account of that name, as it stands now.

    :raises Unavailable: if the dashboard database can't be read.
    """
    return next(iter(_read(username=username)), None)


def find_by_email(email: str) -> Account | None:
    """The account of that address; none if several have it.

    :raises Unavailable: if the dashboard database can't be read.
    """
    address = email.strip().lower()
    # No account has another one, and no database takes just any text.
    accounts = _read(email=address) if _EMAIL.fullmatch(address) else []
    return accounts[0] if len(accounts) == 1 else None


def add(
    username: str,
    password: str | None,
    role: str,
    regions: Sequence[str] = (),
    display_name: str = "",
    *,
    email: str = "",
    actor: str | None = None,
) -> None:
    """Make an account.

    :param password: none if its holder is to set it by a link, or signs in elsewhere.
    :param actor: who makes it; none for the command line.
    :raises AccountError: if the name is taken or not plain, the role unknown, a region missing or
        unknown to the organization, the address no address or taken, or the password won't do.
    """
    if not _USERNAME.fullmatch(username):
        raise AccountError(
            N_("A username has lower-case letters, digits, dots, dashes or underscores.")
        )
    _check_role(role, regions)
    if password is not None:
        passwords.check(password, username, display_name)
    row = {
        "username": username,
        "display_name": display_name.strip() or username,
        "password_hash": passwords.NONE if password is None else passwords.hashed(password),
        "role": role,
        "regions": list(regions),
        "email": _checked_email(email, username),
    }
    with changing() as connection:
        if not change(connection, "add_account", **row):
            raise AccountError(N_("{username} has an account already."), username=username)
        facts: dict[str, str | int | list[str]] = {"role": role, "regions": list(regions)}
        _record(connection, Event.ACCOUNT_ADDED, actor, username, **facts)


def remove(username: str, *, actor: str | None = None) -> None:
    """Delete an account, and with it its sessions, links and codes.

    :raises AccountError: if there is none of that name, or it is the actor's own.
    """
    _refuse_own_account(username, actor)
    with changing() as connection:
        _require_account(change(connection, "remove_account", username=username), username)
        _record(connection, Event.ACCOUNT_REMOVED, actor, username)


def set_password(
    username: str, password: str, *, actor: str | None = None, but: int | None = None
) -> None:
    """Give an account another password; its links are void and its sessions end.

    :param but: a session that goes on: the one in which the holder changed it.
    :raises AccountError: if there is no such account, or the password won't do.
    """
    account = find(username)
    passwords.check(password, username, account.display_name if account else "")
    new = passwords.hashed(password)
    with changing() as connection:
        changed = change(connection, "set_password", username=username, password_hash=new)
        _require_account(changed, username)
        change(connection, "end_sessions", username=username, but=but)
        change(connection, "void_links", username=username)
        _record(connection, Event.PASSWORD_CHANGED, actor, username)


def set_role(
    username: str, role: str, regions: Sequence[str] = (), *, actor: str | None = None
) -> None:
    """Give an account another role and other regions; its sessions end.

    :raises AccountError: if there is no such account, the role or a region is unknown or a region
        missing, or the account is the actor's own.
    """
    _refuse_own_account(username, actor)
    _check_role(role, regions)
    with changing() as connection:
        changed = change(
            connection, "set_role", username=username, role=role, regions=list(regions)
        )
        _require_account(changed, username)
        change(connection, "end_sessions", username=username, but=None)
        _record(
            connection, Event.ACCOUNT_CHANGED, actor, username, role=role, regions=list(regions)
        )


def set_details(
    username: str, display_name: str, email: str = "", *, actor: str | None = None
) -> None:
    """Change how an account is greeted and its address at the identity provider.

    Where it had another address, its sessions end: they may be those of who signs in with that one.

    :raises AccountError: if there is no such account, or the address is none or taken.
    """
    address = _checked_email(email, username)
    with changing() as connection:
        name = display_name.strip() or username
        before = find(username)
        changed = change(
            connection, "set_details", username=username, display_name=name, email=address
        )
        _require_account(changed, username)
        if before and before.email not in (None, address):
            change(connection, "end_sessions", username=username, but=None)
        _record(connection, Event.ACCOUNT_CHANGED, actor, username, changed="details")


def disable(username: str, *, actor: str | None = None) -> None:
    """Close an account; its sessions end and its links are void.

    :raises AccountError: if there is no such account, or it is the actor's own.
    """
    _refuse_own_account(username, actor)
    with changing() as connection:
        _require_account(change(connection, "disable_account", username=username), username)
        change(connection, "end_sessions", username=username, but=None)
        change(connection, "void_links", username=username)
        _record(connection, Event.ACCOUNT_CHANGED, actor, username, changed="disabled")


def enable(username: str, *, actor: str | None = None) -> None:
    """Open an account again, whether it was closed by someone or for want of use.

    :raises AccountError: if there is no such account.
    """
    with changing() as connection:
        _require_account(change(connection, "enable_account", username=username), username)
        _record(connection, Event.ACCOUNT_CHANGED, actor, username, changed="enabled")


def _read(
    *, everyone: bool = False, username: str | None = None, email: str | None = None
) -> list[Account]:
    from lib.data.configuration import configuration

    days = configuration().access.unused_days
    parameters = {"everyone": everyone, "username": username, "email": email}
    account_rows = rows("accounts", unused_days=days, **parameters)
    return [account_of(row) for row in account_rows]


def account_of(row: object) -> Account:
    """The account in a row that has an account's columns, perhaps among others."""
    values = {name: row[name] for name in Account.__slots__}  # type: ignore[index]
    return Account(**{**values, "regions": tuple(values["regions"])})


def _check_role(role: str, regions: Sequence[str]) -> None:
    if role not in ROLES:
        raise AccountError(
            N_("{role} is not a role; the roles are {roles}."), role=role, roles=", ".join(ROLES)
        )
    permissions = ROLES[role].permissions
    by_region = (
        Permission.VIEW_REGION_WORK in permissions
        and Permission.VIEW_EVERY_REGION not in permissions
    )
    if by_region and not regions:
        raise AccountError(N_("The role {role} needs at least one region."), role=role)
    if regions and not by_region:
        raise AccountError(N_("The role {role} takes no region."), role=role)
    if regions:
        _check_regions(regions)


def _check_regions(regions: Sequence[str]) -> None:
    region_ids = set(organization.regions()["region_id"])
    for region in regions:
        if region not in region_ids:
            raise AccountError(
                N_("{region} is not a region; the regions are {regions}."),
                region=region,
                regions=", ".join(sorted(region_ids)) or "–",
            )


def _checked_email(email: str, username: str) -> str | None:
    address = email.strip().lower()
    if not address:
        return None
    if not _EMAIL.fullmatch(address):
        raise AccountError(N_("{email} is not an e-mail address."), email=email)
    if any(a.username != username for a in _read(email=address)):
        raise AccountError(N_("Another account has that e-mail address."))
    return address


def _refuse_own_account(username: str, actor: str | None) -> None:
    if username == actor:
        raise AccountError(
            N_("Nobody can do this to their own account; ask another administrator.")
        )


def _require_account(changed_rows: int, username: str) -> None:
    if not changed_rows:
        raise AccountError(NO_ACCOUNT, username=username)


def _record(
    connection: Connection,
    event: Event,
    actor: str | None,
    username: str,
    **facts: str | int | list[str],
) -> None:
    audit.record(event, actor=actor, facts={"account": username, **facts}, connection=connection)
