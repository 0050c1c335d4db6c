"""Cases before the table of deportation defenders."""

from collections.abc import Iterator

import numpy as np

from lib.demo.columns import (
    Batch,
    Floats,
    Ints,
    batch,
    dates,
    flags,
    identifiers,
    joined,
    moments,
    picked,
)
from lib.demo.incidents import activity
from lib.demo.network import Network
from lib.demo.period import Period
from lib.demo.places import atlas, drawn
from lib.demo.plan import Plan
from lib.reference import places, states

MANY = 640
STEPS = 60
"""In which the leads are drawn."""
STAGES = ("intake", "screening", "legal_strategy", "public_campaign", "hearing")
CLOSED = "closed"
OUTCOMES = (
    "released", "stay_granted", "relief_granted", "bond_paid", "removed", "withdrawn", "transferred"
)  # fmt: skip
OUTCOME_SHARES = (0.2, 0.16, 0.14, 0.15, 0.23, 0.12)
TRANSFERRED = 0.1
"""Of closed cases of detained people: they were taken where nobody could follow."""
DETAINED = (0.5, 0.3, 0.2, 0.7, 0.7, 0.3)
"""How likely people were detained, by outcome: whoever is held is removed more often."""
DETAINED_NOW = 0.45
DEFENDERS = ("legal", "base_building", "faith")


def rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``deportation_case``; what is personal is plainly invented."""
    rng = plan.rng("cases")
    opened = np.sort(period.days[drawn(rng, activity(period), MANY)])
    closed = opened + 14 + rng.gamma(1.4, 130.0, MANY).astype(np.int64)
    is_closed = period.is_past(closed) & (rng.random(MANY) < 0.93)
    age = np.minimum((period.end - opened) / 60.0, len(STAGES) - 1)
    stage = np.minimum(rng.poisson(age * 0.6), len(STAGES) - 1)
    state = drawn(rng, atlas().state_community, MANY)
    lead = _leads(network, state, rng.integers(0, STEPS, MANY) / STEPS)
    has_state = rng.random(MANY) > 0.04
    outcome = drawn(rng, np.array(OUTCOME_SHARES), MANY)
    is_led = rng.random(MANY) > 0.12
    share_detained = np.where(is_closed, np.array(DETAINED)[outcome], DETAINED_NOW)
    is_detained = rng.random(MANY) < share_detained
    is_transferred = is_detained & (plan.rng("case transfers").random(MANY) < TRANSFERRED)
    outcome = np.where(is_transferred, OUTCOMES.index("transferred"), outcome)
    number = identifiers("", np.arange(1, MANY + 1), 5)
    yield batch(
        "incidents",
        "deportation_case",
        case_id=joined("case-", number),
        state_fips=picked([s.state_fips for s in states()], state, has_state),
        opened_on=dates(opened),
        stage=picked([*STAGES, CLOSED], np.where(is_closed, len(STAGES), stage)),
        closed_on=dates(closed, is_closed),
        outcome=picked(OUTCOMES, outcome, is_closed),
        lead_partner_id=picked(network.partners.ids, lead, is_led),
        is_detained=flags(is_detained),
        name=joined("invented name ", number),
        alien_number=joined("A-000-0", number),
        notes=joined("invented note ", number),
        updated_at=moments(period.recorded(rng, np.where(is_closed, closed, opened + 20))),
    )


def _leads(network: Network, state: Ints, draw: Floats) -> Ints:
    """The partner that leads each case: of its region, a few of them most of all.

    :param draw: of each case, from 0 up to 1.
    """
    partners = network.partners
    region = [s.region_id for s in states()]
    of_state = {s.state_fips: s.region_id for s in states()}
    partner_region = np.array(
        [of_state[places()[p].state_fips] if p >= 0 else "" for p in partners.place.tolist()]
    )
    is_defender = np.isin(partners.sectors, DEFENDERS)
    case_region = np.array(region)[state]
    lead = np.zeros(len(state), dtype=np.int64)
    for region_id in sorted(set(region)):
        here = np.flatnonzero(is_defender & (partner_region == region_id))
        here = here if len(here) else np.flatnonzero(is_defender)
        shares = np.cumsum(1 / np.arange(1, len(here) + 1))
        of_region = case_region == region_id
        rank = np.searchsorted(shares / shares[-1], draw[of_region], side="right")
        lead[of_region] = here[np.minimum(rank, len(here) - 1)]
    return lead
