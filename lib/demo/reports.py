"""The incidents as they are written down."""

from collections.abc import Iterator

import numpy as np

from lib.data.contract.incidents import INCIDENT_KINDS, VERIFICATIONS
from lib.demo.columns import (
    Batch,
    batch,
    identifiers,
    integers,
    joined,
    moments,
    numbers,
    picked,
)
from lib.demo.committees import committee_ids
from lib.demo.incidents import SOURCES, Incidents
from lib.demo.network import Network
from lib.demo.period import Period
from lib.demo.places import drawn
from lib.demo.plan import Plan
from lib.reference import places, regions, states

AGENCIES = (
    "ice_ero", "ice_hsi", "cbp", "sheriff", "local_police", "state_police", None,
)  # fmt: skip
AGENCY_SHARES = (0.42, 0.08, 0.09, 0.15, 0.12, 0.03, 0.11)

CORRECTED = 0.04
"""Share of the reports that were changed weeks later."""


def rows(plan: Plan, period: Period, network: Network, incidents: Incidents) -> Iterator[Batch]:
    """Rows of ``incident``: what is personal is invented, a position a city's centre."""
    rng = plan.rng("incident rows")
    n = len(incidents)
    number = identifiers("", np.arange(1, n + 1), 6)
    large = np.isin(incidents.kind, [INCIDENT_KINDS.index(k) for k in ("raid", "workplace_raid")])
    affected = np.where(large, rng.lognormal(2.0, 0.9, n), rng.geometric(0.62, n)) + 0.5
    updated = np.where(incidents.verified_known, incidents.verified, incidents.heard) + 600
    # Some reports were corrected weeks later.
    later = updated + (rng.uniform(5, 90, n) * 86_400).astype(np.int64)
    updated = np.where(rng.random(n) < CORRECTED, later, updated)
    place_known = incidents.place >= 0
    yield batch(
        "incidents",
        "incident",
        incident_id=joined("i", number),
        kind=picked(INCIDENT_KINDS, incidents.kind),
        occurred_at=moments(incidents.occurred),
        reported_at=moments(incidents.reported, incidents.report_known),
        report_source=picked(SOURCES, incidents.source),
        verification=picked(VERIFICATIONS, incidents.verification),
        verified_at=moments(incidents.verified, incidents.verified_known),
        region_id=picked([r.region_id for r in regions()], incidents.region, incidents.region >= 0),
        state_fips=picked([s.state_fips for s in states()], incidents.state, incidents.state >= 0),
        county_fips=picked([p.county_fips for p in places()], incidents.place, place_known),
        committee_id=picked(committee_ids(network), incidents.committee, incidents.committee >= 0),
        people_affected=integers(np.maximum(affected, 1), rng.random(n) > 0.09),
        agency=picked(AGENCIES, drawn(rng, np.array(AGENCY_SHARES), n)),
        address=joined("invented address ", number),
        latitude=numbers(np.array([p.latitude for p in places()])[incidents.place], place_known),
        longitude=numbers(np.array([p.longitude for p in places()])[incidents.place], place_known),
        notes=joined("invented note ", number),
        reporter=joined("invented reporter ", number),
        updated_at=moments(np.minimum(updated, period.end_moment - 60)),
    )
