"""What members pay, by the month or by the year: on time, late, not at all, and again."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from lib.demo.columns import (
    Batch,
    Bools,
    Floats,
    Ints,
    batch,
    dates,
    identifiers,
    integers,
    joined,
    moments,
    ordinals,
)
from lib.demo.dues_apart import Payments
from lib.demo.dues_apart import rows as apart
from lib.demo.members import DUES, Members, anchor
from lib.demo.network import Network
from lib.demo.period import Period
from lib.demo.plan import Plan

SKIPPED = 0.2
"""Share of monthly and quarterly payments that fall out in an ordinary committee."""
LATE = 0.24
"""Share of payments that come weeks late (of a year's dues: months)."""
SPREAD, MOST = 0.9, 0.45
"""Standard deviation between committees of the logarithm of both; the most that either comes to."""
RETURNS = 0.14
"""Share of those with nine payments or more who were away for some months."""


def rows(plan: Plan, period: Period, network: Network, members: Members) -> Iterator[Batch]:
    """Rows of ``dues_payment``: payments missed, paid late, and taken up again after months."""
    rng = plan.rng("dues", int(members.number[0]))
    last = members.joined.astype("M8[D]").astype("M8[M]")
    elapsed = np.datetime64(period.end, "D").astype("M8[M]") - last
    months = np.maximum(members.months, 1)
    sizes = np.minimum(members.payments, elapsed.astype(np.int64) // months + 1)
    sizes = np.where(members.months == 0, 0, sizes)
    row = np.repeat(np.arange(len(sizes)), sizes)
    nth = ordinals(sizes)
    covers_from = anchor(members.joined[row], nth * months[row])
    covers_to = anchor(members.joined[row], (nth + 1) * months[row]) - 1
    # The last element is of those in no committee, whose index is -1.
    trouble = np.exp(-SPREAD * network.character.dues)[members.committee[row]]
    late = np.minimum(LATE * trouble, MOST)
    paid = covers_from + _delay(rng, months[row], nth, late)
    # Who pays weeks late is covered from then on: the days before are a gap.
    covers_from = np.where(paid > covers_from + 15, paid, covers_from)
    is_due = (paid <= covers_to) & (covers_from < members.end[row])
    skipped = np.minimum(SKIPPED * trouble, MOST)
    is_missed = _missed(rng, sizes, row, nth, months[row], skipped)
    due = DUES[members.tier[row]] * months[row]
    every = Payments(members.number[row] + 1, nth, paid, covers_from, covers_to, due)
    is_kept = period.is_past(paid) & is_due & ~is_missed
    row, nth, paid = row[is_kept], nth[is_kept], paid[is_kept]
    number = members.number[row] + 1
    cents = _amount(rng, members, row)
    yield batch(
        "membership",
        "dues_payment",
        payment_id=joined(identifiers("p", number, 7), identifiers("-", nth + 1, 2)),
        member_id=identifiers("m", number, 7),
        paid_on=dates(paid),
        amount_cents=integers(cents),
        covers_from=dates(covers_from[is_kept]),
        covers_to=dates(covers_to[is_kept]),
        updated_at=moments(period.recorded(rng, paid)),
    )
    kept = replace(every.some(is_kept), cents=cents)
    yield from apart(plan, period, kept, every.some(is_due & is_missed))


def _delay(rng: np.random.Generator, months: Ints, nth: Ints, share_late: Floats) -> Ints:
    n = len(nth)
    prompt = rng.integers(0, 4, n)
    late = rng.integers(16, 30, n) * np.where(months == 12, 4, 1)
    delay = np.where(rng.random(n) < share_late, late, prompt)
    return np.where(nth == 0, 0, delay)


def _missed(
    rng: np.random.Generator,
    sizes: Ints,
    row: Ints,
    nth: Ints,
    months: Ints,
    skipped: Floats,
) -> Bools:
    """Single payments that fell out, and the months that those who returned had been away."""
    returns = (rng.random(len(sizes)) < RETURNS) & (sizes >= 9)
    away = 2 + rng.integers(0, 5, len(sizes))
    from_nth = 2 + (rng.random(len(sizes)) * np.maximum(sizes - away - 3, 1)).astype(np.int64)
    is_away = returns[row] & (nth >= from_nth[row]) & (nth < (from_nth + away)[row])
    fell_out = (rng.random(len(row)) < skipped) & (nth > 0) & (months < 12)
    missed: Bools = fell_out | is_away
    return missed


def _amount(rng: np.random.Generator, members: Members, row: Ints) -> Ints:
    due = DUES[members.tier[row]] * members.months[row]
    # Sustainers may give more than they owe.
    more: Floats = np.where(rng.random(len(row)) < 0.05, rng.choice([1.5, 2.0], len(row)), 1.0)
    return (due * more).astype(np.int64)
