"""How the committees of a scope stand: measured once from the saved snapshots, for every part."""

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True)
class Standing:
    """The committees of a scope on the newest day that was measured.

    :ivar as_of: that day.
    :ivar rows: their inputs on it.
    :ivar priors: of all regions and days.
    :ivar measured: by ``health``, of that day alone.
    :ivar levels: on each of the days: ``committee_id, as_of, level``.
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


def snapshots(
    scope: Scope, since: timedelta, inputs: Sequence[str] = tuple(DEFINITIONS)
) -> pd.DataFrame:
    """The saved inputs of the days since then, a row a committee and day.

    :param inputs: columns of ``lib.measures.health.DEFINITIONS``, of
        ``lib.measures.early_warning.HISTORY``, or both.
    :return: these, and ``kept`` (``week`` or ``month``).
    :raises Unavailable: if the membership or the dashboard's own database can't be read.
    """
    last = reads.as_of("membership")
    return reads.dashboard.health_snapshots(scope, last - since, last, columns=(*inputs, "kept"))


@reads.measured
def standing(scope: Scope) -> Standing | None:
    """The committees of a scope as they stand; ``None`` before anything was saved.

    :raises Unavailable: as ``snapshots``.
    """
    rows = snapshots(scope, _WEEKS)
    return None if rows.empty else measure(rows, _region_need())


def measure(rows: pd.DataFrame, region_need: Mapping[str, float]) -> Standing:
    """Measure the newest day of some weeks of snapshots.

    :param rows: as ``snapshots`` gives them, of whole regions; at least one.
    :param region_need: see ``who_first``.
    """
    day = rows["as_of"].max()
    now = rows[rows["as_of"] == day].reset_index(drop=True)
    priors, measured = region_priors(rows), health(rows)
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
