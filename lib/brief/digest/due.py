"""Which letters are due, and what each would tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lib.access import mailing, organization
from lib.access.accounts import find
from lib.access.mailing import Letter, Mailing
from lib.access.permissions import Permission
from lib.access.viewer import Refused, Viewer, viewer_of
from lib.brief.digest import things as new
from lib.brief.digest.things import Things
from lib.data.configuration import configuration

DAYS = 7
"""How far back the first letter goes."""
_CERTAIN = ("sent", "nothing")
"""States after which what was told or looked at need not be told again."""


@dataclass(frozen=True)
class Due:
    """A letter that is due.

    :ivar since: the day from which on what is new is told.
    :ivar known: marks of alarms that earlier letters told of.
    """

    mailing: Mailing
    viewer: Viewer
    kind: str
    due_on: date
    since: date
    known: frozenset[str]

    @property
    def name(self) -> str:
        """What tells it from all other letters."""
        return mailing.name_of(self.mailing.username, self.kind, self.due_on)

    def things(self) -> Things:
        """What it tells.

        :raises Unavailable: if a database can't be read.
        """
        make = new.of_week if self.kind == "weekly" else new.on_fire
        return make(self.viewer, self.since, self.known)


def due(asked: Mailing, now: datetime) -> Iterator[Due]:
    """The letters of an account that are due and not done, rendered for what it may see now.

    An account that is closed, or sees no region's work any more, gets none.

    :raises Unavailable: if the dashboard database can't be read.
    """
    viewer = _viewer(asked.username)
    if viewer is None or asked.address is None:
        return
    today = now.astimezone(configuration().organization.zone).date()
    for kind, due_on in _days(asked, today):
        # Each time anew: what the week's letter has just told is no news for one of the same day.
        letters = mailing.letters(asked.username, today)
        done = {(each.kind, each.due_on) for each in letters if each.state != "begun"}
        if (kind, due_on) not in done:
            known = frozenset[str]().union(*(e.told for e in letters if e.state in _CERTAIN))
            yield Due(asked, viewer, kind, due_on, _since(letters, kind, today), known)


def _viewer(username: str) -> Viewer | None:
    regions = tuple(organization.regions()["region_id"])
    try:
        viewer = viewer_of(find(username), regions)
    except Refused:
        return None
    return viewer if viewer.may(Permission.VIEW_REGION_WORK) else None


def _days(asked: Mailing, today: date) -> Iterator[tuple[str, date]]:
    """Kinds of letters and the days that they are kept by."""
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=asked.weekday)
    # Who asks after this week's day begins with the next one's.
    if (
        asked.rhythm in ("weekly", "both")
        and asked.asked_at.astimezone(configuration().organization.zone).date() <= day <= today
    ):
        yield "weekly", monday
    if asked.rhythm in ("fire", "both"):
        yield "fire", today


def _since(letters: list[Letter], kind: str, today: date) -> date:
    """The day of the last letter of a kind that surely told what there was."""
    certain = [each for each in letters if each.kind == kind and each.state in _CERTAIN]
    begun = [each.begun_at.astimezone(configuration().organization.zone).date() for each in certain]
    return max(begun, default=today - timedelta(days=DAYS))
