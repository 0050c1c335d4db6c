import pytest
from streamlit.proto.Metric_pb2 import Metric
from streamlit.testing.v1 import AppTest

from lib.ui.headlines import Change


def headline(late, **arguments):
    from lib.ui.headlines import Headline

    Headline(**arguments).show(late=late)


def drawn(*, late=False, **arguments) -> AppTest:
    arguments = {"late": late, "label": "Members", **arguments}
    app = AppTest.from_function(headline, kwargs=arguments, default_timeout=60).run()
    assert not app.exception
    return app


def color_of(metric) -> str:
    return Metric.MetricColor.Name(metric.color).lower()


def captions(app: AppTest) -> list[str]:
    return [caption.value for caption in app.caption]


def test_a_headline_says_its_label_its_number_its_change_and_since_when():
    app = drawn(value="1,234", change=Change("+12", "in 13 weeks", "up"))
    (metric,) = app.metric
    assert (metric.value, metric.delta) == ("1,234", "+12")
    assert app.markdown[0].value == "**Members**"
    assert captions(app) == ["in 13 weeks"]


@pytest.mark.parametrize("value", [None, "–"])
def test_no_data_is_a_dash_with_a_sentence_and_never_a_change(value):
    app = drawn(value=value, change=Change("+12"), no_data="Nobody reported")
    (metric,) = app.metric
    assert (metric.value, metric.delta) == ("–", "")
    assert captions(app) == ["Nobody reported"]
    assert captions(drawn(value=value)) == ["No data for this choice"]


def test_a_late_source_greys_its_figure_and_says_so():
    app = drawn(value="812", change=Change("+48", "in 13 weeks", "down"), late=True)
    (metric,) = app.metric
    assert metric.value == ":gray[812]"
    assert color_of(metric) == "gray"
    assert "The source is late" in captions(app)[0]


@pytest.mark.parametrize(("late", "grey"), [(True, True), (False, False)])
def test_the_trend_of_a_late_source_is_grey_as_well(late, grey):
    (line,) = drawn(value="812", trend=[1.0, 2.0], late=late).get("html")
    assert ("grayscale(1)" in line.proto.body) is grey


@pytest.mark.parametrize(
    ("change", "color"),
    [
        (Change("+3", better="up"), "green"),
        (Change("−3", better="up"), "orange"),
        (Change("+3", better="down"), "orange"),
        (Change("−3", better="down"), "green"),
        (Change("+3"), "gray"),  # neither direction is good news
        (Change("0", better="up"), "gray"),
        (Change("–", better="up"), "gray"),  # the dash of no data is not a minus
    ],
)
def test_the_colour_is_of_the_news_not_of_the_sign(change, color):
    assert color_of(drawn(value="10", change=change).metric[0]) == color


@pytest.mark.parametrize(
    ("text", "direction"),
    [("+3", "up"), ("−3", "down"), ("0", None), ("–", None), ("", None)],
)
def test_the_arrow_points_where_the_figure_went(text, direction):
    assert Change(text).direction == direction


@pytest.mark.parametrize(
    ("trend", "lines"),
    [
        ([1.0, None, float("nan"), 3.0], 1),
        ([1.0, None], 0),  # one point is no trend
        ([], 0),
    ],
)
def test_a_trend_is_drawn_from_two_points_on_whatever_is_missing_between(trend, lines):
    app = drawn(value="3", trend=trend)
    images = [html.proto.body for html in app.get("html")]
    assert ['alt="Trend: Members"' in image for image in images] == [True] * lines
    assert app.metric[0].value == "3"
