import math

import pandas as pd
import plotly.graph_objects as go

from lib.topics.response.delay_charts import delay_ranges
from tests.ui.drawn import traces_of


def drawn(rows: list[tuple[str, float | None, float | None]]) -> tuple[list[dict], go.Figure]:
    figure = delay_ranges(pd.DataFrame(rows, columns=["step", "median", "p90"]), group="step")
    return traces_of(figure), figure


def test_a_range_a_row_from_the_median_to_the_ninetieth_percentile():
    (spans, half, most), _figure = drawn([("Verify", 17, 130), ("Arrive", 95, 2900)])
    assert spans["x"] == [17, 130, None, 95, 2900, None]
    assert half["text"] == ["17 min", "95 min"]
    assert most["text"] == ["2.2 hr", "2 days"]  # 2 h 10 min; 48 h 20 min
    assert half["marker"]["symbol"] != most["marker"]["symbol"]


def test_a_step_without_a_measure_keeps_its_row_and_has_a_dash():
    (_spans, half, _most), figure = drawn([("Verify", None, None), ("Arrive", 95, 100)])
    assert half["x"] == [None, 95]
    assert half["text"] == ["–", "95 min"]
    assert figure.layout.yaxis.ticktext == ("Verify", "Arrive")


def test_no_delay_at_all_stands_at_one_minute_on_the_log_scale_and_says_zero():
    (_spans, half, _most), _figure = drawn([("Verify", 0, 0)])
    assert half["x"] == [1]
    assert half["text"] == ["0 min"]


def test_nothing_measured_anywhere_is_an_empty_row_on_a_scale_that_can_be_drawn():
    (spans, half, most), figure = drawn([("Verify", None, None)])
    assert (spans["x"], half["x"], most["x"]) == ([None] * 3, [None], [None])
    assert half["text"] == most["text"] == ["–"]
    # From below one minute to above an hour, in powers of ten.
    low, high = figure.layout.xaxis.range
    assert low < 0 < math.log10(60) < high
    (_spans, half, _most), figure = drawn([])
    assert half["x"] == []
    assert figure.layout.yaxis.ticktext == ()


def test_a_row_without_a_median_says_why():
    frame = pd.DataFrame(
        [("All", None, None), ("Done", 95, 100)], columns=["step", "median", "p90"]
    )
    *_drawn, said = traces_of(delay_ranges(frame, group="step", missing="fewer than half"))
    assert (said["y"], said["text"]) == ([0], ["fewer than half"])
