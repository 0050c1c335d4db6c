"""What is true of whoever knows every person behind a number but one, with and without noise."""

from math import exp

import pytest

from lib.publication.parameters import parameters
from tests.attacks.reconstruction.person import (
    bounded,
    laplace,
    learned,
    learned_unrounded,
    none,
    over,
)

RULES = parameters().rounding


@pytest.mark.parametrize(
    ("others", "certain"),
    [
        (14, 1.0),  # masked, or 20
        (15, 0.0),  # 20 and 20
        (25, 1.0),  # 20, or 26 → 30
        (26, 0.0),
        (34, 1.0),  # 30, or 35 → 40
        (125, 1.0),  # 100, or 126 → 150
        (126, 0.0),
        (1_049, 0.0),  # 1,049 → 1,000 and 1,050 → 1,000, half to even
        (1_050, 1.0),
    ],
)
def test_with_rounding_alone_all_or_nothing_is_learned(others: int, certain: float) -> None:
    found = learned(others, none, RULES)
    assert (found.certain, found.bits) == (certain, certain)
    assert found.surest == (1.0 if certain else 0.5)


def test_how_many_numbers_stand_at_a_boundary() -> None:
    """A boundary a class: 25|26, 34|35, 45|46, …, 85|86, 94|95: 8 of the 85 numbers from 15 to 99.

    From 100 to 999 a class has fifty numbers, 18 boundaries of 900; to 2,000 a hundred.
    """
    assert over(15, 99, none, RULES).certain == pytest.approx(8 / 85)
    assert over(100, 999, none, RULES).certain == pytest.approx(18 / 900)
    assert over(1_000, 1_999, none, RULES).certain == pytest.approx(10 / 1_000)


@pytest.mark.parametrize("width", [1, 2, 5, 10, 50])
def test_no_bounded_noise_keeps_everyone_from_certainty(width: int) -> None:
    """It has a farthest step, which a class is reached by from n + 1 and not from n."""
    found = over(15, 2_000, bounded(width), RULES)
    assert found.surest == 1.0
    # But it is seldom taken: a triangle's farthest step has the probability 1 / (width + 1)².
    assert 0 < found.certain < over(15, 2_000, none, RULES).certain


def test_one_step_of_bounded_noise_by_hand() -> None:
    """−1, 0, 1 with ¼, ½, ¼, where the others are 24 and the last makes 25.

    24 becomes 23 to 25, always told as 20. 25 becomes 24 to 26, told as 30 by a quarter. So 30
    is seen by an eighth, and is certain; 20 leaves 3/4 against 1.
    """
    found = learned(24, bounded(1), RULES)
    assert found.certain == pytest.approx(1 / 8)
    assert learned(23, bounded(1), RULES).bits == 0.0


@pytest.mark.parametrize("epsilon", [0.25, 1.0])
def test_with_unbounded_noise_nobody_is_ever_certain(epsilon: float) -> None:
    """The odds change by e^ε at most: a belief of ½ grows to e^ε / (1 + e^ε)."""
    noise = laplace(epsilon)
    found = over(15, 2_000, noise, RULES)
    assert found.certain == 0.0
    assert found.surest == pytest.approx(exp(epsilon) / (1 + exp(epsilon)), abs=1e-6)


@pytest.mark.parametrize("noise", [none, bounded(3), laplace(0.5)])
def test_all_noise_is_somewhere(noise: object) -> None:
    assert callable(noise)
    assert noise(-1_000, 1_000) == pytest.approx(1.0)
    assert noise(-1_000, -1) == pytest.approx(noise(1, 1_000))


def test_who_knows_all_cases_but_one_never_learns_whether_it_was_won() -> None:
    """Of few cases and of many, and of what is said by nothing being told.

    With ε = ½ a belief of ½ grows to e^½ / (1 + e^½) = 62 % at most.
    """
    epsilon = parameters().metric("cases_won").epsilon
    assert epsilon == 0.5
    for others in range(200):
        found = learned_unrounded(others, laplace(epsilon), RULES)
        assert found.certain == 0.0
        assert found.surest < 0.6225
        assert found.bits < 0.05


def test_with_rounding_alone_a_won_case_would_be_told_at_each_edge() -> None:
    """Of 14 others a value says that the last one was won: that is why cases have noise."""
    assert learned(14, none, RULES).surest == 1.0
    assert learned_unrounded(14, none, RULES).certain == 1.0
