"""What is no income of dues: refunds, gifts, and payments that failed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lib.demo.columns import Batch, Ints, batch, dates, identifiers, integers, joined, moments
from lib.demo.period import Period
from lib.demo.plan import Plan

REFUNDED = 0.006
"""Share of payments that are given back, once what they covered is over: no cover is lost by it."""
GIVEN = 0.015
"""Share of payments beside which somebody gave more."""
GIFTS = np.array([1_000, 2_000, 2_500, 5_000, 10_000])
"""Cents of a gift."""
FAILED = 0.3
"""Share of the payments that fell out that were tried, and failed."""


@dataclass(frozen=True)
class Payments:
    """Payments, or those that fell out: one element each.

    :ivar member: number of the member.
    :ivar nth: which payment of the member it is, from 0.
    :ivar day: when it was, or should have been, paid.
    """

    member: Ints
    nth: Ints
    day: Ints
    covers_from: Ints
    covers_to: Ints
    cents: Ints

    def some(self, chosen: np.ndarray) -> "Payments":
        """Those that a mask chooses."""
        return Payments(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def rows(plan: Plan, period: Period, paid: Payments, missed: Payments) -> Iterator[Batch]:
    """Further rows of ``dues_payment``; those that they refer to come before them."""
    rng = plan.rng("dues apart", int(paid.member[0]) if len(paid.member) else 0)
    after = paid.covers_to + rng.integers(2, 21, len(paid.day))
    is_refunded = (rng.random(len(after)) < REFUNDED) & period.is_past(after)
    refunded = paid.some(is_refunded)
    ids = joined(identifiers("p", refunded.member, 7), identifiers("-", refunded.nth + 1, 2))
    yield _batch(period, rng, "refund", refunded, after[is_refunded], -refunded.cents, ids)
    gave = paid.some(rng.random(len(after)) < GIVEN)
    yield _batch(period, rng, "gift", gave, gave.day, rng.choice(GIFTS, len(gave.day)), None)
    tried = missed.some((rng.random(len(missed.day)) < FAILED) & period.is_past(missed.day))
    yield _batch(period, rng, "failed", tried, tried.day, tried.cents, None)


def _batch(
    period: Period,
    rng: np.random.Generator,
    kind: str,
    of: Payments,
    day: Ints,
    cents: Ints,
    refunds: object,
) -> Batch:
    more = {} if refunds is None else {"refunds_payment_id": refunds}
    prefix = kind[0]
    return batch(
        "membership",
        "dues_payment",
        payment_id=joined(identifiers(prefix, of.member, 7), identifiers("-", of.nth + 1, 2)),
        member_id=identifiers("m", of.member, 7),
        paid_on=dates(day),
        amount_cents=integers(cents),
        covers_from=dates(of.covers_from),
        covers_to=dates(of.covers_to),
        kind=kind,
        updated_at=moments(period.recorded(rng, day)),
        **more,
    )
