"""The accounts in the dashboard database: read by the app, kept from the command line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lib.access.permissions import ROLES, Permission
from lib.data import engines
from lib.data.errors import unavailable
from lib.data.reading import statement

PASSWORD_MIN_CHARACTERS = 12
PASSWORD_MAX_BYTES = 72
"""bcrypt reads no further."""

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


class AccountError(Exception):
    """An account can't be made or changed; the message says why."""


@dataclass(frozen=True, slots=True)
class Account:
    """A row of ``dashboard.account``."""

    username: str
    display_name: str
    password_hash: str
    role: str
    regions: tuple[str, ...]
    is_disabled: bool = False


def all_accounts() -> list[Account]:
    """Every account, by username.

    :raises Unavailable: if the dashboard database can't be read.
    """
    return _read("accounts", {})


def find(username: str) -> Account | None:
    """The account of that name, as it stands now.

    :raises Unavailable: if the dashboard database can't be read.
    """
    return next(iter(_read("account", {"username": username})), None)


def add(
    username: str, password: str, role: str, regions: tuple[str, ...] = (), display_name: str = ""
) -> None:
    """Make an account.

    :raises AccountError: if the name is taken or not plain, the role unknown, a region missing or
        unknown to the organization, or the password too short or too long.
    """
    if not _USERNAME.fullmatch(username):
        raise AccountError("a username has lower-case letters, digits, dots, dashes or underscores")
    if role not in ROLES:
        raise AccountError(f"{role} is not a role; the roles are {', '.join(ROLES)}")
    _check_regions(role, regions)
    row = {
        "username": username,
        "display_name": display_name or username,
        "password_hash": _hashed(password),
        "role": role,
        "regions": list(regions),
    }
    if not _write("add_account", row):
        raise AccountError(f"{username} has an account already")


def remove(username: str) -> None:
    """Delete an account.

    :raises AccountError: if there is none of that name.
    """
    if not _write("remove_account", {"username": username}):
        raise AccountError(f"{username} has no account")


def set_password(username: str, password: str) -> None:
    """Give an account another password.

    :raises AccountError: if there is no such account, or the password is too short or too long.
    """
    row = {"username": username, "password_hash": _hashed(password)}
    if not _write("set_password", row):
        raise AccountError(f"{username} has no account")


def is_too_long(password: str) -> bool:
    """Whether a password is longer than bcrypt reads, or holds what it can't: none such opens."""
    return len(password.encode()) > PASSWORD_MAX_BYTES or "\0" in password


def _read(name: str, parameters: Mapping[str, object]) -> list[Account]:
    try:
        with engines.reader("dashboard").connect() as connection:
            rows = connection.execute(statement("dashboard", name), parameters).mappings().all()
    except SQLAlchemyError as error:
        raise unavailable("dashboard", error) from None
    return [Account(**{**row, "regions": tuple(row["regions"])}) for row in rows]


def _hashed(password: str) -> str:
    if len(password) < PASSWORD_MIN_CHARACTERS:
        raise AccountError(f"a password has at least {PASSWORD_MIN_CHARACTERS} characters")
    if is_too_long(password):
        raise AccountError(f"a password has at most {PASSWORD_MAX_BYTES} bytes")
    # Imported late: it brings Streamlit along, which a command line does not want.
    from streamlit_authenticator.utilities import Hasher

    return str(Hasher.hash(password))


def _check_regions(role: str, regions: tuple[str, ...]) -> None:
    held = ROLES[role].permissions
    by_region = Permission.VIEW_REGION_WORK in held and Permission.VIEW_EVERY_REGION not in held
    if by_region and not regions:
        raise AccountError(f"{role} needs at least one --region")
    if regions and not by_region:
        raise AccountError(f"{role} takes no region")
    with engines.owner("membership").connect() as connection:
        known = set(connection.scalars(text("SELECT region_id FROM source.region")))
    for region in regions:
        if region not in known:
            raise AccountError(
                f"{region} is not a region; the regions are {', '.join(sorted(known))}"
            )


def _write(name: str, row: Mapping[str, object]) -> int:
    with engines.owner("dashboard").begin() as connection:
        return connection.execute(statement("dashboard", name), row).rowcount
