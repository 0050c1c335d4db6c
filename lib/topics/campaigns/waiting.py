"""Campaigns that wait: past their target, or paused for longer than half a year."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import campaigns as measure
from lib.reads.committee_names import labels
from lib.topics.campaigns import standing
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table
from lib.ui.text import Text


@dataclass(frozen=True)
class Waiting:
    """What waits, and of what nobody can tell.

    :ivar stuck: by ``measure.stuck``.
    :ivar without_target: running campaigns of which no target is recorded.
    :ivar without_day: paused ones of which nobody recorded since when.
    """

    stuck: pd.DataFrame
    without_target: int
    without_day: int


def waiting(choice: Choice) -> Waiting | None:
    """What waits; ``None`` where no campaign is recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    campaigns = standing.campaigns(choice)
    if campaigns is None:
        return None
    running = measure.running(campaigns, reads.as_of("membership"))
    paused = running[running["stage"] == measure.PAUSED]
    return Waiting(
        standing.stuck(choice),
        int(running["target_on"].isna().sum()),
        int(paused["stage_since"].isna().sum()),
    )


def shown(found: Waiting, choice: Choice) -> Table | Text:
    """List them, who has waited longest first."""
    stuck, caption = found.stuck, _unknown(found)
    if stuck.empty:
        return Text(
            title=_("No running campaign is known to be late or paused for over half a year"),
            caption=caption,
        )
    rows = stuck.assign(
        place=[
            standing.place(name, usps)
            for name, usps in zip(stuck["place_name"], stuck["usps"], strict=True)
        ],
        committee=labels(stuck["committee_id"], choice.scope),
        next=[standing.what_next(stage) for stage in stuck["stage"]],
    )
    return Table(
        title=title(stuck),
        frame=rows,
        columns={
            "place": Column(_("Place"), pinned=True),
            # Translators: of a campaign: what it wants to win
            "goal": Column(_("Goal"), family="campaign_goal"),
            "stage": Column(_("Stage"), family="campaign_stage"),
            "days_past": Column(_("Days past its target"), kind="number"),
            "days_paused": Column(_("Days paused"), kind="number"),
            "target_on": Column(_("Target"), kind="date"),
            "next": Column(_("What comes next")),
            "committee": Column(_("Committee")),
        },
        alt=_("Campaigns that are past their target or have been paused for over half a year."),
        caption=caption,
    )


def title(stuck: pd.DataFrame) -> str:
    """How many are past their target, and how many paused for too long.

    :param stuck: ``days_past, days_paused``.
    """
    past, paused = (int(stuck[c].notna().sum()) for c in ("days_past", "days_paused"))
    said = [
        ngettext(
            "{n} campaign is past its target", "{n} campaigns are past their target", past, n=past
        )
        if past
        else "",
        ngettext(
            "{n} campaign has been paused for over half a year",
            "{n} campaigns have been paused for over half a year",
            paused,
            n=paused,
        )
        if paused
        else "",
    ]
    return "; ".join(filter(None, said))


def _unknown(found: Waiting) -> str | None:
    said = []
    if found.without_target:
        said.append(
            ngettext(
                "{n} running campaign has no target on record, or one before its start.",
                "{n} running campaigns have no target on record, or one before their start.",
                found.without_target,
                n=formats.number(found.without_target),
            )
        )
    if found.without_day:
        said.append(
            ngettext(
                "Of {n} paused campaign nobody recorded since when.",
                "Of {n} paused campaigns nobody recorded since when.",
                found.without_day,
                n=formats.number(found.without_day),
            )
        )
    return " ".join(said) or None


def named(row: "pd.Series[object]") -> str:
    """A campaign by its place and goal, as Markdown: ``Tucson, AZ (dismantle ICE)``."""
    goal = name_of("campaign_goal", str(row["goal"]))
    return formats.plain(f"{standing.place(row['place_name'], row['usps'])} ({goal})")


WAITING = Figure("campaigns_waiting", waiting, shown, empty=standing.NO_CAMPAIGNS)
