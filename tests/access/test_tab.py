"""What was chosen in a tab goes along to a process that knows nothing of it."""

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from lib.ui import links

    links.take("weeks", (4, 13, 26), default=13)
    links.take_several("region", ("west", "midwest", "southeast"))
    links.take_text("search", 6)
    st.text([st.session_state[key] for key in ("weeks", "region", "search")])


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """At a process that it has just been connected to, on its way to another page."""
    said = "weeks=26&region=west&region=southeast&region=mars&search=a+b&other=1"
    headers = {"X-Tejido-Chosen": said}
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.headers", headers)
    return AppTest.from_function(page, default_timeout=60)


@pytest.mark.slow
def test_what_was_chosen_on_the_page_before_goes_along_as_far_as_it_is_offered(
    tab: AppTest,
) -> None:
    assert tab.run().text[0].value == "[26, ['west', 'southeast'], 'a b']"


def test_what_the_link_says_comes_first(tab: AppTest) -> None:
    tab.query_params["weeks"] = "4"
    assert tab.run().text[0].value == "[4, ['west', 'southeast'], 'a b']"


def test_it_is_taken_once_and_not_again_for_a_choice_that_was_undone(tab: AppTest) -> None:
    tab.run()
    for key in ("weeks", "region", "search"):
        # As Streamlit forgets what a page kept for itself when it is left.
        del tab.session_state[key]
    assert tab.run().text[0].value == "[13, [], '']"
