"""Where people come together: gatherings, and the tools that are used there."""

from collections.abc import Iterator

import numpy as np

from lib.data.contract.membership import FORMATS, GATHERING_KINDS
from lib.demo.columns import (
    Batch,
    Bools,
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
from lib.demo.lulls import vitality
from lib.demo.network import FADING_DAYS, FORMING, SILENT_DAYS, Network
from lib.demo.period import SCHOOL_YEAR, Period
from lib.demo.places import catalogue, drawn
from lib.demo.plan import Plan

A_WEEK = 0.46
"""Gatherings of an ordinary committee in an ordinary week."""
KIND_SHARES = (0.52, 0.15, 0.11, 0.14, 0.08)
TURNOUT = (1.0, 0.9, 2.4, 0.6, 0.7)
"""Attendance of each kind, a meeting's being one."""
UNCOUNTED = 0.12
USES_A_WEEK = 0.17
SELDOM, SELDOM_KEPT = 0.4, 0.06
"""Share of committees that seldom take up a tool, and the share of uses that they are left with."""
NEVER_USED = ("county-jail", "mosque", "trans-detention")
"""Tools that nobody takes up: they are made, and nobody hears of them."""
RHYTHM_SPREAD, TURNOUT_SPREAD = 0.7, 0.35
"""Standard deviation between committees of the logarithm of both."""
SLOWEST = 0.5
"""The pace of the slowest committees: about once a month."""
AT_PACE = 0.6
"""Share of gatherings that are held at a committee's pace, every other week or once a month."""
STAYING = 0.2
"""Share of people who come to the last meeting before a silence as they came before."""
DRILLS_KEPT = 0.5


def _zeal(period: Period, network: Network, shift: float) -> Floats:
    """How busy each committee is in each week (committees x weeks), one being ordinary."""
    # News brings people together, but not as many more meetings as it brings people.
    daily = period.weights(SCHOOL_YEAR, shocks=()) * np.sqrt(period.weights((1.0,) * 12))
    weekly = daily[: len(daily) // 7 * 7].reshape(-1, 7).mean(axis=1)
    weeks = period.end - 7 * np.arange(len(weekly), 0, -1)
    pace = np.maximum(np.exp(RHYTHM_SPREAD * network.character.rhythm[:-1]), SLOWEST)
    zeal = pace[:, None] * weekly[None, :]
    zeal *= vitality(network.lulls, len(network), weeks + 6)
    zeal[network.status == FORMING] *= 0.5
    is_alive = (weeks[None, :] >= network.formed[:, None]) & (
        weeks[None, :] + 7 < network.until[:, None]
    )
    # The one that is about to fall silent: fewer and fewer, then none.
    remaining = (period.end - SILENT_DAYS - weeks) / FADING_DAYS
    fading = np.where(network.fading[:, None], np.clip(remaining + shift, 0.0, 1.0)[None, :], 1.0)
    silent = network.fading[:, None] & (weeks[None, :] + 7 > period.end - SILENT_DAYS)
    return np.where(is_alive & ~silent, zeal * fading, 0.0)


def _weeks(zeal: Floats, period: Period, counts: Ints) -> tuple[Ints, Ints]:
    """The committee and the first day of the week of each of so many events."""
    committee, week = np.nonzero(counts)
    times = counts[committee, week]
    first = period.end - 7 * (zeal.shape[1] - week)
    return np.repeat(committee, times), np.repeat(first, times)


def _turnout(plan: Plan, network: Network) -> Floats:
    """People at an ordinary meeting of each committee: it grows less than its members."""
    expected = plan.members * network.size / network.size.sum()
    turnout: Floats = 1.5 + 0.42 * expected**0.6
    return turnout * np.exp(TURNOUT_SPREAD * network.character.turnout[:-1])


def _gathering_counts(rng: np.random.Generator, expected: Floats) -> Ints:
    """How many gatherings there are in each week: most at the committee's pace, some besides."""
    pace = np.cumsum(expected * AT_PACE, axis=1) + rng.random((len(expected), 1))
    regular = np.diff(np.floor(pace), axis=1, prepend=0.0).astype(np.int64)
    counts: Ints = regular + rng.poisson(expected * (1.0 - AT_PACE))
    return counts


def _with_fewer_drills(
    rng: np.random.Generator, network: Network, committee: Ints, kind: Ints
) -> Ints:
    """The kinds, with most drills of those who seldom drill turned into meetings."""
    share_kept = np.clip(DRILLS_KEPT + 0.3 * network.character.drills[committee], 0.05, 1.0)
    is_drill = kind == GATHERING_KINDS.index("drill")
    return np.where(is_drill & (rng.random(len(kind)) > share_kept), 0, kind)


def rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``gathering``; nobody counted at some of them."""
    rng = plan.rng("gatherings")
    zeal = _zeal(period, network, 0.15)
    # A fading committee used to meet every week, or its silence would not be heard.
    usual = np.where(network.fading, 2.7, 1.0)[:, None] * A_WEEK
    committee, week = _weeks(zeal, period, _gathering_counts(rng, zeal * usual))
    n = len(committee)
    day = week + drawn(rng, np.array([1.0, 1.4, 1.3, 1.6, 0.8, 2.4, 1.2]), n)
    kind = drawn(rng, np.array(KIND_SHARES), n)
    kind = _with_fewer_drills(rng, network, committee, kind)
    remaining = np.clip((period.end - SILENT_DAYS - day) / FADING_DAYS + 0.1, 0.15, 1.0)
    # Who is about to fall silent has no strength for more than meetings.
    kind = np.where(network.fading[committee] & (remaining < 1.0), 0, kind)
    expected = _turnout(plan, network)[committee] * np.array(TURNOUT)[kind]
    expected = np.where(network.fading[committee], expected * remaining, expected)
    life = vitality(network.lulls, len(network), period.days)[committee, day - period.start]
    expected *= STAYING + (1.0 - STAYING) * life
    attended = np.maximum(rng.poisson(expected * rng.lognormal(0.0, 0.25, n)), 2)
    yield batch(
        "membership",
        "gathering",
        gathering_id=identifiers("g", np.arange(1, n + 1), 6),
        committee_id=picked(committee_ids(network), committee),
        kind=picked(GATHERING_KINDS, kind),
        held_on=dates(day),
        attended=integers(attended, rng.random(n) >= UNCOUNTED),
        format=picked(FORMATS, drawn(rng, np.array([0.68, 0.32]), n), rng.random(n) > 0.02),
        updated_at=moments(period.recorded(rng, day + rng.exponential(3.0, n).astype(np.int64))),
    )


def resource_rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``resource`` and ``resource_use``."""
    rng = plan.rng("resources")
    resources = catalogue("resources")
    n = len(resources)
    published = period.start + rng.integers(0, 900, n)
    # The oldest tools are there before the committees are.
    published[: n // 3] = period.start - rng.integers(30, 900, n // 3)
    partner = rng.integers(0, len(network.partners.ids), n)
    texts = ("resource_id", "title_en", "title_es", "kind", "topic", "language", "url")
    yield batch(
        "membership",
        "resource",
        **{name: [r[name] for r in resources] for name in texts},
        repression_type=[r["repression_type"] or None for r in resources],
        audience_sector=[r["audience_sector"] for r in resources],
        edition_of=[r["edition_of"] or None for r in resources],
        published_on=dates(published),
        is_proven=flags(np.array([r["is_proven"] == "true" for r in resources])),
        source_partner_id=picked(network.partners.ids, partner, rng.random(n) < 0.7),
        updated_at=moments(period.recorded(rng, np.maximum(published, period.start))),
    )
    yield _uses(plan, period, network, published)


def _taken_up(plan: Plan, network: Network, committee: Ints, resource: Ints) -> Bools:
    """Whether a use comes about: some committees seldom use a tool, and nobody some tools."""
    rng = plan.rng("tool habits")
    is_seldom = rng.random(len(network)) < SELDOM
    is_kept = rng.random(len(committee)) < SELDOM_KEPT
    never = np.array([r["resource_id"] in NEVER_USED for r in catalogue("resources")])
    taken: Bools = (~is_seldom[committee] | is_kept) & ~never[resource]
    return taken


def _uses(plan: Plan, period: Period, network: Network, published: Ints) -> Batch:
    rng = plan.rng("resource uses")
    zeal = _zeal(period, network, 0.0)
    committee, week = _weeks(zeal, period, rng.poisson(zeal * USES_A_WEEK))
    day = week + rng.integers(0, 7, len(committee))
    resources = catalogue("resources")
    proven = np.array([2.5 if r["is_proven"] == "true" else 1.0 for r in resources])
    resource = drawn(rng, proven * rng.lognormal(0, 0.7, len(resources)), len(committee))
    is_used = (published[resource] <= day) & _taken_up(plan, network, committee, resource)
    committee, day, resource = committee[is_used], day[is_used], resource[is_used]
    n = len(committee)
    participants = rng.poisson(_turnout(plan, network)[committee] * 0.8)
    return batch(
        "membership",
        "resource_use",
        resource_use_id=identifiers("use-", np.arange(1, n + 1), 6),
        resource_id=picked([r["resource_id"] for r in resources], resource),
        committee_id=picked(committee_ids(network), committee),
        used_on=dates(day),
        participants=integers(participants, rng.random(n) > 0.15),
        updated_at=moments(period.recorded(rng, day + rng.integers(0, 9, n))),
    )
