"""The organizations of the network: every sector, in every region, none of them real."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lib.demo.columns import Batch, Ints, batch, dates, flags, moments, picked
from lib.demo.period import NEVER, Period
from lib.demo.places import atlas, catalogue, drawn, drawn_by_group
from lib.demo.plan import Plan
from lib.reference import places

OF_EACH_NAME = 2
LEFT = 0.07
HUBS = 0.16
PLACE_UNKNOWN = 0.04
WORKS_ELSEWHERE = 0.15
"""Share of the partners that work in a further place, of their own region."""
TIED = 0.6
"""Share of the partners that are tied to one that stands before them in their region."""
KINDS = ("shared cases", "coalition", "shared space")


@dataclass(frozen=True)
class Partners:
    """The partners, one row each; -1 for a place that is not known."""

    ids: list[str]
    names: list[str]
    sectors: list[str]
    place: Ints
    joined: Ints
    left: Ints


def invent(plan: Plan, period: Period) -> Partners:
    """Invent the partners of the network."""
    rng = plan.rng("partners")
    named_by_sector = [
        (r["sector"], name) for r in catalogue("partners") for name in r["names"].split("|")
    ]
    entries = [entry for entry in named_by_sector for _ in range(OF_EACH_NAME)]
    n = len(entries)
    place = drawn(rng, atlas().community ** 0.6, n)
    joined_on = period.start + rng.integers(0, len(period.days) - 60, n)
    # Half of them were there when the membership began.
    joined_on = np.where(rng.random(n) < 0.5, period.start, joined_on)
    left = joined_on + rng.integers(200, 900, n)
    has_left = (rng.random(n) < LEFT) & period.is_past(left)
    has_left[0] = True
    left[0] = max(int(joined_on[0]) + 30, period.end - 100)
    return Partners(
        ids=[f"partner-{i + 1:03d}" for i in range(n)],
        names=[
            f"{name} ({places()[p].name})"
            for (_, name), p in zip(entries, place.tolist(), strict=True)
        ],
        sectors=[sector for sector, _ in entries],
        place=np.where(rng.random(n) < PLACE_UNKNOWN, -1, place),
        joined=joined_on,
        left=np.where(has_left, left, NEVER),
    )


def rows(plan: Plan, period: Period, partners: Partners) -> Iterator[Batch]:
    """Rows of ``partner``."""
    rng = plan.rng("partner rows")
    n = len(partners.ids)
    has_left = partners.left < NEVER
    updated = np.where(has_left, partners.left, partners.joined)
    yield batch(
        "membership",
        "partner",
        partner_id=partners.ids,
        name=partners.names,
        sector=partners.sectors,
        place_id=picked([p.place_id for p in places()], partners.place, partners.place >= 0),
        is_hub=flags(rng.random(n) < HUBS),
        joined_on=dates(partners.joined),
        left_on=dates(partners.left, has_left),
        updated_at=moments(period.recorded(rng, updated)),
    )
    yield _further_places(plan, period, partners)
    yield _ties(plan, period, partners)


def _further_places(plan: Plan, period: Period, partners: Partners) -> Batch:
    rng = plan.rng("further places of partners")
    working = (rng.random(len(partners.ids)) < WORKS_ELSEWHERE) & (partners.place >= 0)
    working[0] = True
    index = np.flatnonzero(working)
    region = atlas().region[partners.place[index]]
    place = drawn_by_group(rng, atlas().community ** 0.6, atlas().region, region)
    return batch(
        "membership",
        "partner_place",
        partner_place_id=[f"partner-place-{i + 1:03d}" for i in range(len(index))],
        partner_id=picked(partners.ids, index),
        place_id=picked([p.place_id for p in places()], place),
        updated_at=moments(period.recorded(rng, partners.joined[index])),
    )


def _ties(plan: Plan, period: Period, partners: Partners) -> Batch:
    """Each tied partner with one that stands before it in its region, as word gets around."""
    rng = plan.rng("ties of partners")
    n = len(partners.ids)
    region = np.where(partners.place >= 0, atlas().region[partners.place], -1)
    chosen = rng.random(n)
    pairs = []
    for one in np.flatnonzero(rng.random(n) < TIED).tolist():
        before = np.flatnonzero(region[:one] == region[one])
        if len(before):
            pairs.append((int(before[int(chosen[one] * len(before))]), one))
    first, second = np.array(pairs, dtype=np.int64).T
    since = np.maximum(partners.joined[first], partners.joined[second])
    return batch(
        "membership",
        "partner_tie",
        tie_id=[f"tie-{i + 1:03d}" for i in range(len(first))],
        partner_id=picked(partners.ids, first),
        other_partner_id=picked(partners.ids, second),
        kind=picked(KINDS, rng.integers(0, len(KINDS), len(first))),
        since=dates(since),
        updated_at=moments(period.recorded(rng, since)),
    )
