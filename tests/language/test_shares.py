"""Who had the most: what "most" may be said of, and what can't be said."""

import pytest

from lib.language import use
from lib.language.shares import kind_with_most, largest, place_with_most


@pytest.mark.parametrize(
    ("counts", "whole", "english", "spanish"),
    [
        # 161 of 1,203 is 13.4 %: no "most".
        (
            {"Georgia": 161, "Texas": 158, "Florida": 120},
            1203,
            "Georgia had the most: 161 of 1,203 (13%)",
            "Donde más hubo fue en Georgia: 161 de 1,203 (13%)",
        ),
        # Half is not more than half, though the others are a quarter each.
        (
            {"Georgia": 2, "Texas": 1, "Florida": 1},
            None,
            "Georgia had the most: 2 of 4 (50%)",
            "Donde más hubo fue en Georgia: 2 de 4 (50%)",
        ),
        (
            {"Georgia": 3, "Texas": 1, "Florida": 1},
            None,
            "Most were in Georgia: 3 of 5 (60%)",
            "La mayor parte está en Georgia: 3 de 5 (60%)",
        ),
        # All with a known place are Georgia's, and they are 2 of 5.
        (
            {"Georgia": 2},
            5,
            "Georgia had the most: 2 of 5 (40%)",
            "Donde más hubo fue en Georgia: 2 de 5 (40%)",
        ),
        (
            {"Georgia": 2, "Idaho": 1, "Texas": 2},
            None,
            "Georgia and Texas had the most, as many each: 2 of 5 (40%)",
            "Donde más hubo fue en Georgia y Texas: 2 de 5 (40%) en cada lugar",
        ),
        # One each in four states: none is named for standing first in the alphabet.
        (
            {"Georgia": 1, "Idaho": 1, "Ohio": 1, "Texas": 1},
            None,
            "4 places had the most, as many each: 1 of 4 (25%)",
            "Hubo 4 lugares con más, y con el mismo número: 1 de 4 (25%) en cada uno",
        ),
    ],
)
def test_most_is_said_of_more_than_half(
    counts: dict[str, int], whole: int | None, english: str, spanish: str
) -> None:
    with use("en"):
        assert place_with_most(counts, whole) == english
    with use("es"):
        assert place_with_most(counts, whole) == spanish


@pytest.mark.parametrize(
    ("counts", "english", "spanish"),
    [
        (
            {"traffic stop": 6, "raid": 5, "detention": 5, "other": 3},
            "most often: traffic stop, 6 of 19 (32%)",
            "lo más frecuente: traffic stop, 6 de 19 (32%)",
        ),
        (
            {"raid": 12, "detention": 7},
            "most of them: raid, 12 of 19 (63%)",
            "la mayor parte: raid, 12 de 19 (63%)",
        ),
        (
            {"raid": 1, "detention": 1},
            "most often: raid and detention, as many each: 1 of 2 (50%)",
            "lo más frecuente: raid y detention, 1 de 2 (50%) en cada caso",
        ),
        (
            {"a": 1, "b": 1, "c": 1, "d": 1, "e": 0},
            "4 kinds most often, as many each: 1 of 4 (25%)",
            "4 tipos fueron igual de frecuentes: 1 de 4 (25%) en cada caso",
        ),
    ],
)
def test_kinds_likewise(counts: dict[str, int], english: str, spanish: str) -> None:
    with use("en"):
        assert kind_with_most(counts) == english
    with use("es"):
        assert kind_with_most(counts) == spanish


@pytest.mark.parametrize("counts", [{}, {"Georgia": 0, "Texas": 0}])
def test_of_nothing_nothing_is_said(counts: dict[str, int]) -> None:
    assert largest(counts) is None
    assert place_with_most(counts) == kind_with_most(counts) == ""
    # Nor where all that happened was in no place that anybody knows.
    assert place_with_most(counts, 5) == ""


@pytest.mark.parametrize(("counts", "whole"), [({"Georgia": 3}, 2), ({"Georgia": -1}, None)])
def test_parts_that_are_more_than_their_whole_are_refused(
    counts: dict[str, int], whole: int | None
) -> None:
    with pytest.raises(ValueError, match="parts of"):
        largest(counts, whole)
