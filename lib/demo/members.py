"""Who joined when, where, in which tier, and who left: by the hundred thousand."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lib.demo.columns import (
    Batch,
    Bools,
    Floats,
    Ints,
    batch,
    dates,
    identifiers,
    joined,
    moments,
    picked,
)
from lib.demo.committees import committee_ids
from lib.demo.network import CLOSED, FORMING, Network
from lib.demo.period import NEVER, Density, Period, Shock
from lib.demo.places import atlas, drawn
from lib.demo.plan import Plan
from lib.reference import states

CHUNK = 100_000
"""Members made at a time: bounds the memory, whatever their number."""
MOST_FOUNDERS = 16

TIERS = (
    ("solidarity", "Solidarity", "Solidaria", 0),
    ("low_income", "Low income", "Bajos ingresos", 300),
    ("standard", "Standard", "Regular", 1000),
    ("sustainer", "Sustainer", "Sostenedora", 2500),
)
"""Id, name in English and Spanish, monthly dues in cents."""
TIER_SHARES = (0.22, 0.27, 0.38, 0.12, 0.01)
"""The last: members whose tier nobody wrote down."""
NO_TIER = len(TIERS)
DUES = np.array([*(tier[3] for tier in TIERS), 0])

FREQUENCIES = (1, 3, 12)
"""Months that one payment covers."""
FREQUENCY_SHARES = (0.45, 0.15, 0.40)
LEAVE = {1: 0.021, 3: 0.055, 12: 0.24}
"""Share of members who stop before each further payment, by the months that one covers."""
LEAVE_WITHOUT_DUES = 0.018
LEAVE_SPREAD, MOST_LEAVE = 0.5, 0.6
"""Standard deviation between committees of the logarithm of these; the most that one comes to."""
LISTED_DAYS = 130.0
"""Days that those who left stay on an ordinary committee's list, beyond the first weeks."""
CAME_EARLY = 0.7
"""Share of an ordinary committee's members who could only join in the first part of its time."""
EARLY_PART = 0.7

AT_LARGE = 0.07
"""Share of members without a committee; of these, so many without a state:"""
AT_LARGE_NOWHERE = 0.14
LAUNCH = Shock(3 * 365, 5.0, 40.0)
"""The first weeks of the membership."""


@dataclass(frozen=True)
class Members:
    """A chunk of members, one element each; -1 for none, :data:`NEVER` for did not happen.

    ``months`` is what one payment covers (0: no dues), ``payments`` how many periods it goes on
    for, ``end`` the day from which nothing is covered.
    """

    number: Ints
    committee: Ints
    state: Ints
    tier: Ints
    joined: Ints
    months: Ints
    payments: Ints
    end: Ints
    lapsed: Ints
    is_founder: Bools

    @property
    def until(self) -> Ints:
        """The first day on which the member is no longer around."""
        return np.minimum(self.lapsed, self.end)


