"""The committees of a scope in words: why each of them now, what to do, and how they are judged."""

import pandas as pd

from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Cause, Level, Reason
from lib.topics.health import cause_words, words
from lib.topics.health.rows import Need, Step, rows_of
from lib.topics.health.standing import Standing

NOT_PRESSING = {str(Reason.NONE), str(Reason.REGION_NEED), str(Reason.NOT_ENOUGH_DATA)}
"""Reasons that alone call for nobody: they don't tell a committee from its neighbours."""
NEAR_A_DECISION = {str(Level.READY), str(Level.REVIVING)}
"""Levels of which the reason says more than what they lack."""


def by_committee(standing: Standing) -> pd.DataFrame:
    """One row a committee, those that need someone first in front, in words and points.

    :return: ``committee_id, region_id, level, score, progress`` (points of 100),
        ``change_4_weeks, change_13_weeks`` (points), ``cause`` (empty: none), ``besides`` (what
        else put it there), ``why`` (both) and ``what``, in words, ``is_pressing`` (it needs
        support), ``is_watched`` (strong still, but it fell) and ``place`` (0 first; committees that
        ``who_first`` leaves out come last).
    """
    first = _first(standing)
    columns = [
        "change_4_weeks",
        "change_13_weeks",
        "cause",
        "besides",
        "why",
        "is_pressing",
        "is_watched",
        "place",
    ]
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
        what=what,
        **{name: frame[name].astype(object).fillna("") for name in ("cause", "besides", "why")},
        **{
            name: frame[name].astype("boolean").fillna(False).astype(bool)
            for name in ("is_pressing", "is_watched")
        },
        place=frame["place"].fillna(len(first)),
    )
    shown = ["committee_id", "region_id", "level", "score", "progress", *columns, "what"]
    return frame[shown].sort_values("place", kind="stable").reset_index(drop=True)


def _first(standing: Standing) -> pd.DataFrame:
    """Those who may need someone, in the order of ``who_first``: why, and whether they do."""
    several = standing.rows["region_id"].nunique() > 1
    ids = standing.following["committee_id"]
    steps = dict(zip(ids, rows_of(standing.following, Step), strict=True))
    first = standing.first
    needs = list(rows_of(first, Need))
    calls = pd.Series(
        [bool(set(need.reasons.split(",")) - NOT_PRESSING) for need in needs], dtype=bool
    )
    is_strong = first["level"].astype(str).eq(str(Level.STRONG)).to_numpy()
    is_pressing = calls & ~is_strong
    causes, besides = [], []
    for need, committee_id, level, is_called in zip(
        needs, first["committee_id"], first["level"].astype(str), calls, strict=True
    ):
        step = steps[committee_id]
        mends = is_called and level not in NEAR_A_DECISION
        causes.append(cause_words.cause(step) if mends else "")
        told = _told(step) if causes[-1] else set()
        besides.append(words.reasons(need, among_regions=several, besides=told))
    return first.assign(
        place=range(len(needs)),
        cause=causes,
        besides=besides,
        why=[" · ".join(filter(None, each)) for each in zip(causes, besides, strict=True)],
        is_pressing=is_pressing.to_numpy(),
        is_watched=(calls & is_strong).to_numpy(),
    )


def _told(step: Step) -> set[Reason]:
    """Reasons that a committee's cause tells already, and better."""
    # A low score says less than what it is low for, and its region's need less than its own.
    told = {Reason.LEVEL, Reason.REGION_NEED}
    if step.cause == Cause.DOES_NOT_MEET:
        told.add(Reason.SILENT)
    return told


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
