"""Members of each committee, who is behind, and who came and went."""

import numpy as np
import pandas as pd

from lib import reads
from lib.language import _, formats
from lib.language.collation import as_sorted
from lib.measures import thresholds
from lib.measures.small_cells import hidden
from lib.reads.committee_names import labels
from lib.topics.membership.recorded import (
    NOBODY,
    are_dues_recorded,
    between,
    months,
    not_shown,
)
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table

_COUNTS = ("members", "behind", "came", "lapsed")


def _read(choice: Choice) -> pd.DataFrame | None:
    counts = reads.membership.committee_memberships(choice.scope, *months(choice).span)
    counts = counts.assign(came=counts["joined"] + counts["returned"])
    if not counts["members"].any():
        return None
    least = thresholds.membership().minimum_people
    is_in_one = counts["committee_id"].notna()
    is_small = is_in_one & (counts["members"] < least)
    rows = [
        counts[is_in_one & ~is_small].assign(of="committee"),
        _summed(counts[is_small], "small"),
        _summed(counts[~is_in_one], "none"),
    ]
    shown = pd.concat(rows, ignore_index=True)[["of", "committee_id", *_COUNTS]]
    for name in _COUNTS:
        shown[name] = shown[name].mask(hidden(shown[name], least))
    return shown if are_dues_recorded() else shown.drop(columns="behind")


def _summed(rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """One row of several; none of none."""
    if not rows[list(_COUNTS)].to_numpy().any():
        return rows.iloc[:0].assign(of=of)
    return rows[list(_COUNTS)].sum().to_frame().T.assign(of=of, committee_id=None)


def _table(counts: pd.DataFrame, choice: Choice) -> Table:
    least = thresholds.membership().minimum_people
    named = pd.Series(labels(counts["committee_id"], choice.scope), counts.index)
    others = {
        "small": _("Committees with fewer than {n} members", n=least),
        "none": _("Without a committee"),
    }
    frame = counts.assign(name=named.fillna(counts["of"].map(others)))
    order = np.lexsort((frame["name"].map(as_sorted), frame["of"].map(_PLACES)))
    columns = {
        "name": Column(_("Committee"), pinned=True),
        "members": Column(_("Members by dues"), kind="number"),
        "behind": Column(_("… behind"), kind="number"),
        # Translators: people who joined or returned
        "came": Column(_("Came"), kind="number"),
        "lapsed": Column(_("Lapsed"), kind="number"),
    }
    return Table(
        title=_title(frame, formats.month(months(choice).last_day)),
        frame=frame.iloc[order],
        columns={name: column for name, column in columns.items() if name in frame},
        alt=_("Members of each committee, who is behind with dues, who came and who lapsed.")
        if "behind" in frame
        else _("Members of each committee, who came and who lapsed."),
        caption=f"{_explained(frame, choice)} {not_shown()}",
    )


def _explained(frame: pd.DataFrame, choice: Choice) -> str:
    span = {
        "last": formats.month(months(choice).last_day),
        "period": between(*months(choice).span),
    }
    if "behind" not in frame:
        return _("Members at the end of {last}; who came and who lapsed from {period}.", **span)
    return _(
        "Members and who is behind at the end of {last}; who came (joined or returned) and who"
        " lapsed from {period}.",
        **span,
    )


def _title(frame: pd.DataFrame, month: str) -> str:
    # "At least none" would say nothing.
    is_known = "behind" in frame and (frame["behind"].notna().all() or frame["behind"].sum() > 0)
    if not is_known:
        return _(
            "{month}: {members} members by dues; who is behind can't be told",
            month=month,
            members=_summed_up(frame["members"]),
        )
    return _(
        "{month}: {members} members by dues, {behind} of them behind",
        month=month,
        members=_summed_up(frame["members"]),
        behind=_summed_up(frame["behind"]),
    )


def _summed_up(counts: "pd.Series[float]") -> str:
    """The sum; where some are hidden, that it is at least so many."""
    n = formats.number(counts.sum())
    # Translators: a number of people, in the middle of a sentence
    return _("at least {n}", n=n) if counts.isna().any() else n


_PLACES = {"committee": 0, "small": 1, "none": 2}

BY_COMMITTEE = Figure("members_by_committee", _read, _table, empty=NOBODY)
