"""The table of committees: those that need someone first, then by name."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lib.data.contract.membership import COMMITTEE_KINDS, COMMITTEE_STATUSES
from lib.ui import links, reads
from lib.ui.filters import Choice, region_name
from lib.ui.language import _
from lib.ui.parts import clocks, needs
from lib.ui.tables import Column, table
from lib.ui.vocabulary import name_of

_OPEN = [status for status in COMMITTEE_STATUSES if status != "closed"]


def draw(choice: Choice) -> str | None:
    """Draw the filters and the table; return the committee whose row was chosen.

    :raises Unavailable: if the membership database can't be read.
    """
    frame = _filtered(_with_needs(choice))
    columns = {
        "name": Column(_("Committee"), pinned=True),
        "status": Column(_("Status"), kind="status"),
        "need": Column(
            _("Why now"), help=_("The most pressing reason to call this committee."), wide=True
        ),
        "place": Column(_("Place")),
        "region": Column(_("Region")),
        "members": Column(_("Members"), kind="number"),
        "good_standing": Column(_("In good standing"), kind="number"),
        "last_gathering_on": Column(_("Last gathering"), kind="date"),
        "gatherings": Column(_("Gatherings, 13 weeks"), kind="number"),
        "turnout": Column(
            _("People a gathering"), kind="decimal", help=_("Where someone counted, 13 weeks.")
        ),
        "coordinators": Column(_("Coordinators"), kind="number"),
        "coordinators_core": Column(_("… with core training"), kind="number"),
        "kind": Column(_("Kind"), family="committee_kind"),
    }
    if len(choice.scope.regions) == 1:
        del columns["region"]
    chosen = table(
        frame,
        columns,
        key="committees",
        alt=_("Table of the committees, with the reason why each needs someone."),
        choose="committee_id",
        empty=_("No committee fits these filters."),
    )
    clocks.draw("membership", choice.scope, "committee", "member", "gathering", "role_term")
    return chosen


@reads.prepared
def _with_needs(choice: Choice) -> pd.DataFrame:
    listed = needs.needing(choice)
    rank = {committee: place for place, committee in enumerate(listed["committee_id"])}
    said = {
        row.committee_id: needs.reason(str(row.need), float(row.amount))
        for row in listed.itertuples()
    }
    frame = needs.committees(choice)
    return frame.assign(
        need=frame["committee_id"].map(said).fillna(""),
        place=frame["place_name"] + ", " + frame["usps"],
        region=frame["region_id"].map(region_name),
        _rank=frame["committee_id"].map(rank).fillna(len(rank)),
    ).sort_values(["_rank", "name"], ignore_index=True)


def _filtered(frame: pd.DataFrame) -> pd.DataFrame:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        sought = st.text_input(_("Search"), key="search", placeholder=_("Name or place"), width=220)
        statuses = _choose(_("Status (none chosen: all open)"), "status", COMMITTEE_STATUSES)
        kinds = _choose(_("Kind (none chosen: all)"), "kind", COMMITTEE_KINDS)
    frame = frame[frame["status"].isin(statuses or _OPEN)]
    frame = frame[frame["kind"].isin(kinds or COMMITTEE_KINDS)]
    if sought:
        text = (frame["name"] + " " + frame["place"]).str.casefold()
        frame = frame[text.str.contains(sought.casefold(), regex=False)]
    return frame.reset_index(drop=True)


def _choose(label: str, key: str, offered: Sequence[str]) -> list[str]:
    links.take_several(key, offered)
    chosen: list[str] = st.pills(
        label,
        offered,
        selection_mode="multi",
        format_func=lambda code: name_of(f"committee_{key}", code),
        key=key,
        persist_state="session",
    )
    links.keep(key, chosen)
    return chosen
