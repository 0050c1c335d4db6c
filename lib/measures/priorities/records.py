"""What was recorded up to a day, and the days and weeks that count towards it."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from lib.measures.health import health
from lib.measures.periods import Period, week_of

YEAR_WEEKS = 52
HOURS_WEEKS = 13


def quarter_before(as_of: date) -> date:
    """Return the Sunday that a quarter's change is measured from: it ended the 13th week back.

    The running week is the first of these 13, so it is 85 to 91 days before.
    """
    return week_of(as_of) - timedelta(days=85)


def weeks_to(day: date, weeks: int) -> dict[str, date]:
    """Return ``first_week`` and ``last_week``, Mondays, of so many complete weeks up to a day.

    A week is complete at the end of its Sunday.
    """
    period = Period(day + timedelta(days=1), weeks)
    return {
        "first_week": period.first_week,
        "last_week": period.running_week - timedelta(weeks=1),
    }


@dataclass(frozen=True)
class Records:
    """What was recorded up to a day; ``None`` where nothing of the kind ever was, of anyone.

    ``committees``: ``committee_id, name, county_fips, latitude, longitude``; ``status, score`` (0
    to 1; null without one), ``good_standing, responders, trained`` on the day (people; null where
    nothing of the kind was recorded by then); ``incidents``: ``county_fips`` (null: not known),
    ``incidents, people_affected, unanswered`` of the year up to the day (the last null where no
    response was ever recorded), and ``two_years`` likewise; ``calls``: ``state_fips, calls`` of the
    year; ``cases``: ``state_fips, cases`` open on the day; ``policies``: ``state_fips,
    county_fips`` (null: the whole state), ``policy, in_force_from, in_force_until``; ``hubs``:
    ``county_fips, joined_on, left_on``; ``support``: ``committee_id, hours`` of the last
    ``HOURS_WEEKS``.
    """

    day: date
    committees: pd.DataFrame | None = None
    incidents: pd.DataFrame | None = None
    two_years: pd.DataFrame | None = None
    calls: pd.DataFrame | None = None
    cases: pd.DataFrame | None = None
    policies: pd.DataFrame | None = None
    hubs: pd.DataFrame | None = None
    support: pd.DataFrame | None = None


def committees_on(day: date, committees: pd.DataFrame, snapshots: pd.DataFrame) -> pd.DataFrame:
    """Return ``Records.committees`` of a day.

    :param committees: ``committee_id, as_of, name, county_fips, latitude, longitude, status`` (of
        today) and ``trained``, also of other days.
    :param snapshots: the columns of ``health.DEFINITIONS`` of whole regions; of several days, the
        newest up to the day counts. A committee that has none did not exist then. Without any
        snapshot, only its trained people are known of a committee.
    """
    there = committees[committees["as_of"] == pd.Timestamp(day)].drop(columns="as_of")
    snapshots = snapshots[snapshots["as_of"] <= pd.Timestamp(day)]
    if snapshots.empty:
        return there.assign(score=np.nan, good_standing=np.nan, responders=np.nan)
    newest = snapshots[snapshots["as_of"] == snapshots["as_of"].max()].reset_index(drop=True)
    then = pd.DataFrame(
        {
            "committee_id": newest["committee_id"],
            "status": newest["status"],
            # In the order of the rows.
            "score": health(newest)["score"],
            "good_standing": newest["covered_by_dues"],
            "responders": newest["responders"],
        }
    )
    return there.drop(columns="status").merge(then, on="committee_id")
