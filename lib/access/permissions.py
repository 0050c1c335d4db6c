"""What a viewer may do. Code asks for a permission, never for a role's name."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing that a viewer may do."""

    VIEW_REGION_WORK = "view_region_work"
    VIEW_EVERY_REGION = "view_every_region"
    VIEW_PLACE_UNKNOWN = "view_place_unknown"
    VIEW_PRIORITIES = "view_priorities"
    VIEW_SOURCES = "view_sources"
    PUBLISH = "publish"
    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_AUDIT = "view_audit"
    VIEW_AS = "view_as"
    TAKE_COMMITTEES = "take_committees"
    KEEP_OWN_ACCOUNT = "keep_own_account"


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of permissions."""

    name: str
    description: str
    permissions: frozenset[Permission]


NOT_IN_PREVIEWS = frozenset({Permission.TAKE_COMMITTEES})
"""What would be done in another's place: a preview looks."""

_EVERYONE = frozenset({Permission.KEEP_OWN_ACCOUNT})

ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        Role(
            "organizer",
            "a regional organizer: the work of their own regions",
            _EVERYONE | {Permission.VIEW_REGION_WORK, Permission.TAKE_COMMITTEES},
        ),
        Role(
            "national",
            "national leadership: the work of every region",
            _EVERYONE
            | frozenset(
                {
                    Permission.VIEW_REGION_WORK,
                    Permission.VIEW_EVERY_REGION,
                    Permission.VIEW_PLACE_UNKNOWN,
                    Permission.VIEW_PRIORITIES,
                    Permission.VIEW_SOURCES,
                    Permission.PUBLISH,
                    Permission.VIEW_AS,
                    Permission.TAKE_COMMITTEES,
                }
            ),
        ),
        Role(
            "partner",
            "a partner organization: published numbers",
            _EVERYONE,
        ),
        Role(
            "administrator",
            "an administrator: sources and accounts, no programme data",
            _EVERYONE
            | frozenset(
                {
                    Permission.VIEW_SOURCES,
                    Permission.MANAGE_ACCOUNTS,
                    Permission.VIEW_AUDIT,
                }
            ),
        ),
    )
}
