"""How the committees of a scope stand: measured once from the saved snapshots, for every part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

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
_LONG_AGO = timedelta(weeks=13)
_LATELY = timedelta(weeks=6)
"""Those 4 weeks ago are compared with, too, and some days are told of; none between is read."""


@dataclass(frozen=True)
class Standing:
    """The committees of a scope on the newest day that was measured.

    :ivar as_of: that day.
    :ivar rows: their inputs on it.
    :ivar priors: of all regions and days.
    :ivar measured: by ``health``, of that day alone.
    :ivar levels: on each of the days that were read: ``committee_id, as_of, level``.
    :ivar first: by ``who_first``.
    :ivar following: by ``next_action``.
    :ivar bad: by ``bad_inputs``.
    """

    as_of: pd.Timestamp
    rows: pd.DataFrame
    priors: pd.DataFrame
    measured: pd.DataFrame
    levels: pd.DataFrame
    first: pd.DataFrame
    following: pd.DataFrame
    bad: pd.DataFrame


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
    rows = reads.dashboard.health_snapshots(
        scope,
        last - _WEEKS,
        last,
        lately=last - _LATELY,
        long_ago=last - _LONG_AGO,
        columns=tuple(DEFINITIONS),
    )
    return None if rows.empty else measure(rows, _region_need())


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
        levels=measured[["committee_id", "as_of", "level"]].astype({"level": str}),
        first=who_first(measured, day, region_need),
        following=next_action(now, priors),
        bad=bad_inputs(now),
    )


def _region_need() -> dict[str, float]:
    """The plan's priority regions come first; between the others it doesn't choose."""
    frame = reads.regions()
    return dict(zip(frame["region_id"], frame["is_priority"].astype(float), strict=True))
