"""The committees that need someone now, each with its reason and the way to its page."""

from datetime import date

import pandas as pd
import streamlit as st

from lib.data.scope import Scope
from lib.measures.attention import Need, attention
from lib.ui import formats, reads
from lib.ui.filters import Choice, region_name
from lib.ui.language import _, ngettext

_LISTED = 6


def reason(need: str, amount: float) -> str:
    """Why a committee is on the list, in words."""
    days = int(amount) if amount == amount else 0  # noqa: PLR0124 - NaN has no number
    match Need(need):
        case Need.SILENT:
            return ngettext("No gathering for {n} day", "No gathering for {n} days", days, n=days)
        case Need.NO_COORDINATOR:
            return _("Nobody is coordinating it")
        case Need.FADING:
            lost = formats.percent(1 - amount)
            return _("{lost} fewer people at each gathering than the quarter before", lost=lost)
        case Need.UNTRAINED:
            return _("No coordinator holds a valid core training")
        case Need.EXPIRING:
            return ngettext(
                "{n} certificate expires within 60 days",
                "{n} certificates expire within 60 days",
                days,
                n=days,
            )


def committees(choice: Choice) -> pd.DataFrame:
    """The committees of a choice as they stand; see ``queries/membership/committees.sql``.

    :raises Unavailable: if the membership database can't be read.
    """
    day = reads.as_of("membership", choice.scope)
    return reads.read("membership", "committees", choice.scope, as_of=day)


@reads.prepared
def needing(choice: Choice) -> pd.DataFrame:
    """The committees that need attention, most pressing first.

    :raises Unavailable: if the membership database can't be read.
    """
    day = reads.as_of("membership", choice.scope)
    return _needing(choice.scope, day).copy(deep=False)


@reads.prepared
def _needing(scope: Scope, day: date) -> pd.DataFrame:
    frame = reads.read("membership", "committees", scope, as_of=day)
    return attention(frame, pd.Timestamp(day))


def draw(choice: Choice) -> None:
    """Draw the list, the most pressing first, each a link to the committee."""
    listed = needing(choice)
    if listed.empty:
        # What is late can't say that all is well.
        late = reads.is_stale("membership", choice.scope, "gathering", "role_term", "enrollment")
        clear = _("No committee stands out this week")
        unsure = _("The sources are late: whether a committee needs someone can't be told")
        st.subheader(unsure if late else clear, anchor=False)
        return
    title = ngettext(
        "{n} committee needs someone", "{n} committees need someone", len(listed), n=len(listed)
    )
    st.subheader(title, anchor=False)
    several = len(choice.scope.regions) > 1
    with st.grid(3, min_column_width=260, gap="small", key="needs"):
        for row in listed.head(_LISTED).itertuples():
            with st.container(border=True, gap=None):
                st.page_link(
                    "organizer/committee.py",
                    label=f"**{formats.plain(str(row.name))}**",
                    query_params={"committee": str(row.committee_id)},
                )
                place = f" · {formats.plain(region_name(str(row.region_id)))}" if several else ""
                st.caption(reason(str(row.need), float(row.amount)) + place)
    more = len(listed) - _LISTED
    if more > 0:
        label = ngettext(
            "{n} more on the Committees page", "{n} more on the Committees page", more, n=more
        )
        st.page_link("organizer/committees.py", label=label, icon=":material/arrow_forward:")
