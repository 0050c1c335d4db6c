from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.ui.charts import lines, weekly_line
from lib.ui.palette import SERIES
from tests.ui.drawn import traces_of

MONDAYS = [date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
RUNNING = MONDAYS[-1]


def valid(figure: go.Figure) -> list[dict]:
    """The figure's traces, after the validation that Tejido skips for speed."""
    return traces_of(figure)


def weekly(**columns) -> pd.DataFrame:
    return pd.DataFrame({"week_start": MONDAYS, **columns})


def test_the_running_week_is_a_hollow_point_and_never_part_of_the_line():
    line, hollow = valid(
        weekly_line(
            weekly(members=[10, 11, 12, 3]), {"members": "Members"}, incomplete_from=RUNNING
        )
    )
    assert line["x"] == ["2026-10-26", "2026-11-02", "2026-11-09"]
    assert line["y"] == [10, 11, 12]
    assert (hollow["x"], hollow["y"]) == (["2026-11-16"], [3])
    assert hollow["mode"] == "markers"
    assert hollow["marker"]["symbol"] == "circle-open"
    assert hollow["name"] == "This week so far"


def test_the_week_before_the_running_one_is_whole():
    line, hollow = valid(
        weekly_line(weekly(n=[1, 2, 3, 4]), {"n": "N"}, incomplete_from=date(2026, 11, 9))
    )
    assert (len(line["x"]), len(hollow["x"])) == (2, 2)


def test_a_chart_of_weeks_that_are_over_has_only_lines():
    assert len(valid(weekly_line(weekly(n=[1, 2, 3, 4]), {"n": "N"}, incomplete_from=None))) == 1


def test_the_legend_explains_the_hollow_points_once():
    traces = valid(
        weekly_line(weekly(a=[1] * 4, b=[2] * 4), {"a": "A", "b": "B"}, incomplete_from=RUNNING)
    )
    assert [trace.get("showlegend", True) for trace in traces] == [True, True, True, False]


def test_no_data_is_a_gap_and_not_a_zero():
    (line,) = valid(
        weekly_line(weekly(n=[1, float("nan"), None, 4]), {"n": "N"}, incomplete_from=None)
    )
    assert line["y"] == [1, None, None, 4]
    assert line["connectgaps"] is False


def test_rows_may_come_in_any_order():
    (line,) = valid(lines(weekly(n=[1, 2, 3, 4]).iloc[::-1], {"n": "N"}, x="week_start"))
    assert line["y"] == [1, 2, 3, 4]


def test_lines_differ_by_more_than_colour():
    traces = valid(
        weekly_line(weekly(a=[1] * 4, b=[2] * 4), {"a": "A", "b": "B"}, incomplete_from=None)
    )
    looks = [(trace["line"]["color"], trace["line"]["dash"]) for trace in traces]
    assert looks == [(SERIES[0], "solid"), (SERIES[1], "dash")]


def test_the_axis_of_counts_begins_at_zero():
    figure = weekly_line(weekly(n=[900, 910, 920, 930]), {"n": "N"}, incomplete_from=None)
    assert figure.layout.yaxis.rangemode == "tozero"


def ticks(*values: float | None, percent: bool = False) -> tuple[object, object]:
    frame = weekly(n=[*values, *[None] * (4 - len(values))])
    drawn = weekly_line(frame, {"n": "N"}, incomplete_from=None, percent=percent)
    return drawn.layout.yaxis.dtick, drawn.layout.yaxis.range


def test_few_of_what_is_counted_have_whole_ticks():
    assert ticks(0, 1, None, 2) == (1, None)
    assert ticks(5) == (1, None)
    # Above five, Plotly's own ticks are whole.
    assert ticks(6) == (None, None)
    # Nothing at all: an axis to one, not to half of it.
    assert ticks(0, 0) == (1, (0, 1))
    # Ratios have no whole ticks.
    assert ticks(0.4) == (None, None)
    assert ticks(1, percent=True) == (None, None)
