"""What happened, when it was heard of, and what was found to be true."""

from dataclasses import dataclass, replace

import numpy as np

from lib.data.contract.incidents import INCIDENT_KINDS, VERIFICATIONS
from lib.demo.columns import (
    Bools,
    Floats,
    Ints,
)
from lib.demo.network import FORMING, Network
from lib.demo.period import Period
from lib.demo.places import ZONES, atlas, drawn, drawn_by_group, region_index
from lib.demo.plan import Plan
from lib.reference import regions, states

MANY = 8_600
"""Incidents of the three years, without the wave; as many in an organization of any size."""
REGION_SHARES = (0.31, 0.26, 0.15, 0.17, 0.11)
REGION_UNKNOWN, STATE_UNKNOWN, COUNTY_UNKNOWN = 0.015, 0.03, 0.12

KIND_SHARES = {
    "raid": 0.04, "home_arrest": 0.19, "workplace_raid": 0.05, "checkpoint": 0.07,
    "traffic_stop": 0.24, "courthouse_arrest": 0.08, "jail_transfer": 0.1, "detention": 0.08,
    "removal": 0.04, "police_violence": 0.04, "harassment": 0.05, "other": 0.02,
}  # fmt: skip
WAVE_SHARES = {"raid": 0.3, "workplace_raid": 0.34, "home_arrest": 0.12, "traffic_stop": 0.24}
WAVE, WAVE_DAYS = 430, 42
WAVE_STATES = {"GA": 0.36, "NC": 0.24, "TN": 0.16, "FL": 0.14, "AL": 0.1}
"""The raids that go through the Southeast as the data end."""

DAWN = ("raid", "home_arrest", "workplace_raid")
WEEKDAYS = (0.45, 1.0, 1.05, 1.1, 1.05, 1.0, 0.6)
"""How busy agents are on each day of the week, Sunday first."""

SOURCES = ("hotline", "committee", "partner", "social_media", "news", "court_record")
SOURCE_SHARES = (0.42, 0.26, 0.14, 0.1, 0.05, 0.03)
NOT_REPORTED = 0.015
SOON, NEXT_DAY = 0.8, 0.135
"""Shares reported within hours and within a day or two; the rest come in weeks late, on paper."""
VERIFIED, FALSE_REPORT = 0.73, 0.07
UNVERIFIED_CODE, VERIFIED_CODE, FALSE_CODE = range(len(VERIFICATIONS))


@dataclass(frozen=True)
class Incidents:
    """One element each; seconds since 1970 in UTC, -1 for an index that no one knows."""

    kind: Ints
    occurred: Ints
    reported: Ints
    report_known: Bools
    source: Ints
    verification: Ints
    verified: Ints
    verified_known: Bools
    region: Ints
    state: Ints
    place: Ints
    committee: Ints
    in_wave: Bools

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def heard(self) -> Ints:
        """When it was heard of: reported, or else when it happened."""
        return np.where(self.report_known, self.reported, self.occurred)


def lognormal_minutes(
    rng: np.random.Generator, median: float | Floats, spread: float, n: int
) -> Ints:
    """Waits in seconds: half of them up to ``median`` minutes, some very much longer."""
    seconds: Ints = (rng.lognormal(0.0, spread, n) * median * 60).astype(np.int64)
    return seconds


def activity(period: Period) -> Floats:
    """How much goes on each day: weeks of raids rather than seasons."""
    weekday = (period.days + 4) % 7  # 1 January 1970 was a Thursday.
    weights: Floats = period.weights(seasons=(1.0,) * 12, growth=1.7) * np.array(WEEKDAYS)[weekday]
    return weights


