"""A promise of the invented organization that ran out, so that it shows how that looks."""

from datetime import timedelta

from sqlalchemy import insert

from lib.access import taking
from lib.access.viewer import Viewer
from lib.data import engines
from lib.data.contract.taken import taken_committee
from lib.data.reading import read


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
