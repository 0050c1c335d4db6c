import pandas as pd
import pytest

from lib.measures.priorities.reasons import changes_since, why_here
from lib.measures.priorities.scoring import priorities
from tests.measures.priorities.places import places

BEFORE = places({"agreements": 0}, {"agreements": 1}, {"agreements": 2})


def test_what_lifts_a_place_above_the_middle() -> None:
    found = priorities(
        places(
            {"agreements": 0, "hours": 0},
            {"agreements": 1, "hours": 5},
            {"agreements": 2, "hours": 9},
        )  # fmt: skip
    )
    # c has most agreements; hours, of which it has most too, don't lift it.
    assert why_here(found, "c")["component"].tolist() == ["agreements"]
    assert why_here(found, "a")["component"].tolist() == ["hours"]
    # b is the middle of both.
    assert why_here(found, "b").empty
    # 50 × 15 / 15 telling points of need … the whole group: from 0.5 to 1 of its 50 points.
    assert why_here(found, "c")["above"].tolist() == pytest.approx([25])


def test_a_place_that_is_none() -> None:
    with pytest.raises(KeyError):
        why_here(priorities(BEFORE), "z")


def test_what_changed() -> None:
    # a overtakes both.
    now = BEFORE.assign(agreements=[3, 1, 2])
    changed = changes_since(priorities(now), priorities(BEFORE)).set_index("place_id")
    assert changed.index[0] == "a"
    assert changed["rank_change"].to_dict() == {"a": 2, "b": -1, "c": -1}
    assert changed.loc["a", "component"] == "agreements"
    assert changed.loc["a", "need_change"] == pytest.approx(1)


def test_a_place_that_had_no_rank_before_has_not_changed() -> None:
    before = BEFORE.assign(foreign_born=[100_000, 100_000, None])
    changed = changes_since(priorities(BEFORE), priorities(before))
    assert set(changed["place_id"]) == {"a", "b"}
    assert isinstance(changed, pd.DataFrame)
