import pytest
from streamlit.testing.v1 import AppTest

from lib.ui.headlines import Change, Headline
from lib.ui.sparklines import Line


def test_a_headline_is_read_as_one_sentence():
    members = Headline("Members", "1,234", Change("+12", "since Aug 23", "up"), note="of 13")
    assert members.shown()["sentence"] == "Members: 1,234, +12, since Aug 23 · of 13."
    assert Headline("Members", "1,234").shown()["sentence"] == "Members: 1,234."


@pytest.mark.parametrize("value", [None, "–"])
def test_no_data_is_a_dash_with_a_sentence_and_never_a_change_nor_a_line(value):
    line = Line([1.0, 2.0])
    shown = Headline("Calls", value, Change("+12"), line, "of 13", no_data="Nobody called").shown()
    assert (shown["value"], shown["change"], shown["line"]) == ("–", None, "")
    assert shown["sentence"] == "Calls: Nobody called."
    assert Headline("Calls", value).shown()["note"] == "No data for this choice"


def test_a_change_that_nobody_knows_is_not_drawn_as_one():
    shown = Headline("Members", "12", Change("–", "since Aug 23")).shown()
    assert (shown["change"], shown["note"]) == (None, "")


def test_a_late_source_takes_the_colour_and_says_so():
    shown = Headline("Members", "812", Change("+48", "since Aug 23", "down")).shown(late=True)
    assert (shown["late"], shown["news"]) == (True, "neither")
    assert "The source is late" in shown["sentence"]


@pytest.mark.parametrize(
    ("change", "news"),
    [
        (Change("+3", better="up"), "good"),
        (Change("−3", better="up"), "bad"),
        (Change("+3", better="down"), "bad"),
        (Change("−3", better="down"), "good"),
        (Change("+3"), "neither"),  # neither direction is good news
        (Change("0", better="up"), "neither"),
        (Change("–", better="up"), "neither"),  # the dash of no data is not a minus
    ],
)
def test_the_colour_is_of_the_news_not_of_the_sign(change, news):
    assert Headline("Members", "10", change).shown()["news"] == news


@pytest.mark.parametrize(
    ("text", "direction"),
    [("+3", "up"), ("−3", "down"), ("0", None), ("–", None), ("", None)],
)
def test_the_arrow_points_where_the_figure_went(text, direction):
    assert Change(text).direction == direction


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ([1.0, None, float("nan"), 3.0], True),
        ([1.0, None], False),  # one point is no line
        ([], False),
    ],
)
def test_a_line_is_drawn_from_two_points_on_whatever_is_missing_between(values, drawn):
    assert ("<img" in Headline("Members", "3", line=Line(values)).shown()["line"]) is drawn


def test_headlines_are_one_list_whose_pictures_and_marks_are_not_read_aloud():
    def script():
        from lib.data.scope import Scope
        from lib.ui.filters import Choice
        from lib.ui.headlines import Headline, draw
        from lib.ui.sparklines import Line

        def calls(_choice: Choice) -> Headline:
            return Headline("Calls & <b>", "7", line=Line([1, 2]), help="Answered or not.")

        draw(Choice(Scope(("west",)), 13), [calls])

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    (drawn,) = app.get("html")
    body = drawn.proto.body
    assert '<span class="said">Calls &amp; &lt;b&gt;: 7.</span>' in body
    # What is seen is hidden from who hears the sentence.
    assert body.index('aria-hidden="true"') < body.index('class="value"')
    assert 'alt=""' in body
    assert app.expander[0].markdown[0].value == "- **Calls & <b>**: Answered or not."
