import numpy as np
import pandas as pd
import pytest

from lib.measures.renewals import BetaGeometric, PlainRate, Verdict, judge
from lib.measures.renewals.settings import RenewalThresholds

RULES = RenewalThresholds(cycles_held_out=2, minimum_due=30, minimum_lapsed=10)
NEWEST = pd.Timestamp("2026-10-01")


def history(
    shares: dict[int, float], months: int, due: int = 100, cycle: str = "monthly"
) -> pd.DataFrame:
    """So many due at each numbered renewal in each of the newest months, so many lapsed."""
    rows = [
        ("standard", cycle, NEWEST - pd.DateOffset(months=ago), renewal, due, round(due * share))
        for ago in range(months)
        for renewal, share in shares.items()
    ]
    names = ["tier_id", "cycle", "due_month", "renewal", "due", "lapsed"]
    return pd.DataFrame(rows, columns=names)


FALLING = {1: 0.4, 2: 0.2, 3: 0.13, 4: 0.1}
"""As of alpha 1, beta 1.5 or so: who stays, stays."""


def test_a_model_that_is_closer_foretells() -> None:
    made = judge(history(FALLING, 14), NEWEST, RULES)["standard", "monthly"]
    assert made.verdict is Verdict.MODEL
    assert isinstance(made.rule, BetaGeometric)
    assert made.score is not None
    # The last two months of four renewals of a hundred each: (40 + 20 + 13 + 10) lapsed in each.
    assert (made.score.due, made.score.lapsed) == (800, 166)
    assert made.score.brier < made.score.brier_rate


def test_the_plain_rate_is_that_of_the_last_year() -> None:
    # Two of ten lapse in the last year, half before it.
    old = history({1: 0.5, 2: 0.5}, 24)
    new = history({1: 0.2, 2: 0.2}, 12)
    both = pd.concat([old[old["due_month"] <= NEWEST - pd.DateOffset(months=12)], new])
    made = judge(both, NEWEST, RULES)["standard", "monthly"]
    assert made.rate == PlainRate(lapsed=480, due=2400)


def test_a_model_that_is_not_closer_gives_way() -> None:
    # As many lapse at each renewal, and in the last two months fewer than ever before, the fewest
    # at the first: the model, which told more at the first, was worse.
    before = history({1: 0.4, 2: 0.2, 3: 0.2}, 20)
    before = before[before["due_month"] <= NEWEST - pd.DateOffset(months=2)]
    after = history({1: 0.1, 2: 0.25, 3: 0.25}, 2)
    made = judge(pd.concat([before, after]), NEWEST, RULES)["standard", "monthly"]
    assert made.verdict is Verdict.NOT_BETTER
    assert isinstance(made.rule, PlainRate)
    assert made.score is not None
    assert made.score.brier >= made.score.brier_rate


def test_records_too_short_to_try_have_the_plain_rate() -> None:
    # Of yearly dues the last two cycles are two years: nothing is left before them.
    made = judge(history(FALLING, 20, cycle="yearly"), NEWEST, RULES)["standard", "yearly"]
    assert made.verdict is Verdict.TOO_SHORT
    assert isinstance(made.rule, PlainRate)
    assert made.score is None


@pytest.mark.parametrize(("due", "verdict"), [(1, Verdict.CYCLE), (100, Verdict.TOO_SHORT)])
def test_a_tier_of_few_has_the_rate_of_its_cycle(due: int, verdict: Verdict) -> None:
    many = history({1: 0.2}, 12)
    few = history({1: 0.0}, 12, due=due).assign(tier_id="few")
    made = judge(pd.concat([many, few]), NEWEST, RULES)["few", "monthly"]
    assert made.verdict is verdict
    assert isinstance(made.rule, PlainRate)
    assert made.rule.rate == pytest.approx(240 / 1212 if due == 1 else 0)


def test_too_few_at_all_are_not_foretold() -> None:
    made = judge(history({1: 0.5}, 12, due=2), NEWEST, RULES)["standard", "monthly"]
    assert (made.rule, made.verdict) == (None, Verdict.TOO_FEW)
    assert judge(history({}, 0), NEWEST, RULES) == {}


def test_who_leaves_no_more_than_chance_is_told_alike() -> None:
    # A constant share: the model's is constant, too, and nothing is lost by it.
    made = judge(history({1: 0.2, 2: 0.2, 3: 0.2}, 20), NEWEST, RULES)["standard", "monthly"]
    assert made.rule is not None
    assert np.allclose(made.rule.lapsing([1, 2, 3]), 0.2, atol=1e-5)
