"""Where people come together: gatherings, and the tools that are used there."""

from collections.abc import Iterator

import numpy as np

from lib.data.contract.membership import FORMATS, GATHERING_KINDS
from lib.demo.columns import (
    Batch,
    Floats,
    Ints,
    batch,
    dates,
    flags,
    identifiers,
    integers,
    moments,
    picked,
)
from lib.demo.committees import committee_ids
from lib.demo.network import FADING_DAYS, FORMING, SILENT_DAYS, Network
from lib.demo.period import SCHOOL_YEAR, Period
from lib.demo.places import catalogue, drawn
from lib.demo.plan import Plan

A_WEEK = 0.62
"""Gatherings of an ordinary committee in an ordinary week."""
KIND_SHARES = (0.52, 0.15, 0.11, 0.14, 0.08)
TURNOUT = (1.0, 0.9, 2.4, 0.6, 0.7)
"""Attendance of each kind, a meeting's being one."""
UNCOUNTED = 0.12
USES_A_WEEK = 0.17


def _zeal(plan: Plan, period: Period, network: Network, purpose: str, shift: float) -> Floats:
    """How busy each committee is in each week (committees x weeks), one being ordinary."""
    weekly = period.weights(SCHOOL_YEAR)[: len(period.days) // 7 * 7].reshape(-1, 7).mean(axis=1)
    weeks = period.end - 7 * np.arange(len(weekly), 0, -1)
    own = plan.chance(purpose).lognormal(0.0, 0.35, len(network))
    zeal = own[:, None] * np.sqrt(weekly)[None, :]
    zeal[network.status == FORMING] *= 0.5
    here = (weeks[None, :] >= network.formed[:, None]) & (
        weeks[None, :] + 7 < network.until[:, None]
    )
    # The one that is about to fall silent: fewer and fewer, then none.
    left = (period.end - SILENT_DAYS - weeks) / FADING_DAYS
    fading = np.where(network.fading[:, None], np.clip(left + shift, 0.0, 1.0)[None, :], 1.0)
    silent = network.fading[:, None] & (weeks[None, :] + 7 > period.end - SILENT_DAYS)
    return np.where(here & ~silent, zeal * fading, 0.0)


def _weeks(zeal: Floats, period: Period, counts: Ints) -> tuple[Ints, Ints]:
    """The committee and the first day of the week of each of so many events."""
    committee, week = np.nonzero(counts)
    times = counts[committee, week]
    first = period.end - 7 * (zeal.shape[1] - week)
    return np.repeat(committee, times), np.repeat(first, times)


def _turnout(plan: Plan, network: Network) -> Floats:
    """People at an ordinary meeting of each committee: it grows with the root of its members."""
    expected = plan.members * network.size / network.size.sum()
    turnout: Floats = 4.0 + 0.85 * np.sqrt(expected)
    return turnout


def rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``gathering``; nobody counted at some of them."""
    chance = plan.chance("gatherings")
    zeal = _zeal(plan, period, network, "zeal", 0.15)
    # A fading committee used to meet every week, or its silence would not be heard.
    usual = np.where(network.fading, 2.0, 1.0)[:, None] * A_WEEK
    committee, week = _weeks(zeal, period, chance.poisson(zeal * usual))
    n = len(committee)
    day = week + drawn(chance, np.array([1.0, 1.4, 1.3, 1.6, 0.8, 2.4, 1.2]), n)
    kind = drawn(chance, np.array(KIND_SHARES), n)
    expected = _turnout(plan, network)[committee] * np.array(TURNOUT)[kind]
    left = np.clip((period.end - SILENT_DAYS - day) / FADING_DAYS + 0.1, 0.15, 1.0)
    expected = np.where(network.fading[committee], expected * left, expected)
    attended = np.maximum(chance.poisson(expected * chance.lognormal(0.0, 0.25, n)), 2)
    yield batch(
        "membership",
        "gathering",
        gathering_id=identifiers("g", np.arange(1, n + 1), 6),
        committee_id=picked(committee_ids(network), committee),
        kind=picked(GATHERING_KINDS, kind),
        held_on=dates(day),
        attended=integers(attended, chance.random(n) >= UNCOUNTED),
        format=picked(FORMATS, drawn(chance, np.array([0.68, 0.32]), n), chance.random(n) > 0.02),
        updated_at=moments(
            period.recorded(chance, day + chance.exponential(3.0, n).astype(np.int64))
        ),
    )


def resource_rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``resource`` and ``resource_use``."""
    chance = plan.chance("resources")
    listed = catalogue("resources")
    n = len(listed)
    published = period.start + chance.integers(0, 900, n)
    # The oldest tools are there before the committees are.
    published[: n // 3] = period.start - chance.integers(30, 900, n // 3)
    partner = chance.integers(0, len(network.partners.ids), n)
    texts = ("resource_id", "title_en", "title_es", "kind", "topic", "language")
    yield batch(
        "membership",
        "resource",
        **{name: [r[name] for r in listed] for name in texts},
        repression_type=[r["repression_type"] or None for r in listed],
        audience_sector=[r["audience_sector"] for r in listed],
        published_on=dates(published),
        is_proven=flags(np.array([r["is_proven"] == "true" for r in listed])),
        source_partner_id=picked(network.partners.ids, partner, chance.random(n) < 0.7),
        updated_at=moments(period.recorded(chance, np.maximum(published, period.start))),
    )
    yield _uses(plan, period, network, published)


def _uses(plan: Plan, period: Period, network: Network, published: Ints) -> Batch:
    chance = plan.chance("resource uses")
    zeal = _zeal(plan, period, network, "zeal", 0.0)
    committee, week = _weeks(zeal, period, chance.poisson(zeal * USES_A_WEEK))
    day = week + chance.integers(0, 7, len(committee))
    listed = catalogue("resources")
    proven = np.array([2.5 if r["is_proven"] == "true" else 1.0 for r in listed])
    resource = drawn(chance, proven * chance.lognormal(0, 0.7, len(listed)), len(committee))
    known = published[resource] <= day
    committee, day, resource = committee[known], day[known], resource[known]
    n = len(committee)
    participants = chance.poisson(_turnout(plan, network)[committee] * 0.8)
    return batch(
        "membership",
        "resource_use",
        resource_use_id=identifiers("use-", np.arange(1, n + 1), 6),
        resource_id=picked([r["resource_id"] for r in listed], resource),
        committee_id=picked(committee_ids(network), committee),
        used_on=dates(day),
        participants=integers(participants, chance.random(n) > 0.15),
        updated_at=moments(period.recorded(chance, day + chance.integers(0, 9, n))),
    )
