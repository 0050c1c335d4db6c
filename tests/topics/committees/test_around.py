"""What happens around a committee, and who is near: nobody knows is not nothing."""

import pandas as pd
import pytest

from lib.topics.committees.around import Around, Counts, describe
from lib.topics.committees.nearest import distance, nearest
from lib.ui.filters import Choice, Scope

CHOICE = Choice(Scope(("southwest",)), 4)
TEXAS, BEXAR = Counts("Texas", 52, 14), Counts("Bexar County", 3, 1)


def said(
    state: Counts = TEXAS, county: Counts = BEXAR, *, is_recorded: bool = True
) -> tuple[str | None, str | None]:
    text = describe(Around(state, county, 4, is_recorded), CHOICE, "c1")
    return text.title, text.body


def test_incidents_of_the_county_are_part_of_those_of_the_state() -> None:
    assert said() == (
        "52 incidents in Texas in 4 weeks",
        "- 3 of them in Bexar County: nobody answered 1\n- In the whole state: nobody answered 14",
    )


@pytest.mark.parametrize(
    ("state", "county", "is_recorded", "title", "body"),
    [
        (
            Counts("Texas", 2, 0),
            Counts("Bexar County", 0, 0),
            True,
            "2 incidents in Texas in 4 weeks",
            "- 0 of them in Bexar County\n- In the whole state: somebody answered each",
        ),
        # Nobody ever recorded an answer: whether anyone came is not known.
        (
            Counts("Texas", 2, None),
            Counts(None),
            True,
            "2 incidents in Texas in 4 weeks",
            None,
        ),
        (
            Counts("Texas", 0, 0),
            Counts("Bexar County", 0, 0),
            True,
            "0 incidents in Texas in 4 weeks",
            None,
        ),
        (
            Counts("Texas", 0, None),
            Counts("Bexar County", 0, None),
            False,
            "Whether incidents happen near it can't be told: there is no record of any",
            None,
        ),
        (Counts(None), Counts(None), True, "Nobody knows where it is", None),
    ],
)
def test_nothing_is_told_from_no_record(
    state: Counts, county: Counts, is_recorded: bool, title: str, body: str | None
) -> None:
    assert said(state, county, is_recorded=is_recorded) == (title, body)


PLACES = pd.DataFrame(
    [
        ("own", "active", 0.0, 0.0),
        # One degree of the equator: 2 π · 6,371.0088 km / 360 = 111.19 km.
        ("east", "active", 0.0, 1.0),
        ("same", "forming", 0.0, 0.0),
        ("closed", "closed", 0.0, 0.1),
        ("unknown", "active", None, None),
        ("far", "active", 0.0, 90.0),
    ],
    columns=["committee_id", "status", "latitude", "longitude"],
)


def test_the_nearest_open_committees_by_great_circle() -> None:
    near = nearest(PLACES, "own", 2)
    assert near["committee_id"].tolist() == ["same", "east"]
    assert near["km"].tolist() == pytest.approx([0, 111.195], abs=0.001)
    assert [distance(km) for km in near["km"]] == ["In the same place", "69 miles (111 km)"]


def test_nobody_is_near_a_place_that_nobody_knows() -> None:
    assert nearest(PLACES, "unknown").empty
    assert nearest(PLACES.head(1), "own").empty
