"""Stock and flow that add up: start + joined + returned - lapsed = end."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from lib.measures import thresholds
from lib.measures.small_cells import hidden_by_row

FLOWS = ("joined", "returned", "lapsed")
EQUATION = ("start", *FLOWS, "end")
"""What adds up: whoever knows all but one of these knows that one."""
_STOCK = ("members", "good_standing", "no_payment", "not_listed")
_STANDING = ("good_standing", "behind", "other")


def flows(monthly: pd.DataFrame, starts: Sequence[date], by: Sequence[str] = ()) -> pd.DataFrame:
    """Who there was at the start of several months, who came and went, and who was left.

    :param monthly: one row a group and month, several allowed: ``month_start``; at its end
        ``members``, and of these ``good_standing, no_payment, not_listed``; ``joined, returned,
        lapsed`` in it.
    :param starts: first days of months that follow each other.
    :param by: columns that say which group a row is of; a missing value is a group.
    :return: one row a group: ``start, joined, returned, lapsed, end``, and of those at the end
        ``good_standing, behind, other`` (no payment on record, or not listed).
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
            "end": end,
            "good_standing": sums["good_standing"],
            "behind": end - sums["good_standing"] - other,
            "other": other,
        }
    )


def by_span(monthly: pd.DataFrame, starts: Sequence[date]) -> pd.DataFrame:
    """:func:`flows` of all groups together, over spans of months as short as may be shown.

    All are of one length: a month, or the least that divides the whole so that no number of
    :data:`EQUATION` is above zero and below ``minimum_people``. If that is nowhere so there is one
    span, in which cells are hidden (NaN) as in :func:`lib.measures.small_cells.hidden`.

    :return: one row a span: ``first, last`` (first days of its first and last month), and the rest.
    """
    least, n = thresholds.membership().minimum_people, len(starts)
    for length in (k for k in range(1, n + 1) if n % k == 0):
        spans = [starts[at : at + length] for at in range(0, n, length)]
        rows = pd.concat([_span(monthly, span) for span in spans], ignore_index=True)
        counts = rows[list(EQUATION)]
        if not ((counts > 0) & (counts < least)).to_numpy().any():
            break
    return hidden_by_row(hidden_by_row(rows, EQUATION, least), _STANDING, least)


def _span(monthly: pd.DataFrame, span: Sequence[date]) -> pd.DataFrame:
    return flows(monthly, span).assign(first=pd.Timestamp(span[0]), last=pd.Timestamp(span[-1]))
