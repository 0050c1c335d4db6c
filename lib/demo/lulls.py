"""The times in which committees fade: some only meet less for a while, others fall silent."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lib.demo.columns import Bools, Floats, Ints
from lib.demo.period import NEVER, Period
from lib.demo.plan import Plan

A_YEAR = 0.5
"""Lulls of an ordinary committee in a year."""
VIGOR = 0.5
"""By how much their logarithm falls with each unit of vigor."""
STEADY_DAYS = 120
"""Days without a lull after a committee forms, and after each lull."""
ABRUPT, ABRUPT_DAYS = 0.06, 12
"""Share that comes without any sign: a move, a quarrel, a raid."""
FADING_DAYS = (90, 200)
FALLS_SILENT = 0.78
LEFT, LEFT_IF_NOT_SILENT = 0.15, 0.5
"""What is left of a committee's life when it has faded."""
SILENT_DAYS, MORE_DAYS = 110, 75.0
"""Shortest silence; and the mean of what comes on top, of silences and of low times."""
LONGEST_DAYS = 150
"""The longest silence: later someone calls the committee dormant, or it was brought back."""
BACK, BACK_DAYS = 0.5, 60
"""The life with which a committee comes back, and the days until it is what it was."""


class Lull(NamedTuple):
    """A committee fades from one day to the day from which it is low; days since 1970.

    Low, nobody meets at all if it ``is_silent``; until it ``revives``, :data:`NEVER` if it doesn't.
    """

    committee: int
    begins: int
    low: int
    revives: int
    is_silent: bool


def vitality(lulls: list[Lull], committees: int, days: Ints) -> Floats:
    """The life in each committee on each day (committees x days), 1 out of lulls, 0 in silence."""
    life = np.ones((committees, len(days)))
    for lull in lulls:
        remaining = LEFT if lull.is_silent else LEFT_IF_NOT_SILENT
        faded_share = np.clip((days - lull.begins) / (lull.low - lull.begins), 0.0, 1.0)
        fading = 1.0 - (1.0 - remaining) * faded_share
        back = BACK + (1.0 - BACK) * np.clip((days - lull.revives) / BACK_DAYS, 0.0, 1.0)
        low = 0.0 if lull.is_silent else remaining
        life[lull.committee] *= np.select(
            [days >= lull.revives, days >= lull.low], [back, low], fading
        )
    return life


def invent(
    plan: Plan, period: Period, formed: Ints, quiet: Ints, vigor: Floats, without_lull: Bools
) -> list[Lull]:
    """Invent the lulls of each committee, by committee and time.

    :param quiet: the last day on which a committee met that went dormant or closed, else
        ``NEVER``; it fades toward it.
    :param without_lull: committees without any lull.
    """
    rng = plan.rng("lulls")
    all_lulls: list[Lull] = []
    for committee in np.flatnonzero(~without_lull).tolist():
        first, ends = int(formed[committee]), int(quiet[committee])
        wait = 365.0 / (A_YEAR * np.exp(-VIGOR * vigor[committee]))
        begins = max(ends - _fading(rng), first + STEADY_DAYS // 3) if ends < NEVER else NEVER
        all_lulls += _passing(rng, period, committee, first, begins, wait)
        if ends < NEVER:
            all_lulls.append(Lull(committee, min(begins, ends - 1), ends, NEVER, True))
    return all_lulls


def _fading(rng: np.random.Generator) -> int:
    return ABRUPT_DAYS if rng.random() < ABRUPT else int(rng.integers(*FADING_DAYS))


def _passing(
    rng: np.random.Generator, period: Period, committee: int, first: int, last: int, wait: float
) -> Iterator[Lull]:
    """The lulls that pass, or go on as the data end; each over well before ``last``."""
    begins = first + STEADY_DAYS + int(rng.exponential(wait))
    while begins < period.end:
        low = begins + _fading(rng)
        is_silent = bool(rng.random() < FALLS_SILENT)
        revives = low + SILENT_DAYS * is_silent + int(rng.exponential(MORE_DAYS))
        if is_silent and revives >= period.end > low + LONGEST_DAYS:
            revives = low + LONGEST_DAYS
        if revives + STEADY_DAYS > last:
            break
        yield Lull(committee, begins, low, revives, is_silent)
        begins = revives + STEADY_DAYS + int(rng.exponential(wait))
