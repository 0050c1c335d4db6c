"""What membership is told by: the last twelve months that are over, tiers, and records of dues."""

from datetime import date

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import N_, _, current, formats
from lib.measures import thresholds
from lib.measures.across_regions import REGION, told_alone, too_small
from lib.measures.months import Months
from lib.ui.filters import Choice

NOBODY = N_("Nobody is on record as a member in these months, or too few to be told")

UNKNOWN_TIER = ""
"""The id of a tier that nobody knows."""
OTHERS = "others"
"""The id of several groups that are shown as one, none of which may be told apart."""


def months(choice: Choice) -> Months:
    """The months of the page.

    :raises Unavailable: if the membership database can't be read.
    """
    return Months(choice.period("membership").as_of)


@reads.measured
def counted(choice: Choice) -> Scope:
    """The regions in view whose members may be told, so that they may be in a sum.

    Of several regions, those of which at each month's end nobody, or enough people, were members
    and in good standing: with the others a sum less the other regions would tell of single people.

    :raises Unavailable: if the membership database can't be read.
    """
    monthly = reads.membership.membership_months(choice.scope, *months(choice).with_one_before.span)
    stocks = ["members", "good_standing"]
    ends = monthly.groupby([REGION, "month_start"], as_index=False)[stocks].sum()
    present = set(ends.loc[ends["members"] > 0, REGION])
    left_out = present - told_alone(present, too_small(ends, stocks))
    return choice.scope.within(set(choice.scope.regions) - left_out)


def left_out(choice: Choice) -> list[str]:
    """The regions in view that are in no sum: too few are members there."""
    return [r for r in choice.scope.regions if r not in counted(choice)]


def members(choice: Choice) -> pd.DataFrame | None:
    """Members by region, tier and month, of the months and the one before; ``None`` of none.

    Of the regions that are :func:`counted`.

    :raises Unavailable: if the membership database can't be read.
    """
    scope, span = counted(choice), months(choice).with_one_before.span
    frame = reads.membership.membership_months(scope, *span)
    known = frame.assign(tier_id=frame["tier_id"].fillna(UNKNOWN_TIER))
    return known if known["members"].gt(0).any() else None


def of_all(choice: Choice) -> Choice:
    """The choice of all regions, whatever is chosen; where that is more, the page says so.

    What is divided too finely to be told of each region is told of all together alone: there is
    nothing to subtract.
    """
    if choice.whole != choice:
        st.caption(
            _(
                "Of all your regions, whatever is chosen: of a few of them it could tell of single"
                " people."
            )
        )
    return choice.whole


def are_dues_recorded() -> bool:
    """Whether any payment was ever recorded; else nobody is known to be behind.

    :raises Unavailable: if the membership database can't be read.
    """
    return not reads.unrecorded("membership", "dues_payment")


def are_returns_recorded() -> bool:
    """Whether payments or times of membership are on record: the list alone knows of no return.

    :raises Unavailable: if the membership database can't be read.
    """
    tables = ("dues_payment", "membership_spell")
    return len(reads.unrecorded("membership", *tables)) < len(tables)


def tells_dues(monthly: pd.DataFrame) -> bool:
    """Whether payments are on record, or nobody owes any."""
    return are_dues_recorded() or not monthly["owed_days"].gt(0).any()


def tier_names(scope: Scope) -> dict[str, str]:
    """The tiers' names by id, in the organization's order."""
    tiers = reads.membership.membership_tiers(scope)
    named = dict(zip(tiers["tier_id"], tiers[f"name_{current()}"], strict=True))
    return {**named, UNKNOWN_TIER: _("Tier unknown"), OTHERS: _("Other tiers")}


def not_shown() -> str:
    """What protects people whose number is small, in a sentence."""
    return _(
        "Not shown: fewer than {n} people, and what would give them away.",
        n=thresholds.membership().minimum_people,
    )


def between(first: date, last: date) -> str:
    """``Nov 2025 to Oct 2026``: two months, or one."""
    if first == last:
        return formats.month(first)
    return _("{first} to {last}", first=formats.month(first), last=formats.month(last))
