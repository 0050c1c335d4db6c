"""Another role's view, previewed: for who sees all of it anyway. It can take away, never add."""

from lib.access import audit, session
from lib.access.audit import Event
from lib.access.database import change, changing
from lib.access.permissions import ROLES, Permission
from lib.access.viewer import Refusal, Refused, previewed

PREVIEWED = ("organizer", "partner")
"""Roles whose view can be previewed."""


def begin(role: str, regions: tuple[str, ...]) -> None:
    """Show the session of now another role's view, until :func:`end`; recorded.

    :raises Refused: if the account may not, or the role would see nothing.
    """
    found = session.look_up()
    own = session.own_viewer(found)
    if not own.may(Permission.VIEW_AS) or role not in PREVIEWED:
        raise Refused(Refusal.NOT_PERMITTED)
    shown = previewed(own, role, regions if _by_region(role) else ())
    with changing() as connection:
        change(
            connection,
            "session_view_as",
            session_id=found.number,
            role=role,
            regions=list(shown.scope.regions),
        )
        audit.record(
            Event.VIEWED_AS,
            actor=own.username,
            facts={"role": role, "regions": list(shown.scope.regions)},
            connection=connection,
        )


def end() -> None:
    """Give the session of now its own view again.

    :raises Refused: if it is over.
    """
    found = session.look_up()
    with changing() as connection:
        change(connection, "session_view_as", session_id=found.number, role=None, regions=[])


def _by_region(role: str) -> bool:
    return Permission.VIEW_REGION_WORK in ROLES[role].permissions
