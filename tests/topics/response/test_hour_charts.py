import pandas as pd
import pytest

from lib.topics.response.hour_charts import delay_profile, hour_bars
from tests.ui.drawn import traces_of

COLUMNS = ["name", "p50", "closed_p50", "closed_p50_low", "closed_p50_high", "closed_p90"]


def profile(*rows: tuple[object, ...]) -> list[dict]:
    return traces_of(delay_profile(pd.DataFrame(rows, columns=COLUMNS), label="name"))


def test_a_group_has_its_half_with_its_interval_and_its_nine_of_ten():
    most, half = profile(("00:00", None, 30, 20, 45, 90))
    assert (half["y"], half["error_y"]["array"], half["error_y"]["arrayminus"]) == (
        [30],
        [15],
        [10],
    )
    assert half["customdata"] == ["30 min"]
    assert most["y"] == [90]
    assert half["marker"].get("symbol") != most["marker"]["symbol"]


def test_all_reports_are_drawn_only_where_half_were_reached():
    assert len(profile(("Mon", None, 30, 20, 45, 90))) == 2
    *_others, of_all = profile(("Mon", 600, 30, 20, 45, 90), ("Tue", None, 30, 20, 45, 90))
    assert of_all["y"] == [600, None]
    assert of_all["marker"]["symbol"] == "diamond"


def test_a_group_without_data_is_a_gap_and_no_zero():
    most, half = profile(("00:00", None, None, None, None, None), ("01:00", None, 5, None, None, 9))
    assert half["y"] == [None, 5]
    assert most["y"] == [None, 9]
    # An interval without limits (a group too small) reaches nowhere.
    assert half["error_y"]["array"] == [0, 0]


def test_no_delay_at_all_stands_at_one_minute_on_the_log_scale():
    _most, half = profile(("00:00", None, 0, 0, 3, 4))
    assert half["y"] == [1]
    assert half["customdata"] == ["0 min"]
    assert (half["error_y"]["array"], half["error_y"]["arrayminus"]) == ([2], [0])


def test_a_narrow_range_of_delays_still_has_named_times():
    frame = pd.DataFrame([("Mon", None, 61, 55, 70, 130)], columns=COLUMNS)
    axis = delay_profile(frame, label="name").layout.yaxis
    low, high = (10**end for end in axis.range)
    assert low < 55 < 130 < high
    assert sum(low <= tick <= high for tick in axis.tickvals) >= 2


@pytest.mark.parametrize(("names", "every"), [(24, 4), (7, 2), (6, 1)])
def test_names_leave_room_for_each_other_on_a_phone(names: int, every: int):
    label = [f"{n:02d}:00" for n in range(names)]  # six letters with the space between
    frame = pd.DataFrame({"name": label, "unanswered": 1, "answered": 2})
    ticks = hour_bars(frame, {"unanswered": "Nobody"}, label="name").layout.xaxis.ticktext
    assert list(ticks) == label[::every]


def test_parts_of_an_hour_are_stacked_from_the_bottom_up():
    frame = pd.DataFrame({"name": ["00:00"], "unanswered": [3], "answered": [2]})
    figure = hour_bars(
        frame, {"unanswered": "Nobody answered", "answered": "Answered"}, label="name"
    )
    nobody, answered = traces_of(figure)
    assert (nobody["name"], nobody["y"], answered["y"]) == ("Nobody answered", [3], [2])
    assert nobody["marker"]["opacity"] != answered["marker"]["opacity"]
    assert figure.layout.barmode == "stack"


def test_nothing_at_all_can_be_drawn():
    assert profile()[0]["y"] == []
    traces_of(hour_bars(pd.DataFrame({"name": [], "n": []}), {"n": "N"}, label="name"))
