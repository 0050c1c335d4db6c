"""Which committees are ready to respond in a state, or nearest to it.

An incident's county would tell more, and is not read: a kind, an hour and a county could point at
one household. So what is near is near the middle of the state's people.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats
from lib.measures.distance import KM_A_MILE, mean_point
from lib.measures.periods import week_of
from lib.measures.readiness import reach, ready_committees
from lib.reads.committee_names import committee_names

MOST_NAMED = 2
"""Committees that are named of a state that has more."""


@dataclass(frozen=True)
class Near:
    """Who is ready for a state.

    :ivar inside: names of ready committees in the state, those with most responders first.
    :ivar nearest: where there is none, the name of the nearest one; ``None``: there is none at all,
        or where the state's people live is not known.
    :ivar miles: how far it is from the middle of the state's people, in a straight line.
    """

    inside: tuple[str, ...]
    nearest: str | None = None
    miles: float = float("nan")


@dataclass(frozen=True)
class Ready:
    """Who is ready, by the postal abbreviation of a state."""

    by_state: Mapping[str, Near]

    def in_words(self, usps: str) -> str:
        """The committees to call about an incident in a state."""
        near = self.by_state.get(usps, Near(()))
        if near.inside:
            names = [formats.plain(name) for name in near.inside[:MOST_NAMED]]
            more = len(near.inside) - len(names)
            return ", ".join(names) + (f" +{formats.number(more)}" if more else "")
        if near.nearest is None:
            return _("no committee is ready here")
        return _(
            "nearest: {name}, {miles} miles",
            name=formats.plain(near.nearest),
            miles=formats.number(near.miles),
        )


def ready_near(scope: Scope, states: tuple[str, ...]) -> Ready:
    """Who is ready for some states of a scope, among the scope's own committees.

    :param states: postal abbreviations.
    :raises Unavailable: if the membership database can't be read.
    """
    read = reads.membership
    active = read.ready_committees(scope, week_of(reads.as_of("membership")))
    ready = ready_committees(named_apart(active, committee_names(scope)))
    without = set(states) - set(ready["usps"])
    counties = read.priority_counties(scope) if without and len(ready) else pd.DataFrame()
    return Ready(near(states, ready, read.states(scope), counties))


def named_apart(committees: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The committees with names that no two of them share.

    :param committees: ``committee_id, name`` and more.
    :param names: by ``committee_id``; one that is not among them keeps its own.
    """
    apart = committees["committee_id"].map(names).fillna(committees["name"])
    return committees.assign(name=apart)


def near(
    states: tuple[str, ...], ready: pd.DataFrame, named: pd.DataFrame, counties: pd.DataFrame
) -> dict[str, Near]:
    """Who is ready for each of these states.

    :param ready: ``name, usps, responders, latitude, longitude``.
    :param named: ``state_fips, usps``.
    :param counties: ``state_fips, latitude, longitude, population``; may be empty.
    """
    most_first = ready.sort_values(["responders", "name"], ascending=[False, True])
    inside = {usps: tuple(names) for usps, names in most_first.groupby("usps")["name"]}
    nearest = _nearest([usps for usps in states if usps not in inside], ready, named, counties)
    return {usps: Near(inside.get(usps, ())) for usps in states} | nearest


def _nearest(
    states: list[str], ready: pd.DataFrame, named: pd.DataFrame, counties: pd.DataFrame
) -> dict[str, Near]:
    if not states or ready.empty or counties.empty:
        return {}
    placed = counties.dropna(subset=["latitude", "longitude"]).merge(
        named[["state_fips", "usps"]], on="state_fips"
    )
    placed = placed[placed["usps"].isin(states)]
    if placed.empty:
        return {}
    middles = mean_point(placed, placed["usps"], placed["population"]).reset_index()
    reached = reach(middles, ready)
    return {row.usps: Near((), row.nearest, row.km / KM_A_MILE) for row in reached.itertuples()}
