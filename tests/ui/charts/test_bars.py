import pandas as pd
import plotly.graph_objects as go

from lib.language.formats import minutes
from lib.ui.charts import bars
from tests.ui.drawn import traces_of


def drawn(frame: pd.DataFrame, **options) -> tuple[dict, go.Figure]:
    figure = bars(frame, label="name", value="n", **options)
    return traces_of(figure)[0], figure


def test_each_bar_has_its_number_beside_it():
    trace, _figure = drawn(pd.DataFrame({"name": ["A", "B"], "n": [1200, 0]}))
    assert trace["text"] == ["1,200", "0"]
    assert trace["x"] == [1200, 0]


def test_no_data_has_a_dash_and_no_bar():
    trace, _figure = drawn(pd.DataFrame({"name": ["A", "B"], "n": [5, None]}))
    assert trace["text"] == ["5", "–"]
    assert trace["x"] == [5, 0]


def test_the_number_is_written_as_asked():
    trace, _figure = drawn(pd.DataFrame({"name": ["A"], "n": [125]}), text=minutes)
    assert trace["text"] == ["2.1 hr"]


def test_the_first_row_is_on_top_and_two_of_one_name_stay_two():
    trace, figure = drawn(pd.DataFrame({"name": ["Same", "Same"], "n": [1, 2]}))
    assert trace["y"] == [0, 1]
    assert figure.layout.yaxis.range == (1.5, -0.5)  # from below the second to above the first


def test_long_names_are_wrapped_for_a_phone():
    _trace, figure = drawn(pd.DataFrame({"name": ["What to do when they come"], "n": [1]}))
    assert figure.layout.yaxis.ticktext == ("What to do when they<br>come",)


def test_rows_are_high_enough_for_their_names():
    _trace, low = drawn(pd.DataFrame({"name": ["Short"] * 3, "n": [1, 2, 3]}))
    _trace, high = drawn(pd.DataFrame({"name": ["What to do when they come"] * 3, "n": [1, 2, 3]}))
    assert high.layout.height - low.layout.height == 3 * 15  # a second line of 15 pixels each


def test_nothing_but_zeros_and_nothing_at_all_can_be_drawn():
    drawn(pd.DataFrame({"name": ["A"], "n": [0]}))
    trace, _figure = drawn(pd.DataFrame({"name": [], "n": []}))
    assert trace["x"] == []
