"""People who live farther than a drive from any committee that can respond."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import UNKNOWN_REGION
from lib.language import N_, _, formats, ngettext
from lib.measures import driving
from lib.measures.distance import KM_A_MILE
from lib.measures.periods import week_of
from lib.measures.readiness import people_far, reach, ready_committees, settings
from lib.reads.committee_names import committee_names
from lib.ui import maps
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, table

MOST_COUNTIES = 25


@dataclass(frozen=True)
class _Reach:
    """The states and counties of a scope, and the committees there that can respond.

    :ivar reached: one row a county; see ``reach``.
    :ivar people_as_of: the day that the counties' people were counted on; none without counties.
    :ivar is_part: whether the scope leaves regions out.
    """

    states: pd.DataFrame
    reached: pd.DataFrame
    ready: pd.DataFrame
    people_as_of: date | None
    is_part: bool


def _read(choice: Choice) -> _Reach | None:
    scope, read = choice.scope, reads.membership
    states = read.states(scope)
    counties = read.priority_counties(scope).rename(columns={"name": "county"})
    inside = counties.merge(states.drop(columns="region_id"), on="state_fips")
    ready = ready_committees(read.ready_committees(scope, week_of(reads.as_of("membership"))))
    if reads.unrecorded("membership", "committee", "role_term"):
        return None
    people_as_of = inside["population_as_of"].min()
    everywhere = set(reads.regions()["region_id"]) - {UNKNOWN_REGION}
    return _Reach(
        states=states,
        reached=reach(inside, ready),
        ready=ready,
        people_as_of=None if pd.isna(people_as_of) else people_as_of,
        is_part=bool(everywhere - set(scope.regions)),
    )


@dataclass(frozen=True)
class _Readiness:
    """How many people live far from any committee that can respond, and in which counties."""

    map: maps.Map
    farthest: pd.DataFrame
    rules: str

    def show(self, key: str) -> None:
        self.map.show(key)
        table(
            self.farthest,
            _columns(),
            key=f"{key}_counties",
            alt=_("Counties with the most people far from ready responders."),
            empty=_("No county is farther than the drive."),
        )
        st.caption(self.rules)


def _make(reach: _Reach, choice: Choice) -> _Readiness:
    far = reach.reached[reach.reached["is_far"].fillna(False).astype(bool)]
    farthest = far.sort_values("population", ascending=False).head(MOST_COUNTIES)
    farthest = farthest.assign(miles=farthest["km"] / KM_A_MILE)
    by_state = reach.states.merge(people_far(reach.reached, "usps"), on="usps", how="left")
    drawn = maps.Map(
        title=_title(by_state, reach.ready),
        alt=_("Map: share of people far from ready responders by state, and the committees."),
        plot=maps.us_map(
            by_state.assign(value=by_state["share"]),
            _points(_drawn(reach.ready), committee_names(choice.scope)),
            value_name=_("Live farther away"),
            as_percent=True,
            country=choice.is_country,
        ),
        table=by_state.sort_values("far", ascending=False),
        columns={
            "name": Column(_("State"), pinned=True),
            "far": Column(_("People farther away"), kind="number"),
            # Translators: inhabitants of a county or state
            "people": Column(_("People"), kind="number"),
            "share": Column(_("Share"), kind="percent"),
        },
    )
    return _Readiness(drawn, farthest, _rules(reach))


def _drawn(ready: pd.DataFrame) -> pd.DataFrame:
    """The ready committees that are drawn: of very many, those with the most responders."""
    if len(ready) <= maps.MOST_POINTS:
        return ready
    return ready.sort_values("responders", ascending=False, kind="stable").head(maps.MOST_POINTS)


def _points(ready: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    labels = [
        ngettext(
            "{name}: {n} responder",
            "{name}: {n} responders",
            int(responders),
            name=names.get(each, each),
        )
        for each, responders in zip(ready["committee_id"], ready["responders"], strict=True)
    ]
    return ready.assign(hover=labels)


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


def _rules(reach: _Reach) -> str:
    rule, road = settings(), driving.settings()
    sentences = [
        ngettext(
            "Ready: {n} active committee with at least {minimum} responders.",
            "Ready: {n} active committees with at least {minimum} responders each.",
            len(reach.ready),
            minimum=rule.minimum_responders,
        ),
        _(
            "{drive} by car are taken as {miles} miles ({km} km) in a straight line: {speed} km/h"
            " on roads {detour} times as long. Each county stands at the middle of its people.",
            drive=formats.minutes(rule.drive_minutes),
            miles=formats.number(rule.reach_km / KM_A_MILE),
            km=formats.number(rule.reach_km),
            speed=formats.number(road.speed_kmh),
            detour=formats.number(road.detour, 1),
        ),
    ]
    if reach.people_as_of is not None:
        sentences.append(_("Population of {day}.", day=formats.day(reach.people_as_of)))
    unknown = reach.reached.loc[reach.reached["is_far"].isna(), "population"].sum()
    if unknown:
        sentences.append(
            _(
                "Left out: {n} people in counties whose middle is not known.",
                n=formats.number(unknown),
            )
        )
    if len(reach.ready) > maps.MOST_POINTS:
        sentences.append(
            _(
                "{shown} of {all} committees are drawn: those with the most responders.",
                shown=formats.number(maps.MOST_POINTS),
                all=formats.number(len(reach.ready)),
            )
        )
    if "PR" in set(reach.states["usps"]) - set(reach.reached["usps"]):
        sentences.append(_("For Puerto Rico there are no county figures."))
    if reach.is_part:
        sentences.append(
            _("Committees beyond these regions are not counted, even where one is nearer.")
        )
    return " ".join(sentences)


def _columns() -> dict[str, Column]:
    return {
        "county": Column(_("County"), pinned=True),
        "usps": Column(_("State")),
        "population": Column(_("People"), kind="number"),
        "miles": Column(_("Miles"), kind="number"),
        "nearest": Column(_("Nearest ready committee")),
        "km": Column(_("Kilometers"), kind="number"),
    }


READINESS = Figure(
    "readiness", _read, _make, empty=N_("There is no data on committees and their responders")
)
