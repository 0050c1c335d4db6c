import pytest
from streamlit.testing.v1 import AppTest


def one() -> None:
    import streamlit as st

    from lib.ui import links

    weeks = (4, 13, 26)
    links.take("weeks", weeks, default=13)
    chosen = st.radio("Period", weeks, key="weeks", format_func=lambda n: f"{n} semanas")
    links.keep("weeks", chosen, default=13)
    st.text(repr(chosen))


def several() -> None:
    import streamlit as st

    from lib.ui import links

    offered = st.session_state.get("offered", ["southwest", "southeast", "midwest"])
    links.take_several("region", offered)
    chosen = st.multiselect("Regions", offered, key="region", format_func=str.title)
    links.keep("region", chosen)
    st.text(repr(chosen))


@pytest.mark.parametrize(
    ("link", "chosen"),
    [
        (None, 13),
        ("26", 26),
        ("13", 13),
        ("99", 13),  # never offered
        ("26 semanas", 13),  # a label is no value
        ("", 13),
    ],
)
def test_a_link_chooses_what_is_offered_by_its_value(link, chosen):
    app = AppTest.from_function(one, default_timeout=60)
    if link is not None:
        app.query_params["weeks"] = link
    assert app.run().text[0].value == repr(chosen)


def test_a_choice_is_written_by_its_value_and_the_default_left_out():
    app = AppTest.from_function(one, default_timeout=60).run()
    assert "weeks" not in app.query_params
    app.radio(key="weeks").set_value(26).run()
    assert app.query_params["weeks"] == "26"
    app.radio(key="weeks").set_value(13).run()
    assert "weeks" not in app.query_params


def test_what_the_session_chose_wins_over_an_emptied_link_and_is_written_again():
    app = AppTest.from_function(one, default_timeout=60)
    app.query_params["weeks"] = "26"
    app.run()
    app.query_params.clear()
    assert app.run().text[0].value == "26"
    assert app.query_params["weeks"] == "26"


@pytest.mark.parametrize(
    ("link", "chosen"),
    [
        ([], []),
        (["midwest"], ["midwest"]),
        (["midwest", "southwest"], ["midwest", "southwest"]),
        (["midwest", "midwest"], ["midwest"]),
        (["west", "midwest"], ["midwest"]),  # a region that this viewer isn't offered
    ],
)
def test_several_values_are_taken_from_the_link(link, chosen):
    app = AppTest.from_function(several, default_timeout=60)
    if link:
        app.query_params["region"] = link
    assert app.run().text[0].value == repr(chosen)


def test_several_values_are_written_and_none_leaves_the_link_bare():
    app = AppTest.from_function(several, default_timeout=60).run()
    app.multiselect(key="region").set_value(["southeast", "midwest"]).run()
    assert app.query_params["region"] == ["southeast", "midwest"]
    app.multiselect(key="region").set_value([]).run()
    assert "region" not in app.query_params


def test_what_is_offered_no_more_is_dropped_instead_of_breaking_the_page():
    app = AppTest.from_function(several, default_timeout=60)
    app.query_params["region"] = ["southeast", "midwest"]
    app.run()
    app.session_state["offered"] = ["midwest"]
    assert not app.run().exception
    assert app.text[0].value == "['midwest']"
