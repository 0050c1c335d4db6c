"""Who took which course, how far they came, and until when their certificate holds."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lib.data.contract.membership import FORMATS
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
    ordinals,
    picked,
)
from lib.demo.committees import committee_ids
from lib.demo.courses import COORDINATION, COURSES, HOURS, POPULARITY, VALID_MONTHS
from lib.demo.members import Members, anchor, founders
from lib.demo.network import Network
from lib.demo.period import NEVER, Density, Period
from lib.demo.places import drawn
from lib.demo.plan import Plan
from lib.demo.roles import coordinators

A_MEMBER, A_FOUNDER, A_COORDINATOR = 0.95, 2.2, 4.5
"""Mean number of courses that each of them enrolls in."""
START, COMPLETE, COMPLETE_FOUNDER, WITHDRAW = 0.86, 0.68, 0.86, 0.4
"""Shares: of the enrolled who start; of those who complete (members, founders); of the others who
withdraw."""
RENEW = 0.55
TRAINED_LESS, TRAINED_SPREAD, MOST_TRAINED = 0.28, 0.75, 2.5
"""How many courses members of an ordinary committee take, next to the mean; the spread of its
logarithm between committees; and the most that it comes to."""
COORDINATORS_TAUGHT = 0.5
VISITORS = 0.02
"""Learners who are in no member list, a share of the members."""


@dataclass(frozen=True)
class _Enrollments:
    """One element for each enrollment: its learner's row in the chunk, and its days."""

    row: Ints
    course: Ints
    enrolled: Ints
    started: Ints
    completed: Ints
    withdrew: Ints
    certified_until: Ints


def enrolling(period: Period) -> Density:
    """The days on which people enroll."""
    return period.density(period.weights(growth=1.5))


def rows(
    plan: Plan, period: Period, network: Network, density: Density, members: Members
) -> Iterator[Batch]:
    """Rows of ``enrollment`` for one chunk of the members, and for the visitors beside them."""
    part = int(members.number[0])
    rng = plan.rng("training", part)
    enrollments = _enrollments(plan, rng, period, network, density, members)
    number = members.number[enrollments.row] + 1
    committee = members.committee[enrollments.row]
    nth = _number_of_learner(enrollments.row)
    yield _batch(
        rng,
        period,
        network,
        enrollments,
        joined(identifiers("e", number, 7), identifiers("-", nth + 1, 1)),
        identifiers("m", number, 7),
        committee,
    )
    yield _visitors(plan.rng("visitors", part), period, network, density, members)


def _number_of_learner(row: Ints) -> Ints:
    """The place of each element among those of the same learner."""
    order = np.argsort(row, kind="stable")
    nth = np.empty(len(row), dtype=np.int64)
    nth[order] = ordinals(np.bincount(row)[np.unique(row)])
    return nth


def _enrollments(
    plan: Plan,
    rng: np.random.Generator,
    period: Period,
    network: Network,
    density: Density,
    members: Members,
) -> _Enrollments:
    n = len(members.number)
    is_coordinator = members.is_founder & (members.number % founders(plan) < coordinators(plan))
    # The last element is of those in no committee, whose index is -1.
    eagerness = TRAINED_LESS * np.exp(TRAINED_SPREAD * network.character.training)
    eagerness = np.minimum(eagerness, MOST_TRAINED)[members.committee]
    mean = np.select(
        [is_coordinator, members.is_founder],
        [A_COORDINATOR * np.sqrt(eagerness), A_FOUNDER * np.sqrt(eagerness)],
        A_MEMBER * eagerness,
    )
    sizes = np.minimum(rng.poisson(mean), 8)
    is_taught = is_coordinator & (rng.random(n) < COORDINATORS_TAUGHT)
    sizes = np.where(is_taught, np.maximum(sizes, 1), sizes)
    row = np.repeat(np.arange(n), sizes)
    course = drawn(rng, POPULARITY, len(row))
    course = np.where(is_taught[row] & (ordinals(sizes) == 0), COORDINATION, course)
    last = np.minimum(members.until, period.end)[row]
    enrolled = density.draw(rng, members.joined[row], np.maximum(last, members.joined[row] + 1))
    completion_share = _completion_shares(plan, network)[members.committee[row]]
    completion_share = np.where(members.is_founder[row], COMPLETE_FOUNDER, completion_share)
    first = _outcome(rng, period, row, course, enrolled, completion_share)
    return _with_renewals(rng, period, members, first, completion_share)


