import pandas as pd

from lib.topics.health.charts import panels
from tests.ui.drawn import traces_of

FRAME = pd.DataFrame(
    {
        "as_of": pd.to_datetime(["2026-02-28", "2026-01-31", "2026-03-02"]),
        "total": [55.0, 80.0, 40.4],
        "rhythm": [None, 70.0, 20.0],
        "dues": [90.0, 90.0, None],
    }
)
NAMES = {"total": "Score", "rhythm": "Rhythm", "dues": "Dues"}


def drawn():
    return panels(FRAME, NAMES, x="as_of", levels=(0.45, 0.7))


def test_each_series_has_a_panel_of_its_own_in_the_order_of_time():
    score, rhythm, dues = traces_of(drawn())
    assert score["y"] == [80.0, 55.0, 40.4]
    assert rhythm["y"] == [70.0, None, 20.0]
    assert [t["yaxis"] for t in (score, rhythm, dues)] == ["y", "y2", "y3"]


def test_all_panels_have_the_same_scale_and_the_levels_as_lines():
    layout = drawn().to_dict()["layout"]
    for axis in ("yaxis", "yaxis2", "yaxis3"):
        assert layout[axis]["range"] == [-4, 104]
        assert layout[axis]["tickvals"] == [45, 70]


def test_the_first_panel_is_the_widest_and_none_covers_another():
    layout = drawn().to_dict()["layout"]
    assert layout["xaxis"]["domain"] == [0, 1]
    assert layout["xaxis2"]["domain"][1] < layout["xaxis3"]["domain"][0]
    assert 0 <= layout["yaxis2"]["domain"][0] < layout["yaxis2"]["domain"][1]
    assert layout["yaxis2"]["domain"][1] < layout["yaxis"]["domain"][0]


def test_a_name_carries_todays_points_only_if_they_are_known():
    names = [note["text"] for note in drawn().to_dict()["layout"]["annotations"]]
    assert names[:3] == ["Score<b> 40</b>", "Rhythm<b> 20</b>", "Dues"]


def test_the_first_and_the_last_month_are_written():
    names = [note["text"] for note in drawn().to_dict()["layout"]["annotations"]]
    assert names[3:] == ["Jan 2026", "Mar 2026"]
