import pandas as pd
import plotly.graph_objects as go
import pytest

from lib.reference.shapes import middles
from lib.ui.maps import us_map
from lib.ui.palette import LAND, LEVEL, STATUS
from tests.ui.drawn import traces_of

CODES = [*middles(), "PR"]
SOUTHEAST = ["AL", "AR", "FL", "GA", "KY", "LA", "MS", "NC", "SC", "TN", "VA", "WV", "PR"]
WEST = ["AK", "CA", "HI", "ID", "MT", "OR", "WA", "WY"]


def states(codes: list[str], **values: float | None) -> pd.DataFrame:
    """States with a value of one, but for those given."""
    rows = [(code, f"Name of {code}", values.get(code, 1.0)) for code in codes]
    return pd.DataFrame(rows, columns=["usps", "name", "value"]).astype({"value": float})


def committee(number: int, usps: str, latitude: float, longitude: float, status: str = "active"):
    return {
        "committee_id": f"c{number}",
        "usps": usps,
        "latitude": latitude,
        "longitude": longitude,
        "status": status,
        "hover": f"Committee {number}",
    }


def traces(figure: go.Figure, kind: str) -> list[dict]:
    found = [trace for trace in traces_of(figure) if trace.get("mode") != "text"]
    return [trace for trace in found if trace["type"] == kind and "geo" in trace]


def drawn(*arguments, **options) -> go.Figure:
    return us_map(*arguments, value_name="Incidents", **options)


def test_the_country_has_every_state_once_and_puerto_rico_in_an_inset():
    shaded = traces(drawn(states(CODES)), "choropleth")
    by_subplot = {trace["geo"]: trace for trace in shaded}
    assert set(by_subplot) == {"geo", "geo2"}
    assert len(by_subplot["geo"]["locations"]) == 51  # fifty states and the District of Columbia
    # Plotly knows Puerto Rico by its country code only.
    assert by_subplot["geo2"]["locations"] == ["PRI"]
    assert by_subplot["geo2"]["locationmode"] == "ISO-3"


def test_no_data_is_drawn_apart_from_zero():
    zero, unknown = traces(drawn(states(["TX", "AZ"], TX=0, AZ=None)), "choropleth")
    assert (zero["locations"], zero["hovertext"]) == (["TX"], ["Name of TX: 0"])
    assert zero["coloraxis"] == "coloraxis"
    assert (unknown["locations"], unknown["hovertext"]) == (["AZ"], ["Name of AZ: no data"])
    assert {color for _step, color in unknown["colorscale"]} == {LAND}


def test_the_legend_explains_no_data_only_where_there_is_some():
    def legend(figure):
        return [trace.name for trace in figure.data if trace.showlegend]

    assert legend(drawn(states(["TX", "AZ"], AZ=None))) == ["no data"]
    assert legend(drawn(states(["TX", "AZ"]))) == []


def test_states_are_shaded_by_classes_with_labelled_edges():
    # Fifths of 0, 1, 10, 20, 40 and 1,234: 1, 10, 20 and 40 stand at them.
    values = {"TX": 0, "AZ": 1, "NM": 10, "NV": 20, "UT": 40, "CO": 1234}
    figure = drawn(states(list(values), **values))
    axis = figure.layout.coloraxis
    assert axis.colorbar.ticktext == ("0", "1", "10", "20", "40", "1,234")
    assert (axis.cmin, axis.cmax) == (0, 5)
    (shaded,) = traces(figure, "choropleth")
    placed = dict(zip(shaded["locations"], shaded["z"], strict=True))
    # An edge belongs to the class that begins there.
    assert placed == {"TX": 0.5, "AZ": 1.5, "NM": 2.5, "NV": 3.5, "UT": 4.5, "CO": 4.5}


def test_small_rates_are_told_apart_on_the_scale_and_by_hover():
    figure = drawn(states(["TX", "AZ"], TX=0.046, AZ=3.24))
    # Fifths: 0.685, 1.32, 1.96 and 2.6; of two figures each.
    assert figure.layout.coloraxis.colorbar.ticktext == (
        "0.046", "0.68", "1.3", "2", "2.6", "3.2",
    )  # fmt: skip
    (shaded,) = traces(figure, "choropleth")
    assert shaded["hovertext"] == ["Name of TX: 0.046", "Name of AZ: 3.2"]


def test_a_state_may_say_what_its_value_is_made_of_and_what_it_means_to_have_none():
    frame = states(["TX", "AZ"], AZ=None).assign(said=["2 of 4", None])
    figure = drawn(frame, unclassed="too few")
    assert [trace["hovertext"] for trace in traces(figure, "choropleth")] == [
        ["Name of TX: 2 of 4"],
        ["Name of AZ: too few"],
    ]
    assert [trace.name for trace in figure.data if trace.showlegend] == ["too few"]


def test_few_values_have_few_classes():
    axis = drawn(states(["TX", "AZ"], TX=7, AZ=90)).layout.coloraxis
    # Between 7 and 90 the fifths are 24, 40, 57 and 73.
    assert axis.colorbar.ticktext == ("7", "24", "40", "57", "73", "90")
    one = drawn(states(["TX"], TX=3)).layout.coloraxis
    assert (one.colorbar.ticktext, one.cmax) == (("3",), 1)


