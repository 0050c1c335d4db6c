"""Which committees, and which region and tier, lose more members than chance explains."""

from dataclasses import dataclass, field

import pandas as pd

from lib import reads
from lib.measures.months import Months
from lib.measures.slipping import slipping
from lib.topics.membership import due
from lib.topics.membership.recorded import counted
from lib.ui.filters import Choice

MONTHS = 3
"""Months that are over in which members are followed: as long as a quarter's dues."""


@dataclass(frozen=True)
class Slips:
    """Members of the last months, and how many of them slipped.

    :ivar committees: by ``lib.measures.slipping``, open ones: ``committee_id, region_id, members``
        (at the end, and those whose membership lapsed in the months), ``behind``, ``lapsed``,
        ``slipped`` (both), ``stands_out`` and more. Their counts may not be shown where they are
        too small.
    :ivar regions: the same of all members of a region (``group``), those without a committee too.
    :ivar tiers: of a tier with dues: in one without nobody falls behind.
    :ivar are_dues_known: whether any dues were ever recorded: else nobody is known to be behind.
    :ivar is_late: whether a source is late, so that nothing can be said to be well.
    :ivar due: members whose dues run out in 90 days, by committee, where that is told.
    """

    committees: pd.DataFrame
    regions: pd.DataFrame
    tiers: pd.DataFrame
    are_dues_known: bool
    is_late: bool
    due: "pd.Series[float]" = field(default_factory=lambda: pd.Series(dtype=float))


def slips(choice: Choice) -> Slips | None:
    """Who loses members; ``None`` where none was ever recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    if reads.unrecorded("membership", "member"):
        return None
    made = reads.made(_measured, choice)
    committees, regions, tiers = made.value
    return Slips(
        committees=committees,
        regions=regions,
        tiers=tiers,
        due=due.by_committee(choice),
        are_dues_known=not reads.unrecorded("membership", "dues_payment"),
        is_late=reads.is_late(made.sources),
    )


def months(choice: Choice) -> Months:
    """The months in which members are followed.

    :raises Unavailable: if the membership database can't be read.
    """
    return Months(choice.period("membership").as_of, MONTHS)


@reads.measured
def _measured(choice: Choice) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    scope, span = choice.scope, months(choice).span
    changes = followed(reads.membership.committee_memberships(scope, *span))
    columns = ("committee_id", "status", "place_name", "usps")
    committees = reads.membership.committees(scope, columns=columns)
    is_open = committees[committees["status"] != "closed"]
    monthly = reads.membership.membership_months(counted(choice), *span)
    in_sums = changes[changes["region_id"].isin(counted(choice).regions)]
    return (
        slipping(is_open.merge(changes, on="committee_id")),
        slipping(_summed(in_sums, "region_id")),
        slipping(_summed(followed(at_the_end(with_dues(monthly))), "tier_id")),
    )


def _summed(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    summed = counts.groupby(by, as_index=False)[["members", "slipped"]].sum()
    return summed[summed["members"] > 0].rename(columns={by: "group"}).reset_index(drop=True)


def with_dues(monthly: pd.DataFrame) -> pd.DataFrame:
    """The rows of tiers in which dues are owed; one that nobody knows is no tier.

    :param monthly: of ``reads.membership.membership_months``.
    """
    owed = monthly["owed_days"].groupby(monthly["tier_id"]).transform("sum")
    return monthly[owed > 0]


def at_the_end(monthly: pd.DataFrame) -> pd.DataFrame:
    """Rows by month with their stocks at the end of the last month alone, and who is behind then.

    :param monthly: of ``reads.membership.membership_months``.
    :return: with ``behind``; ``members`` and it are 0 but in the last month.
    """
    is_last = monthly["month_start"] == monthly["month_start"].max()
    behind = monthly["members"] - monthly[["good_standing", "no_payment", "not_listed"]].sum(axis=1)
    return monthly.assign(
        members=monthly["members"].where(is_last, 0.0), behind=behind.where(is_last, 0.0)
    )


def followed(changes: pd.DataFrame) -> pd.DataFrame:
    """The committees with everybody who was a member in the months, and who of them slipped.

    :param changes: of ``reads.membership.committee_memberships``.
    :return: ``members`` is everybody; ``slipped`` those whose membership lapsed or who are behind.
    """
    return changes.assign(
        members=changes["members"] + changes["lapsed"],
        slipped=changes["behind"] + changes["lapsed"],
    )
