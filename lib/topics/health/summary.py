"""A committee's health in a few sentences: how it stands, what is wrong, what to do."""

import pandas as pd

from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures.health import Level, Status, health_thresholds
from lib.topics.health import words
from lib.topics.health.judging import Judgement
from lib.topics.health.rows import Health, Step

_WORST = 2


def title(health: Health) -> str:
    """The level with its points; of a committee without enough data the level alone."""
    level = words.level(health.level)
    if not pd.isna(health.score):
        n = formats.number(100 * health.score)
        return _("{level}: {n} of 100 points", level=level, n=n)
    if not pd.isna(health.progress):
        n = formats.number(100 * health.progress)
        return _("{level}: {n} of 100 points of progress", level=level, n=n)
    return level


def wrong(judgement: Judgement) -> str:
    """What is wrong, in a sentence or two; nothing of a closed committee."""
    if judgement.health.status == Status.CLOSED:
        return ""
    if judgement.health.level == Level.NOT_ENOUGH_DATA:
        return _not_enough(judgement)
    sentences = [_silent(judgement), _trend(judgement), _worst(judgement.parts)]
    return " ".join(sentence for sentence in sentences if sentence)


def _not_enough(judgement: Judgement) -> str:
    parts = judgement.parts
    lacking = parts.loc[parts["part_score"].isna(), "part"].unique()
    return _(
        "Only {known} of its 100 points have data, {needed} are needed: that is no low score."
        " There is no data on: {parts}.",
        known=formats.number(judgement.health.weight),
        needed=health_thresholds().minimum_weight,
        parts=formats.listing(name_of("health_part", part).lower() for part in lacking),
    )


def _silent(judgement: Judgement) -> str:
    if not judgement.silent:
        return ""
    return _("It has stopped meeting: that makes it fragile, whatever points it has.")


def _trend(judgement: Judgement) -> str:
    if pd.isna(judgement.change_4_weeks) and pd.isna(judgement.change_13_weeks):
        return ""
    return _(
        "In 4 weeks {four}, in 13 weeks {thirteen}.",
        four=formats.change_in_points(judgement.change_4_weeks),
        thirteen=formats.change_in_points(judgement.change_13_weeks),
    )


def _worst(parts: pd.DataFrame) -> str:
    lost = parts.groupby("indicator", sort=False)[["points_lost", "points"]].sum()
    worst = lost[lost["points_lost"].round() > 0].nlargest(_WORST, "points_lost")
    if worst.empty:
        return _("It lacks nothing.")
    named = [
        _(
            "{indicator} ({lost} of {points})",
            indicator=name_of("health_indicator", str(indicator)).lower(),
            lost=formats.number(points_lost),
            points=formats.number(points),
        )
        for indicator, points_lost, points in worst.itertuples(name=None)
    ]
    return _("Most points are lost in {indicators}.", indicators=formats.listing(named))


def following(step: Step, level: str) -> str:
    """What to do next, and what that wins; nothing of a closed committee.

    :param level: the committee's.
    """
    if level == Level.CLOSED:
        return ""
    if level == Level.READY or pd.isna(step.points):
        return f"**{words.next_action(step, level)}**"
    return _("Do next: {action}", action=action(step))


def action(step: Step) -> str:
    """An action with what it wins, as Markdown."""
    name = words.action_name(step.action)
    return f"**{name}**: {words.action_won(step.points, step.effort)}"
