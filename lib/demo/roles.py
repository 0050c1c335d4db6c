"""Who holds which role in a committee, from when to when."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lib.demo.columns import Batch, Ints, batch, dates, identifiers, moments, picked
from lib.demo.committees import committee_ids
from lib.demo.lulls import Lull
from lib.demo.members import founders
from lib.demo.network import FORMING, SILENT_DAYS, Network
from lib.demo.period import NEVER, Period
from lib.demo.plan import Plan

COORDINATOR, RESPONDER, TRAINER, INTERPRETER, COMMUNICATIONS = (
    "coordinator",
    "responder",
    "trainer",
    "interpreter",
    "communications",
)
FEWEST_MONTHS, MOST_MONTHS = 8, 26
WITHOUT_SUCCESSOR, GAP_DAYS = 0.45, 170.0
"""Share of terms in an ordinary committee that no one takes over at once; and mean days until."""
SECOND_SEAT = 0.75
"""Share of ordinary committees that coordinate in two."""
LEAVES_IN_LULL = 0.85
RESPONDERS, RESPONDERS_SPREAD, MOST_RESPONDERS = 4.2, 2.0, 9
"""Responders of an ordinary committee over the years, and how they differ between committees."""


@dataclass(frozen=True, slots=True)
class Term:
    """A founder's term in a role; ``ended`` is the last day, :data:`NEVER` while it goes on."""

    committee: int
    founder: int
    role: str
    started: int
    ended: int


def coordinators(plan: Plan) -> int:
    """How many of a committee's founders take turns at coordinating; the first of them."""
    return min(4, founders(plan))


def responders(network: Network) -> Ints:
    """How many respond in each committee over the years."""
    count = RESPONDERS + RESPONDERS_SPREAD * network.character.readiness[:-1]
    return np.clip(np.round(count), 0, MOST_RESPONDERS).astype(np.int64)


def terms(plan: Plan, period: Period, network: Network) -> list[Term]:
    """Every term in every committee."""
    rng = plan.rng("roles")
    helping = plan.rng("helping roles")
    lulls: dict[int, list[Lull]] = defaultdict(list)
    for lull in network.lulls:
        lulls[lull.committee].append(lull)
    responder_counts = responders(network).tolist()
    all_terms: list[Term] = []
    for committee in range(len(network)):
        all_terms += _coordinating(plan, period, network, rng, committee, lulls[committee])
        all_terms += _helping(
            plan, period, network, helping, committee, responder_counts[committee]
        )
    return all_terms


def _last_day(period: Period, network: Network, committee: int) -> int:
    if network.fading[committee]:
        return period.end - 2 * SILENT_DAYS
    until = int(network.until[committee])
    return NEVER if until >= NEVER else until


def _coordinating(
    plan: Plan,
    period: Period,
    network: Network,
    rng: np.random.Generator,
    committee: int,
    lulls: list[Lull],
) -> Iterator[Term]:
    """One seat or two, each handed on from founder to founder, now and then after a gap."""
    last = _last_day(period, network, committee)
    count = coordinators(plan)
    has_one_seat = rng.random() > SECOND_SEAT + 0.2 * network.character.coordination[committee]
    has_one_seat &= not network.fading[committee]
    for seat in range(1 if has_one_seat or network.status[committee] == FORMING else 2):
        day = int(network.formed[committee]) + int(rng.integers(0, 20)) + seat * 45
        day = _start_of_term(rng, lulls, day)
        founder = seat
        while day < min(last, period.end):
            ended = min(day + int(rng.integers(FEWEST_MONTHS, MOST_MONTHS) * 30), last)
            ended = _end_of_term(rng, lulls, day, ended)
            goes_on = ended >= period.end
            yield Term(committee, founder, COORDINATOR, day, NEVER if goes_on else ended)
            founder = (founder + 2) % count
            day = _start_of_term(rng, lulls, ended + _gap(network, rng, committee))


def _end_of_term(rng: np.random.Generator, lulls: list[Lull], day: int, ended: int) -> int:
    """The last day of a term, cut short by the first lull that comes into it."""
    for lull in lulls:
        if day < lull.begins < ended:
            leaves = rng.random() < LEAVES_IN_LULL
            return min(ended, int(rng.integers(lull.begins, lull.low))) if leaves else ended
    return ended


def _start_of_term(rng: np.random.Generator, lulls: list[Lull], day: int) -> int:
    """The day on which someone takes over: who would in a lull does when it is over."""
    for lull in lulls:
        if lull.begins <= day < lull.revives:
            return lull.revives + int(rng.integers(0, 40))
    return day


def _gap(network: Network, rng: np.random.Generator, committee: int) -> int:
    """Days from the end of a term to the next."""
    vacant = WITHOUT_SUCCESSOR - 0.2 * network.character.coordination[committee]
    return 1 + (int(rng.exponential(GAP_DAYS)) if rng.random() < vacant else 0)


def _helping(
    plan: Plan,
    period: Period,
    network: Network,
    rng: np.random.Generator,
    committee: int,
    responder_count: int,
) -> Iterator[Term]:
    last = _last_day(period, network, committee)
    founder_count = founders(plan)
    roles = [RESPONDER] * responder_count
    roles += [TRAINER, INTERPRETER, COMMUNICATIONS] * int(rng.integers(1, 3))
    for i, role in enumerate(roles):
        started = int(network.formed[committee]) + int(rng.integers(10, 300))
        if started >= min(last, period.end):
            continue
        # Who responds stays a while; a third of the terms are over.
        ended = started + int(rng.integers(120, 700)) if rng.random() < 0.4 else NEVER
        ended = min(ended, last)
        yield Term(
            committee,
            (coordinators(plan) + i) % founder_count,
            role,
            started,
            NEVER if ended >= period.end else ended,
        )


def rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``role_term``."""
    all_terms = terms(plan, period, network)
    rng = plan.rng("role rows")
    committee = np.array([t.committee for t in all_terms])
    member: Ints = committee * founders(plan) + np.array([t.founder for t in all_terms])
    started = np.array([t.started for t in all_terms])
    ended = np.array([t.ended for t in all_terms])
    yield batch(
        "membership",
        "role_term",
        role_term_id=identifiers("term-", np.arange(1, len(all_terms) + 1), 5),
        member_id=identifiers("m", member + 1, 7),
        committee_id=picked(committee_ids(network), committee),
        role=[t.role for t in all_terms],
        started_on=dates(started),
        ended_on=dates(ended, ended < NEVER),
        updated_at=moments(period.recorded(rng, np.where(ended < NEVER, ended, started))),
    )
