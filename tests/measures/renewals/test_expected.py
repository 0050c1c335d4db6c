import numpy as np
import pandas as pd
import pytest

from lib.measures.renewals import (
    BetaGeometric,
    PlainRate,
    calibration,
    expected_lapses,
    fit,
    score,
    with_chances,
)

RATE = PlainRate(lapsed=20, due=100)


def test_the_plain_rate_by_hand() -> None:
    # One in five lapses: of those with two renewals to come, 1 - .8² = .36.
    assert RATE.lapsing([1, 9], [1, 2]).tolist() == pytest.approx([0.2, 0.36])
    assert RATE.limits == pytest.approx((0.1334, 0.2888), abs=5e-4)  # Wilson
    assert PlainRate(0, 50).covariance[0][0] > 0  # that nobody lapsed is no certainty


def due(*rows: tuple[str, str, int, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["committee_id", "tier_id", "renewal", "times", "members"])
    return frame.assign(cycle="yearly")


def test_expected_lapses_by_hand() -> None:
    # Standard (alpha 1, beta 3): 8 members at their first renewal, 1/4 each; sustainers by the
    # plain rate: 5, .2 each; solidarity has no rule.
    rows = due(
        ("a", "standard", 1, 1, 8),
        ("a", "sustainer", 3, 1, 5),
        ("a", "solidarity", 1, 1, 7),
        ("b", "solidarity", 1, 1, 2),
    )
    rules = {("standard", "yearly"): BetaGeometric(1, 3), ("sustainer", "yearly"): RATE}
    lapses = expected_lapses(with_chances(rows, rules), rules, ["committee_id"], confidence=0.95)
    made = lapses.set_index("committee_id")
    assert made.loc["a", ["members", "foreseen", "lapses"]].tolist() == pytest.approx([20, 13, 3])
    # Chance: 8 · 3/16 + 5 · .16 = 2.3; the rate's own error on five: (5 · .0397)².
    reach = 1.96 * (2.3 + 25 * RATE.covariance[0][0]) ** 0.5
    assert made.loc["a", "high"] == pytest.approx(3 + reach, abs=1e-3)
    assert made.loc["a", "low"] == pytest.approx(max(3 - reach, 0), abs=1e-3)
    assert made.loc["b", ["members", "foreseen"]].tolist() == [2, 0]
    assert np.isnan(made.loc["b", "lapses"])


def test_the_sum_of_committees_is_the_whole() -> None:
    rows = due(("a", "standard", 1, 1, 8), ("b", "standard", 2, 1, 9)).assign(all="all")
    rules = {("standard", "yearly"): fit([1, 2, 3], [90, 60, 40], [30, 12, 6])}
    parts = expected_lapses(with_chances(rows, rules), rules, ["committee_id"])
    whole = expected_lapses(with_chances(rows, rules), rules, ["all"]).iloc[0]
    assert parts["lapses"].sum() == pytest.approx(whole["lapses"])
    # They share the model's error, so it adds up more than chance does.
    chance = ((parts["high"] - parts["lapses"]) ** 2).sum() ** 0.5
    assert whole["high"] - whole["lapses"] > chance


def test_nobody_due_expects_nothing() -> None:
    assert expected_lapses(with_chances(due(), {}), {}, ["committee_id"]).empty


@pytest.mark.slow
def test_the_limits_hold_as_often_as_stated() -> None:
    # 80 histories of alpha .7, beta 6: fitted on 400 who joined, told of 200 at their first
    # renewals. .95 give or take three errors of .024.
    random = np.random.default_rng(3)
    truth, held = BetaGeometric(0.7, 6), 0
    for _ in range(80):
        chances = random.beta(truth.alpha, truth.beta, 400)
        left = np.minimum(random.geometric(chances), 13)
        ended = np.bincount(left, minlength=14)[1:13]
        came = 400 - np.concatenate([[0], np.cumsum(ended)[:-1]])
        model = fit(np.arange(1, 13), came, ended)
        rows = due(("a", "t", 1, 1, 120), ("a", "t", 5, 1, 80))
        rules = {("t", "yearly"): model}
        foretold = with_chances(rows, rules)
        told = expected_lapses(foretold, rules, ["committee_id"], 0.95).iloc[0]
        came_true = random.binomial(120, truth.lapsing(1)) + random.binomial(80, truth.lapsing(5))
        held += told["low"] <= came_true <= told["high"]
    assert held / 80 == pytest.approx(0.95, abs=0.073)


def test_the_brier_score_by_hand() -> None:
    # Four come to their first renewal, two lapse; four to their second, one lapses. The model says
    # 1/4 and 1/5, the rate 1/5 of all.
    seen = pd.DataFrame({"renewal": [1, 2], "due": [4, 4], "lapsed": [2, 1]})
    made = score(BetaGeometric(1, 3), RATE, seen)
    ours = (2 * (3 / 4) ** 2 + 2 * (1 / 4) ** 2 + (4 / 5) ** 2 + 3 * (1 / 5) ** 2) / 8
    plain = (3 * (4 / 5) ** 2 + 5 * (1 / 5) ** 2) / 8
    assert (made.brier, made.brier_rate) == pytest.approx((ours, plain))
    assert (made.expected, made.expected_rate, made.lapsed) == pytest.approx((1.8, 1.6, 3))
    assert made.is_better is (ours < plain)
    with pytest.raises(ValueError, match="without a renewal"):
        score(BetaGeometric(1, 3), RATE, seen.head(0))


def test_calibration_by_the_number_of_the_renewal() -> None:
    seen = pd.DataFrame({"renewal": [1, 2, 3, 9], "due": [40, 10, 10, 20], "lapsed": [12, 3, 1, 1]})
    made = calibration(BetaGeometric(1, 3), seen)
    assert made["first"].tolist() == [1, 2, 7]
    assert made["last"].tolist()[:2] == [1, 3]
    assert np.isnan(made["last"].iloc[-1])
    # 40/4; 10/5 + 10/6; 20/12.
    assert made["expected"].tolist() == pytest.approx([10, 2 + 10 / 6, 20 / 12])
    assert made["lapsed"].tolist() == [12, 4, 1]
    assert made["rate"].tolist() == [0.3, 0.2, 0.05]
