"""What the network published, through which channel, and whom it reached."""

from collections.abc import Iterator

import numpy as np

from lib.data.contract.membership import CHANNELS
from lib.demo.columns import Batch, batch, dates, identifiers, integers, moments, picked
from lib.demo.period import Period
from lib.demo.places import drawn
from lib.demo.plan import Plan
from lib.reference import regions

A_DAY = 2.3
CHANNEL_SHARES = (0.13, 0.55, 0.17, 0.07, 0.08)
REACH = (60_000.0, 3_500.0, 1_800.0, 22_000.0, 7_000.0)
"""Median reach of a message in each channel."""
ENGAGED = (0.002, 0.045, 0.09, 0.02, 0.03)
REGION_SHARES = (0.16, 0.16, 0.11, 0.08, 0.06, 0.43)
"""The last: messages for everyone."""


def rows(plan: Plan, period: Period) -> Iterator[Batch]:
    """Rows of ``message``."""
    rng = plan.rng("messages")
    weights = period.weights(growth=1.6)
    day = np.repeat(period.days, rng.poisson(weights / weights.mean() * A_DAY))
    n = len(day)
    channel = drawn(rng, np.array(CHANNEL_SHARES), n)
    region = drawn(rng, np.array(REGION_SHARES), n)
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
        updated_at=moments(period.recorded(rng, day + rng.integers(0, 8, n))),
    )
