"""The person looking: a role's permissions and a scope, read from their account."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from lib.access.accounts import Account
from lib.access.permissions import NOT_IN_PREVIEWS, ROLES, Permission
from lib.access.sessions import Session
from lib.data.scope import UNKNOWN_REGION, Scope


class Refusal(StrEnum):
    """Why someone sees nothing."""

    NOT_SIGNED_IN = "not_signed_in"
    SESSION_OVER = "session_over"
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
    """A signed-in account, as it stands in the database on this very run.

    :ivar view_as: the role whose view is previewed, with its permissions and scope in place of the
        viewer's own: never more than these.
    """

    username: str
    display_name: str
    permissions: frozenset[Permission]
    scope: Scope
    view_as: str | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the viewer holds a permission."""
        return permission in self.permissions


def viewer_of(
    account: Account | None, regions: Iterable[str], session: Session | None = None
) -> Viewer:
    """The viewer that an account makes, given the organization's regions.

    :param session: may say that another role's view is previewed; it counts while the account may.
    :raises Refused: without an account, with an unknown role, or with work of regions to see and
        no region of the organization to see it in.
    """
    if account is None or not account.is_open:
        raise Refused(Refusal.NO_ACCOUNT)
    role = ROLES.get(account.role)
    if role is None:
        raise Refused(Refusal.NO_ROLE)
    region_ids = tuple(regions)
    scope = _scope(account.regions, role.permissions, region_ids)
    viewer = Viewer(account.username, account.display_name, role.permissions, scope)
    if viewer.may(Permission.VIEW_REGION_WORK) and not viewer.scope:
        raise Refused(Refusal.NO_REGION)
    if session is not None and session.view_as and viewer.may(Permission.VIEW_AS):
        return previewed(viewer, session.view_as, session.view_as_regions)
    return viewer


def previewed(viewer: Viewer, role: str, regions: Iterable[str]) -> Viewer:
    """What another role sees of the viewer's own: permissions and regions that both have.

    What would be done in that role's place (``NOT_IN_PREVIEWS``) is left out.

    :raises Refused: if there is no such role, or it would see nothing in these regions.
    """
    if role not in ROLES:
        raise Refused(Refusal.NO_ROLE)
    permissions = (viewer.permissions & ROLES[role].permissions) - NOT_IN_PREVIEWS
    known_regions = tuple(region for region in viewer.scope.regions if region != UNKNOWN_REGION)
    scope = _scope(tuple(regions), permissions, known_regions)
    if Permission.VIEW_REGION_WORK in permissions and not scope:
        raise Refused(Refusal.NO_REGION)
    return replace(viewer, permissions=permissions, scope=scope, view_as=role)


def _scope(
    own_regions: tuple[str, ...], permissions: frozenset[Permission], regions: tuple[str, ...]
) -> Scope:
    if Permission.VIEW_REGION_WORK not in permissions:
        return Scope()
    role_regions = set(regions) if Permission.VIEW_EVERY_REGION in permissions else set(own_regions)
    visible = role_regions & set(regions)
    if visible and Permission.VIEW_PLACE_UNKNOWN in permissions:
        visible.add(UNKNOWN_REGION)
    return Scope(tuple(visible))
