"""The covering model against every possible answer, and its conditions."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures.driving import reach_km
from lib.measures.priorities.cover import (
    Cover,
    added_by,
    best_cover,
    frontier,
    greedy_cover,
    needs_most,
    people_to_reach,
)
from lib.measures.priorities.wish import Infeasible, Wish

KM = 111.1951
"""Of a degree of latitude."""


def _line(uncovered: list[float], step_km: float = 40, region: str = "") -> pd.DataFrame:
    """Places ``a``, ``b``, … on a line to the north."""
    n = len(uncovered)
    return pd.DataFrame(
        {
            "place_id": [chr(ord("a") + i) for i in range(n)],
            "region_id": list(region) if region else ["s"] * n,
            "latitude": [30 + i * step_km / KM for i in range(n)],
            "longitude": [-100.0] * n,
            "uncovered": uncovered,
            "has_committee": [True] * n,
        }
    )


def test_greed_takes_the_middle_and_loses() -> None:
    # Each place reaches its neighbours 40 km away. Greed takes c (3 + 4 + 3 = 10) and then a or e
    # adds 2; b and d together reach all 14.
    places = _line([2, 3, 4, 3, 2])
    assert greedy_cover(places, Wish(2)).covered == 12
    best = best_cover(places, Wish(2))
    assert (best.organizers, best.covered, best.whole, best.gap) == (("b", "d"), 14, 14, 0)


def test_a_training_covers_its_own_place_alone_and_needs_a_committee() -> None:
    places = _line([1, 1, 9, 5], step_km=100).assign(has_committee=[True, True, False, True])
    assert best_cover(places, Wish(1, 1)) == Cover(("c",), ("d",), 14, 16, 0)
    assert best_cover(places, Wish(0, 1)).trainings == ("d",)


def test_floors_pins_and_exclusions_hold() -> None:
    places = _line([9, 8, 1, 2], step_km=100, region="sswm")
    assert best_cover(places, Wish(2)).organizers == ("a", "b")
    assert best_cover(places, Wish(2, floors=(("w", 1),))).organizers == ("a", "c")
    assert best_cover(places, Wish(2, pinned=frozenset("d"))).organizers == ("a", "d")
    assert best_cover(places, Wish(2, excluded=frozenset("a"))).organizers == ("b", "d")
    greedy = greedy_cover(places, Wish(2, floors=(("w", 1), ("m", 1))))
    assert greedy.organizers == ("c", "d")


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(1, floors=(("s", 1), ("w", 1))), "need more organizers"),
        (Wish(1, floors=(("w", 1),), pinned=frozenset("a")), "need more organizers"),
        (Wish(3, floors=(("w", 2),)), "fewer candidates"),
        (Wish(1, floors=(("nowhere", 1),)), "fewer candidates"),
        (Wish(1, pinned=frozenset("ab")), "more places are pinned"),
        (Wish(1, pinned=frozenset("a"), excluded=frozenset("a")), "pinned and excluded"),
        (Wish(1, pinned=frozenset("z")), "no candidate"),
    ],
)
def test_conditions_that_cannot_be_met_are_said(wish: Wish, said: str) -> None:
    places = _line([9, 8, 1, 2], region="sswm")
    for solve in (best_cover, greedy_cover):
        with pytest.raises(Infeasible, match=said):
            solve(places, wish)


@pytest.mark.parametrize("uncovered", [-1.0, np.nan])
def test_need_that_cannot_be_is_refused(uncovered: float) -> None:
    with pytest.raises(ValueError, match="must be known and not negative"):
        best_cover(_line([1, uncovered]), Wish(1))


def test_more_organizers_than_places_and_nothing_to_cover() -> None:
    assert best_cover(_line([1, 2]), Wish(9)).covered == 3
    assert best_cover(_line([0, 0]), Wish(1)).covered == 0


def _brute_force(places: pd.DataFrame, wish: Wish) -> float:
    """The most that any allowed choice of places covers."""
    latitude = places["latitude"].to_numpy()
    # A metre of slack: 25 km twice is the reach itself.
    reached = np.abs(latitude[:, None] - latitude) * KM <= reach_km(wish.minutes) + 1e-3
    n, floors = len(places), dict(wish.floors)
    regions, ids = places["region_id"].to_numpy(), places["place_id"].to_numpy()
    best = -1.0
    for chosen in combinations(range(n), min(wish.organizers, n)):
        named = set(ids[list(chosen)])
        if not wish.pinned <= named or wish.excluded & named:
            continue
        if any((regions[list(chosen)] == region).sum() < k for region, k in floors.items()):
            continue
        by_organizer = reached[list(chosen)].any(axis=0) if chosen else np.zeros(n, dtype=bool)
        taught = np.flatnonzero(places["has_committee"].to_numpy())
        for trained in combinations(taught, min(wish.trainings, len(taught))):
            covered = by_organizer.copy()
            covered[list(trained)] = True
            best = max(best, float(places["uncovered"].to_numpy()[covered].sum()))
    return best


@pytest.mark.slow
@given(
    st.lists(st.integers(0, 9), min_size=3, max_size=7),
    st.integers(1, 3),
    st.integers(0, 2),
    st.integers(5, 70),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_no_choice_covers_more(
    need: list[int], organizers: int, trainings: int, step: int, data: st.DataObject
) -> None:
    n = len(need)
    region = data.draw(st.text("sw", min_size=n, max_size=n))
    places = _line([float(x) for x in need], step, region).assign(
        has_committee=data.draw(st.lists(st.booleans(), min_size=n, max_size=n))
    )
    floors = (("w", 1),) if "w" in region else ()
    pinned = data.draw(st.sampled_from([frozenset(), frozenset(region.count("w") * "a")]))
    wish = Wish(min(organizers + len(pinned), n), trainings, 60.0, floors, pinned)
    best = best_cover(places, wish)
    assert best.covered == pytest.approx(_brute_force(places, wish))
    assert greedy_cover(places, wish).covered <= best.covered + 1e-9


def test_the_frontier_never_falls_and_keeps_to_the_pins() -> None:
    curve = frontier(_line([2, 3, 4, 3, 2]), Wish(2, pinned=frozenset("a")), 3)
    # a with b 5; then d reaches c, d and e as well: all 14.
    assert curve["organizers"].tolist() == [1, 2, 3]
    assert curve["best"].tolist() == [5, 14, 14]


def test_only_people_where_need_is_greatest_are_counted() -> None:
    need = pd.Series([0.1, 0.2, 0.3, 0.4, 0.5, None])
    # Of the five that are known, the quarter with most need begins at the fourth: 0.4.
    needs = needs_most(need, need)
    assert needs.tolist() == [False, False, False, True, True, False]
    places = pd.DataFrame({"foreign_born": [9000, 1, 1, 1000, None, 7]})
    nobody = pd.Series([False] * 6)
    # The largest place has little need: nobody of it is counted.
    assert people_to_reach(places, needs, nobody).tolist() == [0, 0, 0, 1000, 0, 0]
    assert people_to_reach(places, needs, ~nobody).sum() == 0


def test_where_there_is_no_need_or_none_is_known_nobody_is_counted() -> None:
    for need in (pd.Series([0.0, 0.0]), pd.Series([np.nan, np.nan]), pd.Series([], dtype=float)):
        assert not needs_most(need, need).any()


def test_each_organizer_adds_whom_those_before_it_do_not_reach() -> None:
    # b reaches a, b, c (9); d then adds d and e, c being reached already (5 of 9).
    places = _line([2, 3, 4, 3, 2])
    best = best_cover(places, Wish(2))
    added = added_by(places, 60.0, best)
    assert list(added.items()) == [("b", 9.0), ("d", 5.0)]
    assert sum(added.values()) == best.covered
    assert added_by(places, 60.0, best_cover(places, Wish(0))) == {}
