from datetime import date

import pandas as pd
import pytest

from lib.measures.retention import OTHERS, pooled, spans


def names(*sizes: int, least: int = 5) -> list[str]:
    rows = pd.DataFrame({"tier": list("abcdef"[: len(sizes)]), "members": sizes})
    return pooled(rows, "tier", least)["tier"].tolist()


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((5, 6, 7), ["a", "b", "c"]),  # none is small
        ((3, 4, 9), [OTHERS, OTHERS, "c"]),  # two are, and enough together
        ((3, 6, 9), [OTHERS, OTHERS, "c"]),  # one alone would be what is missing from the total
        ((1, 2, 9), [OTHERS, OTHERS, OTHERS]),  # two are, and too few together
        ((1, 1), [OTHERS, OTHERS]),
        ((4,), [OTHERS]),
    ],
)
def test_small_groups_are_put_together(sizes: tuple[int, ...], expected: list[str]) -> None:
    assert names(*sizes) == expected


def test_sizes_are_summed_over_rows() -> None:
    rows = pd.DataFrame({"tier": ["a", "a", "b"], "members": [3, 3, 9]})
    assert pooled(rows, "tier", 5)["tier"].tolist() == ["a", "a", "b"]
    assert pooled(rows.head(0), "tier", 5).empty


def test_half_years_are_put_together_until_they_are_enough() -> None:
    halves = [date(2024, 1, 1), date(2024, 7, 1), date(2025, 1, 1), date(2025, 7, 1)]
    rows = pd.DataFrame({"joined": halves, "members": [4, 7, 12, 3]})
    made = spans(rows, "joined", 10)
    # 4 and 7 are eleven; 12 are enough, and the last three join them.
    assert made["first"].tolist() == [halves[0], halves[0], halves[2], halves[2]]
    assert made["last"].tolist() == [halves[1], halves[1], halves[3], halves[3]]
    one = spans(rows.head(1), "joined", 10)
    assert one[["first", "last"]].to_numpy().tolist() == [[halves[0], halves[0]]]
