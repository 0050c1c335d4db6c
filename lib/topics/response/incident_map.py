"""Incidents by state."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import UNKNOWN_REGION
from lib.language import _, formats, ngettext
from lib.measures.periods import WEEK
from lib.ui import clocks, maps
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column

_COUNTS = ("value", "verified", "unverified", "unanswered")


@reads.prepared
def _placed(choice: Choice) -> pd.DataFrame:
    period = choice.period(reads.as_of("incidents", choice.scope))
    span = {"first_week": period.first_week, "last_week": period.running_week - WEEK}
    frame = reads.read("incidents", "by_state", choice.scope, **span)
    return frame.assign(value=frame["verified"] + frame["unverified"])


@reads.prepared
def by_state(choice: Choice) -> pd.DataFrame:
    """Incidents of the complete weeks by state of the scope: none is zero.

    Columns ``usps, name, region_id, value, verified, unverified, unanswered``.

    :raises Unavailable: if the incident database can't be read.
    """
    states = reads.read("incidents", "states", choice.scope)
    # Summed by state: a report's region need not be the one that its state is in today.
    counts = _placed(choice).groupby("usps", as_index=False)[list(_COUNTS)].sum()
    counted = states.drop(columns="state_fips").merge(counts, on="usps", how="left")
    return counted.fillna(dict.fromkeys(_COUNTS, 0))


def draw(choice: Choice, verification: str = "all") -> None:
    """Draw the map of all, verified or unverified incidents by state, and what is not on it.

    :raises Unavailable: if the incident database can't be read.
    """
    with clocks.behind(choice.scope, "incident_map", incidents=("incident",)):
        maps.draw(**_map(choice, verification), key="incident_map")
        unplaced = _unplaced(choice, verification)
        if unplaced:
            st.caption(_("Not on the map: {what}.", what=unplaced))


@reads.prepared
def _map(choice: Choice, verification: str) -> dict[str, Any]:
    states = by_state(choice)
    if verification != "all":
        states = states.assign(value=states[verification])
    states = states.assign(region=states["region_id"].map(region_name))
    return {
        "figure": maps.us_map(states, value_name=_("Incidents"), country=choice.is_country),
        "title": _title(states),
        "alt": _("Map of incidents by state."),
        "table": states.sort_values("value", ascending=False),
        "columns": {
            "name": Column(_("State"), pinned=True),
            "region": Column(_("Region")),
            # Translators: incidents that were found to be true
            "verified": Column(_("Verified"), kind="number"),
            "unverified": Column(_("Not verified"), kind="number"),
            "unanswered": Column(_("Nobody answered"), kind="number"),
        },
    }


def _title(states: pd.DataFrame) -> str:
    if not states["value"].sum():
        return _("No incident with a known state in this period")
    first = states.loc[states["value"].idxmax()]
    return _(
        "Most incidents were in {state}: {n}",
        state=formats.plain(first["name"]),
        n=formats.number(first["value"]),
    )


@reads.prepared
def _unplaced(choice: Choice, verification: str) -> str:
    frame = _placed(choice)
    if verification != "all":
        frame = frame.assign(value=frame[verification])
    nowhere = int(frame.loc[frame["region_id"] == UNKNOWN_REGION, "value"].sum())
    no_state = int(frame.loc[frame["usps"].isna(), "value"].sum()) - nowhere
    said = []
    if no_state:
        said.append(
            ngettext(
                "{n} incident without a known state",
                "{n} incidents without a known state",
                no_state,
                n=formats.number(no_state),
            )
        )
    if nowhere:
        said.append(
            ngettext(
                "{n} incident whose place is unknown",
                "{n} incidents whose place is unknown",
                nowhere,
                n=formats.number(nowhere),
            )
        )
    return formats.listing(said)
