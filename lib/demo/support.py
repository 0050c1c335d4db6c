"""What committees asked the regional organizers for, and the visits they had."""

from collections.abc import Iterator

import numpy as np

from lib.data.contract.membership import REQUEST_KINDS
from lib.demo.columns import (
    Batch,
    Bools,
    Floats,
    Ints,
    batch,
    dates,
    identifiers,
    moments,
    numbers,
    picked,
)
from lib.demo.committees import committee_ids
from lib.demo.network import Network
from lib.demo.period import Period
from lib.demo.places import drawn
from lib.demo.plan import Plan
from lib.reference import regions

REQUESTS_A_YEAR = 4.2
VISITS_A_YEAR, VISITS_SPREAD = 2.8, 0.6
"""Of an ordinary committee; and the spread of their logarithm between committees."""
RESOLVED_DAYS, RESOLVED_SPREAD = 22.0, 0.8
POSTS = {"southwest": 3, "southeast": 3, "midwest": 3, "west": 2, "northeast": 1}
"""Organizers of each region; the Northeast's, alone, is a person."""
NAMED_DAYS, NAMED_SHARE = 30, 0.5
"""Days after a request within which a visit may name it, and how many of these do."""
UNANSWERED = 0.05
KIND_SHARES = (0.28, 0.17, 0.2, 0.15, 0.2)


def _events(
    rng: np.random.Generator, period: Period, network: Network, a_year: float, care: Floats
) -> tuple[Ints, Ints]:
    """The committee and the day of events that come evenly over each committee's life.

    :param care: how many more a committee has than an ordinary one.
    """
    last = np.minimum(network.until, period.end)
    sizes = rng.poisson(np.maximum(last - network.formed, 0) / 365.0 * a_year * care)
    committee = np.repeat(np.arange(len(network)), sizes)
    busy = period.density(period.weights(growth=1.3))
    day = busy.draw(rng, network.formed[committee], last[committee])
    order = np.argsort(day, kind="stable")
    return committee[order], day[order]


def _organizers(rng: np.random.Generator, network: Network, committee: Ints) -> list[str]:
    """The post of the organizer of each committee's region: a desk, not a name."""
    region = network.region[committee].tolist()
    draws = rng.random(len(region)).tolist()
    posts = []
    for index, draw in zip(region, draws, strict=True):
        region_id = regions()[index].region_id
        posts.append(f"organizer {region_id} {int(draw * POSTS[region_id]) + 1}")
    return posts


def rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``support_request`` and ``support_visit``."""
    requests, committee, opened = _requests(plan, period, network)
    yield requests
    yield _visits(plan, period, network, committee, opened)


def _requests(plan: Plan, period: Period, network: Network) -> tuple[Batch, Ints, Ints]:
    """The rows, and of each its committee and the day on which it was made."""
    rng = plan.rng("requests")
    committee, opened = _events(rng, period, network, REQUESTS_A_YEAR, np.ones(len(network)))
    # The committee about to fall silent asked for help, and nobody came yet.
    fading_committees = np.flatnonzero(network.fading)
    committee = np.concatenate([committee, fading_committees])
    opened = np.concatenate([opened, np.full(len(fading_committees), period.end - 37)])
    n = len(committee)
    answered = opened + rng.exponential(4.5, n).astype(np.int64)
    # Some wait for weeks, and where no one has time for months.
    slow = RESOLVED_DAYS * np.exp(-RESOLVED_SPREAD * network.character.requests[committee])
    resolved = answered + (slow * rng.lognormal(0.0, 1.1, n)).astype(np.int64)
    is_answered = (rng.random(n) >= UNANSWERED) & period.is_past(answered)
    is_answered[n - len(fading_committees) :] = False
    is_resolved = is_answered & (rng.random(n) < 0.97) & period.is_past(resolved)
    updated = np.select([is_resolved, is_answered], [resolved, answered], opened)
    rows = batch(
        "membership",
        "support_request",
        request_id=identifiers("request-", np.arange(1, n + 1), 5),
        committee_id=picked(committee_ids(network), committee),
        kind=picked(REQUEST_KINDS, drawn(rng, np.array(KIND_SHARES), n)),
        opened_on=dates(opened),
        first_response_on=dates(answered, is_answered),
        resolved_on=dates(resolved, is_resolved),
        organizer=_organizers(rng, network, committee),
        updated_at=moments(period.recorded(rng, updated)),
    )
    return rows, committee, opened


def _named(visits: tuple[Ints, Ints], requests: tuple[Ints, Ints]) -> tuple[Ints, Bools]:
    """The newest request that each visit may answer, by its place, and whether there is one.

    :param visits: the committee and the day of each.
    :param requests: likewise.
    """
    # One number for a committee and a day, so that both are sought at once.
    asked, visited = (committee * 100_000 + day for committee, day in (requests, visits))
    order = np.argsort(asked, kind="stable")
    place = np.searchsorted(asked[order], visited, side="right") - 1
    newest = order[np.maximum(place, 0)]
    return newest, (place >= 0) & (visited - asked[newest] <= NAMED_DAYS)


def _visits(plan: Plan, period: Period, network: Network, asked_by: Ints, asked_on: Ints) -> Batch:
    rng = plan.rng("visits")
    care = np.exp(VISITS_SPREAD * network.character.visits[:-1])
    committee, day = _events(rng, period, network, VISITS_A_YEAR, care)
    recent = day > period.end - 120
    is_kept = ~(network.fading[committee] & recent)
    committee, day = committee[is_kept], day[is_kept]
    n = len(committee)
    request, is_after_one = _named((committee, day), (asked_by, asked_on))
    names_it = is_after_one & (plan.rng("visit requests").random(n) < NAMED_SHARE)
    hours = np.round(rng.gamma(3.0, 1.3, n) * 2) / 2 + 0.5
    return batch(
        "membership",
        "support_visit",
        visit_id=identifiers("visit-", np.arange(1, n + 1), 5),
        committee_id=picked(committee_ids(network), committee),
        kind=picked(REQUEST_KINDS, drawn(rng, np.array(KIND_SHARES), n)),
        visited_on=dates(day),
        hours=numbers(hours, rng.random(n) > 0.06),
        organizer=_organizers(rng, network, committee),
        request_id=identifiers("request-", request + 1, 5, names_it),
        updated_at=moments(period.recorded(rng, day + rng.integers(0, 6, n))),
    )
