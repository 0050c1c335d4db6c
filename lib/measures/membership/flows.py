"""Stock and flow that add up: start + joined + returned - lapsed = end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from lib.measures import thresholds
from lib.measures.across_regions import REGION, SPANS, told_alone, too_small
from lib.measures.small_cells import hidden_by_row

FLOWS = ("joined", "returned", "lapsed")
EQUATION = ("start", *FLOWS, "end")
"""What adds up: whoever knows all but one of these knows that one."""
CAME = "came"
"""Joined or returned, where one of them is too few to be told apart."""
TOGETHER = ("start", CAME, "lapsed", "end")
"""What adds up where who joined and who returned are one number."""
_STOCK = ("members", "good_standing", "no_payment", "not_listed")
_STANDING = ("good_standing", "behind", "other")


def flows(monthly: pd.DataFrame, starts: Sequence[date], by: Sequence[str] = ()) -> pd.DataFrame:
    """Who there was at the start of several months, who came and went, and who was left.

    :param monthly: one row a group and month, several allowed: ``month_start``; at its end
        ``members``, and of these ``good_standing, no_payment, not_listed``; ``joined, returned,
        lapsed`` in it.
    :param starts: first days of months that follow each other.
    :param by: columns that say which group a row is of; a missing value is a group.
    :return: one row a group: ``start, joined, returned, came, lapsed, end``, and of those at the
        end ``good_standing, behind, other`` (no payment on record, or not listed).
    """
    first, last = pd.Timestamp(starts[0]), pd.Timestamp(starts[-1])
    shown = monthly[(monthly["month_start"] >= first) & (monthly["month_start"] <= last)]
    at_end = shown["month_start"] == last
    counts = shown.assign(**{name: shown[name].where(at_end, 0.0) for name in _STOCK})
    summed = [*_STOCK, *FLOWS]
    sums = (
        counts.groupby(list(by), dropna=False)[summed].sum().reset_index()
        if by
        else counts[summed].sum().to_frame().T
    )
    end = sums["members"]
    other = sums["no_payment"] + sums["not_listed"]
    return pd.DataFrame(
        {
            **{name: sums[name] for name in by},
            "start": end - sums["joined"] - sums["returned"] + sums["lapsed"],
            **{name: sums[name] for name in FLOWS},
            CAME: sums["joined"] + sums["returned"],
            "end": end,
            "good_standing": sums["good_standing"],
            "behind": end - sums["good_standing"] - other,
            "other": other,
        }
    )


@dataclass(frozen=True)
class Told:
    """Months by region of which who came and went may be told, of each region and so of all.

    :ivar monthly: the rows of the regions that are counted.
    :ivar equation: :data:`EQUATION`, or :data:`TOGETHER` where that is too fine for a region.
    :ivar length: of the spans, in months.
    :ivar left_out: regions where too few came and went to be told in any way.
    """

    monthly: pd.DataFrame
    equation: tuple[str, ...]
    length: int
    left_out: frozenset[str]


def told(monthly: pd.DataFrame, starts: Sequence[date]) -> Told:
    """How who came and went may be told, of several regions as of each of them.

    Months are put together, and then who joined with who returned, until no number of any region is
    above zero and below ``minimum_people``. Regions where it would need more of that are left out
    as soon as they have no more than ``most_left_out`` of the members; and where it is never so,
    unless there is no other region.

    :param monthly: as of :func:`flows`, with ``region_id``.
    """
    members = flows(monthly, starts, [REGION]).set_index(REGION)["end"]
    few = thresholds.membership().most_left_out * members.sum()
    small: frozenset[str] = frozenset()
    for equation in (EQUATION, TOGETHER):
        for length in _lengths(starts):
            small = too_small(_spans(monthly, starts, length, [REGION]), equation)
            if members.reindex(sorted(small)).sum() <= few and len(small) < len(members):
                return _without(small, Told(monthly, equation, length, small))
    counted = told_alone(map(str, members.index), small)
    if small <= counted:
        return Told(monthly, EQUATION, len(starts), frozenset())
    return _without(small, Told(monthly, TOGETHER, len(starts), small))


def _without(regions: frozenset[str], of: Told) -> Told:
    return replace(of, monthly=of.monthly[~of.monthly[REGION].isin(regions)])


def by_span(of: Told, starts: Sequence[date]) -> pd.DataFrame:
    """:func:`flows` of all regions together, over spans of months as short as may be told.

    Where there is one region alone, and even its year is too little, cells are hidden (NaN) as in
    :func:`lib.measures.small_cells.hidden`; so is a standing that is hidden in any region.

    :return: one row a span: ``first, last`` (first days of its first and last month), and the rest.
    """
    least = thresholds.membership().minimum_people
    rows = hidden_by_row(_spans(of.monthly, starts, of.length, [REGION]), _STANDING, least)
    sums = rows.drop(columns=REGION).groupby(["first", "last"], as_index=False)
    spans = sums.agg(lambda each: each.sum(skipna=False))
    return hidden_by_row(spans[["first", "last", *of.equation, *_STANDING]], of.equation, least)


def _lengths(starts: Sequence[date]) -> list[int]:
    """The spans that divide the months, the shortest first."""
    return [length for length in SPANS if len(starts) % length == 0]


def _spans(
    monthly: pd.DataFrame, starts: Sequence[date], length: int, by: Sequence[str]
) -> pd.DataFrame:
    spans = [starts[at : at + length] for at in range(0, len(starts), length)]
    return pd.concat([_span(monthly, span, by) for span in spans], ignore_index=True)


def _span(monthly: pd.DataFrame, span: Sequence[date], by: Sequence[str]) -> pd.DataFrame:
    rows = flows(monthly, span, by)
    return rows.assign(first=pd.Timestamp(span[0]), last=pd.Timestamp(span[-1]))
