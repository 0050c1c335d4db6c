"""A fraction has the rate that it is beside it, and what leans on the region says so."""

import pytest

from lib.language import use
from lib.measures.health import Part
from lib.topics.health import inputs
from lib.topics.health.rows import Counts, JudgedPart

COUNTS = Counts(**dict.fromkeys(Counts._fields, 0.0))


def _part(part: Part, numerator: float, denominator: float, strength: float, value: float) -> str:
    rest = dict.fromkeys(
        ("zero_at", "full_at", "part_weight", "indicator_weight", "points_lost", "score"), 0.5
    )
    row = JudgedPart(part, numerator, denominator, strength, value, **rest)
    return inputs._figure(part, row, COUNTS)


def test_a_share_is_its_fraction_and_the_one_that_leans_stands_beside_it() -> None:
    # 8 of 10 are 80 %; with five more of whom 50 % are covered, 10.5 of 15 are 70 %.
    assert _part(Part.DUES, 8, 10, 5, 0.7) == (
        "8 of 10 members covered by dues: 80%; 70% leaning on the region"
    )
    with use("es"):
        assert "80%; 70% apoyado en la región" in _part(Part.DUES, 8, 10, 5, 0.7)


@pytest.mark.parametrize(("numerator", "denominator", "said"), [(8, 10, "80%"), (0, 0, "–")])
def test_what_leans_on_nothing_has_one_rate(
    numerator: float, denominator: float, said: str
) -> None:
    line = _part(Part.DUES, numerator, denominator, 0, float("nan"))
    assert line.endswith(f"members covered by dues: {said}")


def test_growth_says_its_own_and_the_one_that_leans() -> None:
    # A net of 9 of 90 members is 10 per hundred.
    line = _part(Part.GROWTH, 900, 90, 20, 8.3)
    assert line.endswith(": +10 per hundred; +8.3 per hundred leaning on the region")
