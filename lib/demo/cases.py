"""Cases before the table of deportation defenders."""

from collections.abc import Iterator

import numpy as np

from lib.demo.columns import Batch, batch, dates, flags, identifiers, joined, moments, picked
from lib.demo.incidents import activity
from lib.demo.network import Network
from lib.demo.period import Period
from lib.demo.places import atlas, drawn
from lib.demo.plan import Plan
from lib.reference import states

MANY = 640
STAGES = ("intake", "screening", "legal_strategy", "public_campaign", "hearing")
CLOSED = "closed"
OUTCOMES = ("released", "stay_granted", "relief_granted", "bond_paid", "removed", "withdrawn")
OUTCOME_SHARES = (0.2, 0.16, 0.14, 0.15, 0.23, 0.12)
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
    sectors = network.partners.sectors
    defenders = np.flatnonzero(np.isin(sectors, DEFENDERS))
    lead = defenders[rng.integers(0, len(defenders), MANY)]
    number = identifiers("", np.arange(1, MANY + 1), 5)
    yield batch(
        "incidents",
        "deportation_case",
        case_id=joined("case-", number),
        state_fips=picked([s.state_fips for s in states()], state, rng.random(MANY) > 0.04),
        opened_on=dates(opened),
        stage=picked([*STAGES, CLOSED], np.where(is_closed, len(STAGES), stage)),
        closed_on=dates(closed, is_closed),
        outcome=picked(OUTCOMES, drawn(rng, np.array(OUTCOME_SHARES), MANY), is_closed),
        lead_partner_id=picked(network.partners.ids, lead, rng.random(MANY) > 0.12),
        is_detained=flags(~is_closed & (rng.random(MANY) < 0.45)),
        name=joined("invented name ", number),
        alien_number=joined("A-000-0", number),
        notes=joined("invented note ", number),
        updated_at=moments(period.recorded(rng, np.where(is_closed, closed, opened + 20))),
    )
