import json

import plotly.io

from lib.language import use
from lib.ui.charts.plot import config, plot


def test_a_figure_carries_no_template_of_plotlys():
    assert len(plot([]).to_json()) < 700


def test_in_english_plotlys_own_calendar_is_used():
    assert "locale" not in config()


def test_in_spanish_dates_have_spanish_names_from_sunday_on():
    with use("es"):
        made = config()
    calendar = made["locales"]["es"]["format"]
    assert made["locale"] == "es"
    assert calendar["shortMonths"][:2] == ["ene", "feb"]
    assert calendar["months"][11] == "diciembre"
    assert (calendar["days"][0], calendar["days"][6]) == ("domingo", "sábado")
    assert len(calendar["shortDays"]) == 7
    json.dumps(made)


def test_more_can_be_said_to_plotly():
    assert config(topojsonURL="/x/")["topojsonURL"] == "/x/"


def test_a_figure_is_written_once_for_all_who_look() -> None:
    figure = plot([{"type": "bar", "y": [1, 2]}])
    figure.update_layout(height=120)
    first = figure.written(plotly.io.to_json)
    assert json.loads(first) == json.loads(figure.to_json())
    assert figure.written(plotly.io.to_json) is first
