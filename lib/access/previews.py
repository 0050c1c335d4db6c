"""Previews of another role's view: they can take away from what an account sees, never add."""

from lib.access import audit, session
from lib.access.audit import Event
from lib.access.database import change, changing
from lib.access.permissions import ROLES, Permission
from lib.access.viewer import Refusal, Refused, previewed

PREVIEWED = ("organizer", "partner")
"""Roles whose view can be previewed."""


def begin(role: str, regions: tuple[str, ...]) -> None:
    """Show the present session another role's view, until :func:`end`; this is recorded.

    :raises Refused: if the account may not, or the role would see nothing.
    """
    session_now = session.look_up()
    own_view = session.own_viewer(session_now)
    if not own_view.may(Permission.VIEW_AS) or role not in PREVIEWED:
        raise Refused(Refusal.NOT_PERMITTED)
    preview = previewed(own_view, role, regions if _by_region(role) else ())
    with changing() as connection:
        change(
            connection,
            "session_view_as",
            session_id=session_now.number,
            role=role,
            regions=list(preview.scope.regions),
        )
        audit.record(
            Event.VIEWED_AS,
            actor=own_view.username,
            facts={"role": role, "regions": list(preview.scope.regions)},
            connection=connection,
        )


def end() -> None:
    """Give the present session its own view again.

    :raises Refused: if it is over.
    """
    session_now = session.look_up()
    with changing() as connection:
        change(connection, "session_view_as", session_id=session_now.number, role=None, regions=[])


def _by_region(role: str) -> bool:
    return Permission.VIEW_REGION_WORK in ROLES[role].permissions
