from lib.ui.sparklines import Line, picture


def lines(values) -> list[str]:
    return [part.split('"')[0] for part in picture(Line(values)).split('<polyline points="')[1:]]


def test_a_line_goes_from_its_lowest_to_its_highest_value():
    # Three points over a width of 100; the height of 30 has a margin of 2 above and below.
    assert lines([10, 30, 20]) == ["0.0,28.0 50.0,2.0 100.0,15.0"]


def test_what_is_missing_is_a_gap():
    assert lines([0, 1, None, float("nan"), 1]) == ["0.0,28.0 25.0,2.0", "100.0,2.0"]


def test_a_line_that_stays_is_drawn_in_the_middle():
    assert lines([5, 5]) == ["0.0,15.0 100.0,15.0"]


def test_nothing_is_drawn_of_nothing():
    assert lines([]) == lines([None]) == []


def test_the_period_before_is_pale_and_meets_the_line():
    # Of four steps the first two are of the period before; the line begins at the third.
    pale, line = picture(Line([0, 1, 2, 3], before=2)).split("<polyline")[1:]
    assert 'opacity="0.4"' in pale
    assert "0.0,28.0 33.3,19.3 66.7,10.7" in pale
    assert "opacity" not in line
    assert 'points="66.7,10.7 100.0,2.0"' in line


def test_the_way_to_the_running_step_is_dotted():
    line, running = picture(Line([0, 2, 1], has_running=True)).split("<polyline")[1:]
    assert "dasharray" not in line
    assert 'points="0.0,28.0 50.0,2.0"' in line
    assert "dasharray" in running
    assert 'points="50.0,2.0 100.0,15.0"' in running
