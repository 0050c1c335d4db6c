"""Who holds which role in a committee, from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lib.demo.columns import Batch, Ints, batch, dates, identifiers, moments, picked
from lib.demo.committees import committee_ids
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
WITHOUT_SUCCESSOR = 0.1


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


def terms(plan: Plan, period: Period, network: Network) -> list[Term]:
    """Every term in every committee."""
    chance = plan.chance("roles")
    found: list[Term] = []
    for committee in range(len(network)):
        found += _coordinating(plan, period, network, chance, committee)
        found += _helping(plan, period, network, chance, committee)
    return found


def _last_day(period: Period, network: Network, committee: int) -> int:
    if network.fading[committee]:
        return period.end - 2 * SILENT_DAYS
    until = int(network.until[committee])
    return NEVER if until >= NEVER else until


def _coordinating(
    plan: Plan, period: Period, network: Network, chance: np.random.Generator, committee: int
) -> Iterator[Term]:
    """Two seats, each handed on from founder to founder, now and then after a gap."""
    last = _last_day(period, network, committee)
    many = coordinators(plan)
    for seat in range(1 if network.status[committee] == FORMING else 2):
        day = int(network.formed[committee]) + int(chance.integers(0, 20)) + seat * 45
        for turn in range(many):
            if day >= min(last, period.end):
                break
            ended = day + int(chance.integers(FEWEST_MONTHS, MOST_MONTHS) * 30)
            ended = min(ended, last)
            goes_on = ended >= period.end
            yield Term(
                committee,
                (seat + 2 * turn) % many,
                COORDINATOR,
                day,
                NEVER if goes_on else ended,
            )
            gap = int(chance.integers(20, 150)) if chance.random() < WITHOUT_SUCCESSOR else 1
            day = ended + gap


def _helping(
    plan: Plan, period: Period, network: Network, chance: np.random.Generator, committee: int
) -> Iterator[Term]:
    last = _last_day(period, network, committee)
    many = founders(plan)
    others = [RESPONDER] * int(chance.integers(3, 8))
    others += [TRAINER, INTERPRETER, COMMUNICATIONS] * int(chance.integers(1, 3))
    for i, role in enumerate(others):
        started = int(network.formed[committee]) + int(chance.integers(10, 300))
        if started >= min(last, period.end):
            continue
        # Who responds stays a while; a third of the terms are over.
        ended = started + int(chance.integers(120, 700)) if chance.random() < 0.4 else NEVER
        ended = min(ended, last)
        yield Term(
            committee,
            (coordinators(plan) + i) % many,
            role,
            started,
            NEVER if ended >= period.end else ended,
        )


def rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``role_term``."""
    found = terms(plan, period, network)
    chance = plan.chance("role rows")
    committee = np.array([t.committee for t in found])
    member: Ints = committee * founders(plan) + np.array([t.founder for t in found])
    started = np.array([t.started for t in found])
    ended = np.array([t.ended for t in found])
    yield batch(
        "membership",
        "role_term",
        role_term_id=identifiers("term-", np.arange(1, len(found) + 1), 5),
        member_id=identifiers("m", member + 1, 7),
        committee_id=picked(committee_ids(network), committee),
        role=[t.role for t in found],
        started_on=dates(started),
        ended_on=dates(ended, ended < NEVER),
        updated_at=moments(period.recorded(chance, np.where(ended < NEVER, ended, started))),
    )
