"""How the committees of a scope stand: measured once from the saved snapshots, for every part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Reason, bad_inputs, health, next_action, region_priors, who_first
from lib.topics.health import words as health_words

_WEEKS = timedelta(weeks=14)
"""Those 13 weeks ago are compared with, and may be some days older than that."""

NOT_PRESSING = {str(Reason.NONE), str(Reason.REGION_NEED), str(Reason.NOT_ENOUGH_DATA)}
"""Reasons that alone call for nobody: they don't tell a committee from its neighbours."""


@dataclass(frozen=True)
class Standing:
    """The committees of a scope on the newest day that was measured.

    :ivar as_of: that day.
    :ivar rows: their inputs on it.
    :ivar priors: of all regions and days.
    :ivar measured: by ``health``, of that day alone.
    :ivar first: by ``who_first``.
    :ivar following: by ``next_action``.
    :ivar bad: by ``bad_inputs``.
    """

    as_of: pd.Timestamp
    rows: pd.DataFrame
    priors: pd.DataFrame
    measured: pd.DataFrame
    first: pd.DataFrame
    following: pd.DataFrame
    bad: pd.DataFrame


def snapshots(scope: Scope, since: timedelta) -> pd.DataFrame:
    """The saved inputs of the days since then, a row a committee and day.

    Columns: ``lib.measures.health.DEFINITIONS``, ``lib.measures.early_warning.HISTORY`` and
    ``kept`` (``week`` or ``month``).

    :raises Unavailable: if a database can't be read.
    """
    last = reads.as_of("membership", scope)
    days = {"first_day": last - since, "last_day": last}
    return reads.read("dashboard", "health_snapshots", scope, **days)


@reads.prepared
def standing(scope: Scope) -> Standing | None:
    """The committees of a scope as they stand; ``None`` before anything was saved.

    :raises Unavailable: if a database can't be read.
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
        first=who_first(measured, day, region_need),
        following=next_action(now, priors),
        bad=bad_inputs(now),
    )


def _region_need() -> dict[str, float]:
    """The plan's priority regions come first; between the others it doesn't choose."""
    frame = reads.regions()
    return dict(zip(frame["region_id"], frame["is_priority"].astype(float), strict=True))


def by_committee(found: Standing) -> pd.DataFrame:
    """One row a committee, those that need someone first in front, in words and points.

    :return: ``committee_id, region_id, level, score, progress`` (points of 100),
        ``change_4_weeks, change_13_weeks`` (points), ``why`` and ``what`` (in words),
        ``is_pressing`` and ``place`` (0 first; committees that ``who_first`` leaves out come last).
    """
    several = found.rows["region_id"].nunique() > 1
    first = found.first.assign(
        place=range(len(found.first)),
        why=[health_words.reasons(row, among_regions=several) for row in found.first.itertuples()],
        is_pressing=[bool(set(said.split(",")) - NOT_PRESSING) for said in found.first["reasons"]],
    )
    columns = ["change_4_weeks", "change_13_weeks", "why", "is_pressing", "place"]
    frame = found.measured.merge(first[["committee_id", *columns]], on="committee_id", how="left")
    # Both are in the order of the rows.
    what = [
        health_words.next_action(row, str(level))
        for row, level in zip(found.following.itertuples(), found.measured["level"], strict=True)
    ]
    points = {
        name: 100 * frame[name]
        for name in ("score", "progress", "change_4_weeks", "change_13_weeks")
    }
    frame = frame.assign(
        **points,
        level=frame["level"].astype(str),
        why=frame["why"].astype(object).fillna(""),
        what=what,
        is_pressing=frame["is_pressing"].astype("boolean").fillna(False).astype(bool),
        place=frame["place"].fillna(len(first)),
    )
    kept = ["committee_id", "region_id", "level", "score", "progress", *columns, "what"]
    return frame[kept].sort_values("place", kind="stable").reset_index(drop=True)


def draw_notes(scope: Scope) -> None:
    """Say how committees are judged, and which inputs can't be true and were left out.

    :raises Unavailable: if a database can't be read.
    """
    for said in _notes(scope):
        st.caption(said)


@reads.prepared
def _notes(scope: Scope) -> list[str]:
    found = standing(scope)
    if found is None:
        return [_("Health has not been measured yet: it is saved with each refresh.")]
    judged = _(
        "Judged on {day}. An active committee has a score of 100 points. A forming one is judged"
        " only by what it still lacks to become active, a dormant one only by its signs of life:"
        " that is progress, not a score. A closed one is not judged.",
        day=formats.day(found.as_of),
    )
    return [judged, *left_out(found.bad)]


def left_out(bad: pd.DataFrame) -> list[str]:
    """The sentence on inputs that can't be true, or none.

    :param bad: by ``bad_inputs``.
    """
    if bad.empty:
        return []
    kinds = bad["flag"].value_counts()
    listed = [f"{name_of('health_flag', str(flag))} ({n})" for flag, n in kinds.items()]
    n, committees = len(bad), bad["committee_id"].nunique()
    return [
        _(
            "Left out of the scores as impossible: {figures} of {committees}: {kinds}.",
            figures=ngettext("{n} figure", "{n} figures", n),
            committees=ngettext("{n} committee", "{n} committees", committees),
            kinds=formats.listing(listed),
        )
    ]
