"""Taking a committee: one organizer at a time says "mine until …", and what is planned.

Everyone who sees the region's work sees who has it, by the account's name; members are never named.
Row security holds both ways: nobody takes, sees or gives back what lies outside their regions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, RowMapping

from lib.access import audit
from lib.access.audit import Event
from lib.access.database import change, changing
from lib.access.errors import N_, AccountError
from lib.access.permissions import ROLES, Permission
from lib.access.viewer import Refusal, Refused, Viewer
from lib.data.configuration import configuration
from lib.data.contract.taken import MOST_DAYS, PLANS
from lib.data.reading import enter, read, statement
from lib.data.scope import Scope

DAYS = (7, 14, MOST_DAYS)
"""For how long a committee can be taken."""
MOST_TAKEN = 10
"""Most committees that one account holds at once: whoever took all would leave none to others."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A committee that somebody has taken.

    :ivar who: the name of the account, as it is greeted.
    :ivar plan: of ``PLANS``.
    :ivar until: its last day.
    """

    committee_id: str
    region_id: str
    username: str
    who: str
    plan: str
    until: date


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody meant to do for a committee until a day that is over; not who it was.

    :ivar plan: of ``PLANS``.
    :ivar until: its last day.
    """

    committee_id: str
    plan: str
    taken_on: date
    until: date


class TakingError(AccountError):
    """A committee can't be taken; the sentence says what to do."""


class AlreadyTaken(Exception):  # noqa: N818 - nobody did anything wrong
    """Somebody else was first.

    :ivar by: who and until when; ``None`` where the viewer may not see it.
    """

    def __init__(self, by: Taken | None):
        self.by = by
        super().__init__("taken already")


def today() -> date:
    """The day in the organization's time zone."""
    return datetime.now(configuration().organization.zone).date()


def parameters() -> dict[str, str | date]:
    """What the statements ask by: the day, and the roles that may take committees."""
    takers = [n for n, role in ROLES.items() if Permission.TAKE_COMMITTEES in role.permissions]
    everywhere = [n for n in takers if Permission.VIEW_EVERY_REGION in ROLES[n].permissions]
    return {"today": today(), "takers": ",".join(takers), "everywhere": ",".join(everywhere)}


def taken_of(row: RowMapping) -> Taken:
    """A row of ``queries/dashboard/reads/taken.sql``."""
    return Taken(
        str(row["committee_id"]),
        str(row["region_id"]),
        str(row["username"]),
        str(row["display_name"]),
        str(row["plan"]),
        row["until"],
    )


def take(viewer: Viewer, committee_id: str, plan: str, days: int) -> Taken:
    """Take a committee, or take it anew for longer or with another plan.

    :param viewer: as read for this very act, by ``session.acting_viewer``.
    :param committee_id: whatever a widget said: looked up in the viewer's scope.
    :raises Refused: if they may not take any; a preview never may.
    :raises TakingError: if it lies outside their regions or is closed, or the plan or the time is
        none that is offered, or they hold too many.
    :raises AlreadyTaken: if another has it.
    :raises Unavailable: if the membership or the dashboard database doesn't answer.
    """
    _check(viewer)
    if plan not in PLANS or days not in DAYS:
        raise TakingError(N_("Choose what you plan, and for how long."))
    region_id = _region_of(viewer.scope, committee_id)
    asked = parameters()
    row = {"committee_id": committee_id, "username": viewer.username}
    until = today() + timedelta(days=days)
    with changing() as connection:
        enter(connection, viewer.scope)
        change(connection, "taken_clear", **row, **asked)
        _check_free(connection, viewer, committee_id, asked)
        new = {"region_id": region_id, "plan": plan, "today": asked["today"], "until": until}
        if not change(connection, "taken_take", **row, **new):
            # Another's transaction was open when the committee still looked free.
            raise AlreadyTaken(_holder(_standing(connection, asked), committee_id))
        facts: audit.Facts = {
            "committee": committee_id,
            "regions": [region_id],
            "plan": plan,
            "until": until.isoformat(),
        }
        audit.record(
            Event.COMMITTEE_TAKEN, actor=viewer.username, facts=facts, connection=connection
        )
    return Taken(committee_id, region_id, viewer.username, viewer.display_name, plan, until)


def release(viewer: Viewer, committee_id: str) -> bool:
    """Give back a committee that the viewer took; whether they had it.

    :param viewer: as in :func:`take`.
    :raises Refused: if they may not take any.
    :raises Unavailable: if the dashboard database can't be written.
    """
    _check(viewer)
    row = {"committee_id": committee_id, "username": viewer.username}
    with changing() as connection:
        enter(connection, viewer.scope)
        region_id = connection.execute(
            statement("dashboard", "taken_release", "writes"), row
        ).scalar_one_or_none()
        if region_id is None:
            return False
        audit.record(
            Event.COMMITTEE_RELEASED,
            actor=viewer.username,
            facts={"committee": committee_id, "regions": [region_id]},
            connection=connection,
        )
    return True


def _check(viewer: Viewer) -> None:
    if viewer.view_as is not None or not viewer.may(Permission.TAKE_COMMITTEES):
        raise Refused(Refusal.NOT_PERMITTED)


def _region_of(scope: Scope, committee_id: str) -> str:
    """Where a committee that can be taken lies, asked of the membership database right now."""
    committees = read("membership", "committees", scope, as_of=today())
    is_meant = (committees["committee_id"] == committee_id) & (committees["status"] != "closed")
    regions = committees.loc[is_meant, "region_id"].tolist()
    if not regions:
        raise TakingError(N_("This is no open committee of your regions."))
    return str(regions[0])


def _check_free(
    connection: Connection, viewer: Viewer, committee_id: str, asked: Mapping[str, str | date]
) -> None:
    standing = _standing(connection, asked)
    holder = _holder(standing, committee_id)
    if holder is not None:
        raise AlreadyTaken(holder)
    if sum(taken.username == viewer.username for taken in standing) >= MOST_TAKEN:
        raise TakingError(
            N_("You have {most} committees already; give one back first."), most=str(MOST_TAKEN)
        )


def _standing(connection: Connection, asked: Mapping[str, str | date]) -> list[Taken]:
    rows = connection.execute(statement("dashboard", "taken"), dict(asked)).mappings()
    return [taken_of(row) for row in rows]


def _holder(standing: list[Taken], committee_id: str) -> Taken | None:
    return next((taken for taken in standing if taken.committee_id == committee_id), None)
