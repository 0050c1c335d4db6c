"""People who live farther than a drive from any committee that can respond."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import UNKNOWN_REGION, Scope
from lib.language import _, formats, ngettext
from lib.measures.periods import week_of
from lib.measures.readiness import people_far, reach, ready_committees, settings
from lib.ui import clocks, maps
from lib.ui.filters import Choice
from lib.ui.tables import Column, table

MOST_COUNTIES = 25
KM_A_MILE = 1.609344


@dataclass(frozen=True)
class _Found:
    """The states and counties of a scope, and the committees there that can respond.

    :ivar people_as_of: the day that the counties' people were counted on; none without counties.
    """

    states: pd.DataFrame
    reached: pd.DataFrame
    ready: pd.DataFrame
    people_as_of: date | None


@reads.prepared
def _found(scope: Scope) -> _Found:
    states = reads.read("membership", "states", scope)
    counties = reads.read("membership", "priority_counties", scope)
    inside = counties.rename(columns={"name": "county"}).merge(
        states.drop(columns="region_id"), on="state_fips"
    )
    this_week = week_of(reads.as_of("membership", scope))
    committees = reads.read("membership", "ready_committees", scope, last_week=this_week)
    ready = ready_committees(committees)
    counted = inside["population_as_of"].min()
    return _Found(states, reach(inside, ready), ready, None if pd.isna(counted) else counted)


def draw(choice: Choice) -> None:
    """Draw how many people live far from any committee that can respond, and in which counties.

    :raises Unavailable: if the membership database can't be read.
    """
    prepared, rules, farthest = _described(choice)
    behind = ("committee", "role_term")
    with clocks.behind(choice.scope, "readiness", membership=behind):
        maps.draw(**prepared, key="readiness")
        table(
            farthest,
            _columns(),
            key="readiness_counties",
            alt=_("Counties with the most people far from ready responders."),
            empty=_("No county is farther than the drive."),
        )
        st.caption(rules)


@reads.prepared
def _described(choice: Choice) -> tuple[dict[str, Any], str, pd.DataFrame]:
    found = _found(choice.scope)
    far = found.reached[found.reached["is_far"].fillna(False).astype(bool)]
    farthest = far.sort_values("population", ascending=False).head(MOST_COUNTIES)
    farthest = farthest.assign(miles=farthest["km"] / KM_A_MILE)
    by_state = found.states.merge(people_far(found.reached, "usps"), on="usps", how="left")
    figure = maps.us_map(
        by_state.assign(value=by_state["share"]),
        _points(found.ready),
        value_name=_("Live farther away"),
        as_percent=True,
        country=choice.is_country,
    )
    prepared = {
        "figure": figure,
        "title": _title(by_state, found.ready),
        "alt": _("Map: share of people far from ready responders by state, and the committees."),
        "table": by_state.sort_values("far", ascending=False),
        "columns": {
            "name": Column(_("State"), pinned=True),
            "far": Column(_("People farther away"), kind="number"),
            # Translators: inhabitants of a county or state
            "people": Column(_("People"), kind="number"),
            "share": Column(_("Share"), kind="percent"),
        },
    }
    return prepared, _rules(choice.scope, found), farthest


def _points(ready: pd.DataFrame) -> pd.DataFrame:
    said = [
        ngettext(
            "{name}: {n} responder", "{name}: {n} responders", int(row.responders), name=row.name
        )
        for row in ready[["name", "responders"]].itertuples(index=False)
    ]
    return ready.assign(hover=said)


def _title(by_state: pd.DataFrame, ready: pd.DataFrame) -> str:
    far, people = int(by_state["far"].sum()), int(by_state["people"].sum())
    if not people:
        return _("There is no county to measure from here")
    if not len(ready):
        return _("No committee here has responders ready")
    return _(
        "{rate} live more than {drive} by car from ready responders",
        rate=formats.rate(far, people),
        drive=formats.minutes(settings().drive_minutes),
    )


def _rules(scope: Scope, found: _Found) -> str:
    rule = settings()
    said = [
        ngettext(
            "Ready: {n} active committee with at least {minimum} responders.",
            "Ready: {n} active committees with at least {minimum} responders each.",
            len(found.ready),
            minimum=rule.minimum_responders,
        ),
        _(
            "{drive} by car are taken as {miles} miles ({km} km) in a straight line: {speed} km/h"
            " on roads {detour} times as long. Each county stands at the middle of its people.",
            drive=formats.minutes(rule.drive_minutes),
            miles=formats.number(rule.reach_km / KM_A_MILE),
            km=formats.number(rule.reach_km),
            speed=formats.number(rule.speed_kmh),
            detour=formats.number(rule.detour, 1),
        ),
    ]
    if found.people_as_of is not None:
        said.append(_("Population of {day}.", day=formats.day(found.people_as_of)))
    unknown = found.reached.loc[found.reached["is_far"].isna(), "population"].sum()
    if unknown:
        said.append(
            _(
                "Left out: {n} people in counties whose middle is not known.",
                n=formats.number(unknown),
            )
        )
    if "PR" in set(found.states["usps"]) - set(found.reached["usps"]):
        said.append(_("For Puerto Rico there are no county figures."))
    everywhere = set(reads.read("membership", "regions", scope)["region_id"]) - {UNKNOWN_REGION}
    if everywhere - set(scope.regions):
        said.append(_("Committees beyond these regions are not counted, even where one is nearer."))
    return " ".join(said)


def _columns() -> dict[str, Column]:
    return {
        "county": Column(_("County"), pinned=True),
        "usps": Column(_("State")),
        "population": Column(_("People"), kind="number"),
        "miles": Column(_("Miles"), kind="number"),
        "nearest": Column(_("Nearest ready committee")),
        "km": Column(_("Kilometers"), kind="number"),
    }
