"""How the committees of a scope stand: measured once from the saved snapshots, for every part."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.measures.health import (
    DEFINITIONS,
    examine_rows,
    health,
    health_of,
    next_action,
    priors_of,
    priors_of_alike,
    who_first,
)

_WEEKS = timedelta(weeks=14)
"""Those 13 weeks ago are compared with, and may be some days older than that."""
_COMPARED = (timedelta(weeks=13), timedelta(weeks=4), timedelta(0))
"""How long ago the days are that are compared; none between is read."""


@dataclass(frozen=True)
class Standing:
    """The committees of a scope on the newest day that was measured.

    :ivar as_of: that day.
    :ivar rows: their inputs on it.
    :ivar priors: of all regions and days.
    :ivar measured: by ``health``, of that day alone.
    :ivar first: by ``who_first``.
    :ivar bad: by ``bad_inputs``.
    """

    as_of: pd.Timestamp
    rows: pd.DataFrame
    priors: pd.DataFrame
    measured: pd.DataFrame
    first: pd.DataFrame
    bad: pd.DataFrame

    def following(self, committees: Collection[str]) -> pd.DataFrame:
        """What some of the committees do next, by ``next_action``: trying each deed takes long."""
        return next_action(self.rows[self.rows["committee_id"].isin(committees)], self.priors)


@reads.measured
def standing(scope: Scope) -> Standing | None:
    """The committees of a scope as they stand; ``None`` before anything was saved.

    :raises Unavailable: if the membership or the dashboard's own database can't be read.
    """
    last = reads.as_of("membership")
    rows = reads.dashboard.health_on_days(
        scope, [last - ago for ago in _COMPARED], last - _WEEKS, columns=tuple(DEFINITIONS)
    )
    return None if rows.empty else measure(rows, _region_need())


@reads.measured
def standing_of(scope: Scope, committee_id: str) -> Standing | None:
    """How one committee stands, without reading the others of its region.

    ``None`` if it was not measured on the newest day.

    :param scope: its whole region, toward which a small committee's figures lean.
    :raises Unavailable: as :func:`standing`.
    """
    last = reads.as_of("membership")
    days = reads.dashboard.health_days(scope, [last - ago for ago in _COMPARED], last - _WEEKS)
    rows = of_committee(scope, committee_id, _WEEKS).drop(columns="kept")
    rows = rows[rows["as_of"].isin([pd.Timestamp(day) for day in days])]
    if not days or not (rows["as_of"] == pd.Timestamp(max(days))).any():
        return None
    priors = priors_on(scope, days)
    # Laid out anew, and not refreshed since: what a score leans on was not counted yet.
    return None if priors.empty else measure(rows, _region_need(), priors)


def of_committee(scope: Scope, committee_id: str, since: timedelta) -> pd.DataFrame:
    """The saved inputs of a committee on the days since then, a row a day.

    :return: columns of ``lib.measures.health.DEFINITIONS``, and ``kept`` (``week`` or ``month``).
    :raises Unavailable: as :func:`standing`.
    """
    last = reads.as_of("membership")
    return reads.dashboard.health_of_committee(
        scope, committee_id, last - since, last, columns=(*DEFINITIONS, "kept")
    )


def priors_on(scope: Scope, days: Sequence[date]) -> pd.DataFrame:
    """What the committees of each region have in common on some days that were saved.

    :raises Unavailable: as :func:`standing`.
    """
    return priors_of_alike(reads.dashboard.health_alike(scope, days))


@reads.measured
def following(scope: Scope, committees: tuple[str, ...]) -> pd.DataFrame:
    """What some committees of a scope that was measured do next, by ``next_action``.

    :raises Unavailable: as :func:`standing`.
    """
    measured = standing(scope)
    if measured is None:
        raise ValueError("Nothing was measured.")
    return measured.following(committees)


@reads.measured
def levels_on(scope: Scope, day: date) -> "pd.Series[str] | None":
    """The level of each committee on the newest day up to a day, by ``committee_id``.

    :return: ``None`` where none was measured in the 14 weeks before it.
    :raises Unavailable: as :func:`standing`.
    """
    rows = reads.dashboard.health_on_days(scope, [day], day - _WEEKS, columns=tuple(DEFINITIONS))
    if rows.empty:
        return None
    return health(rows).set_index("committee_id")["level"].astype(str)


def measure(
    rows: pd.DataFrame, region_need: Mapping[str, float], priors: pd.DataFrame | None = None
) -> Standing:
    """Measure the newest day of some weeks of snapshots.

    :param rows: columns of ``lib.measures.health.DEFINITIONS``; at least one row.
    :param region_need: see ``who_first``.
    :param priors: of all regions and days; unless given, the rows are those of whole regions.
    """
    day = rows["as_of"].max()
    now = rows[rows["as_of"] == day].reset_index(drop=True)
    examined = examine_rows(rows)
    priors = priors_of(examined) if priors is None else priors
    measured = health_of(examined, priors)
    bad = examined.flags
    return Standing(
        as_of=day,
        rows=now,
        priors=priors,
        measured=measured[measured["as_of"] == day].reset_index(drop=True),
        first=who_first(measured, day, region_need),
        bad=bad[bad["as_of"] == day].reset_index(drop=True),
    )


def _region_need() -> dict[str, float]:
    """The plan's priority regions come first; between the others it doesn't choose."""
    frame = reads.regions()
    return dict(zip(frame["region_id"], frame["is_priority"].astype(float), strict=True))