def _completion_shares(plan: Plan, network: Network) -> Floats:
    """The share of learners of each committee who complete; the last element: of no committee."""
    spread = plan.rng("ability").normal(0, 0.1, len(network) + 1)
    return np.clip(COMPLETE + spread, 0.3, 0.93)


def _outcome(
    rng: np.random.Generator,
    period: Period,
    row: Ints,
    course: Ints,
    enrolled: Ints,
    completion_share: Floats,
) -> _Enrollments:
    n = len(row)
    started = enrolled + rng.exponential(4.0, n).astype(np.int64)
    completed = started + 1 + rng.gamma(1.6, 3.0 + 2.2 * HOURS[course]).astype(np.int64)
    withdrew = started + 3 + rng.exponential(28.0, n).astype(np.int64)
    starts = (rng.random(n) < START) & period.is_past(started)
    completes = rng.random(n) < completion_share
    withdraws = ~completes & (rng.random(n) < WITHDRAW) & period.is_past(withdrew)
    has_completed = starts & completes & period.is_past(completed)
    until = anchor(completed, VALID_MONTHS[course])
    return _Enrollments(
        row=row,
        course=course,
        enrolled=enrolled,
        started=np.where(starts, started, NEVER),
        completed=np.where(has_completed, completed, NEVER),
        withdrew=np.where(withdraws, withdrew, NEVER),
        certified_until=np.where(has_completed & (VALID_MONTHS[course] > 0), until, NEVER),
    )


def _with_renewals(
    rng: np.random.Generator,
    period: Period,
    members: Members,
    first: _Enrollments,
    completion_share: Floats,
) -> _Enrollments:
    """The first certificates and those that some renewed, about when they expired."""
    renewed_on = first.certified_until + rng.integers(-30, 40, len(first.row))
    renews = (rng.random(len(first.row)) < RENEW) & (first.certified_until < NEVER)
    renews &= period.is_past(renewed_on) & (renewed_on < members.until[first.row])
    renewed = _outcome(
        rng,
        period,
        first.row[renews],
        first.course[renews],
        renewed_on[renews],
        np.minimum(completion_share[renews] + 0.1, 0.97),
    )
    columns = (
        "row", "course", "enrolled", "started", "completed", "withdrew", "certified_until",
    )  # fmt: skip
    return _Enrollments(
        **{name: np.concatenate([getattr(first, name), getattr(renewed, name)]) for name in columns}
    )


def _visitors(
    rng: np.random.Generator,
    period: Period,
    network: Network,
    density: Density,
    members: Members,
) -> Batch:
    n = max(1, round(VISITORS * len(members.number)))
    course = drawn(rng, POPULARITY, n)
    enrolled = density.draw(rng, np.full(n, period.start), np.full(n, period.end))
    enrollments = _outcome(rng, period, np.arange(n), course, enrolled, np.full(n, 0.5))
    committee = np.where(rng.random(n) < 0.4, rng.integers(0, len(network), n), -1)
    committee = np.where(enrolled < network.formed[committee], -1, committee)
    ids = identifiers("v", members.number[0] + 1 + np.arange(n), 7)
    no_member_ids = identifiers("m", np.zeros(n, dtype=np.int64), 7, np.zeros(n, dtype=np.bool_))
    return _batch(rng, period, network, enrollments, ids, no_member_ids, committee)


def _batch(
    rng: np.random.Generator,
    period: Period,
    network: Network,
    enrollments: _Enrollments,
    enrollment_id: object,
    member_id: object,
    committee: Ints,
) -> Batch:
    events: list[tuple[Ints, Bools]] = [
        (days, days < NEVER)
        for days in (enrollments.started, enrollments.completed, enrollments.withdrew)
    ]
    updated = enrollments.enrolled
    for days, has_happened in events:
        updated = np.where(has_happened, np.maximum(days, updated), updated)
    (started, starts), (completed, completes), (withdrew, withdraws) = events
    return batch(
        "membership",
        "enrollment",
        enrollment_id=enrollment_id,
        member_id=member_id,
        course_id=picked([c["course_id"] for c in COURSES], enrollments.course),
        committee_id=picked(committee_ids(network), committee, committee >= 0),
        enrolled_on=dates(enrollments.enrolled),
        started_on=dates(started, starts),
        completed_on=dates(completed, completes),
        withdrew_on=dates(withdrew, withdraws),
        certified_until=dates(enrollments.certified_until, enrollments.certified_until < NEVER),
        format=picked(FORMATS, drawn(rng, np.array([0.3, 0.7]), len(committee))),
        updated_at=moments(period.recorded(rng, updated)),
    )
