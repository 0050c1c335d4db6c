"""Attacks on published numbers, which need no server: everyone has them, for ever."""

from lib.publication.parameters import parameters
from tests.attacks.reconstruction.person import laplace, learned_unrounded
from tests.attacks.reconstruction.report import OURS, report
from tests.attacks.tally import Tally

PERIODS = 13
MOST_CASES = 300


def numbers(tally: Tally) -> None:
    """Reconstruct a year of releases: across regions, periods and releases, and as an insider."""
    for row in report(seed=2, periods=PERIODS).itertuples():
        if str(row.attack).startswith(OURS):
            tally.attempts[str(row.attack)] += int(row.attacked)
            if row.narrowed:
                tally.leaks.append(f"{row.attack}: {row.narrowed} narrowed of {row.attacked}")


def cases(tally: Tally) -> None:
    """Who knows of every case but one whether it was won, and reads what is published of it."""
    rules = parameters()
    epsilon = rules.metric("cases_won").epsilon
    for others in range(MOST_CASES):
        told = learned_unrounded(others, laplace(epsilon or float("inf")), rules.rounding)
        wrong = f"certain in {told.certain:.0%}" if told.certain else None
        tally.tried("cases won, who knows all but one", f"{others} others", wrong)
