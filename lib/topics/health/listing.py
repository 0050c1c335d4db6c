"""The committees of a scope in words: why each of them now, what to do, and how they are judged."""

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Cause, Level, Reason
from lib.topics.health import cause_words, words
from lib.topics.health.rows import Need, Step, rows_of
from lib.topics.health.standing import Standing, standing

NOT_PRESSING = {str(Reason.NONE), str(Reason.REGION_NEED), str(Reason.NOT_ENOUGH_DATA)}
"""Reasons that alone call for nobody: they don't tell a committee from its neighbours."""
NEAR_A_DECISION = {str(Level.READY), str(Level.REVIVING)}
"""Levels of which the reason says more than what they lack."""


def by_committee(standing: Standing) -> pd.DataFrame:
    """One row a committee, those that need someone first in front, in words and points.

    :return: that of :func:`in_order`, with the words of :func:`in_words`.
    """
    listed = in_order(standing)
    told = in_words(standing, standing.following(listed["committee_id"]))
    return listed.merge(told, on="committee_id", how="left")


@reads.measured
def ordered(scope: Scope) -> pd.DataFrame | None:
    """The committees of a scope by :func:`in_order`; ``None`` before anything was saved.

    :raises Unavailable: as :func:`lib.topics.health.standing.standing`.
    """
    measured = standing(scope)
    return None if measured is None else in_order(measured)


def in_order(standing: Standing) -> pd.DataFrame:
    """One row a committee, those that need someone first in front, without a word.

    :return: ``committee_id, region_id, level, score, progress`` (points of 100),
        ``change_4_weeks, change_13_weeks`` (points), ``is_pressing`` (it needs support),
        ``is_watched`` (strong still, but it fell) and ``place`` (0 first; committees that
        ``who_first`` leaves out come last).
    """
    first = standing.first
    calls, is_strong = _calls(first["reasons"]), first["level"] == Level.STRONG
    placed = first[["committee_id", "change_4_weeks", "change_13_weeks"]].assign(
        place=range(len(first)), is_pressing=calls & ~is_strong, is_watched=calls & is_strong
    )
    frame = standing.measured.merge(placed, on="committee_id", how="left")
    points = {
        name: 100 * frame[name]
        for name in ("score", "progress", "change_4_weeks", "change_13_weeks")
    }
    frame = frame.assign(
        **points,
        level=frame["level"].astype(str),
        **{
            name: frame[name].astype("boolean").fillna(False).astype(bool)
            for name in ("is_pressing", "is_watched")
        },
        place=frame["place"].fillna(len(first)),
    )
    shown = ["committee_id", "region_id", "level", *points, "is_pressing", "is_watched", "place"]
    return frame[shown].sort_values("place", kind="stable").reset_index(drop=True)


def in_words(standing: Standing, following: pd.DataFrame) -> pd.DataFrame:
    """Why some committees, and what to do, in words.

    :param following: of these, by ``Standing.following``.
    :return: a row each, in no order: ``committee_id``, ``cause`` (empty: none), ``besides`` (what
        else put it there), ``why`` (both) and ``what``.
    """
    several = standing.rows["region_id"].nunique() > 1
    steps = dict(zip(following["committee_id"], rows_of(following, Step), strict=True))
    first = standing.first[standing.first["committee_id"].isin(steps)]
    needs = dict(zip(first["committee_id"], rows_of(first, Need), strict=True))
    called = dict(zip(first["committee_id"], _calls(first["reasons"]), strict=True))
    measured = standing.measured[standing.measured["committee_id"].isin(steps)]
    rows = []
    for committee_id, level in zip(
        measured["committee_id"], measured["level"].astype(str), strict=True
    ):
        step, need = steps[committee_id], needs.get(committee_id)
        cause = besides = ""
        if need is not None:
            mends = called[committee_id] and level not in NEAR_A_DECISION
            cause = cause_words.cause(step) if mends else ""
            told = _told(step) if cause else set()
            besides = words.reasons(need, among_regions=several, besides=told)
        why = " · ".join(filter(None, (cause, besides)))
        rows.append((committee_id, cause, besides, why, words.next_action(step, level)))
    return pd.DataFrame(rows, columns=["committee_id", "cause", "besides", "why", "what"])


def _calls(reasons: "pd.Series[str]") -> "pd.Series[bool]":
    """Whether the reasons of each call for someone; there are few kinds of them."""
    kinds = {each: bool(set(each.split(",")) - NOT_PRESSING) for each in reasons.unique()}
    return reasons.map(kinds).astype(bool)


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