def test_states_bear_their_letters_where_there_is_room():
    def letters(figure):
        return [text for trace in traces_of(figure) for text in trace.get("text") or ()]

    assert "TX" in letters(drawn(states(CODES)))
    assert "RI" not in letters(drawn(states(CODES)))
    assert letters(drawn(states(["RI", "MA"]), country=False)) == ["MA", "RI"]


@pytest.mark.parametrize("value", [0, None])
def test_a_map_of_nothing_can_be_drawn(value):
    assert drawn(states(["TX"], TX=value)).layout.coloraxis.cmax == 1


def test_ratios_are_written_as_percentages():
    (shaded,) = traces(drawn(states(["TX"], TX=0.256), as_percent=True), "choropleth")
    assert shaded["hovertext"] == ["Name of TX: 26%"]


def test_each_status_has_its_shape_and_colour_and_its_committees_ids():
    points = pd.DataFrame(
        [
            committee(1, "TX", 29.8, -95.4),
            committee(2, "AZ", 33.4, -112.1, "dormant"),
            committee(3, "PR", 18.4, -66.1),
        ]
    )
    active, dormant, island = traces(drawn(states(CODES), points), "scattergeo")
    assert active["marker"]["symbol"] == STATUS["active"].symbol
    assert dormant["marker"]["color"] == STATUS["dormant"].color
    assert [t["customdata"] for t in (active, dormant, island)] == [["c1"], ["c2"], ["c3"]]
    assert [t["geo"] for t in (active, dormant, island)] == ["geo", "geo", "geo2"]
    assert (active["lat"], active["lon"]) == ([29.8], [-95.4])


def test_the_legend_is_in_the_order_of_a_committees_life():
    points = pd.DataFrame(
        [committee(n, "TX", 30 + n, -95, s) for n, s in enumerate(("closed", "active", "forming"))]
    )
    figure = drawn(states(["TX"]), points)
    assert [trace.name for trace in figure.data if trace.showlegend] == [
        "Forming",
        "Active",
        "Closed",
    ]


def test_a_status_of_the_organizations_own_is_drawn_too():
    points = pd.DataFrame(
        [committee(1, "TX", 30, -95, "resting"), committee(2, "TX", 31, -95, "resting")]
    )
    figure = drawn(states(["TX"]), points)
    assert [trace.name for trace in figure.data if trace.showlegend] == ["resting"]
    assert traces(figure, "scattergeo")[0]["customdata"] == ["c1", "c2"]


@pytest.mark.parametrize("together", [2, 3, 7])
def test_committees_of_one_place_stand_apart_around_it(together):
    points = pd.DataFrame([committee(n, "TX", 30.0, -95.0) for n in range(together)])
    (trace,) = traces(drawn(states(["TX"]), points), "scattergeo")
    places = list(zip(trace["lat"], trace["lon"], strict=True))
    assert len(set(places)) == together
    # The middle of the circle is the place itself (to the three decimals that are sent).
    assert sum(trace["lat"]) / together == pytest.approx(30.0, abs=0.001)
    assert sum(trace["lon"]) / together == pytest.approx(-95.0, abs=0.001)


def test_a_region_is_drawn_by_itself_with_insets_for_what_lies_across_the_sea():
    figure = drawn(states(SOUTHEAST), country=False)
    assert figure.layout.geo.fitbounds == "locations"
    assert {trace["geo"]: len(trace["locations"]) for trace in traces(figure, "choropleth")} == {
        "geo": 12,
        "geo2": 1,
    }
    west = drawn(states(WEST), country=False)
    assert {trace["geo"]: trace["locations"] for trace in traces(west, "choropleth")} == {
        "geo": ["CA", "ID", "MT", "OR", "WA", "WY"],
        "geo2": ["AK"],
        "geo3": ["HI"],
    }
    # The insets stand side by side.
    assert west.layout.geo2.domain.x[1] <= west.layout.geo3.domain.x[0]


def test_a_region_without_islands_has_the_whole_figure():
    figure = drawn(states(["IL", "OH"]), country=False)
    assert figure.layout.geo.domain.y == (0, 1)
    assert not figure.layout.shapes


def test_a_region_of_one_island_has_no_mainland():
    figure = drawn(states(["PR"]), country=False)
    assert {trace["geo"] for trace in traces(figure, "choropleth")} == {"geo"}
    assert "geo2" not in figure.to_dict()["layout"]


def test_one_hundred_and_twenty_committees_fit_in_sixty_kilobytes():
    points = pd.DataFrame([committee(n, "TX", 30 + n / 99, -95) for n in range(120)])
    assert len(drawn(states(CODES), points).to_json()) < 60_000


def test_the_country_has_the_whole_figure_although_it_has_an_inset():
    # Plotly would give each of two maps half of the height.
    assert drawn(states(CODES)).layout.geo.domain.y == (0, 1)


def test_points_may_be_marked_by_another_family_in_its_own_order():
    points = pd.DataFrame(
        [committee(1, "TX", 29.8, -95.4, "fragile"), committee(2, "AZ", 33.4, -112.1, "strong")]
    )
    figure = drawn(states(["TX", "AZ"]), points, family="health_level")
    fragile, strong = traces(figure, "scattergeo")
    assert fragile["marker"]["symbol"] == LEVEL["fragile"].symbol
    assert strong["marker"]["color"] == LEVEL["strong"].color
    assert [t.name for t in figure.data if t.showlegend] == ["Strong", "Fragile"]
