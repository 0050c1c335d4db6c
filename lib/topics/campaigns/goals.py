"""What is being won: the campaigns by goal and the stage that each is in."""

from datetime import date

import pandas as pd

from lib import reads
from lib.data.contract.membership import CAMPAIGN_GOALS
from lib.language import _, formats, ngettext
from lib.language.vocabulary import NAMES, name_of
from lib.measures import campaigns as measure
from lib.topics.campaigns import standing
from lib.topics.campaigns.marks import STAGE_COLORS
from lib.topics.campaigns.stacked_rows import stacked_rows
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column


def by_stage(campaigns: pd.DataFrame, day: date) -> pd.DataFrame:
    """The campaigns of each goal: ``goal``, a column a stage, ``running``, ``given_up`` (ended, and

    neither won nor lost) and ``campaigns``.

    :param campaigns: ``goal, stage, ended_on``.
    """
    counts = pd.crosstab(campaigns["goal"], campaigns["stage"])
    counts = counts.reindex(columns=list(STAGE_COLORS), fill_value=0)
    counts = counts.reindex([goal for goal in CAMPAIGN_GOALS if goal in counts.index])
    totals = counts.sum(axis=1)
    running = measure.running(campaigns, day)["goal"].value_counts()
    running = running.reindex(counts.index, fill_value=0)
    given_up = totals - counts["won"] - counts["lost"] - running
    return counts.assign(running=running, given_up=given_up, campaigns=totals).reset_index()


def chart(campaigns: pd.DataFrame, choice: Choice) -> Chart:  # noqa: ARG001 - as every figure's
    """Put the campaigns in bars."""
    rows = by_stage(campaigns, reads.as_of("membership"))
    named = rows.assign(name=[name_of("campaign_goal", goal) for goal in rows["goal"]])
    names = {stage: name_of("campaign_stage", stage) for stage in NAMES["campaign_stage"]}
    return Chart(
        title=_title(rows),
        alt=_("Bars of campaigns by goal, put together of their stages."),
        plot=stacked_rows(named, STAGE_COLORS, names, formats.number, label="name"),
        table=named,
        columns={
            # Translators: of a campaign: what it wants to win
            "name": Column(_("Goal"), pinned=True),
            "campaigns": Column(_("Campaigns"), kind="number"),
            # Translators: campaigns that are neither won nor lost
            "running": Column(_("Running"), kind="number"),
            # Translators: campaigns that ended and were neither won nor lost
            "given_up": Column(_("Ended otherwise"), kind="number"),
            **{stage: Column(names[stage], kind="number") for stage in STAGE_COLORS},
        },
    )


def _title(rows: pd.DataFrame) -> str:
    running, won, lost, given_up = (
        int(rows[column].sum()) for column in ("running", "won", "lost", "given_up")
    )
    said = _(
        "{running}; {won}, {lost}",
        running=ngettext("{n} campaign runs", "{n} campaigns run", running, n=running),
        won=ngettext("{n} was won", "{n} were won", won, n=won),
        lost=ngettext("{n} was lost", "{n} were lost", lost, n=lost),
    )
    if not given_up:
        return said
    otherwise = ngettext("{n} ended otherwise", "{n} ended otherwise", given_up, n=given_up)
    return f"{said}, {otherwise}"


BY_STAGE = Figure(
    "campaigns_by_stage",
    standing.campaigns,
    chart,
    empty=standing.NO_CAMPAIGNS,
)
