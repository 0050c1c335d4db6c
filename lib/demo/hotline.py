"""Calls to the hotline: from incidents and from worry, answered by day and too seldom by night."""

from collections.abc import Iterator

import numpy as np

from lib.demo.columns import (
    Batch,
    Ints,
    batch,
    identifiers,
    joined,
    moments,
    picked,
)
from lib.demo.incidents import SOURCES, Incidents, activity, local_hour
from lib.demo.period import Period
from lib.demo.places import ZONES, atlas, drawn
from lib.demo.plan import Plan
from lib.reference import regions, states

OTHER_CALLS = 21_500
"""Calls about no incident on record."""
STATE_UNKNOWN = 0.07
LANGUAGES = ("es", "en", "mam", "quc", "mix", "ht", None)
LANGUAGE_SHARES = (0.67, 0.2, 0.03, 0.025, 0.02, 0.025, 0.03)
HOURS = (
    1, 0.7, 0.6, 0.6, 1.2, 3, 5.5, 7, 7, 6, 5.5, 5,
    5, 5, 4.8, 5, 5.5, 6, 6.5, 6.5, 6, 5, 3.5, 2,
)  # fmt: skip
"""How many calls come in each hour of the caller's day."""
BY_DAY, BY_NIGHT, IN_WAVE = 0.93, 0.46, 0.82
"""Shares answered; the last, a factor for the weeks of the wave."""
NIGHT_BEGINS, NIGHT_ENDS = 22, 6


def rows(plan: Plan, period: Period, incidents: Incidents) -> Iterator[Batch]:
    """Rows of ``hotline_call``, in the order in which they came in."""
    rng = plan.rng("hotline")
    state, received, incident = _calls(rng, period, incidents)
    order = np.argsort(received, kind="stable")
    state, received, incident = state[order], received[order], incident[order]
    n = len(received)
    in_wave = received > period.end_moment - 40 * 86_400
    hour = local_hour(period, atlas().state_region[state], received)
    is_night = (hour >= NIGHT_BEGINS) | (hour < NIGHT_ENDS)
    answer_share = np.where(is_night, BY_NIGHT, BY_DAY) * np.where(in_wave, IN_WAVE, 1.0)
    answered = received + 3 + rng.exponential(38.0, n).astype(np.int64)
    is_answered = (rng.random(n) < answer_share) & (answered < period.end_moment)
    number = identifiers("", np.arange(1, n + 1), 6)
    updated = np.where(is_answered, answered, received) + 900
    yield batch(
        "incidents",
        "hotline_call",
        call_id=joined("call-", number),
        received_at=moments(received),
        answered_at=moments(answered, is_answered),
        language=picked(LANGUAGES, drawn(rng, np.array(LANGUAGE_SHARES), n)),
        state_fips=picked([s.state_fips for s in states()], state, state >= 0),
        incident_id=identifiers("i", incident + 1, 6, incident >= 0),
        caller=joined("invented caller ", number),
        notes=joined("invented note ", number),
        updated_at=moments(np.minimum(updated, period.end_moment - 60)),
    )


def _calls(
    rng: np.random.Generator, period: Period, incidents: Incidents
) -> tuple[Ints, Ints, Ints]:
    """The state, the UTC second and the incident of each call, -1 where not known."""
    by_phone = (incidents.source == SOURCES.index("hotline")) & incidents.report_known
    phoned_in = np.flatnonzero(by_phone)
    # The report is written down some minutes into the call.
    first = incidents.reported[phoned_in] - rng.integers(60, 600, len(phoned_in))
    state = drawn(rng, atlas().state_community, OTHER_CALLS)
    day = drawn(rng, np.sqrt(activity(period)), OTHER_CALLS)
    hour = drawn(rng, np.array(HOURS, dtype=np.float64), OTHER_CALLS)
    midnights = np.stack([period.midnights(ZONES[r.region_id]) for r in regions()])
    second = midnights[atlas().state_region[state], day] + hour * 3600
    second += rng.integers(0, 3600, OTHER_CALLS)
    state = np.where(rng.random(OTHER_CALLS) < STATE_UNKNOWN, -1, state)
    is_past = second < period.end_moment
    return (
        np.concatenate([incidents.state[phoned_in], state[is_past]]),
        np.concatenate([first, second[is_past]]),
        np.concatenate([phoned_in, np.full(int(is_past.sum()), -1)]),
    )
