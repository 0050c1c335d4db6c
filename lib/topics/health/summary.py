"""A committee's health in a few sentences: how it stands, what is wrong, what to do."""

from typing import Any

import pandas as pd

from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures.health import Level, Status, health_thresholds, is_silent
from lib.topics.health import words as health_words
from lib.topics.health.standing import Standing

_WORST = 2

Row = Any
"""A row of a frame, as ``DataFrame.itertuples`` gives it."""


def title(row: Row) -> str:
    """The level with its points; of a committee without enough data the level alone.

    :param row: of ``health``.
    """
    level = health_words.level(str(row.level))
    if not pd.isna(row.score):
        n = formats.number(100 * row.score)
        return _("{level}: {n} of 100 points", level=level, n=n)
    if not pd.isna(row.progress):
        n = formats.number(100 * row.progress)
        return _("{level}: {n} of 100 points of progress", level=level, n=n)
    return level


def wrong(row: Row, table: pd.DataFrame, found: Standing) -> str:
    """What is wrong, in a sentence or two; nothing of a closed committee.

    :param row: of ``health``.
    :param table: by ``explain``, with ``points``, what each part counts for.
    """
    if row.status == Status.CLOSED:
        return ""
    if row.level == Level.NOT_ENOUGH_DATA:
        return _not_enough(row, table)
    said = [_silent(found, row.committee_id), _trend(found, row.committee_id), _worst(table)]
    return " ".join(sentence for sentence in said if sentence)


def _not_enough(row: Row, table: pd.DataFrame) -> str:
    lacking = table.loc[table["part_score"].isna(), "part"].unique()
    return _(
        "Only {known} of its 100 points have data, {needed} are needed: that is no low score."
        " There is no data on: {parts}.",
        known=formats.number(row.weight),
        needed=health_thresholds().minimum_weight,
        parts=formats.listing(name_of("health_part", part).lower() for part in lacking),
    )


def _silent(found: Standing, committee_id: str) -> str:
    here = found.measured[found.measured["committee_id"] == committee_id]
    if not is_silent(here).any():
        return ""
    return _("It has stopped meeting: that makes it fragile, whatever points it has.")


def _trend(found: Standing, committee_id: str) -> str:
    first = found.first[found.first["committee_id"] == committee_id]
    if first.empty or first[["change_4_weeks", "change_13_weeks"]].isna().all(axis=None):
        return ""
    row = next(first.itertuples())
    return _(
        "In 4 weeks {four}, in 13 weeks {thirteen}.",
        four=formats.change_in_points(row.change_4_weeks),
        thirteen=formats.change_in_points(row.change_13_weeks),
    )


def _worst(table: pd.DataFrame) -> str:
    lost = table.groupby("indicator", sort=False)[["points_lost", "points"]].sum()
    worst = lost[lost["points_lost"].round() > 0].nlargest(_WORST, "points_lost")
    if worst.empty:
        return _("It lacks nothing.")
    said = [
        _(
            "{indicator} ({lost} of {points})",
            indicator=name_of("health_indicator", str(row.Index)).lower(),
            lost=formats.number(row.points_lost),
            points=formats.number(row.points),
        )
        for row in worst.itertuples()
    ]
    return _("Most points are lost in {indicators}.", indicators=formats.listing(said))


def following(row: Row, level: str) -> str:
    """What to do next, and what that wins; nothing of a closed committee.

    :param row: of ``next_action``.
    :param level: the committee's.
    """
    if level == Level.CLOSED:
        return ""
    if level == Level.READY or pd.isna(row.points):
        return f"**{health_words.next_action(row, level)}**"
    return _("Do next: {action}", action=action(row))


def action(row: Row) -> str:
    """An action with what it wins, as Markdown.

    :param row: of ``actions``.
    """
    name = health_words.action_name(str(row.action))
    return f"**{name}**: {health_words.action_won(row.points, row.effort)}"
