"""Shortcuts lead where Streamlit's and Plotly's own ways lead."""

from collections.abc import Iterator
from copy import deepcopy

import plotly.graph_objects as go
import plotly.io
import plotly.tools
import pytest
from plotly.io import to_json
from streamlit import config
from streamlit.cursor import LockedCursor, RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.form_utils import FormData
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session, forward_msg_cache
from streamlit.testing.v1 import AppTest

from lib.serving import shortcuts
from lib.serving.shortcuts import copied, take_shortcuts
from lib.ui.charts.plot import Plot, plot


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch, ways_to_hear: None) -> Iterator[None]:
    # Noted first, so that the own ways come back after the test.
    monkeypatch.setattr(plotly.io, "to_json", plotly.io.to_json)
    apart = plotly.tools.return_figure_from_figure_or_data
    monkeypatch.setattr(plotly.tools, "return_figure_from_figure_or_data", apart)
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    monkeypatch.setattr(app_session, "_populate_config_msg", app_session._populate_config_msg)
    begin = app_session.AppSession._create_new_session_message
    monkeypatch.setattr(app_session.AppSession, "_create_new_session_message", begin)
    monkeypatch.setattr(forward_msg_cache, "config", forward_msg_cache.config)
    for kind in (RunningCursor, LockedCursor):
        monkeypatch.setattr(kind, "__deepcopy__", copied, raising=False)
    monkeypatch.setattr(DeltaGenerator, "__deepcopy__", DeltaGenerator.__deepcopy__)
    take_shortcuts()
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("taken")
def test_a_place_that_was_noted_stays_where_it_was() -> None:
    page = RunningCursor(0, (3,))
    page.lock_element()
    page.transient_elements[0] = Element()
    noted = deepcopy(page)
    page.lock_element()
    page.transient_elements[0] = Element()
    assert (noted.delta_path, page.delta_path) == ([0, 3, 1], [0, 3, 2])
    assert (len(noted.transient_elements), len(page.transient_elements)) == (1, 1)
    noted.lock_element()
    noted.lock_element()
    assert (noted.delta_path, page.delta_path) == ([0, 3, 3], [0, 3, 2])


@pytest.mark.usefixtures("taken")
def test_a_locked_place_is_copied_as_one() -> None:
    noted = deepcopy(LockedCursor(0, (3,), index=2))
    assert (noted.is_locked, noted.delta_path) == (True, [0, 3, 2])


def _container(*, copy: bool) -> list[object]:
    """All of a container in a form in the page, or of a copy of it."""
    page = DeltaGenerator(0, RunningCursor(0))
    form = DeltaGenerator(0, RunningCursor(0, (0,)), parent=page, block_type="form")
    form._form_data = FormData("form")
    inner = DeltaGenerator(0, LockedCursor(0, (0, 1), index=2), parent=form)
    inner._creating_fragment_id = "fragment"
    found: list[object] = []
    each: DeltaGenerator | None = deepcopy(inner) if copy else inner
    if copy:
        for container in (page, form):
            # Where the copy stands does not move with it.
            assert isinstance(container._cursor, RunningCursor)
            container._cursor.lock_element()
    while each is not None:
        place = each._cursor.delta_path if each._cursor else None
        found.append((type(each), {**vars(each), "_provided_cursor": place, "_parent": None}))
        each = each._parent
    return found


def test_a_container_is_copied_as_streamlit_copies_it(request: pytest.FixtureRequest) -> None:
    own = _container(copy=True)
    request.getfixturevalue("taken")
    assert _container(copy=True) == own == _container(copy=False)
    assert len(own) == 3


@pytest.mark.usefixtures("taken")
def test_a_plot_is_written_once_and_any_other_figure_each_time() -> None:
    ours = plot([{"type": "bar", "y": [1, 2]}])
    assert plotly.io.to_json(ours, validate=False) is plotly.io.to_json(ours, validate=False)
    assert plotly.io.to_json(ours, validate=False) == ours.to_json(validate=False)
    other = go.Figure(go.Bar(y=[1]))
    first = plotly.io.to_json(other, validate=False)
    other.update_layout(height=120)
    assert plotly.io.to_json(other, validate=False) != first


def _page() -> None:
    import streamlit as st

    from tests.serving.test_shortcuts import KEPT

    for position, drawn in enumerate(KEPT):
        st.plotly_chart(drawn, key=f"{position}")


KEPT = (plot([{"type": "bar", "x": ["a"], "y": [3]}]), go.Figure(go.Bar(x=["a"], y=[3])))
"""What :func:`_page` draws: a plot that is kept, and a figure of Plotly's own."""


def _specs() -> list[str]:
    page = AppTest.from_function(_page).run()
    return [str(chart.proto.spec) for chart in page.get("plotly_chart")]


def test_a_page_that_is_drawn_again_writes_no_plot_again(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = _specs()
    assert all('"y":[3]' in spec for spec in own)
    request.getfixturevalue("taken")
    written = []
    monkeypatch.setattr(
        shortcuts,
        "_write",
        lambda figure, **options: written.append(type(figure)) or to_json(figure, **options),
    )
    assert _specs() == _specs() == own
    # The plot once for both runs, the figure that Plotly took apart in each.
    assert written == [Plot, dict, dict]


def test_what_a_run_begins_with_names_the_script_and_no_directory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = ForwardMsg()
    whole.new_session.main_script_path = "/srv/of an organization/dashboard.py"
    whole.new_session.name = "dashboard"
    monkeypatch.setattr(shortcuts, "_begin", lambda _session, _page: whole)
    message = shortcuts.begun(object(), "a page")  # type: ignore[arg-type]
    assert message.new_session.main_script_path == "dashboard.py"
    # All else as it was.
    assert message.new_session.name == "dashboard"


@pytest.mark.parametrize("section", ["theme", "theme.light", "theme.dark", "theme.sidebar"])
def test_a_theme_is_what_streamlit_makes_of_it(
    section: str, request: pytest.FixtureRequest
) -> None:
    own = CustomThemeConfig()
    app_session._populate_theme_msg(own, section)
    request.getfixturevalue("taken")
    for _ in range(2):
        ours = CustomThemeConfig()
        app_session._populate_theme_msg(ours, section)
        assert ours == own


@pytest.mark.usefixtures("taken")
def test_a_theme_has_the_colours_of_the_configuration() -> None:
    light = CustomThemeConfig()
    app_session._populate_theme_msg(light, "theme.light")
    told = config.get_options_for_section("theme.light")
    assert light.primary_color == told["primaryColor"] != ""


def test_a_configuration_is_what_streamlit_makes_of_it(request: pytest.FixtureRequest) -> None:
    own = Config()
    app_session._populate_config_msg(own)
    request.getfixturevalue("taken")
    for _ in range(2):
        ours = Config()
        app_session._populate_config_msg(ours)
        assert ours == own
    # As .streamlit/config.toml has it.
    assert not ours.gather_usage_stats


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize(("more", "is_kept"), [(-1, False), (0, True)])
def test_a_browser_keeps_the_messages_that_streamlit_has_it_keep(more: int, is_kept: bool) -> None:
    least = int(config.get_option("global.minCachedMessageSize"))
    message = ForwardMsg()
    message.delta.new_element.markdown.body = "x" * least
    # What stands around the text is as long for a text that is a few bytes shorter.
    around = message.ByteSize() - least
    message.delta.new_element.markdown.body = "x" * (least - around + more)
    assert message.ByteSize() == least + more
    forward_msg_cache.populate_hash_if_needed(message)
    assert message.metadata.cacheable is is_kept
