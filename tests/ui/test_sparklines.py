from streamlit.testing.v1 import AppTest

from lib.ui.sparklines import picture


def lines(values) -> list[str]:
    return [part.split('"')[0] for part in picture(values).split('<polyline points="')[1:]]


def test_a_line_goes_from_its_lowest_to_its_highest_value():
    # Three points over a width of 100; the height of 30 has a margin of 2 above and below.
    assert lines([10, 30, 20]) == ["0.0,28.0 50.0,2.0 100.0,15.0"]


def test_what_is_missing_is_a_gap():
    assert lines([0, 1, None, float("nan"), 1]) == ["0.0,28.0 25.0,2.0", "100.0,2.0"]


def test_a_line_that_stays_is_drawn_in_the_middle():
    assert lines([5, 5]) == ["0.0,15.0 100.0,15.0"]


def test_nothing_is_drawn_of_nothing():
    assert lines([]) == lines([None]) == []


def test_its_name_is_for_screen_readers_and_can_hold_anything():
    def script():
        from lib.ui.sparklines import sparkline

        sparkline([1, 2], alt='Members & "friends" <b>')

    (drawn,) = AppTest.from_function(script, default_timeout=60).run().get("html")
    assert 'alt="Members &amp; &#34;friends&#34; &lt;b&gt;"' in drawn.proto.body
