"""The person looking: a role's permissions and a scope, read from their account."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lib.access.accounts import Account
from lib.access.permissions import ROLES, Permission
from lib.data.scope import UNKNOWN_REGION, Scope


class Refusal(StrEnum):
    """Why someone sees nothing."""

    NOT_SIGNED_IN = "not_signed_in"
    NO_ACCOUNT = "no_account"
    NO_ROLE = "no_role"
    NO_REGION = "no_region"
    NOT_PERMITTED = "not_permitted"


class Refused(Exception):  # noqa: N818
    """Nothing may be shown; the reason is for the person to read."""

    def __init__(self, reason: Refusal):
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in account, as it stands in the database on this very run."""

    username: str
    display_name: str
    permissions: frozenset[Permission]
    scope: Scope

    def may(self, permission: Permission) -> bool:
        """Whether the viewer holds a permission."""
        return permission in self.permissions


def viewer_of(account: Account | None, regions: Iterable[str]) -> Viewer:
    """The viewer that an account makes, given the organization's regions.

    :raises Refused: without an account, with an unknown role, or with work of regions to see and
        no region of the organization to see it in.
    """
    if account is None or account.is_disabled:
        raise Refused(Refusal.NO_ACCOUNT)
    role = ROLES.get(account.role)
    if role is None:
        raise Refused(Refusal.NO_ROLE)
    viewer = Viewer(
        account.username,
        account.display_name,
        role.permissions,
        _scope(account, role.permissions, tuple(regions)),
    )
    if viewer.may(Permission.VIEW_REGION_WORK) and not viewer.scope:
        raise Refused(Refusal.NO_REGION)
    return viewer


def _scope(account: Account, held: frozenset[Permission], regions: tuple[str, ...]) -> Scope:
    if Permission.VIEW_REGION_WORK not in held:
        return Scope()
    wanted = set(regions) if Permission.VIEW_EVERY_REGION in held else set(account.regions)
    known = wanted & set(regions)
    if known and Permission.VIEW_PLACE_UNKNOWN in held:
        known.add(UNKNOWN_REGION)
    return Scope(tuple(known))
