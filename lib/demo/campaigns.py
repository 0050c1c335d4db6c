"""Local campaigns through their stages."""

from collections.abc import Iterator

import numpy as np

from lib.data.contract.membership import CAMPAIGN_GOALS, CAMPAIGN_STAGES
from lib.demo.columns import Batch, Ints, batch, dates, identifiers, joined, moments, picked
from lib.demo.committees import committee_ids
from lib.demo.network import Network
from lib.demo.period import Period
from lib.demo.places import drawn
from lib.demo.plan import Plan
from lib.reference import places

A_COMMITTEE = 0.85
"""Campaigns for each committee."""
RESEARCH, BASE_BUILDING, DEMAND, NEGOTIATION, WON, LOST, PAUSED = range(len(CAMPAIGN_STAGES))
STAGE_DAYS = (45, 95, 120, 110)
"""Mean length of each stage on the way."""


def how_many(network: Network) -> int:
    """How many campaigns a network has."""
    return max(8, round(A_COMMITTEE * len(network)))


def rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``campaign`` and ``campaign_stage``."""
    rng = plan.rng("campaigns")
    n = how_many(network)
    committee = rng.integers(0, len(network), n)
    room = np.minimum(network.until, period.end)[committee] - network.formed[committee]
    started = network.formed[committee] + (rng.random(n) * np.maximum(room - 5, 1)).astype(int)
    histories = [_history(rng, period, int(day)) for day in started]
    stage = np.array([history[-1][0] for history in histories])
    last = np.array([history[-1][1] for history in histories])
    is_over = np.isin(stage, (WON, LOST))
    ids = identifiers("campaign-", np.arange(1, n + 1), 4)
    is_local = rng.random(n) > 0.05
    goal = drawn(rng, np.array([0.25, 0.4, 0.35]), n)
    yield batch(
        "membership",
        "campaign",
        campaign_id=ids,
        committee_id=picked(committee_ids(network), committee, is_local),
        place_id=picked([p.place_id for p in places()], network.place[committee]),
        goal=picked(CAMPAIGN_GOALS, goal),
        stage=picked(CAMPAIGN_STAGES, stage),
        started_on=dates(started),
        target_on=dates(started + rng.integers(180, 720, n), rng.random(n) > 0.2),
        ended_on=dates(last, is_over),
        # A demand is made in public.
        is_public=[any(s == DEMAND for s, _ in history) for history in histories],
        updated_at=moments(period.recorded(rng, last)),
    )
    yield _stages(rng, period, histories)
    won = (stage == WON) & (goal == CAMPAIGN_GOALS.index("redefine_sanctuary"))
    yield _protected(plan, period, network.place[committee][won], last[won])


def _protected(plan: Plan, period: Period, place: Ints, won_on: Ints) -> Batch:
    """Rows of ``jurisdiction_policy``: what campaigns to redefine sanctuary won, as invented."""
    return batch(
        "membership",
        "jurisdiction_policy",
        policy_id=identifiers("invented-sanctuary-", np.arange(1, len(place) + 1), 3),
        state_fips=picked([p.state_fips for p in places()], place),
        county_fips=picked([p.county_fips for p in places()], place),
        policy="sanctuary_county",
        in_force_from=dates(won_on),
        source="Invented for the demonstration",
        as_of=dates(won_on),
        updated_at=moments(period.recorded(plan.rng("sanctuary"), won_on)),
    )


def _history(rng: np.random.Generator, period: Period, day: int) -> list[tuple[int, int]]:
    """The stages that a campaign came to, each with its day, until the data end."""
    history = [(RESEARCH, day)]
    for stage in (BASE_BUILDING, DEMAND, NEGOTIATION, WON):
        day += 7 + int(rng.exponential(STAGE_DAYS[stage - 1]))
        if day >= period.end:
            break
        draw = rng.random()
        if draw < 0.08:
            history.append((PAUSED, day))
            break
        if stage == WON and draw > 0.55:
            stage = LOST
        history.append((stage, day))
    return history


def _stages(
    rng: np.random.Generator, period: Period, histories: list[list[tuple[int, int]]]
) -> Batch:
    sizes = np.array([len(history) for history in histories])
    campaign = np.repeat(np.arange(1, len(histories) + 1), sizes)
    stage: Ints = np.array([stage for history in histories for stage, _ in history])
    day: Ints = np.array([day for history in histories for _, day in history])
    nth = np.concatenate([np.arange(1, size + 1) for size in sizes])
    return batch(
        "membership",
        "campaign_stage",
        campaign_stage_id=joined(identifiers("stage-", campaign, 4), identifiers("-", nth, 1)),
        campaign_id=identifiers("campaign-", campaign, 4),
        stage=picked(CAMPAIGN_STAGES, stage),
        changed_on=dates(day),
        updated_at=moments(period.recorded(rng, day + 1)),
    )
