"""The committees: where they are, how they stand, and which of them is about to fall silent."""

from dataclasses import dataclass

import numpy as np

from lib.data.contract.membership import COMMITTEE_KINDS, COMMITTEE_STATUSES
from lib.demo import character, lulls, partners
from lib.demo.columns import Bools, Floats, Ints
from lib.demo.period import NEVER, SCHOOL_YEAR, Period
from lib.demo.places import atlas, drawn, drawn_by_group
from lib.demo.plan import Plan
from lib.reference import places, regions, states

SHARES = {
    "southwest": 0.28,
    "southeast": 0.27,
    "midwest": 0.20,
    "west": 0.14,
    "northeast": 0.11,
}
"""Shares of the committees by region; the plan's priority regions have three quarters."""

FAR_CORNERS = ("pr-san-juan", "ak-anchorage", "hi-honolulu")
"""Places that always have a committee, and in a map need an inset."""

EFFORT = {"FL": 0.5, "GA": 2.5, "NC": 1.6, "TN": 1.6, "AL": 1.6, "AR": 1.4, "LA": 1.4, "SC": 1.4}
"""Where the network went out of its way, or indexes others at work already."""

CERTAIN = 0.4
"""Share of a region's committees that are in its largest places; chance spreads the others."""

LOCAL, AFFINITY, PARTNER_HOSTED = range(len(COMMITTEE_KINDS))
FORMING, ACTIVE, DORMANT, CLOSED = range(len(COMMITTEE_STATUSES))
KIND_SHARES = (0.73, 0.16, 0.11)
STATUS_SHARES = {FORMING: 0.09, DORMANT: 0.08, CLOSED: 0.05}
SIZES = {FORMING: 0.06, ACTIVE: 1.0, DORMANT: 0.45, CLOSED: 0.35}
FADING_DAYS = 98
SILENT_DAYS = 24
UNLISTED = 4
"""One in so many active committees that partners host has its members on its host's list only."""
UNNOTICED_DAYS = (60, 180)
"""Days from a committee's last gathering until it is called dormant, or closed."""


@dataclass(frozen=True)
class Network:
    """The committees, one element each; days since 1970, :data:`NEVER` where it did not happen.

    ``quiet`` is the day of the last gathering of a committee that went dormant or closed,
    ``changed`` the day on which someone said so; ``unlisted`` marks those whose members are on
    their host's list only;
    ``fading`` marks the one that is about to fall silent.
    """

    place: Ints
    kind: Ints
    status: Ints
    formed: Ints
    formed_known: Bools
    quiet: Ints
    changed: Ints
    closed: Ints
    fading: Bools
    size: Floats
    character: character.Character
    lulls: list[lulls.Lull]
    unlisted: Bools
    partners: partners.Partners

    def __len__(self) -> int:
        return len(self.place)

    @property
    def region(self) -> Ints:
        """The index of each committee's region."""
        return atlas().region[self.place]

    @property
    def state(self) -> Ints:
        """The index of each committee's state."""
        return atlas().state[self.place]

    @property
    def until(self) -> Ints:
        """The last day on which something may happen in a committee, and one."""
        return np.minimum(self.quiet, self.closed)


def invent(plan: Plan, period: Period) -> Network:
    """Invent the committees of the organization."""
    rng = plan.rng("network")
    place = _places(rng, plan.committees)
    region = atlas().region[place]
    fading = _fading(region)
    status = _statuses(rng, plan.committees, fading)
    formed = _formed(rng, period, status)
    last_gathering = period.end - rng.integers(75, 420, plan.committees)
    last_gathering = np.where(
        status == CLOSED, np.maximum(last_gathering, formed + 120), last_gathering
    )
    last_gathering = np.minimum(np.maximum(last_gathering, formed + 60), period.end - 60)
    quiet = np.where(np.isin(status, (DORMANT, CLOSED)), last_gathering, NEVER)
    later = plan.rng("endings").integers(*UNNOTICED_DAYS, plan.committees)
    changed = np.where(quiet < NEVER, np.minimum(last_gathering + later, period.end - 5), NEVER)
    traits = character.invent(plan, fading)
    size = rng.lognormal(0.0, 0.6, len(place)) * atlas().latino[place] ** 0.25
    kind = _kinds(rng, plan.committees, fading)
    return Network(
        place=place,
        kind=kind,
        status=status,
        formed=formed,
        formed_known=(status != FORMING) | (rng.random(plan.committees) < 0.5),
        quiet=quiet,
        changed=changed,
        closed=np.where(status == CLOSED, changed, NEVER),
        fading=fading,
        size=size * np.array([SIZES[s] for s in range(len(SIZES))])[status],
        character=traits,
        lulls=lulls.invent(plan, period, formed, quiet, traits.vigor, fading | (status == FORMING)),
        unlisted=_unlisted(kind, status, size),
        partners=partners.invent(plan, period),
    )


