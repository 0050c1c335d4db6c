"""The campaigns in view as they stand, and what can be told at all."""

import pandas as pd

from lib import reads
from lib.language import N_, _
from lib.language.formats import is_missing, number
from lib.language.vocabulary import name_of
from lib.measures import campaigns as measure
from lib.ui.filters import Choice

NO_CAMPAIGNS = N_("No campaign is recorded in these regions")


def campaigns(choice: Choice) -> pd.DataFrame | None:
    """The campaigns in view, a row each; ``None`` where none is recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    rows = reads.membership.campaigns(choice.scope)
    return None if rows.empty else rows


def of_goal(choice: Choice, goal: str) -> pd.DataFrame:
    """The campaigns in view of a goal.

    :raises Unavailable: if the membership database can't be read.
    """
    rows = reads.membership.campaigns(choice.scope)
    return rows[rows["goal"] == goal]


def stuck(choice: Choice) -> pd.DataFrame:
    """The campaigns in view that are past their target or paused for too long.

    :raises Unavailable: if the membership database can't be read.
    """
    rows = reads.membership.campaigns(choice.scope)
    return measure.stuck(rows, reads.as_of("membership"))


def what_next(stage: str) -> str:
    """What comes next for a campaign, in words; empty where it is over.

    :param stage: its stage.
    """
    if stage == measure.PAUSED:
        # Translators: what comes next for a campaign that is paused
        return _("Take it up again, or end it")
    following = measure.next_stage(stage)
    return name_of("campaign_stage", following) if following else ""


def place(name: object, usps: object) -> str:
    """Where a campaign is: ``Tucson, AZ``."""
    known = [str(part) for part in (name, usps) if not is_missing(part)]
    return ", ".join(known) or _("Place unknown")


def days(value: float) -> str:
    """A number of days that may be missing, as a table's text."""
    return number(value)
