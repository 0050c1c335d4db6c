"""Who went to an incident, how fast, and what came of it; and whom it brought into the street."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lib.data.contract.incidents import INCIDENT_KINDS
from lib.demo.columns import (
    Batch,
    Bools,
    Floats,
    Ints,
    batch,
    flags,
    identifiers,
    integers,
    moments,
    picked,
)
from lib.demo.committees import committee_ids
from lib.demo.incidents import FALSE_CODE, Incidents, local_hour, lognormal_minutes
from lib.demo.network import Network
from lib.demo.period import DAY_S, Period
from lib.demo.places import drawn, drawn_by_group
from lib.demo.plan import Plan
from lib.demo.reach import nearest_ready
from lib.reference import regions

ANSWERED = {
    "raid": 0.92, "home_arrest": 0.91, "workplace_raid": 0.93, "checkpoint": 0.86,
    "traffic_stop": 0.8, "courthouse_arrest": 0.92, "jail_transfer": 0.74, "detention": 0.82,
    "removal": 0.72, "police_violence": 0.86, "harassment": 0.74, "other": 0.62,
}  # fmt: skip
"""Share of the incidents of a kind that someone responds to, by day and with responders near."""
IN_WAVE, FALSE, AT_NIGHT = 0.7, 0.2, 0.72
"""Factors of that share in the wave, for a false report, and at night."""
FAR, NEAR_KM, PLACE_UNKNOWN = 0.35, 160.0, 0.75
"""The factor far from everyone who responds; the distance over which it falls most of the way to
that; and the factor where no one knows how far it is."""
MOST_KM = 160.0
"""Farther than this, the committee that the report names goes, if any, rather than the nearest."""
DAY_BEGINS, DAY_ENDS = 6, 22
ARRIVED_MINUTES, SPEED_SPREAD = 34.0, 0.35
"""From dispatch to arrival in an ordinary committee; spread of its logarithm between committees."""
LATER = 0.07
"""Share of dispatches that go out hours later: a visit to the family the next day."""
SECOND = 0.13
OUTCOMES = ("witnessed", "accompanied", "documented", "prevented", "too_late", "stood_down", None)
OUTCOME_SHARES = (0.27, 0.22, 0.2, 0.06, 0.14, 0.05, 0.06)

MOBILIZED = 0.03
MOBILIZATIONS = ("vigil", "march", "court_support", "phone_zap", "picket", "caravan")
PLANNED = 60
"""Mobilizations that answer no single incident."""


@dataclass(frozen=True)
class Responses:
    """One element each: the incident's index, the committee's or -1, the UTC second of dispatch."""

    incident: Ints
    committee: Ints
    dispatched: Ints


def _response_share(incidents: Incidents, is_night: Bools, km: Floats) -> Floats:
    share = np.array([ANSWERED[k] for k in INCIDENT_KINDS])[incidents.kind]
    share = share * np.where(incidents.in_wave, IN_WAVE, 1.0)
    share *= np.where(incidents.verification == FALSE_CODE, FALSE, 1.0)
    share *= np.where(is_night, AT_NIGHT, 1.0)
    distance_factor = FAR + (1.0 - FAR) * np.exp(-km / NEAR_KM)
    return share * np.where(incidents.place < 0, PLACE_UNKNOWN, distance_factor)


def invent(plan: Plan, period: Period, network: Network, incidents: Incidents) -> Responses:
    """Invent the responses; some incidents have two, many have none."""
    rng = plan.rng("responses")
    n = len(incidents)
    ready, km = nearest_ready(network, incidents.place, incidents.heard // DAY_S)
    hour = local_hour(period, incidents.region, incidents.heard)
    is_night = (hour < DAY_BEGINS) | (hour >= DAY_ENDS)
    has_first = rng.random(n) < _response_share(incidents, is_night, km)
    has_second = has_first & (rng.random(n) < SECOND)
    incident = np.repeat(np.arange(n), has_first.astype(np.int64) + has_second)
    is_second = np.concatenate([[False], incident[1:] == incident[:-1]])
    neighbor = drawn_by_group(rng, network.size, network.region, incidents.region[incident])
    first = np.where(km < MOST_KM, ready, incidents.committee)
    committee = np.where(is_second, neighbor, first[incident])
    # Responding became faster over the years, and is slower at night and in the wave.
    progress = (incidents.heard - period.start * DAY_S) / (len(period.days) * DAY_S)
    median = 27.0 - 9.0 * progress + np.where(incidents.in_wave, 16.0, 0.0)
    median = np.where(is_night, median * 1.8, median) * np.exp(
        -SPEED_SPREAD * _speed(network, first)
    )
    wait = lognormal_minutes(rng, median[incident], 0.8, len(incident))
    later = rng.uniform(2.0, 20.0, len(incident)) * 3600
    wait = np.where(rng.random(len(incident)) < LATER, later.astype(np.int64), wait)
    dispatched = incidents.heard[incident] + wait * np.where(is_second, 3, 1)
    is_past = dispatched < period.end_moment
    return Responses(incident[is_past], committee[is_past], dispatched[is_past])


def _speed(network: Network, committee: Ints) -> Floats:
    """How quick each committee is; nobody in particular (-1) is ordinary, the last element."""
    return network.character.speed[committee]


def rows(
    plan: Plan, period: Period, network: Network, incidents: Incidents, responses: Responses
) -> Iterator[Batch]:
    """Rows of ``response``."""
    rng = plan.rng("response rows")
    n = len(responses.incident)
    median = ARRIVED_MINUTES * np.exp(-SPEED_SPREAD * _speed(network, responses.committee))
    arrived = responses.dispatched + lognormal_minutes(rng, median, 0.6, n)
    has_arrived = (rng.random(n) > 0.1) & (arrived < period.end_moment)
    updated = np.where(has_arrived, arrived, responses.dispatched) + 3600
    national = np.where(incidents.in_wave[responses.incident], 0.3, 0.04)
    yield batch(
        "incidents",
        "response",
        response_id=identifiers("r", np.arange(1, n + 1), 6),
        incident_id=identifiers("i", responses.incident + 1, 6),
        committee_id=picked(committee_ids(network), responses.committee, responses.committee >= 0),
        dispatched_at=moments(responses.dispatched),
        arrived_at=moments(arrived, has_arrived),
        responders=integers(1 + rng.poisson(2.8, n), rng.random(n) > 0.06),
        outcome=picked(OUTCOMES, drawn(rng, np.array(OUTCOME_SHARES), n)),
        had_national_support=flags(rng.random(n) < national),
        updated_at=moments(np.minimum(updated, period.end_moment - 60)),
    )


def mobilization_rows(
    plan: Plan, period: Period, incidents: Incidents, responses: Responses
) -> Iterator[Batch]:
    """Rows of ``mobilization``."""
    rng = plan.rng("mobilizations")
    incident = np.unique(responses.incident)
    incident = incident[rng.random(len(incident)) < MOBILIZED]
    called = incidents.heard[incident] + lognormal_minutes(rng, 600.0, 0.9, len(incident))
    days = period.end - period.start
    planned = (period.start + 30 + rng.random(PLANNED) * (days - 31)) * DAY_S
    region = np.concatenate([incidents.region[incident], rng.integers(-1, 5, PLANNED)])
    incident = np.concatenate([incident, np.full(PLANNED, -1)])
    called = np.concatenate([called, planned.astype(np.int64)])
    is_past = called < period.end_moment
    incident, called, region = incident[is_past], called[is_past], region[is_past]
    n = len(called)
    is_national = (region < 0) | (rng.random(n) < 0.08)
    participants = rng.lognormal(3.9, 0.9, n) * np.where(is_national, 6.0, 1.0)
    yield batch(
        "incidents",
        "mobilization",
        mobilization_id=identifiers("mobilization-", np.arange(1, n + 1), 4),
        incident_id=identifiers("i", incident + 1, 6, incident >= 0),
        region_id=picked([r.region_id for r in regions()], region, region >= 0),
        called_at=moments(called),
        kind=picked(MOBILIZATIONS, rng.integers(0, len(MOBILIZATIONS), n)),
        participants=integers(participants + 3, rng.random(n) > 0.1),
        is_national=flags(is_national),
        updated_at=moments(np.minimum(called + DAY_S, period.end_moment - 60)),
    )
