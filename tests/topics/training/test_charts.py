import pandas as pd
import pytest

from lib.topics.training.charts.medians import step_medians
from lib.topics.training.charts.stages import stage_bars
from lib.topics.training.charts.within import completion_lines
from tests.ui.drawn import traces_of

ROWS = pd.DataFrame(
    [
        # 12 of 40 within thirty days; the interval is the caller's.
        ("2026-08-31", 30, 12, 40, 0.30, 0.18, 0.45),
        ("2026-09-07", 30, 4, 20, 0.20, 0.08, 0.42),
        ("2026-09-14", 30, 0, 0, None, None, None),  # nobody enrolled
        ("2026-08-31", 90, 20, 40, 0.50, 0.35, 0.65),
        ("2026-09-07", 90, 4, 20, 0.20, 0.08, 0.42),
        ("2026-09-14", 90, 0, 0, None, None, None),
    ],
    columns=["enrolled_from", "horizon_days", "completed", "enrolled", "rate", "low", "high"],
).astype({"enrolled_from": "datetime64[s]", "rate": float, "low": float, "high": float})


def test_a_line_a_horizon_the_longest_with_its_interval():
    band, within_90, within_30 = traces_of(completion_lines(ROWS))
    assert (within_90["name"], within_30["name"]) == ("within 90 days", "within 30 days")
    assert within_30["x"] == ["2026-08-31", "2026-09-07", "2026-09-14"]
    # A week of nobody is a gap, and no zero.
    assert within_30["y"] == [0.30, 0.20, None]
    assert band["y"] == [0.65, 0.42, 0.08, 0.35]
    assert within_30["line"]["dash"] != within_90["line"]["dash"]


def test_a_point_says_numerator_and_denominator():
    assert traces_of(completion_lines(ROWS))[2]["hovertext"][0] == "30% (12 of 40)"


def test_lines_are_named_at_their_ends_and_need_no_legend():
    layout = completion_lines(ROWS).layout
    assert [name.text for name in layout.annotations] == ["30 days", "90 days"]
    assert layout.showlegend is False


STEPS = {"start": "To start", "complete": "To complete"}
MEDIANS = pd.DataFrame(
    [
        ("Legal", "start", 3.0, 2.0, 5.0),
        ("Legal", "complete", 41.0, 30.0, None),  # so few that no upper limit is known
        ("Rights", "start", 4.0, 4.0, 4.0),
        ("Rights", "complete", None, None, None),  # fewer than half have completed
    ],
    columns=["name", "step", "p50", "p50_low", "p50_high"],
).astype({"p50": float, "p50_low": float, "p50_high": float})


def test_a_point_a_step_with_its_interval():
    start, complete = traces_of(step_medians(MEDIANS, STEPS, group="name"))
    assert (start["name"], start["x"], start["text"]) == ("To start", [3, 4], ["3", "4"])
    assert (start["error_x"]["array"], start["error_x"]["arrayminus"]) == ([2, 0], [1, 0])
    assert complete["error_x"]["array"] == [None, None]
    assert complete["hovertext"][0] == "To complete: 41 (30 to –)"
    assert start["marker"]["symbol"] != complete["marker"]["symbol"]


def test_a_step_without_a_median_keeps_its_row_and_has_no_point():
    figure = step_medians(MEDIANS, STEPS, group="name")
    start, complete = traces_of(figure)
    assert complete["x"] == [41, None]
    assert figure.layout.yaxis.ticktext == ("Legal", "Rights")
    # Each row's two points lie about its middle: 0 and 1.
    assert start["y"] == pytest.approx([-1 / 6, 5 / 6])
    assert complete["y"] == pytest.approx([1 / 6, 7 / 6])


STAGES = {"completed": "Completed", "in_progress": "Started", "not_started": "Not started"}
COUNTS = pd.DataFrame(
    [("Legal", 1200, 1100, 40, 60), ("Nobody", 0, 0, 0, 0)],
    columns=["name", "enrolled", "completed", "in_progress", "not_started"],
)


def test_bars_are_divided_into_shares_and_say_counts():
    figure = stage_bars(COUNTS, STAGES, label="name")
    completed, started, not_started = traces_of(figure)
    assert [t["x"][0] for t in (completed, started, not_started)] == [0.9167, 0.0333, 0.05]
    assert completed["hovertext"][0] == "Completed: 92% (1,100 of 1,200)"
    # A share under a tenth has no room for its number.
    assert (completed["text"][0], started["text"][0]) == ("92%", "")
    assert figure.layout.yaxis.ticktext == ("Legal<br>(1,200)", "Nobody<br>(0)")


def test_a_group_of_nobody_has_no_bar():
    for trace in traces_of(stage_bars(COUNTS, STAGES, label="name")):
        assert trace["x"][1] is None
        assert trace["text"][1] == ""


def test_stages_differ_by_more_than_colour():
    five = {f"s{n}": f"Stage {n}" for n in range(5)}
    counts = pd.DataFrame([{"name": "A", "enrolled": 5, **dict.fromkeys(five, 1)}])
    traces = traces_of(stage_bars(counts, five, label="name"))
    looks = [(t["marker"]["color"], t["marker"]["pattern"]["shape"]) for t in traces]
    assert len(set(looks)) == 5
    # Neighbours differ in pattern, or one is far darker: never in hue alone.
    assert [t["marker"]["pattern"]["shape"] for t in traces].count("") < 4
