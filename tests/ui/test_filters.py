"""A forged message may carry a value that was never offered: no filter takes it."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.ui import filters

NAMES = {"southeast": "Southeast", "southwest": "Southwest", "unknown": "Place unknown"}


def _page() -> None:
    import streamlit as st

    from lib.access.viewer import Viewer
    from lib.data.scope import Scope
    from lib.ui import filters
    from lib.ui.choosing import choose_one

    viewer = Viewer("ana", "Ana", frozenset(), Scope(("southeast", "southwest", "unknown")))
    st.text(" ".join(filters.choose_regions(viewer).scope.regions))
    st.text(str(filters.choose_period(viewer).weeks))
    st.text(choose_one("view", "View", {"places": "Places", "regions": "Regions"}))


@pytest.mark.parametrize(
    ("regions", "one", "shown"),
    [
        ([], 13, ["southeast southwest unknown", "13", "places"]),
        # Streamlit may have no value on the first run of a page that was changed to.
        ([], None, ["southeast southwest unknown", "13", "places"]),
        # All that are offered are everything, and so is what lies nowhere.
        (["southwest", "southeast"], 13, ["southeast southwest unknown", "13", "places"]),
        (["southwest"], 52, ["southwest", "52", "places"]),
        # The Midwest is not the viewer's, and 1,000 is neither a period nor a view.
        (["midwest"], 1_000, ["southeast southwest unknown", "13", "places"]),
        (["midwest", "southwest"], 1_000, ["southwest", "13", "places"]),
    ],
)
def test_a_value_that_was_never_offered_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, regions: list[str], one: int | None, shown: list[str]
) -> None:
    monkeypatch.setattr(filters, "region_names", lambda scope: NAMES)
    monkeypatch.setattr(st, "pills", lambda *_, **__: regions)
    monkeypatch.setattr(st, "segmented_control", lambda *_, **__: one)
    page = AppTest.from_function(_page).run()
    assert not page.exception
    assert [text.value for text in page.text] == shown