def local_hour(period: Period, region: Ints, second: Ints) -> Ints:
    """The hour of the day, 0 to 23, in each region of UTC seconds; -1 counts as the last region."""
    midnights = np.stack([period.midnights(ZONES[r.region_id]) for r in regions()])
    day = np.clip(second // 86_400 - period.start, 0, len(period.days) - 1)
    hour: Ints = (second - midnights[region, day]) % 86_400 // 3600
    return hour


def invent(plan: Plan, period: Period, network: Network) -> Incidents:
    """Invent the incidents, in the order in which they happened."""
    rng = plan.rng("incidents")
    n = MANY + WAVE
    in_wave = np.arange(n) >= MANY
    region, place = _where(rng, in_wave)
    kind = _kinds(rng, in_wave)
    occurred = _occurred(rng, period, region, kind, in_wave)
    reported = occurred + _delay(rng, n)
    # What is not heard of yet is in no table; what happened tomorrow has not happened.
    is_reported = (reported < period.end_moment) & (occurred < period.end_moment)
    order = np.argsort(occurred, kind="stable")
    order = order[is_reported[order]]
    unsorted = Incidents(
        kind=kind,
        occurred=occurred,
        reported=reported,
        report_known=rng.random(n) >= NOT_REPORTED,
        source=drawn(rng, np.array(SOURCE_SHARES), n),
        verification=np.zeros(n, dtype=np.int64),
        verified=reported,
        verified_known=np.zeros(n, dtype=np.bool_),
        region=region,
        state=np.where(rng.random(n) < STATE_UNKNOWN, -1, atlas().state[place]),
        place=np.where(rng.random(n) < COUNTY_UNKNOWN, -1, place),
        committee=_committee(rng, network, place),
        in_wave=in_wave,
    )
    by_time = Incidents(
        **{name: getattr(unsorted, name)[order] for name in Incidents.__dataclass_fields__}
    )
    return _with_verification(rng, period, _without_place(rng, by_time))


def _where(rng: np.random.Generator, in_wave: Bools) -> tuple[Ints, Ints]:
    n = len(in_wave)
    region = drawn(rng, np.array(REGION_SHARES), n)
    region = np.where(in_wave, region_index("southeast"), region)
    place = drawn_by_group(rng, atlas().community ** 0.8, atlas().region, region)
    usps = [s.usps for s in states()]
    wave_states = np.array([usps.index(state) for state in WAVE_STATES])
    wave_state = wave_states[drawn(rng, np.array(list(WAVE_STATES.values())), n)]
    wave_place = drawn_by_group(rng, atlas().community ** 0.8, atlas().state, wave_state)
    return region, np.where(in_wave, wave_place, place)


def _kinds(rng: np.random.Generator, in_wave: Bools) -> Ints:
    n = len(in_wave)
    usual = np.array([KIND_SHARES[k] for k in INCIDENT_KINDS])
    wave = np.array([WAVE_SHARES.get(k, 0.0) for k in INCIDENT_KINDS])
    return np.where(in_wave, drawn(rng, wave, n), drawn(rng, usual, n))


def _occurred(
    rng: np.random.Generator, period: Period, region: Ints, kind: Ints, in_wave: Bools
) -> Ints:
    n = len(region)
    usual = period.days[drawn(rng, activity(period), n)]
    days_into_wave = rng.triangular(0, WAVE_DAYS * 0.65, WAVE_DAYS, n).astype(np.int64)
    day = np.where(in_wave, period.end - WAVE_DAYS + days_into_wave, usual)
    midnights = np.stack([period.midnights(ZONES[r.region_id]) for r in regions()])
    at_dawn = np.isin(kind, [INCIDENT_KINDS.index(k) for k in DAWN])
    hour = np.where(at_dawn, rng.normal(6.6, 1.6, n), rng.normal(14.0, 4.6, n)) % 24
    occurred: Ints = midnights[region, np.minimum(day, period.end - 1) - period.start]
    return occurred + (hour * 60).astype(np.int64) * 60


def _delay(rng: np.random.Generator, n: int) -> Ints:
    soon = lognormal_minutes(rng, 34.0, 1.0, n)
    next_day = lognormal_minutes(rng, 14 * 60.0, 0.8, n)
    late = (rng.uniform(3, 50, n) * 86_400).astype(np.int64)
    draw = rng.random(n)
    return np.select([draw < SOON, draw < SOON + NEXT_DAY], [soon, next_day], late)


def _committee(rng: np.random.Generator, network: Network, place: Ints) -> Ints:
    """A committee of the same state, where there is one and the report names it."""
    weights = np.where(network.status == FORMING, 0.05, 1.0) * network.size
    committee = drawn_by_group(rng, weights, network.state, atlas().state[place])
    return np.where(rng.random(len(place)) < 0.68, committee, -1)


def _without_place(rng: np.random.Generator, incidents: Incidents) -> Incidents:
    """Take away the place where no region is known, and the county where no state is."""
    is_unplaced = (rng.random(len(incidents)) < REGION_UNKNOWN) & ~incidents.in_wave
    state = np.where(is_unplaced, -1, incidents.state)
    return replace(
        incidents,
        region=np.where(is_unplaced, -1, incidents.region),
        state=state,
        place=np.where(state < 0, -1, incidents.place),
        committee=np.where(is_unplaced, -1, incidents.committee),
    )


def _with_verification(rng: np.random.Generator, period: Period, incidents: Incidents) -> Incidents:
    n = len(incidents)
    # In a wave there are more reports than people to check them.
    median = np.where(incidents.in_wave, 190.0, 80.0)
    wait = lognormal_minutes(rng, median, 1.1, n)
    wait = np.where(rng.random(n) < 0.05, (rng.uniform(4, 60, n) * 86_400).astype(int), wait)
    verified = incidents.heard + wait
    draw = rng.random(n)
    code = np.select([draw < VERIFIED, draw < VERIFIED + FALSE_REPORT], [VERIFIED_CODE, FALSE_CODE])
    is_decided = (code != UNVERIFIED_CODE) & (verified < period.end_moment)
    return replace(
        incidents,
        verification=np.where(is_decided, code, UNVERIFIED_CODE),
        verified=verified,
        verified_known=is_decided & (rng.random(n) > 0.02),
    )
