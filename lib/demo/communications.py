"""What the network published, through which channel, and whom it reached."""

from collections.abc import Iterator

import numpy as np

from lib.data.contract.membership import CHANNELS
from lib.demo.campaigns import how_many
from lib.demo.columns import (
    Batch,
    Bools,
    Ints,
    batch,
    dates,
    identifiers,
    integers,
    moments,
    picked,
)
from lib.demo.incidents import VERIFIED_CODE, WAVE_DAYS, Incidents
from lib.demo.network import Network
from lib.demo.period import DAY_S, NEVER, Period
from lib.demo.places import drawn, region_index
from lib.demo.plan import Plan
from lib.reference import regions

A_DAY = 2.3
CHANNEL_SHARES = (0.13, 0.55, 0.17, 0.07, 0.08)
REACH = (60_000.0, 3_500.0, 1_800.0, 22_000.0, 7_000.0)
"""Median reach of a message in each channel."""
ENGAGED = (0.002, 0.045, 0.09, 0.02, 0.03)
REGION_SHARES = (0.16, 0.16, 0.11, 0.08, 0.06, 0.43)
"""The last: messages for everyone."""
EARNED, OWN, VALIDATOR = 0, 2, 3
NAMES_INCIDENT = (0.5, 0.12, 0.15, 0.1, 0.25)
"""Of each channel: how many messages say of which incident they tell."""
NAMES_CAMPAIGN = 0.14
NAMES_VALIDATOR = (0.08, 0.0, 0.0, 0.85, 0.05)
VALIDATORS = 14
"""Partners who speak for the network; the first few of them much more than the others."""


def rows(plan: Plan, period: Period, network: Network, incidents: Incidents) -> Iterator[Batch]:
    """Rows of ``message``."""
    rng = plan.rng("messages")
    weights = period.weights(growth=1.6)
    day = np.repeat(period.days, rng.poisson(weights / weights.mean() * A_DAY))
    n = len(day)
    channel = drawn(rng, np.array(CHANNEL_SHARES), n)
    region = drawn(rng, np.array(REGION_SHARES), n)
    # No paper writes of the raids that go through the Southeast: only we do.
    is_silent = (region == region_index("southeast")) & (day >= period.end - WAVE_DAYS)
    channel = np.where(is_silent & (channel == EARNED), OWN, channel)
    reach = rng.lognormal(np.log(np.array(REACH))[channel], 1.0)
    engagements = rng.binomial(reach.astype(np.int64), np.array(ENGAGED)[channel])
    # Earned media rarely say how many they reached.
    reach_known = rng.random(n) > np.where(channel == 0, 0.35, 0.04)
    yield batch(
        "membership",
        "message",
        message_id=identifiers("message-", np.arange(1, n + 1), 5),
        channel=picked(CHANNELS, channel),
        region_id=picked([r.region_id for r in regions()], region, region < len(regions())),
        published_on=dates(day),
        language=picked(("es", "en"), drawn(rng, np.array([0.62, 0.38]), n)),
        reach=integers(reach, reach_known),
        engagements=integers(engagements, reach_known & (rng.random(n) > 0.03)),
        **_told_of(plan, network, incidents, channel, region, day),
        updated_at=moments(period.recorded(rng, day + rng.integers(0, 8, n))),
    )


def _told_of(
    plan: Plan, network: Network, incidents: Incidents, channel: Ints, region: Ints, day: Ints
) -> dict[str, object]:
    """What messages say they tell of, and who speaks in them."""
    rng = plan.rng("what messages tell of")
    n = len(channel)
    incident, is_there = _newest_before(incidents, region, day)
    names_incident = (rng.random(n) < np.array(NAMES_INCIDENT)[channel]) & is_there
    partners = network.partners
    speaking = np.flatnonzero((partners.left == NEVER) & (partners.joined == partners.joined.min()))
    shares = 1.0 / np.arange(1, min(VALIDATORS, len(speaking)) + 1) ** 1.1
    validator = speaking[drawn(rng, shares / shares.sum(), n)]
    names_validator = rng.random(n) < np.array(NAMES_VALIDATOR)[channel]
    return {
        "incident_id": identifiers("i", incident + 1, 6, names_incident),
        "campaign_id": identifiers(
            "campaign-",
            rng.integers(1, how_many(network) + 1, n),
            4,
            (rng.random(n) < NAMES_CAMPAIGN) & ~names_incident,
        ),
        "validator_partner_id": picked(partners.ids, validator, names_validator),
    }


def _newest_before(incidents: Incidents, region: Ints, day: Ints) -> tuple[Ints, Bools]:
    """The last verified incident of each message's region before its day, and whether there is one.

    Of messages for everyone it may be of any region but the Southeast.
    """
    newest = np.full(len(region), -1, dtype=np.int64)
    is_verified = incidents.verification == VERIFIED_CODE
    for code in np.unique(region):
        elsewhere = incidents.region != region_index("southeast")
        of_region = incidents.region == code if code < len(regions()) else elsewhere
        known = np.flatnonzero(is_verified & of_region)
        mine = region == code
        at = np.searchsorted(incidents.occurred[known], day[mine] * DAY_S) - 1
        newest[mine] = np.where(at >= 0, known[np.maximum(at, 0)], -1) if len(known) else -1
    return newest, newest >= 0
