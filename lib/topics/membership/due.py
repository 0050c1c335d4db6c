"""Memberships whose dues run out, of the regions of which that may be told."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.measures import thresholds
from lib.measures.across_regions import REGION, told_alone, too_small
from lib.measures.renewals import FORETOLD, SOON_DAYS, Rules, with_chances
from lib.measures.retention import OTHERS, pooled
from lib.ui.filters import Choice

NO_COMMITTEE = "none"

_KIND = ("tier_id", "cycle", "renewal", "times")
"""What is foretold of a member depends on nothing else."""


@dataclass(frozen=True)
class Due:
    """Who comes due, a row a region × tier × cycle × number of the renewal × time.

    :ivar coming: whose dues run out, of the regions where enough do.
    :ivar left_out: the other regions.
    :ivar soon: regions of which it may be told how many of ``coming`` run out soon.
    :ivar over: how many ran out within the grace, of the regions of which that may be told.
    """

    coming: pd.DataFrame
    left_out: frozenset[str]
    soon: frozenset[str]
    over: float


def read(choice: Choice) -> Due:
    """Who comes due, and who is over.

    :raises Unavailable: if the membership database can't be read.
    """
    rows = reads.membership.renewals_due(choice.scope)
    times = {"over": rows["due_within"] == 0, "soon": rows["due_within"].between(1, SOON_DAYS)}
    counts = pd.DataFrame(
        {
            REGION: rows[REGION],
            "coming": rows["members"].mask(times["over"], 0.0),
            "soon": rows["members"].where(times["soon"], 0.0),
            "over": rows["members"].where(times["over"], 0.0),
        }
    )
    by_region = counts.groupby(REGION).sum().reset_index()
    by_region["later"] = by_region["coming"] - by_region["soon"]
    counted = _told(by_region, "coming")
    return Due(
        coming=rows[~times["over"] & rows[REGION].isin(counted)],
        left_out=frozenset(by_region.loc[by_region["coming"] > 0, REGION]) - counted,
        soon=counted - too_small(by_region, ["soon", "later"]),
        over=float(by_region.loc[by_region[REGION].isin(_told(by_region, "over")), "over"].sum()),
    )


def _told(by_region: pd.DataFrame, count: str) -> frozenset[str]:
    """The regions that may be in the sum of a count, of those where it is of anybody."""
    present = by_region.loc[by_region[count] > 0, REGION]
    return told_alone(map(str, present), too_small(by_region, [count]))


def grouped(choice: Choice, who: Due, rules: Rules, by: str) -> pd.DataFrame:
    """Who comes due and is likely to lapse, with the ``group`` of each row, as of ``renewals_by``.

    Small groups are put together, committees within a region.

    :param by: ``committee``, ``tier`` or ``region``.
    :raises Unavailable: if the membership database can't be read.
    """
    if by == "committee":
        # Of thousands of committees, what is foretold of each member is added up where they are.
        kinds = who.coming[list(_KIND)].drop_duplicates()
        each = with_chances(kinds.assign(members=1.0), rules)[[*_KIND, *FORETOLD]]
        rows = reads.membership.renewals_due_by_committee(choice.scope, each, SOON_DAYS)
        return _by_committee(_counted(rows, who).sort_values([REGION, "committee_id"]))
    coming = with_chances(who.coming, rules)
    is_soon = coming["due_within"] <= SOON_DAYS
    rows = coming.assign(group=coming[f"{by}_id"], soon=coming["members"].where(is_soon, 0.0))
    return pooled(rows, "group", thresholds.membership().minimum_people)


def _counted(rows: pd.DataFrame, who: Due) -> pd.DataFrame:
    """The rows of the regions where enough come due."""
    return rows[rows[REGION].isin(who.coming[REGION])]


def _by_committee(rows: pd.DataFrame) -> pd.DataFrame:
    none = NO_COMMITTEE + ":" + rows[REGION]
    named = rows.assign(group=rows["committee_id"].where(rows["committee_id"].notna(), none))
    least = thresholds.membership().minimum_people
    parts = [
        _apart(pooled(each, "group", least), str(region)) for region, each in named.groupby(REGION)
    ]
    return pd.concat(parts)


def _apart(rows: pd.DataFrame, region: str) -> pd.DataFrame:
    """The small committees of a region, put together, stay its own."""
    others = rows["group"] == OTHERS
    return rows.assign(group=rows["group"].where(~others, f"{OTHERS}:{region}"))


def by_committee(choice: Choice) -> "pd.Series[float]":
    """How many come due in each committee of which that is told, by its id."""
    rows = _counted(reads.membership.members_due(choice.scope), read(choice))
    if rows.empty:
        return pd.Series(dtype=float)
    counts = _by_committee(rows).groupby("group")["members"].sum()
    # What is told of several has a colon in its name.
    return counts[
        ~counts.index.str.contains(":") & (counts >= thresholds.membership().minimum_people)
    ]
