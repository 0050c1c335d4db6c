"""Committees of the invented organization that are taken, so that it shows how that looks."""

from datetime import timedelta

from sqlalchemy import insert, select

from lib.access import accounts, taking
from lib.access.demo_accounts import DEMO
from lib.access.viewer import Viewer, viewer_of
from lib.data import engines
from lib.data.contract.taken import taken_committee
from lib.data.reading import read


def take_for_demo() -> None:
    """Let each organizer of the invented organization look after one committee, for two weeks.

    And let one promise of theirs have run out. What they have of either already stays alone.
    """
    for username, role, regions, _name in DEMO:
        account = accounts.find(username)
        if role != "organizer" or account is None:
            continue
        viewer = viewer_of(account, regions)
        committees = read("membership", "committees", viewer.scope, as_of=taking.today())
        active = committees[committees["status"] == "active"]
        # The largest that nobody coordinates, or that the fewest do.
        first = active.sort_values(["coordinators", "members"], ascending=[True, False]).head(1)
        running, over = _taken_by(username)
        if not running:
            for committee_id in first["committee_id"]:
                taking.take(viewer, committee_id, "find_coordinator", 14)
        if not over:
            promise_in_vain(viewer, tuple(first["committee_id"]))


def _taken_by(username: str) -> tuple[bool, bool]:
    """Whether an account has a committee taken, and whether it had one."""
    until = select(taken_committee.c.until).where(taken_committee.c.username == username)
    with engines.owner("dashboard").connect() as connection:
        days = connection.scalars(until).all()
    return any(day >= taking.today() for day in days), any(day < taking.today() for day in days)


def promise_in_vain(viewer: Viewer, taken: tuple[str, ...]) -> None:
    """Promise a visit, until a week ago, to the active committee that waits for one longest.

    :param taken: committees that somebody looks after now.
    """
    today = taking.today()
    committees = read("membership", "committees", viewer.scope, as_of=today)
    free = committees[(committees["status"] == "active") & ~committees["committee_id"].isin(taken)]
    support = read("membership", "committee_support", viewer.scope)
    waiting = support[support["committee_id"].isin(free["committee_id"])]
    longest = waiting.sort_values("last_visit_on", na_position="first").head(1)
    with engines.owner("dashboard").begin() as connection:
        for row in longest[["committee_id", "region_id"]].to_dict("records"):
            connection.execute(
                insert(taken_committee).values(
                    committee_id=row["committee_id"],
                    region_id=row["region_id"],
                    username=viewer.username,
                    plan="visit",
                    taken_on=today - timedelta(days=21),
                    until=today - timedelta(days=7),
                )
            )
