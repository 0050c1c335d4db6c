"""Incidents by state."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import UNKNOWN_REGION
from lib.language import _, formats, ngettext
from lib.ui import maps
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column

_COUNTS = ("value", "verified", "unverified", "unanswered")


@reads.measured
def _placed(choice: Choice) -> pd.DataFrame:
    frame = reads.incidents.by_state(choice.scope, *choice.period("incidents").complete_span)
    return frame.assign(value=frame["verified"] + frame["unverified"])


@reads.measured
def by_state(choice: Choice) -> pd.DataFrame:
    """Incidents of the complete weeks by state of the scope: none is zero.

    Columns ``usps, name, region_id, value, verified, unverified, unanswered``.

    :raises Unavailable: if the incident database can't be read.
    """
    states = reads.incidents.states(choice.scope)
    # Summed by state: a report's region need not be the one that its state is in today.
    counts = _placed(choice).groupby("usps", as_index=False)[list(_COUNTS)].sum()
    counted = states.drop(columns="state_fips").merge(counts, on="usps", how="left")
    return counted.fillna(dict.fromkeys(_COUNTS, 0))


@dataclass(frozen=True)
class _Places:
    """Incidents with a known state, and the numbers of those without."""

    states: pd.DataFrame
    without_state: int
    without_place: int


def _places(choice: Choice, verification: str) -> _Places:
    states, frame = by_state(choice), _placed(choice)
    if verification != "all":
        states = states.assign(value=states[verification])
        frame = frame.assign(value=frame[verification])
    nowhere = int(frame.loc[frame["region_id"] == UNKNOWN_REGION, "value"].sum())
    no_state = int(frame.loc[frame["usps"].isna(), "value"].sum()) - nowhere
    return _Places(states, no_state, nowhere)


@dataclass(frozen=True)
class _Incidents:
    """The map, and the sentence on what is not on it."""

    map: maps.Map
    unplaced: str

    def show(self, key: str) -> None:
        self.map.show(key)
        if self.unplaced:
            st.caption(_("Not on the map: {what}.", what=self.unplaced))


def _map(places: _Places, choice: Choice, _verification: str) -> _Incidents:
    states = places.states.assign(region=places.states["region_id"].map(region_name))
    drawn = maps.Map(
        title=_title(states),
        alt=_("Map of incidents by state."),
        plot=maps.us_map(states, value_name=_("Incidents"), country=choice.is_country),
        table=states.sort_values("value", ascending=False),
        columns={
            "name": Column(_("State"), pinned=True),
            "region": Column(_("Region")),
            # Translators: incidents that were found to be true
            "verified": Column(_("Verified"), kind="number"),
            "unverified": Column(_("Not verified"), kind="number"),
            "unanswered": Column(_("Nobody answered"), kind="number"),
        },
    )
    return _Incidents(drawn, _unplaced(places))


def _title(states: pd.DataFrame) -> str:
    if not states["value"].sum():
        return _("No incident with a known state in this period")
    first = states.loc[states["value"].idxmax()]
    return _(
        "Most incidents were in {state}: {n}",
        state=formats.plain(first["name"]),
        n=formats.number(first["value"]),
    )


def _unplaced(places: _Places) -> str:
    counted = []
    if places.without_state:
        counted.append(
            ngettext(
                "{n} incident without a known state",
                "{n} incidents without a known state",
                places.without_state,
                n=formats.number(places.without_state),
            )
        )
    if places.without_place:
        counted.append(
            ngettext(
                "{n} incident whose place is unknown",
                "{n} incidents whose place is unknown",
                places.without_place,
                n=formats.number(places.without_place),
            )
        )
    return formats.listing(counted)


INCIDENT_MAP = Figure("incident_map", _places, _map)
