"""The places of a scope with what need, capacity and standing are measured from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ParamSpec

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.measures.health import DEFINITIONS as HEALTH_INPUTS
from lib.measures.priorities.assembling import assemble, unplaced
from lib.measures.priorities.codes import Component, Kind
from lib.measures.priorities.definitions import DEFINITIONS
from lib.measures.priorities.land import Land, areas
from lib.measures.priorities.records import (
    HOURS_WEEKS,
    YEAR_WEEKS,
    Records,
    committees_on,
    quarter_before,
    weeks_to,
)

P = ParamSpec("P")

COUNTED_IN: Mapping[Component, tuple[str, str]] = {
    Component.INCIDENTS: ("incidents", "incident"),
    Component.PEOPLE_AFFECTED: ("incidents", "incident"),
    Component.CALLS: ("incidents", "hotline_call"),
    Component.CASES: ("incidents", "deportation_case"),
    Component.AGREEMENTS: ("membership", "jurisdiction_policy"),
    Component.GROWTH: ("incidents", "incident"),
    Component.UNANSWERED: ("incidents", "response"),
    Component.COMMITTEES: ("membership", "committee"),
    Component.MEMBERS: ("membership", "dues_payment"),
    Component.TRAINED: ("membership", "enrollment"),
    Component.HUBS: ("membership", "partner"),
    Component.HOURS: ("membership", "support_visit"),
    Component.DISTANCE: ("membership", "role_term"),
    Component.PRESENCE: ("membership", "place"),
    Component.ANTICIPATED_GAP: ("membership", "place"),
    Component.PRIORITY_REGION: ("membership", "region"),
}
"""The database and the source table whose records each component's numerator counts."""

_SLACK = timedelta(days=6)
"""A saved day may be so much older: nothing may have been saved on the day itself."""


@dataclass(frozen=True)
class PriorityPlaces:
    """The places of a scope, now and a quarter before.

    :ivar now: one row a place; see ``assemble``.
    :ivar before: the same as of ``before_on``: the people, the marks and the regions are today's.
    :ivar as_of: the day that the figures speak of, the older one of the two databases'.
    :ivar before_on: a Sunday, 85 to 91 days before.
    :ivar counties: ``county_fips, place_id``, for the map.
    :ivar origins: one row a ``Component``: ``component``, ``source`` (the ``source_table`` of the
        vocabulary that it is counted in), ``as_of`` (its newest record, or the day that a list
        speaks of; null: no record), and ``people_as_of``, the same of its denominator (null: it has
        none).
    :ivar unplaced: incidents of the last year of which no county is known; they count in no place.
    """

    now: pd.DataFrame
    before: pd.DataFrame
    as_of: date
    before_on: date
    counties: pd.DataFrame
    origins: pd.DataFrame
    unplaced: int


@reads.measured
def read(scope: Scope) -> PriorityPlaces:
    """The places of a scope and their figures.

    :raises Unavailable: if a database can't be read, or was never refreshed.
    """
    membership, incidents = reads.as_of("membership"), reads.as_of("incidents")
    land = _land(scope)
    grouped = areas(land)
    now = _records(scope, membership, incidents)
    before = _records(scope, quarter_before(membership), quarter_before(incidents))
    return PriorityPlaces(
        now=assemble(grouped, now),
        before=assemble(grouped, before),
        as_of=min(membership, incidents),
        before_on=before.day,
        counties=grouped.counties[["county_fips", "place_id"]],
        origins=_origins(land, now),
        unplaced=unplaced(grouped, now),
    )


def _land(scope: Scope) -> Land:
    membership = reads.membership
    return Land(
        regions=membership.regions(scope),
        states=membership.states(scope),
        counties=membership.priority_counties(scope),
        cities=membership.priority_cities(scope),
    )


def _records(scope: Scope, day: date, incident_day: date) -> Records:
    """What both databases knew, each on its own day."""
    membership, incidents = reads.membership, reads.incidents
    year = weeks_to(incident_day, YEAR_WEEKS)
    two_years = weeks_to(incident_day, 2 * YEAR_WEEKS)
    support = weeks_to(day, HOURS_WEEKS)
    cases = _recorded(("incidents", "deportation_case"), incidents.priority_cases, scope)
    return Records(
        day=day,
        committees=_recorded(("membership", "committee"), _committees, scope, day),
        incidents=_incidents(scope, **year),
        two_years=_incidents(scope, **two_years),
        calls=_recorded(("incidents", "hotline_call"), incidents.priority_calls, scope, **year),
        cases=None if cases is None else cases[cases["as_of"] == pd.Timestamp(incident_day)],
        policies=_recorded(
            ("membership", "jurisdiction_policy"), membership.priority_policies, scope
        ),
        hubs=_recorded(("membership", "partner"), membership.priority_hubs, scope),
        support=_recorded(
            ("membership", "support_visit"), membership.priority_support, scope, **support
        ),
    )


def _incidents(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame | None:
    """Incidents by county; how many went unanswered is unknown where no response is recorded."""
    read = reads.incidents.priority_incidents
    rows = _recorded(("incidents", "incident"), read, scope, first_week, last_week)
    if rows is not None and reads.unrecorded("incidents", "response"):
        return rows.assign(unanswered=float("nan"))
    return rows


def _recorded(
    source: tuple[str, str],
    read: Callable[P, pd.DataFrame],
    *args: P.args,
    **kwargs: P.kwargs,
) -> pd.DataFrame | None:
    """The rows of a read, or ``None`` where its source table has none of anyone.

    Read in either case: that there is nothing rests on the table, too.
    """
    rows = read(*args, **kwargs)
    return None if reads.unrecorded(*source) else rows


def _committees(scope: Scope, day: date) -> pd.DataFrame:
    committees = reads.membership.priority_committees(scope)
    snapshots = reads.dashboard.health_snapshots(
        scope, first_day=day - _SLACK, last_day=day, columns=tuple(HEALTH_INPUTS)
    )
    return committees_on(day, committees, snapshots)


def _day(moment: pd.Timestamp) -> pd.Timestamp:
    """The day of a moment; null where there is no record."""
    day: pd.Timestamp = pd.Timestamp(moment).tz_localize(None)
    return pd.NaT if pd.isna(day) else day.normalize()


def _origins(land: Land, now: Records) -> pd.DataFrame:
    newest = {
        (database, row.source_table): row.newest_record
        for database in ("membership", "incidents")
        for row in reads.freshness(database).itertuples()
    }
    people = land.counties["foreign_born_as_of"].min()
    rows = []
    for component, (database, table) in COUNTED_IN.items():
        as_of = _day(newest[database, table])
        if component is Component.AGREEMENTS and now.policies is not None:
            as_of = now.policies["as_of"].max()
        is_rate = DEFINITIONS[component].kind in (Kind.EVENTS, Kind.STOCK)
        rows.append((str(component), table, as_of, people if is_rate else pd.NaT))
    return pd.DataFrame(rows, columns=["component", "source", "as_of", "people_as_of"])
