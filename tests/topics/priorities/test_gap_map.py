"""The map of places: what each point is as large, as dark and as round as it is."""

import pandas as pd

from lib.topics.priorities.gap_map import gap_map
from tests.ui.drawn import traces_of

STATES = pd.DataFrame({"usps": ["AZ", "HI", "PR", "TX"]})


def _places(*rows: dict[str, object]) -> pd.DataFrame:
    usual: dict[str, object] = {
        "usps": "AZ",
        "latitude": 32.0,
        "longitude": -111.0,
        "people": 100.0,
    }
    usual |= {"place": "x", "need": 0.75, "capacity": 0.25, "gap": 0.5}
    return pd.DataFrame([usual | row for row in rows])


def _points(places: pd.DataFrame) -> list[dict[str, object]]:
    figure = gap_map(places, STATES, value_name="Gap", country=True)
    return [t for t in traces_of(figure) if t["type"] == "scattergeo" and t.get("hovertext")]


def test_need_above_capacity_is_a_disc_and_the_rest_a_square() -> None:
    traces = _points(_places({"gap": 0.5}, {"gap": 0.0}, {"gap": -0.5}, {"gap": None}))
    drawn = {trace["marker"]["symbol"]: len(trace["lat"]) for trace in traces}  # type: ignore[index]
    # No gap at all is no lack; without a gap there is neither.
    assert drawn == {"circle": 1, "square-open": 2, "x-thin-open": 1}


def test_a_disc_has_an_area_like_its_people() -> None:
    (trace,) = _points(_places({"people": 400.0}, {"people": 100.0}, {"people": 0.0}))
    # From 7 to 30 pixels: a quarter of the people, half of the 23 between.
    assert trace["marker"]["size"] == [30, 18.5, 7]  # type: ignore[index]


def test_the_largest_are_drawn_first_and_places_without_a_point_not_at_all() -> None:
    (trace,) = _points(
        _places({"people": 1.0, "place": "small"}, {"place": "large"}, {"latitude": None})
    )
    assert trace["hovertext"] == ["large", "small"]
    # Put together in the browser: the name, and need and capacity in percent.
    assert trace["customdata"] == [[75, 25], [75, 25]]
    template = "%{hovertext}: need %{customdata[0]}%, capacity %{customdata[1]}%<extra></extra>"
    assert trace["hovertemplate"] == template


def test_a_place_without_a_rank_says_so() -> None:
    (trace,) = _points(_places({"gap": None, "need": None}))
    assert trace["hovertext"] == ["x: no rank"]


def test_puerto_rico_has_its_inset() -> None:
    traces = _points(_places({}, {"usps": "PR", "latitude": 18.4, "longitude": -66.1}))
    assert sorted(str(trace["geo"]) for trace in traces) == ["geo", "geo2"]


def test_without_any_place_the_land_is_drawn() -> None:
    assert _points(_places({}).head(0)) == []