def founders(plan: Plan) -> int:
    """How many members each committee begins with; they come first and hold its roles.

    Member ``k * founders + i`` (from 0) is founder ``i`` of committee ``k``.
    """
    return min(plan.members // (2 * plan.committees), MOST_FOUNDERS)


def anchor(joined_on: Ints, months: Ints) -> Ints:
    """The day so many months after joining, on the 28th at the latest; the day itself for none."""
    day = joined_on.astype("M8[D]")
    month = day.astype("M8[M]")
    in_month = np.minimum((day - month.astype("M8[D]")).astype(np.int64), 27)
    later = (month + months).astype("M8[D]").astype(np.int64) + in_month
    return np.where(months == 0, joined_on, later)


def chunks(plan: Plan) -> int:
    """How many chunks the members come in."""
    return -(-plan.members // CHUNK)


def joining(period: Period) -> Density:
    """The days on which people join."""
    weights = period.weights(growth=1.3)
    since = period.days - period.start
    return period.density(weights + LAUNCH.height * np.exp(-since / LAUNCH.decay_days))


def invent(plan: Plan, period: Period, network: Network, density: Density, part: int) -> Members:
    """Invent one chunk of the members."""
    rng = plan.rng("members", part)
    number = np.arange(part * CHUNK, min((part + 1) * CHUNK, plan.members), dtype=np.int64)
    n = len(number)
    founding = founders(plan)
    is_founder = number < founding * len(network)
    committee = drawn(rng, network.size, n)
    committee = np.where(is_founder, number // founding, committee)
    is_at_large = (rng.random(n) < AT_LARGE) & ~is_founder
    character_index = np.where(is_at_large, len(network), committee)
    joined_on = _joined(rng, period, network, density, committee, is_founder)
    joined_on[is_at_large] = density.draw(rng, np.full(n, period.start), np.full(n, period.end))[
        is_at_large
    ]
    tier = drawn(rng, np.array(TIER_SHARES), n)
    months = np.array(FREQUENCIES)[drawn(rng, np.array(FREQUENCY_SHARES), n)]
    months = np.where(DUES[tier] == 0, 0, months)
    payments = _payments(rng, months, is_founder, network.character.growth[character_index])
    end = anchor(joined_on, payments * np.maximum(months, 1))
    # When a committee closes most of its members go; some stay on, at large.
    closes = (network.status[committee] == CLOSED) & ~is_at_large
    stays = rng.random(n) < 0.3
    end = np.where(closes & ~stays, np.minimum(end, network.closed[committee]), end)
    end = np.maximum(end, joined_on + 1)
    # Where lists are not kept, those who left long since are on them still.
    slack = LISTED_DAYS * np.exp(-0.8 * network.character.dues[character_index])
    lapsed = end + rng.integers(20, 75, n) + rng.exponential(slack).astype(np.int64)
    return Members(
        number=number,
        # Those whom only a partner's list names are at large in ours.
        committee=np.where(
            is_at_large | (closes & stays) | network.unlisted[committee], -1, committee
        ),
        state=_state(rng, network, committee, is_at_large),
        tier=tier,
        joined=joined_on,
        months=months,
        payments=payments,
        end=end,
        lapsed=np.where(period.is_past(lapsed), lapsed, NEVER),
        is_founder=is_founder,
    )


def _joined(
    rng: np.random.Generator,
    period: Period,
    network: Network,
    density: Density,
    committee: Ints,
    is_founder: Bools,
) -> Ints:
    first = network.formed[committee]
    last = np.minimum(network.until[committee], period.end)
    soon = np.where(is_founder | (network.status[committee] == FORMING), first + 21, last)
    # Some committees stop growing when the first enthusiasm is over.
    early = np.clip(CAME_EARLY - 0.4 * network.character.growth[committee], 0.0, 1.0)
    stops = (rng.random(len(committee)) < early) & ~is_founder
    last = np.where(stops, first + ((last - first) * EARLY_PART).astype(np.int64), last)
    joined_on = density.draw(rng, first, np.minimum(soon, np.maximum(last, first + 1)))
    return np.minimum(joined_on, period.end - 1)


def _payments(rng: np.random.Generator, months: Ints, is_founder: Bools, growth: Floats) -> Ints:
    leave = np.full(len(months), LEAVE_WITHOUT_DUES)
    for months_covered, share in LEAVE.items():
        leave[months == months_covered] = share
    leave = np.minimum(leave * np.exp(-LEAVE_SPREAD * growth), MOST_LEAVE)
    leave[is_founder] = 0.002
    payments: Ints = np.minimum(rng.geometric(leave), 600)
    return payments


def _state(rng: np.random.Generator, network: Network, committee: Ints, is_at_large: Bools) -> Ints:
    n = len(committee)
    elsewhere = drawn(rng, atlas().state_community, n)
    state = np.where(is_at_large, elsewhere, network.state[committee])
    unknown = np.where(is_at_large, AT_LARGE_NOWHERE, 0.01)
    return np.where(rng.random(n) < unknown, -1, state)


def tier_rows(period: Period) -> Iterator[Batch]:
    """Rows of ``membership_tier``."""
    ids, english, spanish, dues = (list(column) for column in zip(*TIERS, strict=True))
    yield batch(
        "membership",
        "membership_tier",
        tier_id=ids,
        name_en=english,
        name_es=spanish,
        monthly_dues_cents=dues,
        rank=list(range(1, len(TIERS) + 1)),
        updated_at=moments(np.full(len(TIERS), period.start * 86_400 + 64_800)),
    )


def rows(plan: Plan, period: Period, network: Network, members: Members) -> Iterator[Batch]:
    """Rows of ``member``; what is personal is plainly invented."""
    rng = plan.rng("member rows", int(members.number[0]))
    number = members.number + 1
    digits = identifiers("", number, 7)
    updated = np.where(members.lapsed < NEVER, members.lapsed, members.joined)
    # A tenth was touched again later: an address changed, a tier corrected.
    second_update = updated + rng.integers(1, 700, len(number))
    is_updated_again = (rng.random(len(number)) < 0.1) & period.is_past(second_update)
    updated = np.where(is_updated_again, second_update, updated)
    yield batch(
        "membership",
        "member",
        member_id=identifiers("m", number, 7),
        given_name="member",
        family_name=digits,
        email=joined("member-", digits, "@example.org"),
        phone=joined("555-01", identifiers("", number % 100, 2)),
        postal_code="00000",
        committee_id=picked(committee_ids(network), members.committee, members.committee >= 0),
        state_fips=picked([s.state_fips for s in states()], members.state, members.state >= 0),
        tier_id=picked([tier[0] for tier in TIERS], members.tier, members.tier != NO_TIER),
        joined_on=dates(members.joined),
        lapsed_on=dates(members.lapsed, members.lapsed < NEVER),
        updated_at=moments(period.recorded(rng, updated)),
    )
