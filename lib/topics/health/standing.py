"""How the committees of a scope stand: measured once from the saved snapshots, for every part."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.measures.health import (
    DEFINITIONS,
    bad_inputs,
    health,
    next_action,
    region_priors,
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


def snapshots(scope: Scope, since: timedelta, *, months: bool = False) -> pd.DataFrame:
    """The saved inputs of the days since then, a row a committee and day.

    :param months: only of the last days of months, and of the newest.
    :return: columns of ``lib.measures.health.DEFINITIONS``, and ``kept`` (``week`` or ``month``).
    :raises Unavailable: if the membership or the dashboard's own database can't be read.
    """
    last = reads.as_of("membership")
    return reads.dashboard.health_snapshots(
        scope,
        last - since,
        last,
        lately=last if months else None,
        months=months,
        columns=(*DEFINITIONS, "kept"),
    )


@reads.measured
def standing(scope: Scope) -> Standing | None:
    """The committees of a scope as they stand; ``None`` before anything was saved.

    :raises Unavailable: as ``snapshots``.
    """
    last = reads.as_of("membership")
    rows = reads.dashboard.health_on_days(
        scope, [last - ago for ago in _COMPARED], last - _WEEKS, columns=tuple(DEFINITIONS)
    )
    return None if rows.empty else measure(rows, _region_need())


@reads.measured
def following(scope: Scope, committees: tuple[str, ...]) -> pd.DataFrame:
    """What some committees of a scope that was measured do next, by ``next_action``.

    :raises Unavailable: as ``snapshots``.
    """
    measured = standing(scope)
    if measured is None:
        raise ValueError("Nothing was measured.")
    return measured.following(committees)


@reads.measured
def levels_on(scope: Scope, day: date) -> "pd.Series[str] | None":
    """The level of each committee on the newest day up to a day, by ``committee_id``.

    :return: ``None`` where none was measured in the 14 weeks before it.
    :raises Unavailable: as ``snapshots``.
    """
    rows = reads.dashboard.health_on_days(scope, [day], day - _WEEKS, columns=tuple(DEFINITIONS))
    if rows.empty:
        return None
    return health(rows).set_index("committee_id")["level"].astype(str)


def measure(rows: pd.DataFrame, region_need: Mapping[str, float]) -> Standing:
    """Measure the newest day of some weeks of snapshots.

    :param rows: as ``snapshots`` gives them, of whole regions; at least one.
    :param region_need: see ``who_first``.
    """
    day = rows["as_of"].max()
    now = rows[rows["as_of"] == day].reset_index(drop=True)
    priors = region_priors(rows)
    measured = health(rows, priors)
    return Standing(
        as_of=day,
        rows=now,
        priors=priors,
        measured=measured[measured["as_of"] == day].reset_index(drop=True),
        first=who_first(measured, day, region_need),
        bad=bad_inputs(now),
    )


def _region_need() -> dict[str, float]:
    """The plan's priority regions come first; between the others it doesn't choose."""
    frame = reads.regions()
    return dict(zip(frame["region_id"], frame["is_priority"].astype(float), strict=True))