def _effort() -> Floats:
    """How much more each place's state is worked in than its size says."""
    of_state = np.array([EFFORT.get(s.usps, 1.0) for s in states()])
    effort: Floats = of_state[atlas().state]
    return effort


def _places(rng: np.random.Generator, n: int) -> Ints:
    ids = [p.place_id for p in places()]
    fixed = np.array([ids.index(place_id) for place_id in FAR_CORNERS])
    region_ids = [r.region_id for r in regions()]
    expected = np.array([SHARES[r] for r in region_ids]) * n
    counts = np.maximum(np.floor(expected), 1).astype(np.int64)
    counts = np.maximum(counts - np.bincount(atlas().region[fixed], minlength=len(counts)), 0)
    # What rounding left over goes where it was cut off most.
    rest = n - len(fixed) - int(counts.sum())
    counts[np.argsort(np.floor(expected) - expected, kind="stable")[:rest]] += 1
    weight = atlas().community ** 0.75 * _effort()
    shares = np.round(counts * CERTAIN).astype(np.int64)
    largest = [_largest(weight, region, count) for region, count in enumerate(shares)]
    certain = [place for own_places in largest for place in own_places]
    # A region may have fewer places than it has committees.
    others = counts - np.array([len(own_places) for own_places in largest])
    of_region = np.repeat(np.arange(len(counts)), others)
    drawn_places = drawn_by_group(rng, weight, atlas().region, of_region)
    indexes = np.concatenate([np.array(certain, dtype=np.int64), drawn_places])
    # The larger a place, the earlier its committee stands in the list.
    indexes = indexes[np.lexsort((indexes, -atlas().latino[indexes]))]
    return np.concatenate([indexes, fixed])[:n]


def _largest(weight: Floats, region: int, count: int) -> list[int]:
    in_region = np.flatnonzero(atlas().region == region)
    largest: list[int] = in_region[np.argsort(-weight[in_region], kind="stable")][:count].tolist()
    return largest


def _fading(region: Ints) -> Bools:
    """The first committee of the Southwest: large enough that its silence is felt."""
    southwest = [r.region_id for r in regions()].index("southwest")
    fading = np.zeros(len(region), dtype=np.bool_)
    fading[np.flatnonzero(region == southwest)[1]] = True
    return fading


def _statuses(rng: np.random.Generator, n: int, fading: Bools) -> Ints:
    status = np.full(n, ACTIVE, dtype=np.int64)
    free = rng.permutation(np.flatnonzero(~fading & (np.arange(n) >= 3)))
    for code, share in STATUS_SHARES.items():
        count = max(1, round(share * n))
        status[free[:count]], free = code, free[count:]
    return status


def _kinds(rng: np.random.Generator, n: int, fading: Bools) -> Ints:
    kind = drawn(rng, np.array(KIND_SHARES), n)
    kind[fading] = LOCAL
    # Some of each, however few committees there are.
    kind[np.flatnonzero(~fading)[3:5]] = (AFFINITY, PARTNER_HOSTED)
    return kind


def _unlisted(kind: Ints, status: Ints, size: Floats) -> Bools:
    """The smallest of those that partners host: the host keeps the list of their members."""
    hosted = np.flatnonzero((kind == PARTNER_HOSTED) & (status == ACTIVE))
    unlisted = np.zeros(len(kind), dtype=np.bool_)
    unlisted[hosted[np.argsort(size[hosted], kind="stable")][: len(hosted) // UNLISTED]] = True
    return unlisted


def _formed(rng: np.random.Generator, period: Period, status: Ints) -> Ints:
    n = len(status)
    later = period.density(period.weights(SCHOOL_YEAR)).draw(
        rng, np.full(n, period.start), np.full(n, period.end - 200)
    )
    formed = np.where(rng.random(n) < 0.45, period.start + rng.integers(0, 120, n), later)
    return np.where(status == FORMING, period.end - rng.integers(12, 75, n), formed)
