"""How the campaigns of a goal come through its stages: one by one, or as a share of many."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib import reads
from lib.data.contract.membership import CAMPAIGN_GOALS
from lib.language import N_, _, formats, ngettext
from lib.language.vocabulary import NAMES, name_of
from lib.measures import campaigns as measure
from lib.topics.campaigns import standing
from lib.topics.campaigns.marks import FOLLOW_COLORS
from lib.topics.campaigns.stacked_rows import stacked_rows
from lib.topics.campaigns.strips import strips
from lib.ui.charts import Chart
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.tables import Column


@fragment
def draw(choice: Choice) -> None:
    """Draw the choice of a goal, and how its campaigns come on."""
    names = {goal: name_of("campaign_goal", goal) for goal in CAMPAIGN_GOALS}
    # Translators: of a campaign: what it wants to win
    goal = choose_one("goal", _("Goal"), names)
    WAY.draw(choice, goal)


@dataclass(frozen=True)
class Way:
    """The campaigns of a goal, and the stages that they came through.

    :ivar campaigns: of ``reads.membership.campaigns``.
    :ivar stages: of ``reads.membership.campaign_stages``; the last one of a campaign that has ended
        lasted until it did.
    """

    campaigns: pd.DataFrame
    stages: pd.DataFrame


def _read(choice: Choice, goal: str) -> Way | None:
    stages = reads.membership.campaign_stages(choice.scope)
    campaigns = standing.of_goal(choice, goal)
    stages = stages[stages["goal"] == goal]
    if campaigns.empty or stages.empty:
        return None
    return Way(campaigns, until_the_end(stages, campaigns, reads.as_of("membership")))


def until_the_end(stages: pd.DataFrame, campaigns: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the stages; the last one of a campaign that has ended by a day lasts no longer.

    :param stages: ``campaign_id, entered_on, left_on`` and more.
    :param campaigns: ``campaign_id, ended_on``; an end may be planned.
    """
    ends = campaigns.set_index("campaign_id")["ended_on"]
    ended = stages["campaign_id"].map(ends.where(ends <= pd.Timestamp(day)))
    # An end before the stage began is a slip: then the stage lasted no day.
    ended = ended.where(ended.isna() | (ended > stages["entered_on"]), stages["entered_on"])
    return stages.assign(left_on=stages["left_on"].fillna(ended))


def chart(way: Way, choice: Choice, goal: str) -> Chart:  # noqa: ARG001 - as every figure's
    """Put the campaigns in strips, or what followed their stages in bars."""
    day = reads.as_of("membership")
    if len(way.campaigns) < measure.settings().strips_below:
        return one_by_one(way, day, goal)
    return together(measure.what_follows(way.stages, day), len(way.campaigns), goal)


def one_by_one(way: Way, day: object, goal: str) -> Chart:
    """A strip a campaign, the one that began first on top.

    :param day: up to which a stage that lasts is drawn.
    """
    today = pd.Timestamp(str(day)).date()
    rows = way.campaigns.assign(
        row=range(len(way.campaigns)),
        name=[
            standing.place(name, usps)
            for name, usps in zip(way.campaigns["place_name"], way.campaigns["usps"], strict=True)
        ],
        next=[standing.what_next(stage) for stage in way.campaigns["stage"]],
    )
    spells = measure.spells(way.stages, today)
    lengths = spells.groupby(["campaign_id", "stage"])["days"].sum().unstack()
    lengths = lengths.reindex(columns=[*measure.WAY[:-1], measure.PAUSED])
    table = rows.merge(lengths, left_on="campaign_id", right_index=True, how="left")
    n = len(rows)
    return Chart(
        title=_(
            "{goal}: {campaigns} one by one",
            goal=name_of("campaign_goal", goal),
            campaigns=ngettext("{n} campaign", "{n} campaigns", n, n=n),
        ),
        alt=_("A strip for each campaign: how long it was in each stage, and its target."),
        plot=strips(rows, spells, today),
        table=table,
        columns={
            "name": Column(_("Place"), pinned=True),
            "stage": Column(_("Stage"), family="campaign_stage"),
            # Translators: what comes next for a campaign
            "next": Column(_("What comes next")),
            "target_on": Column(_("Target"), kind="date"),
            **{
                stage: Column(
                    _("Days in: {stage}", stage=name_of("campaign_stage", stage)), kind="number"
                )
                for stage in lengths
            },
        },
        caption=_("The dotted line is {day}.", day=formats.day(today)),
    )


def together(follows: pd.DataFrame, campaigns: int, goal: str) -> Chart:
    """What followed each stage, in shares.

    :param follows: by ``measure.what_follows``.
    :param campaigns: how many there are of the goal.
    """
    days = measure.settings().horizon_days
    rows = follows.assign(name=[_named(row) for row in follows.to_dict("records")])
    names = {end: name_of("campaign_follows", end) for end in NAMES["campaign_follows"]}
    told = {
        end: Column(names[end], kind="percent")
        for end in FOLLOW_COLORS
        if (rows[end].fillna(0) > 0).any()
    }
    bounds = {
        f"{end}_{side}": Column(word.format(end=names[end]), kind="percent")
        for end in told
        if end != "still"
        for side, word in (("low", _("{end}, at least")), ("high", _("{end}, at most")))
    }
    return Chart(
        title=_title(follows, campaigns, goal),
        alt=_("Bars of the stages, put together of what followed within {days} days.", days=days),
        plot=stacked_rows(rows, FOLLOW_COLORS, names, formats.percent, label="name", whole=1.0),
        table=rows,
        columns={
            "stage": Column(_("Stage"), family="campaign_stage", pinned=True),
            # Translators: campaigns that came into a stage
            "entered": Column(_("Came into it"), kind="number"),
            # Translators: campaigns that left a stage
            "left": Column(_("Left it"), kind="number"),
            "at_risk": Column(_("Still in it after {days} days", days=days), kind="number"),
            "median_days": Column(_("Half had left after (days)"), kind="number"),
            **told,
            **bounds,
        },
        caption=_(
            "What followed within {days} days of coming into a stage. Campaigns that have not been"
            " in it for so long count as long as they were.",
            days=days,
        ),
    )


def _named(row: dict[Hashable, object]) -> str:
    """A stage with how many came into it, and that it can't be told what followed if it can't."""
    stage, n = (
        name_of("campaign_stage", str(row["stage"])),
        formats.number(int(str(row["entered"]))),
    )
    if formats.is_missing(row["still"]):
        return _("{stage} ({n} came, can't be told yet)", stage=stage, n=n)
    return _("{stage} ({n} came)", stage=stage, n=n)


def _title(follows: pd.DataFrame, campaigns: int, goal: str) -> str:
    name = name_of("campaign_goal", goal)
    named = follows[follows["still"].notna()]
    # Of a stage that half have not left nobody knows yet how long it takes.
    if named.empty or named["median_days"].isna().any():
        return _(
            "{goal}: what follows each stage of {n} campaigns",
            goal=name,
            n=formats.number(campaigns),
        )
    slowest = named.loc[named["median_days"].idxmax()]
    return _(
        "{goal}: {stage} takes longest, half have left it after {days} days",
        goal=name,
        stage=name_of("campaign_stage", str(slowest["stage"])).lower(),
        days=formats.number(slowest["median_days"]),
    )


WAY = Figure(
    "campaigns_way",
    _read,
    chart,
    empty=N_("No stage of a campaign with this goal is recorded in these regions"),
)
