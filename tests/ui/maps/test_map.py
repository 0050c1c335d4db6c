import pytest

from lib.ui.maps.map import chosen


@pytest.mark.parametrize(
    ("points", "committee"),
    [
        ([], None),
        ([{"customdata": ["c1", "more"], "lat": 30}], "c1"),
        ([{"customdata": "c1"}], "c1"),  # a single value may come bare
        ([{"location": "TX", "z": 3}], None),  # a state
        ([{"location": "TX"}, {"customdata": ["c2"]}], "c2"),
    ],
)
def test_the_chosen_committee_is_the_first_point_that_has_one(points, committee):
    assert chosen(points) == committee
