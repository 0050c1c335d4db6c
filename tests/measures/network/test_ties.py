"""Degrees and articulation points of graphs small enough to see through."""

import pandas as pd

from lib.measures.network import tied


def of(*pairs: str) -> list[list[object]]:
    ties = pd.DataFrame([tuple(p) for p in pairs], columns=["partner_id", "other_partner_id"])
    return tied(ties).to_numpy().tolist()


def test_who_joins_a_triangle_and_a_tail_cuts_off_the_tail() -> None:
    # a, b, c are tied to each other; d hangs on c, e on d. Without c, d and e are cut off (2);
    # without d, e is (1).
    assert of("ab", "bc", "ca", "cd", "de") == [
        ["c", 3, 2],
        ["d", 2, 1],
        ["a", 2, 0],
        ["b", 2, 0],
        ["e", 1, 0],
    ]


def test_each_part_of_the_network_is_by_itself() -> None:
    # In the path a–e the middle cuts off 2, its neighbours 1; in the star x of four, 3 of 4.
    path, star = ("ab", "bc", "cd", "de"), ("xp", "xq", "xr", "xs")
    cut_off = {row[0]: row[2] for row in of(*path, *star)}
    assert {who: n for who, n in cut_off.items() if n} == {"c": 2, "b": 1, "d": 1, "x": 3}


def test_a_tie_said_twice_is_one_and_nobody_is_tied_to_itself() -> None:
    assert of("ab", "ba", "aa") == [["a", 1, 0], ["b", 1, 0]]


def test_without_ties_nothing_is_said() -> None:
    assert of() == []
