"""The committees of a scope in words: why each of them now, what to do, and how they are judged."""

import pandas as pd

from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Reason
from lib.topics.health import words
from lib.topics.health.rows import Need, Step, rows_of
from lib.topics.health.standing import Standing

NOT_PRESSING = {str(Reason.NONE), str(Reason.REGION_NEED), str(Reason.NOT_ENOUGH_DATA)}
"""Reasons that alone call for nobody: they don't tell a committee from its neighbours."""


def by_committee(standing: Standing) -> pd.DataFrame:
    """One row a committee, those that need someone first in front, in words and points.

    :return: ``committee_id, region_id, level, score, progress`` (points of 100),
        ``change_4_weeks, change_13_weeks`` (points), ``why`` and ``what`` (in words),
        ``is_pressing`` and ``place`` (0 first; committees that ``who_first`` leaves out come last).
    """
    several = standing.rows["region_id"].nunique() > 1
    needs = list(rows_of(standing.first, Need))
    first = standing.first.assign(
        place=range(len(needs)),
        why=[words.reasons(need, among_regions=several) for need in needs],
        is_pressing=[bool(set(need.reasons.split(",")) - NOT_PRESSING) for need in needs],
    )
    columns = ["change_4_weeks", "change_13_weeks", "why", "is_pressing", "place"]
    frame = standing.measured.merge(
        first[["committee_id", *columns]], on="committee_id", how="left"
    )
    # Both are in the order of the rows.
    what = [
        words.next_action(step, str(level))
        for step, level in zip(
            rows_of(standing.following, Step), standing.measured["level"], strict=True
        )
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
    shown = ["committee_id", "region_id", "level", "score", "progress", *columns, "what"]
    return frame[shown].sort_values("place", kind="stable").reset_index(drop=True)


def notes(standing: Standing | None) -> list[str]:
    """How committees are judged, and which inputs can't be true and were left out.

    :param standing: ``None`` before anything was saved.
    """
    if standing is None:
        return [_("Health has not been measured yet: it is saved with each refresh.")]
    judged = _(
        "Judged on {day}. An active committee has a score of 100 points. A forming one is judged"
        " only by what it still lacks to become active, a dormant one only by its signs of life:"
        " that is progress, not a score. A closed one is not judged.",
        day=formats.day(standing.as_of),
    )
    return [judged, *left_out(standing.bad)]


def left_out(bad: pd.DataFrame) -> list[str]:
    """The sentence on inputs that can't be true, or none.

    :param bad: by ``bad_inputs``.
    """
    if bad.empty:
        return []
    kinds = bad["flag"].value_counts()
    counted = [f"{name_of('health_flag', str(flag))} ({n})" for flag, n in kinds.items()]
    n, committees = len(bad), bad["committee_id"].nunique()
    return [
        _(
            "Left out of the scores as impossible: {figures} of {committees}: {kinds}.",
            figures=ngettext("{n} figure", "{n} figures", n),
            committees=ngettext("{n} committee", "{n} committees", committees),
            kinds=formats.listing(counted),
        )
    ]
