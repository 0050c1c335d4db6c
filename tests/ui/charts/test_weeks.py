from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.language import use
from lib.ui.charts import lines, stacked_weeks, weekly_line
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


COUNTS = pd.DataFrame(
    [
        (MONDAYS[0], "raid", 5),
        (MONDAYS[0], "raid", 1),  # another state's row of the same week: added
        (MONDAYS[0], "checkpoint", 2),
        # nothing in the week of 2 November: drawn empty
        (MONDAYS[2], "checkpoint", 1),
        (MONDAYS[3], "raid", 1),
    ],
    columns=["week_start", "kind", "incidents"],
)


def stacked(frame: pd.DataFrame, incomplete_from: date | None) -> list[dict]:
    return valid(
        stacked_weeks(
            frame, kind="kind", value="incidents", names=str.title, incomplete_from=incomplete_from
        )
    )


def test_counts_are_added_by_week_and_kind_and_missing_weeks_are_zero():
    raids, checkpoints = stacked(COUNTS, None)
    assert raids["x"] == ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]
    assert (raids["name"], raids["y"]) == ("Raid", [6, 0, 0, 1])
    assert (checkpoints["name"], checkpoints["y"]) == ("Checkpoint", [2, 0, 1, 0])


def test_the_running_week_is_hatched_and_the_legend_says_so():
    raids, _checkpoints, key = stacked(COUNTS, RUNNING)
    assert raids["marker"]["pattern"]["shape"] == ["", "", "", "/"]
    assert key["name"] == "This week so far"
    with use("es"):
        assert stacked(COUNTS, RUNNING)[-1]["name"] == "Esta semana hasta hoy"


def test_beyond_five_kinds_the_rest_is_added_up():
    rows = [(MONDAYS[0], kind, n) for kind, n in zip("abcdefg", (7, 6, 5, 4, 3, 2, 1), strict=True)]
    traces = stacked(pd.DataFrame(rows, columns=COUNTS.columns), None)
    assert [trace["name"] for trace in traces] == ["A", "B", "C", "D", "E", "Other kinds"]
    assert traces[-1]["y"] == [3]  # f and g: 2 + 1


def test_a_sixth_kind_alone_keeps_its_name():
    rows = [(MONDAYS[0], kind, 1) for kind in "abcdef"]
    traces = stacked(pd.DataFrame(rows, columns=COUNTS.columns), None)
    assert [trace["name"] for trace in traces] == list("ABCDEF")


def test_no_rows_are_an_empty_chart():
    assert stacked(COUNTS.iloc[:0], RUNNING) == []


def late(*rows: tuple[date, float | None, float | None, float | None]) -> list[dict]:
    """Four weeks of ten raids, some of which may still rise."""
    counts = pd.DataFrame({"week_start": MONDAYS, "kind": "raid", "incidents": 10})
    rising = pd.DataFrame(rows, columns=["week_start", "estimate", "low", "high"])
    return valid(
        stacked_weeks(
            counts,
            kind="kind",
            value="incidents",
            names=str,
            incomplete_from=RUNNING,
            late=rising.assign(reported=10.0),
        )
    )


def test_what_late_reports_will_likely_add_stands_on_the_bar_with_its_band():
    raids, to_come, _key = late((MONDAYS[2], 14.5, 12, 18))
    assert raids["marker"]["pattern"]["shape"] == ["", "", "", "/"]
    assert (to_come["x"], to_come["y"]) == ([MONDAYS[2].isoformat()], [4.5])
    # From 14.5 up to 18 and down to 12.
    assert (to_come["error_y"]["array"], to_come["error_y"]["arrayminus"]) == ([3.5], [2.5])
    assert to_come["customdata"] == ["14 in all (from 12 to 18)"]
    assert to_come["marker"]["pattern"]["shape"] not in ("", "/")


def test_weeks_of_which_nobody_can_tell_are_hatched_and_the_legend_says_so():
    raids, key = late((MONDAYS[1], None, None, None), (MONDAYS[2], None, None, None))
    assert raids["marker"]["pattern"]["shape"] == ["", "/", "/", "/"]
    assert key["name"] == "Not complete yet"


def test_a_week_that_can_be_told_is_not_hatched_beside_one_that_can_not():
    raids, to_come, _key = late((MONDAYS[1], 11.0, 10, 13), (MONDAYS[2], None, None, None))
    assert raids["marker"]["pattern"]["shape"] == ["", "", "/", "/"]
    assert to_come["x"] == [MONDAYS[1].isoformat()]
