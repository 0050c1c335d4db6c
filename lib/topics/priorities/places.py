"""The places of a scope with what need, capacity and standing are measured from."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lib import reads
from lib.data.scope import Scope
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

SOURCES: dict[Component, tuple[str, str]] = {
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
"""The database and the source table that each component's numerator comes from."""

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
    :ivar sources: one row a ``Component``: ``component``, ``source`` (a ``source_table`` of the
        vocabulary), ``as_of`` (its newest record, or the day that a list speaks of; null: no
        record), and ``people_as_of``, the same of its denominator (null: it has none).
    :ivar unplaced: incidents of the last year of which no county is known; they count in no place.
    """

    now: pd.DataFrame
    before: pd.DataFrame
    as_of: date
    before_on: date
    counties: pd.DataFrame
    sources: pd.DataFrame
    unplaced: int


@reads.prepared
def read(scope: Scope) -> PriorityPlaces:
    """The places of a scope and their figures.

    :raises Unavailable: if a database can't be read, or was never refreshed.
    """
    membership, incidents = (reads.as_of(d, scope) for d in ("membership", "incidents"))
    land = _land(scope)
    found = areas(land)
    now = _records(scope, membership, incidents)
    before = _records(scope, quarter_before(membership), quarter_before(incidents))
    return PriorityPlaces(
        now=assemble(found, now),
        before=assemble(found, before),
        as_of=min(membership, incidents),
        before_on=before.day,
        counties=found.counties[["county_fips", "place_id"]],
        sources=_sources(scope, land, now),
        unplaced=unplaced(found, now),
    )


def _land(scope: Scope) -> Land:
    def of(name: str) -> pd.DataFrame:
        return reads.read("membership", name, scope)

    return Land(of("regions"), of("states"), of("priority_counties"), of("priority_cities"))


def _records(scope: Scope, day: date, incident_day: date) -> Records:
    """What both databases knew, each on its own day."""
    year = weeks_to(incident_day, YEAR_WEEKS)
    two_years = weeks_to(incident_day, 2 * YEAR_WEEKS)
    support = weeks_to(day, HOURS_WEEKS)
    cases = _recorded(scope, "incidents", "deportation_case", "priority_cases")
    return Records(
        day=day,
        committees=_committees(scope, day),
        incidents=_recorded(scope, "incidents", "incident", "priority_incidents", **year),
        two_years=_recorded(scope, "incidents", "incident", "priority_incidents", **two_years),
        calls=_recorded(scope, "incidents", "hotline_call", "priority_calls", **year),
        cases=None if cases is None else cases[cases["as_of"] == pd.Timestamp(incident_day)],
        policies=_recorded(scope, "membership", "jurisdiction_policy", "priority_policies"),
        hubs=_recorded(scope, "membership", "partner", "priority_hubs"),
        support=_recorded(scope, "membership", "support_visit", "priority_support", **support),
    )


def _recorded(
    scope: Scope, database: str, table: str, name: str, **parameters: date
) -> pd.DataFrame | None:
    """The rows of a query, or ``None`` where the source table has none of anyone."""
    clocks = reads.freshness(database, scope).set_index("source_table")
    if not clocks["row_count"].get(table, 0):
        return None
    return reads.read(database, name, scope, **parameters)


def _committees(scope: Scope, day: date) -> pd.DataFrame:
    committees = reads.read("membership", "priority_committees", scope)
    span = {"first_day": day - _SLACK, "last_day": day}
    snapshots = reads.read("dashboard", "health_snapshots", scope, **span)
    return committees_on(day, committees, snapshots)


def _sources(scope: Scope, land: Land, now: Records) -> pd.DataFrame:
    newest = {
        (database, row.source_table): row.newest_record
        for database in ("membership", "incidents")
        for row in reads.freshness(database, scope).itertuples()
    }
    people = land.counties["foreign_born_as_of"].min()
    rows = []
    for component, (database, table) in SOURCES.items():
        as_of = pd.Timestamp(newest[database, table]).tz_localize(None).normalize()
        if component is Component.AGREEMENTS and now.policies is not None:
            as_of = now.policies["as_of"].max()
        is_rate = DEFINITIONS[component].kind in (Kind.EVENTS, Kind.STOCK)
        rows.append((str(component), table, as_of, people if is_rate else pd.NaT))
    return pd.DataFrame(rows, columns=["component", "source", "as_of", "people_as_of"])
