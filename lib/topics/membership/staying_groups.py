"""Whom those who stay are compared by: tier, when they joined, or region."""

from datetime import date

import pandas as pd

from lib.language import _
from lib.measures import retention
from lib.measures.retention.settings import thresholds
from lib.topics.membership.recorded import OTHERS, UNKNOWN_TIER, between, tier_names
from lib.ui.filters import Choice, region_names

DRAWN = 5
"""Most groups of one figure: more lines can't be told apart."""
_MONTHS_OF_HALF = 5
"""From the first month of a half-year to its last."""


def offered(choice: Choice) -> dict[str, str]:
    """The ways to compare: by region only where several are in view."""
    ways = {"tier": _("Tier"), "joined": _("When they joined")}
    return {"region": _("Region"), **ways} if choice.is_country else ways


def grouped(lives: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows of ``membership_lives`` with their ``group``; small groups are put together.

    Who is known by the list alone is in it only in tiers of which all are: a lapse that somebody
    has to write down comes later than one that is read off the dues, or never.
    """
    by_dues = lives[~lives["by_list"]]
    least = thresholds().minimum_at_risk
    if by == "joined":
        return _by_half(by_dues, least)
    if by == "region":
        return retention.pooled(by_dues.assign(group=by_dues["region_id"]), "group", least)
    paying = set(by_dues["tier_id"])
    listed = lives[lives["by_list"] & ~lives["tier_id"].isin(paying)]
    rows = pd.concat([by_dues, listed[listed["tier_id"] != UNKNOWN_TIER]], ignore_index=True)
    return retention.pooled(rows.assign(group=rows["tier_id"]), "group", least)


def _by_half(rows: pd.DataFrame, least: int) -> pd.DataFrame:
    halves = pd.to_datetime(rows["joined_half"]).dt.date
    made = retention.spans(rows.assign(half=halves), "half", least)
    newest = sorted(set(made["first"]))[1 - DRAWN :]
    earlier = made["first"] < newest[0] if newest else made["first"].isna()
    if earlier.any():
        first, last = made.loc[earlier, "first"].min(), made.loc[earlier, "last"].max()
        made.loc[earlier, "first"], made.loc[earlier, "last"] = first, last
    group = [f"{first}/{last}" for first, last in zip(made["first"], made["last"], strict=True)]
    return made.assign(group=group)


def names(choice: Choice, groups: list[str], by: str) -> dict[str, str]:
    """The names of groups by their code, in their order."""
    if by == "joined":
        return {code: _span(code) for code in sorted(groups)}
    known = (
        tier_names(choice.scope)
        if by == "tier"
        else {**region_names(choice.scope), OTHERS: _("Other regions")}
    )
    return {code: name for code, name in known.items() if code in groups}


def _span(code: str) -> str:
    first, last = (date.fromisoformat(day) for day in code.split("/"))
    return between(first, last.replace(month=last.month + _MONTHS_OF_HALF))
