"""Rounding against the reference values of the Census Bureau's Disclosure Review Board."""

import numpy as np
import pytest

from lib.publication.parameters import parameters
from lib.publication.rounding import MASKED, classes, rounded

RULES = parameters().rounding


@pytest.mark.parametrize(
    ("number", "published"),
    [
        (0, MASKED),  # zero is told like any small number
        (14, MASKED),
        (15, 20),  # 1.5 tens: to the even 2
        (25, 20),  # 2.5 tens: to the even 2
        (26, 30),
        (34, 30),
        (35, 40),
        (94, 90),
        (95, 100),  # 9.5 tens: to the even 10
        (125, 100),  # 2.5 fifties: to the even 2
        (126, 150),
        (175, 200),
        (974, 950),
        (975, 1_000),  # 19.5 fifties: to 20
        (1_050, 1_000),  # 10.5 hundreds: to 10
        (1_051, 1_100),
        (9_950, 10_000),  # 99.5 hundreds: to 100
        (10_250, 10_000),  # 20.5 five hundreds: to 20
        (10_251, 10_500),
        (99_750, 100_000),  # 199.5 five hundreds: to 200
        (100_500, 100_000),  # 100.5 thousands: to 100
        (100_501, 101_000),
    ],
)
def test_reference_values(number: int, published: int) -> None:
    assert rounded(number, RULES) == published


def test_a_class_is_exactly_what_is_rounded_to_its_value() -> None:
    # Every number of all bands, so that no boundary is left out.
    numbers = np.arange(0, 120_000)
    published = rounded(numbers, RULES)
    least, greatest = classes(published, RULES)
    assert ((least <= numbers) & (numbers <= greatest)).all()
    has_value = published != MASKED
    values, first, counts = np.unique(published[has_value], return_index=True, return_counts=True)
    low, high = classes(values[:-1], RULES)  # the last class goes on beyond these numbers
    np.testing.assert_array_equal(low, numbers[has_value][first[:-1]])
    np.testing.assert_array_equal(high - low + 1, counts[:-1])


def test_the_class_of_a_masked_number_has_no_end() -> None:
    least, greatest = classes([MASKED], RULES)
    assert (least[0], greatest[0]) == (0, np.inf)


@pytest.mark.parametrize("value", [0, 10, 15, 25, 120, 1_050])
def test_a_value_that_no_number_is_rounded_to_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="no number is rounded"):
        classes([value], RULES)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        rounded([3, -1], RULES)
